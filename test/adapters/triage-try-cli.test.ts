import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
const folder = mkdtempSync(join(tmpdir(), "triage-try-"));
function mail(name: string, subject: string, text: string, more: Readonly<Record<string, string>> = {}) {
  const path = join(folder, `${name}.eml`);
  const fields = { From: "carla@fabrikam.example", To: "support@contoso.example", Subject: subject };
  writeFileSync(path, plainMail({ ...fields, "Message-ID": `<${name}@x>`, ...more }, text));
  return path;
}
const OUTAGE = mail(
  "outage",
  "Outlook cannot connect for all of us",
  "Since this morning Outlook shows an error for everybody in our office and nobody can send mail.\n\nOn Tue, 1 Dec 2026, Ana <ana@contoso.example> wrote:\n> The invoice and the refund for the licence.",
);
const VAGUE = mail("vague", "Question", "The new colleague starts Monday.");
const OFFER = mail(
  "offer",
  "Newsletter: ten per cent off",
  "Buy now. Click here to unsubscribe from this newsletter.",
);
const AWAY = mail("away", "Out of office", "I am away until Monday.", { "Auto-Submitted": "auto-replied" });

beforeAll(async () => {
  desk = await deskInPostgres();
  const id = newId();
  const { db } = desk.database;
  await db.insert(rows.customers).values({ id, name: "Fabrikam", createdAt: desk.now() });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId: id, verifiedAt: desk.now() });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function tried(words: readonly string[], onDesk: boolean) {
  const env = {
    PATH: process.env["PATH"],
    DATA_DIR: folder,
    ...(onDesk ? { DATABASE_URL: desk.database.url } : {}),
  };
  const args = [join(process.cwd(), "workers/answerable.ts"), "triage", "try", ...words];
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, args, { env, cwd: folder }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe("a real mail file", () => {
  test("on a desk: each axis with how sure it is and its words, what a ticket begins with, and that it need not be sorted", async () => {
    const { code, out } = await tried([OUTAGE, "--at", "2026-12-03T10:00Z"], true);
    expect(code).toBe(0);
    expect(out).toContain("carla@fabrikam.example of Fabrikam");
    expect(out).toMatch(/kind {5}technical {4}[01]\.\d\d {2}because of “/);
    expect(out).toMatch(/service {2}microsoft365 [01]\.\d\d {2}because of .*“outlook”/);
    expect(out).toMatch(/severity A {12}0\.\d\d {2}because of .*“everybody”/);
    expect(out).not.toMatch(/invoice|licence/);
    expect(out).toContain("the ticket begins with: kind technical, service microsoft365, severity A");
    expect(out).toContain("does not wait under To sort");
    expect(await desk.database.db.select().from(rows.tickets)).toEqual([]);
  }, 60_000);

  test("without a desk the words alone speak, and it says so", async () => {
    const { code, out } = await tried([OUTAGE], false);
    expect(code).toBe(0);
    expect(out).toContain("no customer that is known");
    expect(out).toContain("no desk was asked");
    expect(out).not.toContain("the ticket begins with");
  }, 60_000);

  test("by settings files: a stranger's words raise nothing, and it says why", async () => {
    const policy = join(process.cwd(), "examples/policy.yaml");
    const { out } = await tried([OUTAGE, "--policy", policy], false);
    expect(out).toContain("the ticket begins with: kind technical, service microsoft365, severity B");
    expect(out).toContain("severity A is shown to the agents and raises nothing: its sender is no customer");
  }, 60_000);

  test("as JSON: what waits under To sort says why, a newsletter asks for nothing, automatic mail opens no ticket", async () => {
    const { code, out } = await tried([VAGUE, OFFER, AWAY, "--json"], true);
    expect(code).toBe(0);
    const [vague, offer, away] = JSON.parse(out);
    // Which words are weak changes with what triage learns; that the reason goes with the number does not.
    const isUnsure = vague.proposal.kind === "not_support" || vague.proposal.confidence < 0.55;
    expect(vague).toMatchObject({ file: VAGUE, customer: "Fabrikam", suppressed: null, toSort: isUnsure });
    expect(vague.because === null).toBe(!isUnsure);
    expect(offer).toMatchObject({ toSort: true, because: "it seems to ask for no support" });
    expect(offer.proposal).toMatchObject({ kind: "not_support", service: null, severity: null });
    expect(away.suppressed).not.toBeNull();
  }, 60_000);

  test("a file that is not there is named, and the others are read; --help has an example", async () => {
    const { code, out, err } = await tried([join(folder, "none.eml"), OUTAGE], false);
    expect(code).toBe(2);
    expect(err).toContain("none.eml cannot be read (ENOENT)");
    expect(out).toContain("outage.eml");
    expect((await tried(["--help"], false)).out).toContain("answerable triage try mail.eml --json");
  }, 60_000);
});

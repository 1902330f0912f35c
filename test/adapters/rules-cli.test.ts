import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
const folder = mkdtempSync(join(tmpdir(), "rules-"));
const mail = join(folder, "mail.eml");
const report = join(folder, "auto.eml");
beforeAll(async () => {
  desk = await deskInPostgres();
  const fields = {
    From: "carla@fabrikam.example",
    To: "sales@contoso.example",
    Subject: "Invoice",
    "Message-ID": "<1@x>",
  };
  writeFileSync(mail, plainMail(fields, "Why were we charged twice?"));
  writeFileSync(report, plainMail({ ...fields, "Auto-Submitted": "auto-replied" }, "I am away."));
  writeFileSync(
    join(folder, "desk.yaml"),
    `version: 1
teams:
  support: { members: [ana@contoso.example], hours: office }
  sales: { members: [rui@contoso.example], hours: office }
routing: [{ customers: [Fabrikam], team: support }, { sentTo: [sales@contoso.example], team: sales, assignment: round-robin }]
`,
  );
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function answerable(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: desk.database.url, DATA_DIR: folder };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(
      process.execPath,
      ["workers/answerable.ts", "rules", "try", ...words],
      { env },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test("from files: which rule fits and why the others do not, who is told and when, what is promised", async () => {
  const files = ["--policy", "examples/policy.yaml", "--desk", join(folder, "desk.yaml")];
  const { code, out } = await answerable(mail, ...files, "--at", "2026-12-24T18:00Z");
  expect(code).toBe(0);
  expect(out).toContain("team sales: routing[1] fits: sentTo");
  expect(out).toContain("not routing[0]: customers: asks for Fabrikam, is not known");
  expect(out).toContain("assigned: rui@contoso.example");
  // Christmas Eve is over at 13:00, the next day is a holiday and then it is the weekend.
  expect(out).toContain("told: rui@contoso.example at 2026-12-28 09:00");
  expect(out).toContain("first-response: by 2026-12-28");
  const both = JSON.parse((await answerable(mail, report, ...files, "--json")).out);
  expect(both).toMatchObject([
    { team: "sales", rule: 1, suppressed: null },
    { suppressed: expect.any(String) },
  ]);
}, 60_000);

test("from the desk: its customers and agents; nothing is changed", async () => {
  const { db } = desk.database;
  const id = newId();
  await db.insert(rows.customers).values({ id, name: "Fabrikam", plan: "premium", createdAt: desk.now() });
  await db.insert(rows.contacts).values({
    id: newId(),
    customerId: id,
    address: "carla@fabrikam.example",
    name: "Carla",
    createdAt: desk.now(),
  });
  const { out } = await answerable(mail, "--at", "2026-12-03T10:00Z", "--json");
  expect(JSON.parse(out)).toMatchObject([{ customer: "Fabrikam", plan: "premium", team: "support" }]);
  expect(await db.select().from(rows.tickets)).toEqual([]);
  expect(await desk.mails()).toEqual([]);
}, 60_000);

test("what cannot be read is named, and the rest is tried", async () => {
  const files = ["--policy", "examples/policy.yaml", "--desk", "examples/desk.yaml"];
  const some = await answerable(join(folder, "none.eml"), mail, ...files);
  expect(some).toMatchObject({ code: 2, err: expect.stringContaining("none.eml cannot be read (ENOENT)") });
  expect(some.out).toContain("team support");
  expect((await answerable(mail, ...files, "--at", "tomorrow")).err).toContain(
    "expected a time with its zone such as 2026-12-24T18:00Z",
  );
  expect(await answerable(mail, "--policy", "none.yaml")).toMatchObject({ code: 2 });
}, 60_000);

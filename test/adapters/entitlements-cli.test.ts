import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refundDebit } from "../../src/adapters/postgres/entitlements.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { sealingBy } from "../../src/adapters/system/sealed.ts";
import { instant } from "../../src/values/instant.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

const KEY = "ab".repeat(32);
const CONTRACT = "778899001122";
const ACCESS = "334455667788";

describe("sealed ids", () => {
  const sealing = sealingBy(KEY);
  test("are read back with their key and in their place only", () => {
    const bytes = sealing.seal(CONTRACT, "a.contract");
    expect(Buffer.from(bytes).toString("latin1")).not.toContain(CONTRACT);
    expect(sealing.open(bytes, "a.contract")).toBe(CONTRACT);
    expect(() => sealing.open(bytes, "b.contract")).toThrow("ENTITLEMENTS_KEY does not open");
    expect(() => sealingBy("cd".repeat(32)).open(bytes, "a.contract")).toThrow("does not open");
    bytes[bytes.length - 1]! ^= 1;
    expect(() => sealing.open(bytes, "a.contract")).toThrow("does not open");
  });
  test("twice sealed is never the same", () => {
    expect(sealing.seal("x", "p")).not.toEqual(sealing.seal("x", "p"));
  });
  test.each([
    ["no key", undefined, "is not set"],
    ["a key of another length", "abcd", "is not 64 hexadecimal digits"],
  ])("%s is told when it is needed, without it", (_name, key, said) => {
    const by = sealingBy(key);
    expect(() => by.seal("x", "p")).toThrow(said);
  });
});

describe("the ledger by its command", () => {
  let desk: DeskInPostgres;
  const folder = mkdtempSync(join(tmpdir(), "entitlements-"));
  beforeAll(async () => {
    desk = await deskInPostgres();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  function answerable(words: readonly string[], input = "", key: string | null = KEY) {
    const env = {
      ...BARE_ENV,
      DATABASE_URL: desk.database.url,
      DATA_DIR: folder,
      ...(key === null ? {} : { ENTITLEMENTS_KEY: key }),
    };
    return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
      const args = ["workers/answerable.ts", "entitlements", ...words];
      const child = execFile(process.execPath, args, { env }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
      child.stdin!.end(input);
    });
  }
  const add = ["add", "--vehicle", "partner_on_premises_support", "--name", "Units", "--from", "2026-01-01"];
  const secrets = `contract: ${CONTRACT}\naccess id = ${ACCESS}\n`;

  test("add, list, show, end; ids are encrypted, and shown by --reveal alone", async () => {
    expect((await answerable([])).out).toContain("No entitlements");
    expect((await answerable([])).out).toContain(
      "Warning: desk.yaml says direct_bill, and no plan is active",
    );

    const tried = await answerable([...add, "--units", "5", "--ids", "-", "--dry-run"], secrets);
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining("Would be written: Units") });
    expect((await answerable([])).out).toContain("No entitlements");

    const unsealed = await answerable([...add, "--ids", "-"], secrets, null);
    expect(unsealed).toMatchObject({ code: 1, err: expect.stringContaining("ENTITLEMENTS_KEY is not set") });
    expect(await answerable([...add, "--units", "5", "--ids", "-"], secrets)).toMatchObject({ code: 0 });

    const listed = await answerable(["--json"], "", null);
    expect(JSON.parse(listed.out).entitlements).toMatchObject([
      { name: "Units", unitsLeft: 5, state: "active", daysLeft: null, hasIds: true },
    ]);
    const shown = await answerable(["show", "units"]);
    for (const { out, err } of [listed, shown, tried]) {
      expect(out + err).not.toContain(CONTRACT);
      expect(out + err).not.toContain(ACCESS);
    }
    const revealed = await answerable(["show", "Units", "--reveal", "--json"]);
    expect(JSON.parse(revealed.out)).toMatchObject({ contractId: CONTRACT, accessId: ACCESS });
    const [row] = await desk.database.db.select().from(rows.entitlements);
    expect(Buffer.from(row!.contractId!).toString("latin1")).not.toContain(CONTRACT);
    const audited = await desk.database.db.select().from(rows.audit);
    expect(audited.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["entitlement-added", "entitlement-revealed"]),
    );
    expect(JSON.stringify(audited)).not.toContain(CONTRACT);

    expect((await answerable(["end", "Units", "--on", "2026-12-31", "--dry-run"])).out).toContain(
      "would end",
    );
    expect((await answerable(["end", "Units", "--on", "2036-12-31"])).out).toContain("ends with 2036-12-31");
  }, 90_000);

  test.each([
    [
      "a vehicle nobody has",
      ["add", "--vehicle", "x", "--name", "X", "--from", "2026-01-01"],
      "--vehicle: read",
    ],
    ["a day that is none", [...add.slice(0, -1), "2026-13-01"], "expected a day such as 2026-01-01"],
    ["an end before its start", [...add, "--to", "2025-01-01"], "not before 2026-01-01"],
    ["units that are no number", [...add, "--units", "many"], "expected a whole number"],
    ["an entitlement nobody has", ["show", "nothing"], 'There is no entitlement "nothing"'],
    [
      "a refund where nothing was taken",
      ["refund", "1", "--because", "duplicate"],
      "no unit was taken for it",
    ],
  ])("%s is told with what was expected", async (_name, words, said) => {
    const { code, err } = await answerable(words);
    expect(code).toBe(1);
    expect(err).toContain(said);
  });

  test("R12 a unit taken for a handoff is given back once, where the vehicle allows it", async () => {
    const { db } = desk.database;
    const day = dayByMail(desk);
    await day.opens("Machine one");
    await day.replies(ANA, "#kind technical");
    const [ticket] = await db.select().from(rows.tickets);
    const [held] = await db.select().from(rows.entitlements);
    const escalationId = newId();
    await db.insert(rows.escalations).values({
      id: escalationId,
      ticketId: ticket!.id,
      kind: "rung",
      to: "x",
      state: "told",
      because: "",
      createdAt: instant("2026-12-03T10:00:00Z"),
    });
    const debit = { id: newId(), entitlementId: held!.id, escalationId, units: 1, at: desk.now() };
    await db.insert(rows.debits).values(debit);
    expect((await answerable(["debits"])).out).toContain(`#${ticket!.number}`);
    const refund = ["refund", String(ticket!.number), "--because"];
    expect((await answerable([...refund, "mood"])).err).toContain("expected duplicate or defect");
    expect((await answerable([...refund, "duplicate", "--dry-run"])).out).toContain("would be given back");
    expect((await answerable([...refund, "duplicate"])).out).toContain(
      "1 unit of Units given back (duplicate)",
    );
    expect((await answerable([...refund, "duplicate"])).err).toContain("given back already");
    const by = { actor: "test", clock: { kind: "database" } } as const;
    expect(await refundDebit(db, debit.id, "duplicate", by)).toBe(false);
    const [after] = await db.select().from(rows.debits).where(eq(rows.debits.id, debit.id));
    expect(after).toMatchObject({ refundedBecause: "duplicate" });
  }, 90_000);
});

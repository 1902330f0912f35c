import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { EXAMPLE_DESK, EXAMPLE_POLICY } from "../support/policy.ts";

const folder = mkdtempSync(join(tmpdir(), "cloud-hours-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "desk.yaml"), EXAMPLE_DESK);
writeFileSync(join(folder, "policy.yaml"), EXAMPLE_POLICY);
const OFFICE = join(folder, "office.yaml");
writeFileSync(
  OFFICE,
  EXAMPLE_POLICY.replace(/(standard:[\s\S]*?A: \{[^}]*)hours: always/, "$1hours: office"),
);

let desk: DeskInPostgres;
beforeEach(async () => {
  // Its own version is older than what the commands publish, whatever day it is.
  desk = await deskInPostgres(undefined, "2025-06-02T10:00:00Z");
});
afterEach(() => desk[Symbol.asyncDispose]());

const { db } = { db: () => desk.database.db };
const versions = async () => (await db().select().from(rows.policyVersions)).length;
const customerIn = (cloud: string) =>
  db().insert(rows.customers).values({ id: newId(), name: "Fabrikam", cloud, createdAt: desk.now() });

function answerable(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: desk.database.url, DATA_DIR: folder };
  const args = [join(process.cwd(), "workers/answerable.ts"), ...words];
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, args, { env, cwd: folder }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const LESSER = /Fabrikam \(cloud .*, plan standard\).*support at every hour of the year/;

describe("R14 a customer in a cloud that wants support round the clock, and lesser hours", () => {
  test("publishing is refused and keeps nothing; checking the files says so; round the clock is published", async () => {
    await customerIn("china_21vianet");
    const before = await versions();
    const refused = await answerable("policy", "publish", "--policy", OFFICE);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(LESSER);
    expect(refused.err).toContain(
      "promise severity A of that plan round the clock, or give them another plan",
    );
    expect(await versions()).toBe(before);
    const checked = await answerable("policy", "check", "--policy", OFFICE);
    expect(checked.code).toBe(1);
    expect(checked.err).toMatch(LESSER);
    const published = await answerable("policy", "publish");
    expect(published).toMatchObject({ code: 0, err: "" });
    expect(await versions()).toBeGreaterThan(before);
  }, 240_000);

  test("the same hours are published for customers of other clouds", async () => {
    await customerIn("commercial");
    expect((await answerable("policy", "publish", "--policy", OFFICE)).code).toBe(0);
  }, 120_000);

  test("doctor finds a customer who came into that cloud after publishing, and is content once the hours fit", async () => {
    await customerIn("commercial");
    expect((await answerable("policy", "publish", "--policy", OFFICE)).code).toBe(0);
    expect((await answerable("doctor")).out).not.toContain("hours:");
    await db().update(rows.customers).set({ cloud: "china_21vianet" });
    const found = await answerable("doctor");
    expect(found.code).toBe(1);
    expect(found.out).toMatch(new RegExp(`PROBLEM {2}hours: ${LESSER.source}`));
    expect((await answerable("policy", "publish")).code).toBe(0);
    expect((await answerable("doctor")).out).not.toContain("hours:");
  }, 300_000);
});

describe("R11 a partner that bills directly has to hold a plan", () => {
  const plan = (set: Partial<typeof rows.entitlements.$inferInsert> = {}) =>
    db()
      .insert(rows.entitlements)
      .values({
        id: newId(),
        vehicle: "advanced_support_for_partners",
        name: "Plan",
        validFrom: "2026-01-01",
        createdAt: desk.now(),
        ...set,
      });
  const WARNED = "and no plan is active";

  test("without one, doctor and the check of the files warn; both go on", async () => {
    const doctor = await answerable("doctor");
    expect(doctor.out).toContain(
      `note     plan: desk.yaml says direct_bill, ${WARNED}; such a partner has to hold one of`,
    );
    const checked = await answerable("policy", "check");
    expect(checked.code).toBe(0);
    expect(checked.out).toMatch(
      /warning: desk\.yaml:\d+:\d+ upstream\.model: read .*no plan is active.*\[direct-bill-without-plan\]/,
    );
    expect((await answerable("policy", "check", "--strict")).code).toBe(1);
  }, 240_000);

  test("with one that is active nothing is said", async () => {
    await plan();
    expect((await answerable("doctor")).out).not.toContain(WARNED);
    expect((await answerable("policy", "check")).out).toContain("No problems, no warnings.");
  }, 240_000);
});

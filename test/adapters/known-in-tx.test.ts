import { afterEach, beforeEach, expect, test } from "vitest";
import { deskJobs } from "../../src/adapters/postgres/desk-jobs.ts";
import { addAgents } from "../../src/adapters/postgres/first-start.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { instant, plus } from "../../src/values/instant.ts";
import { lentDatabase } from "../support/lent-database.ts";
import { publishedExample } from "../support/policy.ts";

const NOW = instant("2026-12-03T10:00:00Z");
const LAST = instant("2026-12-01T09:00:00Z");
const clock = { kind: "set", now: () => NOW } as const;

let database: Awaited<ReturnType<typeof lentDatabase>>;
beforeEach(async () => {
  database = await lentDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

test("agents are as they were first read until a lock or a save: whose turn it is, is asked after it", async () => {
  const { db } = database;
  await addAgents(db, [{ name: "Ana", address: "ana@contoso.example", role: "agent" }]);
  await deskJobs(db, { clock }).transact(async (tx) => {
    const turn = async () => (await tx.agents())[0]!.lastAssignedAt;
    expect(await turn()).toBeNull();
    // Another node's, committed meanwhile.
    await db.update(rows.agents).set({ lastAssignedAt: LAST });
    expect(await turn()).toBeNull();
    await tx.lockConversations(["whose turn it is"]);
    expect(await turn()).toBe(LAST);
    await tx.apply({ tookTurn: [{ agentId: (await tx.agents())[0]!.id, at: NOW }] });
    expect(await turn()).toBe(NOW);
  });
});

test.each([
  ["the moment the next begins", 0, "second"],
  ["a millisecond before", -1, "first"],
  ["before any has begun", -1_000_000_000, "first"],
])("a version that is known answers for its own time only: %s", async (_name, ms, expected) => {
  const { db } = database;
  const [first, second] = [publishedExample(dated("2026-12-01")), publishedExample(dated("2026-12-05"))];
  for (const published of [first, second]) await keepVersion(db, { published, templates: {} });
  const [begin] = await db
    .select()
    .from(rows.policyVersions)
    .orderBy(rows.policyVersions.inForceFrom)
    .offset(1);
  await deskJobs(db, { clock }).transact(async (tx) => {
    expect(await tx.policyInForce(NOW)).toBe(first.id);
    expect(await tx.policyInForce(plus(begin!.inForceFrom, ms))).toBe({ first, second }[expected]!.id);
    expect(await tx.policyInForce(NOW)).toBe(first.id);
  });
});

function dated(day: string) {
  return (text: string): string => text.replace(/effectiveFrom: .*/, `effectiveFrom: ${day}`);
}

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { sendMail } from "../../src/jobs/send-mail.ts";
import { MINUTE, plus, SECOND } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { CASE, PARTNERS, TENANT, upstreamOf } from "../support/handoffs.ts";

const ESCALATE = [
  "#kind technical",
  "#service microsoft365",
  "#diagnosis",
  "health check: 10:05 UTC, no incident for this service",
  "reproduction: call any number from the web client",
  "steps tried: restarted the connector -> same error",
  "  new profile -> same error",
  "finding: calls drop after 30 seconds in every client",
  "reason: defect",
  "impact: nobody in sales can call since this morning",
  "error: call failed with code 0x80070005",
  "#escalate",
].join("\n");

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, undefined, {
    partners: PARTNERS,
    delivery: [{ kinds: ["technical"], services: ["microsoft365"], to: "night-desk" }],
  });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  const { db } = desk.database;
  const id = newId();
  await db
    .insert(rows.customers)
    .values({ id, name: "Fabrikam", tenantId: TENANT, access: "granted", createdAt: desk.now() });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId: id, verifiedAt: desk.now() });
  await db.update(rows.agents).set({ undoSeconds: null });
  await day.opens("Calls drop");
  desk.pass(MINUTE);
});
afterEach(() => desk[Symbol.asyncDispose]());

const answer = async () => (await desk.mails("answer"))[0]!;
const word = async () => (await desk.mails("information"))[0]!;
/** What leaves to the customer now, in that order: whatever was written last is tried first. */
const leaves = async () => {
  const due = (await desk.mails()).filter(({ dueAt }) => dueAt !== null && dueAt <= desk.now());
  const left: string[] = [];
  for (const { id, generation, audience, purpose } of due.toReversed()) {
    const { outcome } = await sendMail(desk.ports, { id, generation });
    if (audience === "customer" && outcome === "accepted") left.push(purpose);
  }
  return left;
};
const handsOnAnswering = async () => {
  await day.replies(ANA, `Dear Carla, a specialist looks at it tonight.\n\n${ESCALATE}`);
  await desk.climb();
};

describe("word that a case was handed on, beside an answer in the same mail", () => {
  test("is due when the answer is, and refers to nothing that the customer may never get", async () => {
    await handsOnAnswering();
    expect((await word()).text).toContain("It is now with specialists we work with");
    expect((await answer()).dueAt).toBe(plus(desk.now(), MINUTE));
    expect((await word()).dueAt).toBe((await answer()).dueAt);
    expect(Buffer.from((await word()).bytes).toString()).not.toContain((await answer()).msgId);
    expect(await up.upstreamMails()).toHaveLength(1);
    expect(await leaves()).toEqual([]);
    desk.pass(59 * SECOND);
    expect(await leaves()).toEqual([]);
  });

  test("leaves after it, also where a worker has it in its hands first", async () => {
    await handsOnAnswering();
    desk.pass(MINUTE);
    const [{ id, generation }, { id: answerId, generation: answers }] = [await word(), await answer()];
    const claimed = await desk.ports.claimOutbound({ id, generation });
    expect(claimed).toMatchObject({ kind: "paced", because: "an answer leaves first" });
    expect(await desk.ports.claimOutbound({ id: answerId, generation: answers })).toMatchObject({
      kind: "claimed",
    });
    desk.pass(SECOND);
    expect(await leaves()).toEqual([]);
  });

  test("then both have left, the answer first", async () => {
    await handsOnAnswering();
    desk.pass(MINUTE);
    const left = await leaves();
    desk.pass(SECOND);
    expect([...left, ...(await leaves())]).toEqual(["answer", "information"]);
  });

  test("waits while the server does not take the answer yet", async () => {
    await handsOnAnswering();
    desk.pass(MINUTE);
    await desk.send({ kind: "not-sent", because: "no connection" });
    expect((await answer()).state).toBe("deferred");
    expect((await word()).state).toBe("ready");
    expect((await word()).dueAt).toBeGreaterThanOrEqual((await answer()).dueAt!);
  });

  test("leaves without it when its author takes the answer back: the case stays handed on, and the customer is told", async () => {
    await handsOnAnswering();
    desk.pass(30 * SECOND);
    await day.replies(ANA, "#undo");
    expect((await answer()).state).toBe("cancelled");
    expect(await leaves()).toEqual([]);
    desk.pass(30 * SECOND);
    expect(await leaves()).toEqual(["information"]);
  });

  test("and behind the answer that takes its place", async () => {
    await handsOnAnswering();
    desk.pass(30 * SECOND);
    await day.replies(ANA, "#undo");
    await day.replies(ANA, "Dear Carla, a specialist looks at it tomorrow.");
    desk.pass(30 * SECOND);
    expect(await leaves()).toEqual([]);
    desk.pass(30 * SECOND);
    const left = await leaves();
    desk.pass(SECOND);
    expect([...left, ...(await leaves())]).toEqual(["answer", "information"]);
  });

  test("without an answer it leaves at once", async () => {
    await day.replies(ANA, ESCALATE);
    await desk.climb();
    expect(await leaves()).toEqual(["information"]);
  });

  test("filed in a portal: the mail with its number and an answer keeps the same order", async () => {
    await up.handsOn("portal");
    await day.replies(ANA, `#upstream ${CASE}\n\nDear Carla, it is filed.`);
    expect((await word()).dueAt).toBe((await answer()).dueAt);
    expect(await leaves()).toEqual([]);
  });
});

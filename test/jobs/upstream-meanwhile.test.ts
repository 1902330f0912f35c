import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import type { KeptVersion } from "../../src/adapters/system/policy-files.ts";
import { sendMail } from "../../src/jobs/send-mail.ts";
import type { SubmitOutcome } from "../../src/outbound/delivery.ts";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import { DAY, HOUR, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { CASE, JO, NOC, PARTNERS, upstreamOf } from "../support/handoffs.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "#mine", await day.noticeOf(ANA, 1001));
  desk.pass(MINUTE);
});
afterEach(() => desk[Symbol.asyncDispose]());

const BUSY: SubmitOutcome = { kind: "refused", code: 451, reply: "451 4.3.0 try again", refused: [] };
const db = () => desk.database.db;
const targets = async () =>
  (await db().select().from(rows.targets)).map(({ kind, state, promisedAt }) => [kind, state, promisedAt]);
const toThem = async () =>
  (await up.upstreamMails()).map(({ state, recipients }) => [state, recipients[0]!.address]);

/** Another version of desk.yaml, in force from now on. */
async function publishes(change: Partial<DeskFile>): Promise<void> {
  const [row] = await db().select().from(rows.policyVersions);
  const { published, ...kept } = row!.document as unknown as KeptVersion;
  const next = { id: "later", hash: "later", publishedAt: desk.now() };
  const later = { ...published, ...next, desk: { ...published.desk, ...change } };
  await keepVersion(db(), { ...kept, published: later });
}

/** A unit of a vehicle, taken for a handoff. */
async function takesUnit(escalationId: string, validTo: string | null = null): Promise<string> {
  const [entitlementId, at] = [newId(), desk.now()];
  const held = { id: entitlementId, vehicle: "v", name: "Pack", validFrom: "2026-01-01", validTo, units: 5 };
  await db()
    .insert(rows.entitlements)
    .values({ ...held, createdAt: at });
  await db().insert(rows.debits).values({ id: newId(), entitlementId, escalationId, units: 1, at });
  return entitlementId;
}
const givenBack = async () =>
  (await db().select().from(rows.debits)).map(({ refundedBecause }) => refundedBecause);

describe("between the decision and what carries it out", () => {
  test("a partner has moved: the packet goes where desk.yaml says now, and their answer from there counts", async () => {
    const id = await up.decides("night-desk");
    const moved = { ...PARTNERS["night-desk"]!, address: "desk@nightdesk.example" };
    await publishes({ partners: { ...PARTNERS, "night-desk": moved } });
    await desk.climb();
    expect(await toThem()).toEqual([["ready", "desk@nightdesk.example"]]);
    await up.repliesUp("desk@nightdesk.example", "We have it.");
    expect(await up.handoff(id)).toMatchObject({ state: "answered" });
  });

  test("a partner is none any more: nothing leaves, the handoff has failed, agent and lead are told, the unit is back", async () => {
    const id = await up.decides("night-desk");
    await takesUnit(id);
    const { provider } = PARTNERS;
    await publishes({ partners: { provider: provider! } });
    const before = await targets();
    await desk.climb();
    expect(await toThem()).toEqual([]);
    expect(await up.handoff(id)).toMatchObject({ state: "failed", dueAt: null });
    for (const who of [ANA, BEN])
      expect(await day.lastWord(who)).toContain("Night Desk is no partner in desk.yaml any more");
    expect(await givenBack()).toEqual(["never sent"]);
    expect(await targets()).toEqual(before);
    expect((await day.toCustomers()).some(({ text }) => text.includes("specialists"))).toBe(false);
  });

  test("a partner is none any more when they should be reminded: our own people are, and they are not written to", async () => {
    await up.handsOn("night-desk");
    await desk.send();
    await publishes({ partners: {} });
    desk.pass(5 * HOUR);
    await desk.climb();
    expect(await toThem()).toHaveLength(1);
    const words = (await day.noticesTo(ANA)).map(({ text }) => text);
    expect(words.some((text) => text.includes("Night Desk has not answered on #1001"))).toBe(true);
  });

  test("who asked for it has left: what to file goes to whoever has the ticket, or else the lead", async () => {
    await db().update(rows.agents).set({ removedAt: desk.now() }).where(eq(rows.agents.address, ANA));
    const id = await up.decides("portal");
    await desk.climb();
    expect(await up.handoff(id)).toMatchObject({ state: "prepared" });
    expect(await day.lastWord(BEN)).toContain("To be filed with the vendor");
  });

  test("its entitlement has ended: what was decided stays decided, and its unit taken", async () => {
    const id = await up.decides("portal");
    const held = await takesUnit(id, "2026-12-31");
    await db().update(rows.entitlements).set({ validTo: "2026-12-01" }).where(eq(rows.entitlements.id, held));
    await desk.climb();
    await day.replies(ANA, `#upstream ${CASE}`);
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
    expect(await givenBack()).toEqual([null]);
  });

  test("#handback: nothing leaves and nobody is told to close anything", async () => {
    const id = await up.decides("night-desk");
    await takesUnit(id);
    await day.replies(ANA, "#handback we found it", await day.noticeOf(ANA, 1001));
    await desk.climb();
    expect(await toThem()).toEqual([]);
    expect(await up.handoff(id)).toMatchObject({ state: "cancelled" });
    expect(await givenBack()).toEqual(["never sent"]);
  });
});

describe("while the packet is on its way", () => {
  test.each([
    ["#handback", "#handback we found it"],
    ["#resolve", "#resolve"],
  ])("%s before it has left takes it back, and they hear nothing", async (_name, command) => {
    const id = await up.handsOn("night-desk");
    await takesUnit(id);
    await desk.send(BUSY);
    await day.replies(ANA, command, await day.noticeOf(ANA, 1001));
    await desk.climb();
    desk.pass(DAY);
    await desk.send();
    expect(await toThem()).toEqual([["cancelled", NOC]]);
    expect(await up.handoff(id)).toMatchObject({ state: "cancelled" });
    await day.replies(ANA, "#why", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).not.toContain("upstream's");
    expect(await givenBack()).toEqual(["never sent"]);
  });

  test("#handback while a server takes it: it is theirs, and they are told after it that it is taken back", async () => {
    const id = await up.handsOn("night-desk");
    const [packet] = await up.upstreamMails();
    const submit = async () => {
      await day.replies(ANA, "#handback we found it", await day.noticeOf(ANA, 1001));
      return { kind: "accepted", reply: "250 ok", refused: [] } as const;
    };
    await sendMail({ ...desk.ports, submit }, { id: packet!.id, generation: packet!.generation });
    await desk.send();
    expect(await toThem()).toEqual([
      ["accepted", NOC],
      ["accepted", NOC],
    ]);
    expect((await up.upstreamMails()).at(-1)!.text).toContain("We take #1001 back");
    expect(await up.handoff(id)).toMatchObject({ state: "handed-back" });
  });

  test("they are not reminded of what has not left yet", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send(BUSY);
    desk.pass(5 * HOUR);
    await desk.climb();
    expect(await toThem()).toHaveLength(1);
    expect(await up.handoff(id)).toMatchObject({ state: "sent", reminders: 0 });
    await desk.send();
    desk.pass(5 * HOUR);
    await desk.climb();
    expect(await toThem()).toHaveLength(2);
  });
});

describe("they answer late", () => {
  test("after the ticket was closed: shown to the agents, nothing is reopened, no clock starts", async () => {
    await up.handsOn("night-desk");
    await desk.send();
    await day.replies(ANA, "#close", await day.noticeOf(ANA, 1001));
    await desk.climb();
    const before = await targets();
    desk.pass(DAY);
    await up.repliesUp(JO, "One more thing.");
    expect(await day.lastWord(ANA)).toContain("One more thing.");
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await targets()).toEqual(before);
  });

  test("after the only message was moved to another ticket: theirs goes on there, and comes back with it", async () => {
    await day.opens("Calls still drop");
    const id = await up.handsOn("night-desk");
    const notice = await day.noticeOf(ANA, 1002);
    await day.replies(ANA, "#move 1001", notice);
    desk.pass(HOUR);
    await up.repliesUp(JO, "It goes on.");
    expect(await day.lastWord(ANA)).toContain("From upstream: Night Desk on #1001");
    expect(await up.handoff(id)).toMatchObject({ state: "answered" });
    await day.replies(ANA, "#why", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).toContain("upstream's 1 h");
    await day.replies(ANA, "#move 1002", notice);
    await day.replies(ANA, "#why", await day.noticeOf(ANA, 1002));
    expect(await day.lastWord(ANA)).toContain("upstream's 1 h");
    await day.replies(ANA, "#why", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).not.toContain("upstream's");
  });
});

test("two agents ask for the same in the same second: one handoff, one unit, and the other is told with whom it is", async () => {
  await publishes({ partners: PARTNERS });
  const customerId = newId();
  const access = { access: "granted", accessUntil: plus(desk.now(), 90 * DAY) } as const;
  const tenantId = "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60";
  await db()
    .insert(rows.customers)
    .values({ id: customerId, name: "Fabrikam", tenantId, ...access, createdAt: desk.now() });
  await db().update(rows.tickets).set({ customerId });
  const on = { name: "Units", vehicle: "partner_on_premises_support", validFrom: "2026-01-01", units: 5 };
  await db()
    .insert(rows.entitlements)
    .values({ id: newId(), ...on, createdAt: desk.now() });
  const form = `#kind technical
#service azure
#diagnosis
product class: on-premises
subscription: 3b2e4c90-9f5d-4e77-9c33-2d4e5f607182
role: Support Request Contributor
health check: 10:05 UTC, no incident for this service
reproduction: call any number from the web client
steps tried: restarted the connector -> same error
  new profile -> same error
finding: calls drop after 30 seconds in every client
reason: defect
impact: nobody in sales can call since this morning
error: call failed with code 0x80070005
#escalate`;
  const mails: string[] = [];
  for (const who of [ANA, BEN]) {
    const notice = await day.noticeOf(who, 1001);
    const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${who}` };
    const head = {
      ...proof,
      From: who,
      To: replyToOf(notice),
      Subject: "Re: x",
      "Message-ID": `<same@${who}>`,
    };
    mails.push(await desk.store(plainMail(head, form)));
  }
  await Promise.all(mails.map((id) => desk.process(id)));
  const handoffs = (await db().select().from(rows.escalations)).filter(({ kind }) => kind === "handoff");
  expect(handoffs).toHaveLength(1);
  expect(await givenBack()).toEqual([null]);
  const words = [await day.lastWord(ANA), await day.lastWord(BEN)];
  expect(words.filter((word) => word.includes("takes 1 unit"))).toHaveLength(1);
  expect(words.filter((word) => word.includes("already; #handback takes it back"))).toHaveLength(1);
});

test("nothing of a contract, and no token, is in the ledger, the audit or a receipt's log line", async () => {
  const id = await up.handsOn("night-desk");
  const held = await takesUnit(id);
  const secret = Buffer.from("778899001122");
  await db().update(rows.entitlements).set({ contractId: secret }).where(eq(rows.entitlements.id, held));
  const receipt = await up.repliesUp(JO, "We have it: ND-123456.");
  await day.replies(ANA, "#handback we found it");
  const written = JSON.stringify([
    await db().select().from(rows.events),
    await db().select().from(rows.audit),
    (await db().select().from(rows.escalations)).map(({ detail }) => detail),
    receipt,
  ]);
  const tokens = (await desk.mails()).flatMap((mail) => /\+([a-z2-7]{20})@/.exec(replyToOf(mail))?.[1] ?? []);
  for (const token of tokens) expect(written).not.toContain(token);
  expect(tokens.length).toBeGreaterThan(2);
  expect(written).not.toContain("778899001122");
  expect(JSON.stringify(receipt)).not.toMatch(/nightdesk|ND-123456|fabrikam/);
  expect(JSON.stringify(await db().select().from(rows.events))).not.toMatch(
    new RegExp(`${CARLA}|${DESK}|${JO}`),
  );
});

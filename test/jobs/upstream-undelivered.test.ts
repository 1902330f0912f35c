import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import type { SubmitOutcome } from "../../src/outbound/delivery.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, type OutboundMail } from "../support/desk-in-postgres.ts";
import { CASE, JO, NOC, PARTNERS, upstreamOf, VENDOR } from "../support/handoffs.ts";
import { reportMail } from "../support/report-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
let reports = 0;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "#mine\n\nWe are looking into it.");
  desk.pass(2 * MINUTE);
  await desk.send();
});
afterEach(() => desk[Symbol.asyncDispose]());

const REFUSED: SubmitOutcome = { kind: "refused", code: 550, reply: "550 5.1.1 no such user", refused: [] };
const BUSY: SubmitOutcome = { kind: "refused", code: 451, reply: "451 4.3.0 try again", refused: [] };
const BROKEN: SubmitOutcome = { kind: "unsure", because: "no reply at the end" };

const newest = async (): Promise<OutboundMail> => (await up.upstreamMails()).at(-1)!;

/** What a mail server reports of a mail of ours to upstream. */
async function comesBack(mail: OutboundMail, over: Partial<Parameters<typeof reportMail>[0]> = {}) {
  const [recipient] = mail.recipients;
  const returned = `Message-ID: ${mail.msgId}\nFrom: ${DESK}\nTo: ${recipient!.address}`;
  const about = { to: DESK, recipient: recipient!.address, returned, n: ++reports, ...over };
  return desk.receive(reportMail(about));
}
const toldOf = async (who: string, words: string): Promise<number> =>
  (await day.noticesTo(who)).filter(({ text }) => text.includes(words)).length;
const customersClocks = async () =>
  (await desk.database.db.select().from(rows.targets)).map(({ kind, state, promisedAt }) => [
    kind,
    state,
    promisedAt,
  ]);
async function whose(): Promise<string> {
  await day.replies(ANA, "#why", await day.noticeOf(ANA, 1001));
  const said = (await day.lastWord(ANA)).replaceAll(/\s+/g, " ");
  return /service time: (.*min|.*h)/.exec(said)?.[1]?.trim() ?? "all of it ours";
}

/** A unit of a vehicle, taken for a handoff. */
async function takesUnit(escalationId: string) {
  const { db } = desk.database;
  const [entitlementId, at] = [newId(), desk.now()];
  const held = { id: entitlementId, vehicle: "v", name: "Pack", validFrom: "2026-01-01", units: 5 };
  await db.insert(rows.entitlements).values({ ...held, createdAt: at });
  await db.insert(rows.debits).values({ id: newId(), entitlementId, escalationId, units: 1, at });
}
const givenBack = async () =>
  (await desk.database.db.select().from(rows.debits)).map(({ refundedBecause }) => refundedBecause);

describe("the packet reaches nobody", () => {
  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["a server refuses its recipient", () => desk.send(REFUSED)],
    ["it comes back with 5.1.1", async () => [await desk.send(), await comesBack(await newest())]],
    [
      "it comes back because another server gave up",
      async () => [
        await desk.send(),
        await comesBack(await newest(), { status: "4.4.7", diagnostic: "expired" }),
      ],
    ],
  ];
  test.each(ways)(
    "%s: the handoff has failed, and agent and lead are told what to do",
    async (_name, fails) => {
      const id = await up.handsOn("night-desk");
      await takesUnit(id);
      const clocks = await customersClocks();
      desk.pass(HOUR);
      await fails();
      expect(await up.handoff(id)).toMatchObject({ state: "failed", expectedAt: null, dueAt: null });
      const word = `Our mail to Night Desk on #1001 did not reach ${NOC}`;
      for (const who of [ANA, BEN]) {
        expect(await toldOf(who, word)).toBe(1);
        expect(await day.lastWord(who)).toContain("#escalate hands it on anew");
        expect(await day.lastWord(who)).toMatch(/server said: .*(no such user|expired)/);
        expect(await toldOf(who, "An automatic mail on #1001")).toBe(0);
      }
      expect(await customersClocks()).toEqual(clocks);
      expect(await givenBack()).toEqual(["not delivered"]);
      expect(await whose()).toBe("all of it ours");
      desk.pass(3 * DAY);
      await desk.climb();
      expect(await up.upstreamMails()).toHaveLength(1);
    },
  );

  test("twice reported is once told, and #escalate may go again", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send();
    const mail = await newest();
    await comesBack(mail);
    const before = (await desk.mails()).length;
    await comesBack(mail);
    expect(await desk.mails()).toHaveLength(before);
    expect(await up.handoff(id)).toMatchObject({ state: "failed" });
    const again = await up.handsOn("provider");
    expect(await up.handoff(again)).toMatchObject({ state: "sent" });
  });

  test.each<[string, () => Promise<unknown>]>([
    ["their server is busy", () => desk.send(BUSY)],
    ["they are told of a delay", async () => [await desk.send(), await delayed()]],
    [
      "it reached them",
      async () => [
        await desk.send(),
        await comesBack(await newest(), { action: "delivered", status: "2.0.0" }),
      ],
    ],
  ])("%s: nothing has failed", async (_name, happens) => {
    const id = await up.handsOn("night-desk");
    await takesUnit(id);
    await happens();
    expect(await up.handoff(id)).toMatchObject({ state: "sent", expectedAt: expect.anything() });
    expect(await toldOf(ANA, "did not reach")).toBe(0);
    expect(await givenBack()).toEqual([null]);
    desk.pass(4 * HOUR + MINUTE);
    await desk.send();
    await desk.climb();
    expect((await newest()).text).toContain("We have not heard from you");
  });
  const delayed = async () =>
    comesBack(await newest(), { action: "delayed", status: "4.4.1", diagnostic: "not yet" });

  test("their server stays busy for two days: then it has failed", async () => {
    const id = await up.handsOn("night-desk", { expectedMs: 30 * DAY });
    for (let tries = 0; tries < 40; tries++) {
      await desk.send(BUSY);
      desk.pass(3 * HOUR);
    }
    expect(await up.handoff(id)).toMatchObject({ state: "failed" });
    expect(await toldOf(BEN, "did not reach")).toBe(1);
  });

  test("nobody knows whether it was taken: it is not sent again, the agent is told, and they are waited for", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send(BROKEN);
    desk.pass(HOUR);
    await desk.send();
    expect(await newest()).toMatchObject({ state: "unsure", dueAt: null });
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
    expect(await day.lastWord(ANA)).toContain(`Nobody knows whether the mail to upstream reached ${NOC}`);
  });

  test("a wait for upstream ends with it, and no other", async () => {
    await up.handsOn("night-desk");
    await day.replies(ANA, "#wait upstream 9d", await day.noticeOf(ANA, 1001));
    expect((await day.ticket(1001)).status).toBe("waiting");
    await desk.send(REFUSED);
    expect(await day.ticket(1001)).toMatchObject({ status: "in-progress", waitingUntil: null });

    await up.handsOn("night-desk");
    await day.replies(ANA, "#wait customer 9d", await day.noticeOf(ANA, 1001));
    await desk.send(REFUSED);
    expect((await day.ticket(1001)).status).toBe("waiting");
  });

  test("it was taken back before: what it took is given back all the same, and nobody is told of a failure", async () => {
    const id = await up.handsOn("night-desk");
    await takesUnit(id);
    await desk.send();
    const packet = await newest();
    await day.replies(ANA, "#handback we found it", await day.noticeOf(ANA, 1001));
    await comesBack(packet);
    expect(await up.handoff(id)).toMatchObject({ state: "handed-back" });
    expect(await givenBack()).toEqual(["not delivered"]);
  });

  test("a guess by recipient and time alone fails nothing", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send();
    await comesBack(await newest(), { returned: null });
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
    expect(await up.events()).toContain("mail_maybe_undelivered");
  });
});

describe("a later mail reaches nobody", () => {
  test("a reminder: failed, told, and the unit stays taken, for they have the packet", async () => {
    const id = await up.handsOn("night-desk");
    await takesUnit(id);
    await desk.send();
    desk.pass(4 * HOUR);
    await desk.climb();
    await desk.send();
    await comesBack(await newest());
    expect(await up.handoff(id)).toMatchObject({ state: "failed" });
    expect(await toldOf(ANA, "did not reach")).toBe(1);
    expect(await givenBack()).toEqual([null]);
    expect(await whose()).toBe("ours 2 min, upstream's 3 h, the customer's 0 min");
    desk.pass(HOUR);
    expect(await whose()).toBe("ours 1 h 2 min, upstream's 3 h, the customer's 0 min");
  });

  test("an agent's answer: failed, told to its writer and the lead; it was never their turn", async () => {
    const id = await up.handsOn("night-desk");
    await takesUnit(id);
    await desk.send();
    desk.pass(HOUR);
    await up.repliesUp(JO, "Please send us a trace.");
    await day.replies(ANA, "Here it is.");
    desk.pass(2 * MINUTE);
    await desk.send();
    const clocks = await customersClocks();
    desk.pass(HOUR);
    await comesBack(await newest());
    expect(await up.handoff(id)).toMatchObject({ state: "failed" });
    for (const who of [ANA, BEN]) expect(await toldOf(who, `did not reach ${JO}`)).toBe(1);
    expect(await givenBack()).toEqual([null]);
    expect(await customersClocks()).toEqual(clocks);
    expect(await whose()).toBe("ours 1 h 4 min, upstream's 1 h, the customer's 0 min");
    await up.repliesUp(JO, "Are you there?");
    expect(await day.lastWord(ANA)).toContain("Are you there?");
    await day.replies(ANA, "Yes: we were not reached.");
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
  });

  test("however many mails were written since", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send();
    const packet = await newest();
    const notice = await day.noticeOf(ANA, 1001);
    for (let n = 0; n < 22; n++) await day.replies(ANA, `Step ${n} is done.`, notice);
    await comesBack(packet);
    expect(await up.handoff(id)).toMatchObject({ state: "failed" });
  });

  test("filed in a portal it is open there: our turn, and the agent is sent to the portal", async () => {
    const id = await up.handsOn("portal");
    await day.replies(ANA, `#upstream ${CASE}`);
    await up.write(VENDOR, { Subject: `TrackingID#${CASE}`, ...up.proof(VENDOR) }, "We need a trace.");
    await day.replies(ANA, "Here it is.");
    desk.pass(2 * MINUTE);
    await desk.send(REFUSED);
    expect(await up.handoff(id)).toMatchObject({ state: "answered", endedAt: null, dueAt: null });
    expect(await toldOf(ANA, `did not reach ${VENDOR}`)).toBe(1);
    expect(await day.lastWord(ANA)).toContain("https://portal.vendor.example/");
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    await desk.climb();
    expect(await day.lastWord(ANA)).toContain(`it is ${CASE} there`);
  });
});

test("merged since: it fails on the ticket that stayed, whose people are told", async () => {
  desk.pass(MINUTE);
  await day.opens("Calls still drop");
  const id = await up.handsOn("night-desk");
  await desk.send();
  const packet = await newest();
  await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
  await comesBack(packet);
  expect(await up.handoff(id)).toMatchObject({ state: "failed" });
  expect(await toldOf(ANA, "Our mail to Night Desk on #1001")).toBe(1);
  const stayed = await day.ticket(1001);
  const failed = (await desk.database.db.select().from(rows.events)).filter(
    ({ type }) => type === "handoff_failed",
  );
  expect(failed.map(({ ticketId }) => ticketId)).toEqual([stayed.id]);
});

describe("nobody there has got it", () => {
  test.each<[string, "night-desk" | "portal", string, string]>([
    ["taken back before it is filed", "portal", "#handback we found it", "never filed"],
    ["solved before it is filed", "portal", "#resolve", "never filed"],
  ])("%s: what it took is given back", async (_name, to, command, because) => {
    const id = await up.handsOn(to);
    await takesUnit(id);
    await day.replies(ANA, command, await day.noticeOf(ANA, 1001));
    await desk.climb();
    expect(await givenBack()).toEqual([because]);
  });

  test("filed and taken back: what it took stays taken", async () => {
    const id = await up.handsOn("portal");
    await takesUnit(id);
    await day.replies(ANA, `#upstream ${CASE}`);
    await day.replies(ANA, "#handback we found it");
    expect(await givenBack()).toEqual([null]);
  });

  test("#handback ends a wait for upstream", async () => {
    await up.handsOn("night-desk");
    await day.replies(ANA, "#wait upstream 9d", await day.noticeOf(ANA, 1001));
    await day.replies(ANA, "#handback we found it");
    expect(await day.ticket(1001)).toMatchObject({ status: "in-progress", waitingUntil: null });
  });
});

test("they have written since: they are there, the agent is told, and nothing has failed", async () => {
  const id = await up.handsOn("night-desk");
  await desk.send();
  const packet = await newest();
  desk.pass(MINUTE);
  await up.repliesUp(JO, "We have it.");
  await comesBack(packet);
  expect(await up.handoff(id)).toMatchObject({ state: "answered", endedAt: null });
  expect(await toldOf(ANA, `did not reach ${NOC}`)).toBe(1);
});

test("a report quotes what was written to them: it is kept in their conversation, not in the customer's", async () => {
  await up.handsOn("night-desk");
  await desk.send();
  await comesBack(await newest());
  const { db } = desk.database;
  const legs = new Map((await db.select().from(rows.legs)).map(({ id, kind }) => [id, kind]));
  const kept = (await db.select().from(rows.messages)).filter(({ author }) => author === "automatic");
  expect(kept.map(({ legId }) => legs.get(legId))).toEqual(["upstream"]);
});

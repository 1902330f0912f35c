import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { DAY, HOUR, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, BEN, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { TENANT } from "../support/handoffs.ts";

const CASE = "2612010050001234";
const CASE2 = "2612010050009999";
let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;

/** A direct-bill partner with five incidents, and a customer's machine that a unit is spent on. */
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  const { db } = desk.database;
  const customerId = newId();
  const access = { access: "granted" as const, accessUntil: plus(desk.now(), 90 * DAY) };
  await db
    .insert(rows.customers)
    .values({ id: customerId, name: "Fabrikam", tenantId: TENANT, ...access, createdAt: desk.now() });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId, verifiedAt: desk.now() });
  const units = { vehicle: "partner_on_premises_support", name: "Incidents 2026", units: 5 };
  await db
    .insert(rows.entitlements)
    .values({ id: newId(), ...units, validFrom: "2026-01-01", createdAt: desk.now() });
});
afterEach(() => desk[Symbol.asyncDispose]());

const WHOLE = `#kind technical
#service microsoft365
#diagnosis
product class: on-premises
health check: 10:05 UTC, no incident for this service
steps tried: restarted the connector -> same error
finding: calls drop after 30 seconds in every client
reason: defect
impact: nobody in sales can call since this morning
error: call failed with code 0x80070005
#escalate`;

const debits = () => desk.database.db.select().from(rows.debits);
const back = async () => (await debits()).map(({ refundedBecause }) => refundedBecause);
const events = async (type: string) =>
  (await desk.database.db.select().from(rows.events)).filter((one) => one.type === type);
const handoff = async () =>
  (await desk.database.db.select().from(rows.escalations)).filter(({ kind }) => kind === "handoff").at(-1)!;
const audited = async (action: string) =>
  (await desk.database.db.select().from(rows.audit)).filter((one) => one.action === action);

/** The newest ticket goes to the portal; with a number it is filed there. */
async function handsOn(number: number, filedAs: string | null): Promise<void> {
  const notice = await day.noticeOf(ANA, number);
  await day.replies(ANA, WHOLE, notice);
  expect(await day.lastWord(ANA)).toContain("takes 1 unit of Incidents 2026");
  await desk.climb();
  desk.pass(MINUTE);
  if (filedAs !== null) await day.replies(ANA, `#upstream ${filedAs}`, notice);
  desk.pass(MINUTE);
}

describe("R12 a unit that a case took", () => {
  test.each([
    ["#close duplicate", "duplicate", "closed as duplicate"],
    ["#close duplicado", "duplicate", "closed as duplicate"],
    ["#resolve bug", "defect", "resolved as defect; the customer is told"],
    ["#resolve defect\n\nIt is a known defect.", "defect", "resolved as defect"],
  ])("comes back with %j: in the ledger, in the audit and in the receipt", async (words, because, said) => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    expect(await back()).toEqual([null]);
    await day.replies(ANA, words);
    const receipt = await day.lastWord(ANA);
    expect(receipt).toContain(said);
    expect(receipt).toContain(`1 unit of Incidents 2026 given back (${because})`);
    expect(await back()).toEqual([because]);
    expect((await events("unit_refunded")).map(({ data, actor }) => [data, actor])).toEqual([
      [{ escalation: (await handoff()).id, units: 1, outcome: because }, "agent"],
    ]);
    expect((await events("ended_as"))[0]!.data).toEqual({ outcome: because });
    expect(await audited("unit-refunded")).toHaveLength(1);
  });

  test("stays taken where nobody says what the case was", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#resolve");
    expect(await day.lastWord(ANA)).not.toContain("unit");
    expect(await back()).toEqual([null]);
  });

  test("comes back once, however often it is said", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#resolve bug\n#close duplicate");
    await day.replies(BEN, "#close duplicate");
    expect(await day.lastWord(BEN)).toContain("closed as duplicate");
    expect(await day.lastWord(BEN)).not.toContain("given back");
    expect(await back()).toEqual(["defect"]);
    expect(await events("unit_refunded")).toHaveLength(1);
  });

  test.each([
    ["#close billing", "billing"],
    ["#resolve quota", "quota"],
  ])(
    "may come back with %s: the receipt has the operator's command, and nothing is done yet",
    async (words, because) => {
      await day.opens("Calls drop");
      await handsOn(1001, CASE);
      await day.replies(ANA, words);
      expect(await day.lastWord(ANA)).toContain(
        `1 unit of Incidents 2026 may be given back if they say so; an operator runs: answerable entitlements refund 1001 --because ${because}`,
      );
      expect(await back()).toEqual([null]);
    },
  );

  test("may come back where the ticket turned out to be commercial, whatever it is closed as", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#kind commercial\n#close");
    expect(await day.lastWord(ANA)).toContain(
      "answerable entitlements refund 1001 --because billing (or quota, subscription)",
    );
  });

  test("a word that is no outcome stops the mail, and names those there are", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#close dupe");
    expect(await day.lastWord(ANA)).toContain(
      '#close: read "dupe", expected nothing, or one of: duplicate, defect, billing, quota, subscription',
    );
    expect((await day.ticket(1001)).status).not.toBe("closed");
  });
});

describe("what nobody there had got", () => {
  test("#handback of a portal case that nobody filed returns its unit, and says so", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, null);
    await day.replies(ANA, "#handback we found it ourselves");
    const receipt = await day.lastWord(ANA);
    expect(receipt).toContain("nobody there had got it, so nothing is to be closed there");
    expect(receipt).toContain("1 unit of Incidents 2026 given back (never filed)");
    expect(await back()).toEqual(["never filed"]);
  });

  test("#handback of one that is filed leaves the unit taken", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#handback we found it ourselves");
    expect(await day.lastWord(ANA)).not.toContain("unit");
    expect(await back()).toEqual([null]);
  });

  test("a ticket that is solved before it was filed: the desk gives it back and writes it down", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, null);
    await day.replies(ANA, "#resolve");
    await desk.climb();
    expect(await back()).toEqual(["never filed"]);
    expect((await events("unit_refunded")).map(({ actor }) => actor)).toEqual(["desk"]);
  });
});

describe("#undo", () => {
  test("of #close duplicate opens the ticket again and takes the unit", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#close duplicate");
    await day.replies(ANA, "#undo");
    const receipt = await day.lastWord(ANA);
    expect(receipt).toContain("open again");
    expect(receipt).toContain("1 unit of Incidents 2026 taken again");
    expect(await back()).toEqual([null]);
    expect(await day.ticket(1001)).toMatchObject({ status: "in-progress", closedAt: null, resolvedAt: null });
    expect(await events("unit_taken_again")).toHaveLength(1);
    await day.replies(ANA, "#undo");
    expect(await day.lastWord(ANA)).toContain("#undo: there is no answer of yours on this ticket");
  });

  test("of an answer with #resolve bug stops the answer as well", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await desk.database.db.update(rows.agents).set({ undoSeconds: 60 });
    await day.replies(ANA, "#resolve bug\n\nIt is a known defect.");
    await day.replies(ANA, "#undo");
    const receipt = await day.lastWord(ANA);
    expect(receipt).toContain("your answer is not sent");
    expect(receipt).toContain("1 unit of Incidents 2026 taken again");
    expect((await desk.mails("answer")).map(({ state }) => state)).toEqual(["cancelled"]);
    expect((await day.ticket(1001)).status).toBe("in-progress");
  });

  test("takes back what came last: a later answer and no unit of an earlier day", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#close duplicate");
    desk.pass(HOUR);
    await desk.database.db.update(rows.agents).set({ undoSeconds: 60 });
    await day.replies(ANA, "#reopen\n\nWe look into it once more.");
    await day.replies(ANA, "#undo");
    expect(await day.lastWord(ANA)).toContain("your answer is not sent");
    expect(await back()).toEqual(["duplicate"]);
  });

  test("is one's own: a colleague takes nothing back", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.replies(ANA, "#close duplicate");
    await day.replies(BEN, "#undo");
    expect(await day.lastWord(BEN)).toContain("there is no answer of yours");
    expect(await back()).toEqual(["duplicate"]);
  });

  test("of #handback has it filed after all, with its unit and its reminders", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, null);
    await day.replies(ANA, "#handback we found it ourselves");
    await day.replies(ANA, "#undo");
    expect(await day.lastWord(ANA)).toContain("it is to go to Microsoft after all");
    expect(await back()).toEqual([null]);
    expect(await handoff()).toMatchObject({ state: "prepared", endedAt: null });
    expect((await handoff()).dueAt).not.toBeNull();
    await day.replies(ANA, `#upstream ${CASE}`);
    expect(await handoff()).toMatchObject({ state: "sent" });
  });

  test("of #handback is refused once it is with somebody anew", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, null);
    await day.replies(ANA, "#handback we found it ourselves");
    await day.replies(ANA, "#escalate");
    await day.replies(ANA, "#undo");
    expect(await day.lastWord(ANA)).toContain("it is too late to hand it on as it was");
    expect(await back()).toEqual(["never filed", null]);
  });
});

describe("#merge", () => {
  test("of two cases that are both there: the unit of the one merged away comes back, and #unmerge takes it again", async () => {
    await day.opens("Calls drop");
    await handsOn(1001, CASE);
    await day.opens("Calls drop again");
    await handsOn(1002, CASE2);
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
    const receipt = await day.lastWord(ANA);
    expect(receipt).toContain("1 unit of Incidents 2026 given back (duplicate)");
    expect(receipt).toContain(`close ${CASE2} with Microsoft as a duplicate`);
    expect(await back()).toEqual([null, "duplicate"]);
    await day.replies(ANA, "#unmerge 1002", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).toContain("1 unit of Incidents 2026 taken again");
    expect(await back()).toEqual([null, null]);
  });

  test("where only this one is there it goes on, its unit stays taken, and the receipt says what to run", async () => {
    await day.opens("Calls drop");
    await day.opens("Calls drop again");
    await handsOn(1002, CASE);
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
    expect(await day.lastWord(ANA)).toContain(
      `${CASE} with Microsoft goes on in #1001, and its unit stays taken; if they close it as a duplicate, an operator runs: answerable entitlements refund 1002 --because duplicate`,
    );
    expect(await back()).toEqual([null]);
  });

  test("with the word duplicate it comes back all the same", async () => {
    await day.opens("Calls drop");
    await day.opens("Calls drop again");
    await handsOn(1002, CASE);
    await day.replies(ANA, "#merge 1001 duplicate", await day.noticeOf(ANA, 1002));
    expect(await day.lastWord(ANA)).toContain("1 unit of Incidents 2026 given back (duplicate)");
    expect(await back()).toEqual(["duplicate"]);
  });
});

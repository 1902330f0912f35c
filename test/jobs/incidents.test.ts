import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toSortRows } from "../../src/adapters/postgres/ops-queries-to-sort.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { ownTriageWords } from "../../src/adapters/system/triage-words.ts";
import { escalate } from "../../src/jobs/escalate.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { HOUR } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";
import { passedOn } from "../support/vendor-mail.ts";

const RUI = "rui@proseware.example";
const EVA = "eva@proseware.example";
const DIRK = "dirk@adatum.example";
const STRANGER = "mallory@stranger.example";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  for (const [name, domain, language] of [
    ["Fabrikam", "fabrikam.example", "en"],
    ["Proseware", "proseware.example", "pt-PT"],
    ["Adatum", "adatum.example", "de"],
  ] as const) {
    const id = newId();
    await db().insert(rows.customers).values({ id, name, language, createdAt: desk.now() });
    await db().insert(rows.customerDomains).values({ domain, customerId: id, verifiedAt: desk.now() });
  }
});
afterEach(() => desk[Symbol.asyncDispose]());

const db = () => desk.database.db;
let mails = 0;
/** A customer's mail as a desk with words of triage reads it, and its ticket. */
async function writes(
  subject: string,
  body: string,
  from = CARLA,
  more: Readonly<Record<string, string>> = {},
) {
  const fields = { From: from, To: DESK, Subject: subject, "Message-ID": `<${++mails}@incidents>`, ...more };
  const id = await desk.store(plainMail(fields, body));
  await receiveMail({ ...desk.ports, triage: ownTriageWords() }, { id, generation: 1 });
  await desk.send();
  return (await db().select().from(rows.tickets)).at(-1)!;
}
const passes = (above = "FYI", from = CARLA, number = "MO1234567") =>
  writes(`Fw: ${number}`, passedOn(above, number, undefined).replaceAll("MO1234567", number), from);
const standing = async (number: number) => {
  const found = await db()
    .select({ state: rows.incidentTickets.state, incident: rows.incidentTickets.incident })
    .from(rows.incidentTickets)
    .innerJoin(rows.tickets, eq(rows.tickets.id, rows.incidentTickets.ticketId))
    .where(eq(rows.tickets.number, number));
  return found.map(({ incident, state }) => `${incident} ${state}`);
};
const says = async (text: string, number: number, who = ANA) => {
  await day.replies(who, text, await day.noticeOf(who, number));
  return day.lastWord(who);
};
const news = async () =>
  (await desk.mails())
    .filter(({ once }) => once?.startsWith("incident."))
    .map((mail) => ({
      to: mail.recipients.map(({ address }) => address).join(),
      state: mail.state,
      subject: mail.subject,
      text: mail.text,
      audience: mail.audience,
    }));
const eventsOf = async (type: string) =>
  (await db().select().from(rows.events)).filter((one) => one.type === type);
const notice = async () => (await desk.mails("notice")).at(-1)!.text;

describe("R23 a notice of the vendor's that a customer passes on", () => {
  test("is recognised and linked, and no new fault: kind, severity and nobody's sleep stay as they are", async () => {
    const ticket = await passes();
    expect(ticket).toMatchObject({ kind: null, severity: "B", status: "new" });
    expect(await standing(1001)).toEqual(["MO1234567 linked"]);
    expect(await notice()).toContain("Published incident MO1234567: they passed a notice of the vendor's on");
    expect(await notice()).toContain("[sender's address] [number]");
    expect(await notice()).toContain("Nothing proves who wrote it.");
    expect(await notice()).toContain("The ticket hangs on the incident.");
    expect(await notice()).not.toContain("#incident%20");
    expect(await toSortRows(db())).toEqual([]);
    expect(await desk.mails("acknowledgement")).toHaveLength(1);
  });

  test("the next one says which others are on it, and #find finds them by its number", async () => {
    await passes("FYI", CARLA);
    await passes("FYI", RUI);
    expect(await notice()).toContain("Also on it: #1001");
    await day.opens("MO7777777 in the subject only", DIRK);
    const word = await says("#find mo1234567", 1001);
    expect(word).toMatch(/#1002[\s\S]*#1001|#1001[\s\S]*#1002/);
    expect(word).not.toContain("#1003");
  });

  test("with a fault of their own it keeps that fault's severity, and an agent says whether it is part of it", async () => {
    const cry = "Since eight nobody in the whole company can open Outlook, none of our 80 people can work.";
    const ticket = await passes(cry);
    expect(ticket).toMatchObject({ kind: "technical", severity: "A" });
    expect(await standing(1001)).toEqual(["MO1234567 seen"]);
    expect(await notice()).toContain("What they write themselves is judged by its own words.");
    expect(await notice()).toContain("Nothing is linked yet:");
  });

  test.each([
    ["a stranger's", STRANGER, {}],
    [
      "one that the sender's own domain disowns",
      CARLA,
      { "Authentication-Results": "mx.contoso.example; dmarc=fail header.from=fabrikam.example" },
    ],
  ])("%s is only labelled: it opens a ticket, is told, and hangs on nothing", async (_name, from, more) => {
    const ticket = await writes("Fw: MO1234567", passedOn("FYI", "MO1234567"), from, more);
    expect(ticket).toMatchObject({ number: 1001, status: "new", severity: "B" });
    expect(await standing(1001)).toEqual(["MO1234567 seen"]);
    expect(await notice()).toContain("Published incident MO1234567");
    await passes("FYI", RUI);
    expect(await notice()).not.toContain("Also on it: #1001");
    await says("#incident MO1234567 resolved", 1002);
    await desk.climb();
    expect((await news()).map(({ to }) => to)).toEqual([RUI]);
  });

  test("in a later mail it is labelled on its ticket, which stays open and as severe as it was", async () => {
    await writes("Calls drop", "Every call drops, in the whole company. Nobody can call.");
    const before = await day.ticket(1001);
    await day.writesBack((await desk.mails("acknowledgement"))[0]!, passedOn("FYI"), CARLA, {
      Subject: "Fw: MO1234567",
    });
    expect(await standing(1001)).toEqual(["MO1234567 seen"]);
    expect(await day.ticket(1001)).toMatchObject({ severity: before.severity, status: before.status });
    expect(await notice()).toContain("Published incident MO1234567");
  });

  test("one about a subscription is suspicious, and nothing else", async () => {
    const dunning = "Your subscription will expire tomorrow. Update your payment method.";
    const ticket = await writes("Fw: Renew now", passedOn("Is this real?", "Renew now", dunning));
    expect(ticket.status).toBe("new");
    expect(await notice()).toContain("Suspicious: it claims to be the vendor's");
    expect(await standing(1001)).toEqual([]);
    expect((await eventsOf("vendor_notice"))[0]!.data).toMatchObject({
      about: "subscription",
      incident: null,
    });
  });

  test("the ledger keeps by what it was recognised, and no word of the mail", async () => {
    await passes("FYI from Carla");
    const [event] = await eventsOf("vendor_notice");
    expect(event!.data).toMatchObject({ about: "incident", how: "forwarded", alone: true, proved: false });
    expect((event!.data as { signs: string[] }).signs).toEqual(
      expect.arrayContaining(["address", "number", "user impact", "current status"]),
    );
    expect(JSON.stringify(event)).not.toContain("Carla");
  });
});

test("R23 a notice that an agent passes on opens no ticket for the vendor: the agent hears what hangs on it", async () => {
  await passes();
  const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` };
  const fields = {
    ...proof,
    From: ANA,
    To: DESK,
    Subject: "Fw: MO1234567",
    "Message-ID": `<${++mails}@ana>`,
  };
  await desk.receive(plainMail(fields, passedOn("", "MO1234567")));
  expect(await db().select().from(rows.tickets)).toHaveLength(1);
  const word = (await desk.mails("receipt")).at(-1)!;
  expect(word.recipients[0]!.address).toBe(ANA);
  expect(word.text).toMatch(/no ticket is opened for them[\s\S]*#1001 B new Fabrikam/);
  expect(
    (await desk.mails()).every(
      ({ recipients }) => !recipients.some(({ address }) => address.endsWith("microsoft.com")),
    ),
  ).toBe(true);
});

describe("R23 many tickets hang on one incident", () => {
  test("#incident links one of any kind, lists all, and off takes it off; clocks and owner stay", async () => {
    await day.opens("Calls drop", CARLA);
    await day.opens("No calls", RUI);
    const [before] = await day.targets(1001, "first-response");
    const first = await says("#incident mo1234567", 1001);
    expect(first).toContain("hangs on the published incident MO1234567");
    expect(first).toContain("1 ticket of 1 customer on it");
    const word = await says("#incident MO1234567", 1002);
    expect(word).toMatch(/2 tickets of 2 customers on it[\s\S]*#1001 B .*Fabrikam[\s\S]*#1002/);
    expect(await says("#incident", 1002)).toMatch(
      /2 tickets of 2 customers on it[\s\S]*#1001 B .*Fabrikam[\s\S]*#1002/,
    );
    expect(await says("#incident off", 1002)).toContain("hangs on MO1234567 no more");
    expect(await standing(1002)).toEqual(["MO1234567 unlinked"]);
    expect(await says("#incident", 1002)).toContain("this ticket hangs on none");
    const [after] = await day.targets(1001, "first-response");
    expect(after).toMatchObject({ state: before!.state, promisedAt: before!.promisedAt });
    expect(await day.ticket(1001)).toMatchObject({ assigneeId: null, status: "new" });
  });

  test("#escalate links: before anybody said of what kind it is, and by the table; nothing is filed", async () => {
    await passes("The phones are down here, all of them.");
    expect(await standing(1001)).toEqual(["MO1234567 seen"]);
    await db().update(rows.tickets).set({ kind: null, service: null });
    expect(await says("#escalate", 1001)).toContain("hangs on the published incident MO1234567");
    expect(await standing(1001)).toEqual(["MO1234567 linked"]);
    await day.opens("Calls drop", RUI);
    const sorted = "#kind technical\n#service microsoft365";
    await says(`${sorted}\n#diagnosis\nincident: MO1234567\n#escalate`, 1002);
    expect(await standing(1002)).toEqual(["MO1234567 linked"]);
    expect((await db().select().from(rows.escalations)).filter(({ kind }) => kind === "handoff")).toEqual([]);
  });

  test("the field of the diagnosis links, and takes off when it is taken back", async () => {
    await day.opens("Calls drop", CARLA);
    await says("#diagnosis\nincident: EX1234567", 1001);
    expect(await standing(1001)).toEqual(["EX1234567 linked"]);
    await says("#diagnosis\nincident: -", 1001);
    expect(await standing(1001)).toEqual(["EX1234567 unlinked"]);
  });

  test("what an agent said is not undone by another notice", async () => {
    await passes();
    await says("#incident off", 1001);
    await day.writesBack((await desk.mails("acknowledgement"))[0]!, passedOn(""), CARLA, {
      Subject: "Fw: MO1234567",
    });
    expect(await standing(1001)).toEqual(["MO1234567 unlinked"]);
  });

  test.each([
    ["words that are none", "#incident the big one", "takes the number of a published incident"],
    ["a number that nothing hangs on", "#incident EX1111111 resolved", "no ticket hangs on EX1111111"],
    ["one this ticket is not on", "#incident EX1111111 off", "does not hang on EX1111111"],
    ["one that is not over", "#incident MO1234567 open", "is not over"],
  ])("%s stops the whole mail", async (_name, text, why) => {
    await passes();
    const word = await says(text, 1001);
    expect(word).toContain("Nothing was sent and nothing has changed");
    expect(word).toContain(why);
  });

  test("asked in a mail of its own: one incident, or all that go on", async () => {
    await passes();
    const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` };
    const asks = async (text: string) => {
      const fields = { ...proof, From: ANA, To: DESK, Subject: "?", "Message-ID": `<${++mails}@ask>` };
      await desk.receive(plainMail(fields, text));
      return (await desk.mails("receipt")).at(-1)!.text;
    };
    expect(await asks("#incident")).toContain("published incident MO1234567");
    expect(await asks("#incident EX1111111")).toContain("EX1111111: no ticket hangs on it");
    expect(await asks("#incident MO1234567 resolved")).toContain("these commands need a ticket");
  });
});

describe("R23 an incident that is over", () => {
  async function three() {
    await passes("FYI", CARLA);
    await passes("Para vosso conhecimento.", RUI);
    const last = await passes("Zur Information.", DIRK);
    await db().update(rows.tickets).set({ language: "de" }).where(eq(rows.tickets.id, last.id));
  }

  test("one command tells every customer on it once, in their language, and nothing of each other", async () => {
    await three();
    const clocks = await db().select().from(rows.targets);
    const word = await says("#incident MO1234567 resolved", 1001);
    expect(word).toContain("told: 3 tickets of 3 customers, each in their language");
    await desk.climb();
    const written = await news();
    expect(written.map(({ to }) => to).toSorted()).toEqual([CARLA, DIRK, RUI].toSorted());
    const textTo = (who: string) => written.find(({ to }) => to === who)!.text;
    expect(textTo(CARLA)).toContain("is reported as solved");
    expect(textTo(RUI)).toContain("foi dado como resolvido");
    expect(textTo(DIRK)).toContain("gilt als behoben");
    for (const { text, to, subject, audience } of written) {
      expect(audience).toBe("customer");
      for (const other of ["fabrikam", "proseware", "adatum", "ana", "1001", "1002", "1003"].filter(
        (word) => !to.includes(word),
      )) {
        const own = { [CARLA]: "1001", [RUI]: "1002", [DIRK]: "1003" }[to];
        if (other !== own)
          expect(`${subject} ${text}`.toLowerCase()).not.toMatch(new RegExp(`\\b${other}\\b`));
      }
    }
    const same = (all: typeof clocks) =>
      all.map(({ id, state, promisedAt, breachAt }) => `${id} ${state} ${promisedAt} ${breachAt}`).toSorted();
    expect(same(await db().select().from(rows.targets))).toEqual(same(clocks));
    expect(await day.ticket(1001)).toMatchObject({ status: "new", assigneeId: null });
    expect((await db().select().from(rows.incidents))[0]!.closedAt).toBe(desk.now());
  });

  test("said again it tells only who came since; told before is told to the agent", async () => {
    await three();
    await says("#incident MO1234567 resolved", 1001);
    await desk.climb();
    expect(await says("#incident MO1234567 resolved", 1002, BEN)).toContain("nobody told");
    await desk.climb();
    expect(await news()).toHaveLength(3);
    await day.opens("Late to the party", EVA);
    const word = await says("#incident MO1234567\n#incident MO1234567 resolved", 1004);
    expect(word).toContain("told before: #1001, #1002, #1003");
  });

  test("two agents at once, and a job that runs twice, write once", async () => {
    await three();
    await says("#incident MO1234567 resolved", 1001);
    await says("#incident MO1234567 resolved", 1002, BEN);
    const due = (await db().select().from(rows.escalations)).filter(({ kind }) => kind === "news");
    expect(due).toHaveLength(6);
    for (const { id, generation } of due) await escalate(desk.ports, { id, generation });
    for (const { id, generation } of due) await escalate(desk.ports, { id, generation });
    expect(await news()).toHaveLength(3);
    const after = (await db().select().from(rows.escalations)).filter(({ kind }) => kind === "news");
    expect(after.map(({ state }) => state).toSorted()).toEqual([
      ...Array(3).fill("cancelled"),
      ...Array(3).fill("told"),
    ]);
  });

  test("who was taken off, is solved already, or was merged meanwhile is not written to twice or at all", async () => {
    await three();
    await day.opens("The same", CARLA);
    await says("#incident MO1234567", 1004);
    await says("#merge 1001", 1004);
    await says("#resolve", 1003);
    await says("#incident MO1234567 resolved", 1001);
    await says("#incident off", 1002);
    await desk.climb();
    expect((await news()).map(({ to }) => to)).toEqual([CARLA]);
    expect((await db().select().from(rows.escalations)).map(({ because }) => because)).toEqual(
      expect.arrayContaining(["the ticket hangs on MO1234567 no more"]),
    );
  });

  test("#dryrun shows whom it would tell and the mail in each language, and does nothing", async () => {
    await three();
    const word = await says("#dryrun\n#incident MO1234567 resolved", 1001);
    expect(word).toContain("would be told: 3 tickets of 3 customers");
    expect(word).toContain("foi dado como resolvido");
    expect(word).toContain("gilt als behoben");
    await desk.climb();
    expect(await news()).toEqual([]);
    expect((await db().select().from(rows.incidents))[0]!.closedAt).toBeNull();
  });

  test("tell says that it is known, once; open begins anew", async () => {
    await passes();
    await says("#incident tell", 1001);
    await says("#incident tell", 1001);
    await desk.climb();
    expect((await news()).map(({ text }) => text.includes("is part of an incident"))).toEqual([true]);
    await says("#incident resolved", 1001);
    await desk.climb();
    expect(await says("#incident tell", 1001)).toContain("MO1234567 is over");
    await says("#incident open", 1001);
    await says("#incident tell", 1001);
    await says("#incident resolved", 1001);
    await desk.climb();
    expect(await news()).toHaveLength(4);
  });

  test("it passes the gate for automatic mail like all of the desk's own", async () => {
    await three();
    await db().insert(rows.muted).values({
      key: RUI,
      kind: "address",
      because: "asked for silence",
      evidence: {},
      since: desk.now(),
      until: null,
    });
    await says("#incident MO1234567 resolved", 1001);
    await desk.climb();
    const held = (await news()).find(({ to }) => to === RUI)!;
    expect(held.state).toBe("cancelled");
  });

  test("an agent may answer the customer in the same mail; both reach them", async () => {
    await passes();
    await says("We keep an eye on it.\n\n#incident tell", 1001);
    desk.pass(HOUR);
    await desk.climb();
    expect((await desk.mails("answer")).at(-1)!.text).toContain("We keep an eye on it.");
    expect(await news()).toHaveLength(1);
  });
});

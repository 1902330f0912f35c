import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { sendWorkLists } from "../../src/jobs/work-lists.ts";
import { HOUR, instant, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres(DESK, "2026-12-03T12:00:00Z");
  day = dayByMail(desk);
  await desk.database.db.update(rows.agents).set({ hours: "office" });
});
afterEach(() => desk[Symbol.asyncDispose]());

const lists = async () =>
  (await desk.mails("information")).map(({ recipients, state, text }) => ({
    to: recipients[0]!.address,
    state,
    text,
  }));
const agent = async (address: string) =>
  (await desk.database.db.select().from(rows.agents).where(eq(rows.agents.address, address)))[0]!;
const HOURS_TO_FRIDAY = 21 * HOUR;

describe("each morning", () => {
  test("every agent has their own tickets and those of their team that nobody has, once", async () => {
    await day.opens("Ana's");
    desk.pass(MINUTE);
    await day.replies(ANA, "On it.");
    await desk.send();
    await day.writesBack((await desk.mails("answer"))[0]!, "And now?");
    await day.opens("Nobody's");
    desk.pass(HOURS_TO_FRIDAY - MINUTE);
    expect(await sendWorkLists(desk.ports)).toMatchObject({ sent: 2 });
    expect(await sendWorkLists(desk.ports)).toMatchObject({ sent: 0 });
    const found = Object.fromEntries((await lists()).map(({ to, text }) => [to, text]));
    expect(Object.keys(found).sort()).toEqual([ANA, BEN]);
    expect(found[ANA]).toContain("Ana's");
    expect(found[ANA]).toContain("Nobody's");
    expect(found[BEN]).not.toContain("Ana's");
    // The nearest promise first: a first answer today comes before a resolution in days.
    expect(found[ANA]!.indexOf("#1002")).toBeLessThan(found[ANA]!.indexOf("#1001"));
  });

  test("outside their hours, and while they are away, nothing comes", async () => {
    await day.opens("Nobody's");
    const { id } = await agent(ANA);
    const [startsAt, endsAt] = [instant("2026-12-04T00:00Z"), instant("2026-12-05T00:00Z")];
    await desk.database.db
      .insert(rows.agentAbsences)
      .values({ id: newId(), agentId: id, startsAt, endsAt, because: "" });
    desk.pass(HOURS_TO_FRIDAY - 1);
    expect(await sendWorkLists(desk.ports)).toMatchObject({ sent: 0 });
    desk.pass(1);
    expect(await sendWorkLists(desk.ports)).toMatchObject({ sent: 1 });
    expect((await lists()).map(({ to }) => to)).toEqual([BEN]);
  });

  test("with nothing due no mail is written, and none comes for that day later", async () => {
    await sendWorkLists(desk.ports);
    await day.opens("Later");
    expect(await sendWorkLists(desk.ports)).toMatchObject({ sent: 0 });
    expect(await lists()).toEqual([]);
    const days = await desk.database.db.select().from(rows.workLists);
    expect(days.map(({ day, outboundId }) => [day, outboundId])).toEqual([
      ["2026-12-03", null],
      ["2026-12-03", null],
    ]);
  });

  test("two nodes at once write one list each", async () => {
    await day.opens("Nobody's");
    await Promise.all([sendWorkLists(desk.ports), sendWorkLists(desk.ports)]);
    expect(await lists()).toHaveLength(2);
  });

  test("its links act: the ticket is taken by the mail that is ready in it", async () => {
    await day.opens("Nobody's");
    await sendWorkLists(desk.ports);
    const { text } = (await lists()).find(({ to }) => to === BEN)!;
    const take = new URL(/Take it: (mailto:\S+)/.exec(text)![1]!);
    await desk.receive(
      plainMail(
        {
          From: BEN,
          To: decodeURIComponent(take.pathname),
          Subject: "",
          "Message-ID": "<take@x>",
          "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${BEN}`,
        },
        take.searchParams.get("body")!,
      ),
    );
    expect((await day.ticket(1001)).assigneeId).toBe((await agent(BEN)).id);
  });
});

describe("words in reply to a list", () => {
  const words = async (proof: Readonly<Record<string, string>>, text = "I am ill today, sorry.") => {
    const list = (await desk.mails("information")).find(({ recipients }) => recipients[0]!.address === ANA)!;
    return desk.receive(
      plainMail(
        {
          From: ANA,
          To: DESK,
          Subject: `Re: ${list.subject}`,
          "Message-ID": "<r@x>",
          "In-Reply-To": list.msgId,
          ...proof,
        },
        text,
      ),
    );
  };
  beforeEach(async () => {
    await day.opens("Nobody's");
    await sendWorkLists(desk.ports);
  });

  test.each([
    ["with proof", { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` }],
    ["without", {}],
  ])("%s open no ticket: they are kept, and the agent is told how to write", async (_name, proof) => {
    await words(proof);
    expect(await desk.database.db.$count(rows.tickets)).toBe(1);
    const kept = (await desk.database.db.select().from(rows.inboundMail)).at(-1)!;
    expect(kept).toMatchObject({ disposition: "command", ticketId: null });
    expect(kept.because).toContain("belongs to no ticket");
    const said = (await desk.mails("receipt")).at(-1)!;
    expect(said.recipients[0]!.address).toBe(ANA);
    expect(said.text).toContain("reply to a notice of their ticket");
    expect(said.subject).toMatch(/^Not done: (?!re:)/i);
  });

  test("of a machine are told nothing", async () => {
    await words({ "Auto-Submitted": "auto-replied" });
    expect(await desk.mails("receipt")).toEqual([]);
  });

  test("a reply to that receipt is answered as well, and a new mail is anybody's", async () => {
    await words({});
    const receipt = (await desk.mails("receipt")).at(-1)!;
    await desk.receive(
      plainMail(
        { From: ANA, To: DESK, Subject: "Re: x", "Message-ID": "<r2@x>", "In-Reply-To": receipt.msgId },
        "Oh.",
      ),
    );
    expect(await desk.mails("receipt")).toHaveLength(2);
    await desk.receive(
      plainMail({ From: ANA, To: DESK, Subject: "My laptop", "Message-ID": "<r3@x>" }, "It is slow."),
    );
    expect(await desk.database.db.$count(rows.tickets)).toBe(2);
  });
});

describe("#list", () => {
  test("answers on a ticket at any time", async () => {
    await day.opens("Nobody's");
    await day.replies(ANA, "#list");
    expect(await day.lastWord(ANA)).toContain("#1001 B Nobody's");
  });

  test("answers in a mail of its own, and its links act too", async () => {
    await day.opens("Nobody's");
    const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` };
    await desk.receive(
      plainMail({ From: ANA, To: DESK, Subject: "list", "Message-ID": "<l@x>", ...proof }, "#lista"),
    );
    const word = await day.lastWord(ANA);
    expect(word).toContain("#1001 B Nobody's");
    expect(/mailto:support\+[a-z2-7]{20}@/.test(word)).toBe(true);
  });

  test("is not answered without proof of who asks", async () => {
    await day.opens("Secret");
    const before = (await day.noticesTo(ANA)).length;
    await desk.receive(plainMail({ From: ANA, To: DESK, Subject: "list", "Message-ID": "<l@x>" }, "#list"));
    const said = (await day.noticesTo(ANA)).slice(before).map(({ text }) => text);
    expect(said.filter((text) => text.includes("Resolve: mailto") && text.includes("Secret"))).toEqual([]);
  });
});

describe("receipts once a day", () => {
  beforeEach(async () => {
    await desk.database.db.update(rows.agents).set({ receipts: "digest" });
    await day.opens("Calls drop");
    desk.pass(MINUTE);
  });
  const receipts = () => desk.mails("receipt");

  test("what was done comes with the next list, and only once", async () => {
    await day.replies(ANA, "#kind technical\n#mine");
    await day.replies(ANA, "Please restart.");
    expect(await receipts()).toEqual([]);
    desk.pass(HOURS_TO_FRIDAY);
    await sendWorkLists(desk.ports);
    const { text } = (await lists()).find(({ to }) => to === ANA)!;
    expect(text).toContain("Done: #1001: it is a technical issue; assigned to Ana Sousa");
    expect(text).toContain("Done: #1001: sent to carla@fabrikam.example");
    expect(await desk.database.db.select().from(rows.digestLines)).toEqual([]);
  });

  test("what is held, and what was asked, comes at once", async () => {
    await day.replies(ANA, "#reslove\n\nDone.");
    await day.replies(ANA, "#why");
    expect((await receipts()).map(({ text }) => text.includes("Did you mean #resolve"))).toEqual([
      true,
      false,
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { MINUTE, SECOND } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const OURS = "support@contoso.example";
const THEIRS = "helpdesk@tailspin.example";

/** What relays and careless gateways do to a header on its way. */
const WITHOUT = {
  nothing: [],
  marks: ["auto-submitted", "x-auto-response-suppress"],
  "marks and threads": ["auto-submitted", "x-auto-response-suppress", "in-reply-to", "references"],
  "marks, threads and tags": ["auto-submitted", "x-auto-response-suppress", "in-reply-to", "references"],
} as const;

/** Whole fields, with their folded lines. */
function strip(raw: string, names: readonly string[]): string {
  const [header, ...body] = raw.split(/\r?\n\r?\n/);
  const kept = header!
    .split(/\r?\n(?![ \t])/)
    .filter((field) => !names.includes(field.slice(0, field.indexOf(":")).toLowerCase()));
  return [kept.join("\n"), ...body].join("\n\n");
}

/** Lets two desks write to each other until both are silent. */
async function exchange(
  desks: readonly [DeskInPostgres, DeskInPostgres],
  removed: readonly string[],
  change: (raw: string) => string = (raw) => raw,
): Promise<number> {
  let between = 0;
  for (let round = 0; round < 30; round++) {
    const before = between;
    for (const [from, to] of [desks, desks.toReversed()] as const) {
      for (const mail of await from!.send()) {
        if (mail.audience !== "customer") continue;
        expect(mail.recipients.map(({ address }) => address)).toEqual([to!.address]);
        between += 1;
        await to!.receive(change(strip(Buffer.from(mail.bytes).toString(), removed)));
      }
      for (const desk of desks) desk.pass(SECOND);
    }
    if (between === before) return between;
  }
  return between;
}

describe("two desks wired to each other", () => {
  test.each([
    ["nothing", 1],
    ["marks", 2],
    ["marks and threads", 2],
    ["marks, threads and tags", 3],
  ] as const)("with %s taken out of their mails, fall silent within 3", async (taken, most) => {
    await using ours = await deskInPostgres(OURS);
    await using theirs = await deskInPostgres(THEIRS);
    const wired = { From: THEIRS, To: OURS, Subject: "Calls drop", "Message-ID": "<1@x>" };
    await ours.receive(plainMail(wired, "They drop."));
    const untagged = (raw: string) => raw.replace(/^(Subject:.*)\[#\d+\]/im, "$1");
    const change = taken.endsWith("tags") ? untagged : undefined;
    const between = await exchange([ours, theirs], WITHOUT[taken], change);
    expect(between).toBeGreaterThan(0);
    expect(between).toBeLessThanOrEqual(most);
  });

  test("a peer that also writes another subject each time is silenced by the budget, and stays so", async () => {
    await using ours = await deskInPostgres(OURS);
    await using theirs = await deskInPostgres(THEIRS);
    let n = 0;
    const another = (raw: string) =>
      raw.replace(/^Subject:.*(?:\r?\n[ \t].*)*/im, () => `Subject: Case ${++n} of today`);
    await ours.receive(
      plainMail({ From: THEIRS, To: OURS, Subject: "Calls drop", "Message-ID": "<1@x>" }, "They drop."),
    );
    const between = await exchange([ours, theirs], WITHOUT["marks and threads"], another);
    expect(between).toBeLessThanOrEqual(8);
    for (const desk of [ours, theirs]) expect((await desk.mails("alarm")).length).toBeLessThanOrEqual(1);
    expect((await ours.mails("alarm")).length + (await theirs.mails("alarm")).length).toBeGreaterThan(0);
  });
});

type Day = ReturnType<typeof dayByMail>;

describe("each automatic mail to a customer, where the customer is a desk that lost its marks and threads on the way", () => {
  const proof = { "Authentication-Results": "mx.contoso.example; dmarc=pass header.from=tailspin.example" };
  const says =
    (text: string, fields: Readonly<Record<string, string>> = proof) =>
    async (day: Day, desk: DeskInPostgres): Promise<unknown> =>
      day.writesBack((await desk.mails("acknowledgement"))[0]!, text, THEIRS, fields);
  const answers = (text: string) => (day: Day) => day.replies(ANA, text);

  test.each([
    ["an acknowledgement", null, "We have your message"],
    ["where the case stands", says("status"), "nobody has answered yet"],
    ["that it is closed as they asked", says("close"), "is closed, as you asked"],
    ["that it is urgent", says("urgent nobody can call"), "is urgent"],
    ["the question whether it was they", says("status", {}), "status #1001"],
    ["a price", answers("#price 120 EUR for two hours"), "Price: 120 EUR"],
    ["that it is solved, and how it was", answers("#resolve"), "Answer with a number from 1"],
    ["that severity A is promised", answers("#severity A"), "now handled as severity A"],
    ["that their wish for a manager was passed on", says("I want to speak to your manager, please."), "wish"],
  ])("%s, is answered by at most two mails, and none after", async (name, provoke, words) => {
    await using ours = await deskInPostgres(OURS, undefined, {}, { satisfaction: "ask" });
    await using theirs = await deskInPostgres(THEIRS);
    const day = dayByMail(ours);
    const wired = { From: THEIRS, To: OURS, Subject: "Calls drop", "Message-ID": "<1@x>" };
    await ours.receive(plainMail(wired, "They drop."));
    if (provoke !== null) {
      await ours.send();
      ours.pass(5 * MINUTE);
      await provoke(day, ours);
      await ours.climb();
    }
    const written = (await ours.mails()).filter(
      ({ audience, state }) => audience === "customer" && state === "ready",
    );
    expect(written.map(({ text }) => text).join("\n"), name).toContain(words);
    const between = await exchange([ours, theirs], WITHOUT["marks and threads"]);
    expect(between).toBeLessThanOrEqual(3);
  });
});

describe("a machine that proves who it is, marks nothing and says words", () => {
  const PROOF = { "Authentication-Results": "mx.contoso.example; dmarc=pass header.from=tailspin.example" };
  const inTurn =
    (...words: readonly string[]) =>
    (n: number) =>
      words[n % words.length]!;
  const says: readonly (readonly [string, (n: number) => string])[] = [
    ["status", inTurn("status")],
    ["close", inTurn("close")],
    ["urgent", inTurn("urgent: nobody can call")],
    ["close, and then that it is not done", inTurn("close", "It drops again.")],
    ["every word in turn", inTurn("status", "close", "It drops again.", "urgent: nobody can call")],
  ];
  /** Mails that the machine gets in a day on which it writes, every 21 minutes: to each mail it has, or also without one. */
  async function dayLong(words: (n: number) => string, proof: boolean, unasked: boolean) {
    await using ours = await deskInPostgres(OURS);
    const day = dayByMail(ours);
    const fields = proof ? PROOF : {};
    await ours.receive(
      plainMail({ From: THEIRS, To: OURS, Subject: "Calls drop", "Message-ID": "<1@x>" }, "…"),
    );
    let got = 0;
    let said = 0;
    for (let rounds = 0; rounds < 68; rounds++) {
      const mails = (await ours.send()).filter(({ audience }) => audience === "customer");
      got += mails.length;
      const first = (await ours.mails("acknowledgement"))[0]!;
      for (const mail of unasked && mails.length === 0 ? [first] : mails)
        await day.writesBack(mail, words(said++), THEIRS, fields);
      ours.pass(21 * MINUTE);
    }
    const silenced = (await ours.mails("alarm")).filter(({ ticketId }) => ticketId === null);
    return { got, said, silenced: silenced.length };
  }

  test.each(says)("%s, to whatever it gets: both are silent after few mails", async (_name, words) => {
    const { got, said } = await dayLong(words, true, false);
    expect(got).toBeGreaterThan(1);
    expect(got).toBeLessThanOrEqual(12);
    expect(said).toBe(got);
  });

  test.each(says)(
    "%s, the whole day and unasked: it gets no more than an address may",
    async (_name, words) => {
      const { got, said, silenced } = await dayLong(words, true, true);
      expect(said).toBe(68);
      expect(got).toBeLessThanOrEqual(12);
      expect(silenced).toBeLessThanOrEqual(1);
    },
  );

  test("and without proof it is asked three times a day whether it was it, and no more", async () => {
    const { got } = await dayLong(inTurn("close", "status"), false, true);
    expect(got).toBeLessThanOrEqual(1 + 3);
  });
});

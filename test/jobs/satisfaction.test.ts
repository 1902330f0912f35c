import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import { MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, type OutboundMail } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

/** As desk.yaml with `satisfaction: ask`. */
function asking(): void {
  const { promises } = desk.ports;
  Object.assign(desk.ports, {
    promises: async (version: string) => ({ ...(await promises(version)), satisfaction: "ask" }),
  });
}
const solved = async (): Promise<OutboundMail> => {
  await day.opens("Calls drop");
  await day.replies(ANA, "#resolve");
  await desk.send();
  return (await desk.mails("information")).at(-1)!;
};
const sent = async ({ bytes }: OutboundMail) => {
  const read = parseMessage(Buffer.from(bytes));
  if (read.kind !== "message") throw new Error("our own mail cannot be read");
  return read.message;
};
const rated = async () =>
  (await desk.database.db.select().from(rows.ratings)).map(({ score, comment }) => [score, comment]);

test("off, as it is by default, nobody is asked, and a number is a message", async () => {
  const mail = await solved();
  expect(mail.text).not.toMatch(/How did we do|mailto/);
  await day.writesBack(mail, "5");
  expect((await day.ticket(1001)).status).toBe("in-progress");
  expect(await rated()).toEqual([]);
});

describe("asked", () => {
  let mail: OutboundMail;
  beforeEach(async () => {
    asking();
    mail = await solved();
  });

  test("by reply or by a ready mail, never by a link to a page", () => {
    expect(mail.text).toContain("Answer with a number from 1 (bad) to 5 (very good)");
    expect(mail.text.match(/mailto:support\+[a-z2-7]{20}@contoso\.example\?body=[1-5]/g)).toHaveLength(5);
    expect(mail.text).not.toMatch(/https?:\/\/\S*(?:rate|score|[1-5]$)/m);
  });

  test("also where an agent's own words solve it: below them, above the desk's signature", async () => {
    await day.opens("Printer");
    await day.replies(ANA, "#resolve\n\nWe have replaced the toner.", await day.noticeOf(ANA, 1002));
    desk.pass(MINUTE);
    await desk.send();
    const answer = (await desk.mails("answer")).at(-1)!;
    expect(answer.text).toBe("We have replaced the toner.");
    const { text } = await sent(answer);
    expect(text).toMatch(/^We have replaced the toner\.\s+How did we do\?(?:.|\n)*body=1\s+-- /);
    await day.writesBack(answer, "4");
    expect(await rated()).toEqual([[4, ""]]);
    expect((await day.ticket(1002)).status).toBe("resolved");
  });

  test("an answer that solves nothing asks nothing", async () => {
    await day.opens("Printer");
    await day.replies(ANA, "Which printer is it?", await day.noticeOf(ANA, 1002));
    expect((await sent((await desk.mails("answer")).at(-1)!)).text).not.toContain("How did we do");
  });

  test("a score is kept, the case stays solved and no agent hears of it", async () => {
    const before = (await desk.mails()).length;
    expect(await day.writesBack(mail, "5\n\nThank you!\nCarla")).toMatchObject({ outcome: "command" });
    expect(await rated()).toEqual([[5, "Thank you!\nCarla"]]);
    expect((await day.ticket(1001)).status).toBe("resolved");
    expect((await desk.mails()).length).toBe(before);
  });

  test("a later score replaces the earlier", async () => {
    await day.writesBack(mail, "2");
    await day.writesBack(mail, "★★★★");
    expect(await rated()).toEqual([[4, ""]]);
  });

  test("of a bad one who leads is told; Ana is not", async () => {
    const toAna = (await day.noticesTo(ANA)).length;
    await day.writesBack(mail, "1");
    expect(await day.lastWord(BEN)).toContain("1 of 5, says the customer of #1001 Calls drop");
    expect(await day.lastWord(BEN)).toContain("Reopen: mailto:");
    expect((await day.noticesTo(ANA)).length).toBe(toAna);
    expect((await day.ticket(1001)).status).toBe("resolved");
  });

  test("a comment that asks for something opens the case again, and the score counts", async () => {
    await day.writesBack(mail, "4\nBut when do we get the invoice?");
    expect((await day.ticket(1001)).status).toBe("in-progress");
    expect(await rated()).toEqual([[4, "But when do we get the invoice?"]]);
    expect(await day.lastWord(ANA)).toContain("when do we get the invoice");
  });

  test("of a bad score with such a comment the lead is told, and not offered to open what is open", async () => {
    await day.writesBack(mail, "1\nIt drops again, can you look?");
    expect((await day.ticket(1001)).status).toBe("in-progress");
    const told = (await desk.mails()).find(({ text }) => text.includes("1 of 5, says the customer"))!;
    expect(told.text).toContain("Take it: mailto:");
    expect(told.text).not.toMatch(/reopen/i);
  });

  test("6 is no score: it is a message", async () => {
    await day.writesBack(mail, "6");
    expect(await rated()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("in-progress");
  });

  test("a number on a case that is open is a message", async () => {
    await day.replies(ANA, "#reopen");
    await day.writesBack(mail, "5");
    expect(await rated()).toEqual([]);
  });

  test("a stranger who has the token rates nothing", async () => {
    await day.writesBack(mail, "1", "mallory@evil.example");
    expect(await rated()).toEqual([]);
    expect((await day.ticket(1001)).status).toBe("resolved");
  });

  test.each([
    [
      "that their domain disowns",
      { "Authentication-Results": "mx.contoso.example; dmarc=fail header.from=fabrikam.example" },
    ],
    ["that nothing proves, and that only guessed the number", {}],
  ])("a score in a mail %s rates nothing", async (_name, fields) => {
    const guessed = { From: CARLA, To: DESK, Subject: "[#1001] Calls", "Message-ID": "<guess@x>", ...fields };
    await desk.receive(plainMail(guessed, "1"));
    expect(await rated()).toEqual([]);
  });

  test("an absence that begins with a number is no score", async () => {
    await day.writesBack(mail, "5", CARLA, { "Auto-Submitted": "auto-replied" });
    expect(await rated()).toEqual([]);
  });
});

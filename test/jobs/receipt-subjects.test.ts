import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composeText } from "../../src/outbound/compose-text.ts";
import { MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await day.opens("Re: Calls drop");
});
afterEach(() => desk[Symbol.asyncDispose]());

const last = async () => (await desk.mails("receipt")).at(-1)!;
const field = (mail: { readonly bytes: Uint8Array }, name: string): string | undefined =>
  new RegExp(`^${name}:\\s+(.*(?:\\r\\n[ \\t].*)*)`, "m").exec(Buffer.from(mail.bytes).toString())?.[1];

describe("the subject of a receipt begins with what came of the mail", () => {
  test.each([
    ["what was done", "#mine", "Done: [#1001] Calls drop"],
    ["an answer with a command", "#mine\n\nPlease update.", "Done: [#1001] Calls drop"],
    ["a mistyped command", "#asign ben", "Not done: [#1001] Calls drop"],
    ["a command that cannot be", "#merge 5000", "Not done: [#1001] Calls drop"],
    ["a dry run", "#dryrun\n\nPlease update.", "Only shown: [#1001] Calls drop"],
    [
      "an issue that stays, beside what was written down",
      "#kind technical\n#service azure\n#escalate",
      "Done in part: [#1001] Calls drop",
    ],
  ])("%s", async (_name, text, expected) => {
    await day.replies(ANA, text);
    expect((await last()).subject).toBe(expected);
  });

  test("an issue that is kept here, and nothing else, is not done", async () => {
    await day.replies(ANA, "#kind technical\n#service azure");
    await day.replies(ANA, "#escalate");
    expect((await last()).subject).toBe("Not done: [#1001] Calls drop");
  });

  test("an answer that waits for its author is held; one that the server refused is not sent", async () => {
    desk.pass(MINUTE);
    await day.replies(ANA, "Please update.");
    await day.replies(BEN, "Please restart.", await day.noticeOf(BEN, 1001));
    expect((await last()).subject).toBe("Held: [#1001] Calls drop");
    desk.pass(MINUTE);
    await desk.send({
      kind: "refused",
      code: 550,
      reply: "550 5.1.1 no such user",
      refused: [{ address: CARLA, code: 550, reply: "550 5.1.1 no such user" }],
    });
    expect((await desk.mails("undelivered")).map(({ subject }) => subject)).toContain(
      "Not sent: [#1001] Calls drop",
    );
  });

  test("and it stays in the thread of the mail it answers, under one topic for Outlook", async () => {
    await day.replies(ANA, "#asign ben");
    const receipt = await last();
    const notice = await day.noticeOf(ANA, 1001);
    expect(field(receipt, "Thread-Topic")).toBe(field(notice, "Thread-Topic"));
    expect(field(receipt, "References")).toContain(field(notice, "In-Reply-To"));
    expect(field(receipt, "In-Reply-To")).toMatch(/@day>$/);
    await day.replies(ANA, "#mine", receipt);
    expect((await day.ticket(1001)).assigneeId).not.toBeNull();
  });

  test.each([
    ["en", "Held: [#7] x"],
    ["pt-PT", "Retido: [#7] x"],
    ["pt-BR", "Retido: [#7] x"],
  ])("in %s", (language, expected) => {
    const of = { number: "#7", subject: "x", isHeld: true };
    expect(composeText("agent-receipt", language, of).subject).toBe(expected);
  });
});

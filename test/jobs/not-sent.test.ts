import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import type { SubmitOutcome } from "../../src/outbound/delivery.ts";
import { DAY, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "Please update.");
});
afterEach(() => desk[Symbol.asyncDispose]());

const told = async () =>
  (await desk.mails("undelivered")).map(({ text, recipients }) => [recipients[0]!.address, text] as const);
const refused = (reply: string): SubmitOutcome => ({
  kind: "refused",
  code: Number(reply.slice(0, 3)),
  reply,
  refused: [{ address: CARLA, code: Number(reply.slice(0, 3)), reply }],
});

describe("the writer of an answer is told once how its way out ended", () => {
  test.each<[string, SubmitOutcome, RegExp]>([
    [
      "refused: look for another address",
      refused("550 5.1.1 no such user"),
      /550 5\.1\.1 no such user[\s\S]*another address/,
    ],
    ["too large: send the files otherwise", refused("552 5.3.4 at most 20 bytes"), /too large/],
    ["letters the server cannot write to", refused("553 5.6.7 SMTPUTF8"), /cannot write to such an address/],
  ])("%s", async (_name, outcome, expected) => {
    await desk.send(outcome);
    expect(await told()).toEqual([[ANA, expect.stringMatching(expected)]]);
    expect((await told())[0]![1]).toContain(`not sent to ${CARLA}`);
    await desk.send();
    desk.pass(3 * DAY);
    await desk.send();
    expect(await told()).toHaveLength(1);
  });

  test("not yet while it is tried again; but when it is given up", async () => {
    for (let tries = 0; tries < 30; tries++) {
      expect(await told()).toEqual([]);
      await desk.send({ kind: "not-sent", because: "ECONNREFUSED" });
      desk.pass(3 * 60 * MINUTE);
    }
    expect(await told()).toEqual([[ANA, expect.stringMatching(/tried for two days/)]]);
    expect((await desk.mails("answer"))[0]!.state).toBe("failed");
  });

  test("unsure twice: it may have arrived, and is not sent a third time", async () => {
    await desk.send({ kind: "unsure", because: "gone" });
    expect(await told()).toEqual([]);
    desk.pass(3 * MINUTE);
    await desk.send({ kind: "unsure", because: "gone" });
    expect(await told()).toEqual([[ANA, expect.stringMatching(/Nobody knows whether your answer reached/)]]);
    desk.pass(3 * DAY);
    const sent = await desk.send();
    expect(sent.filter(({ purpose }) => purpose === "answer")).toEqual([]);
  });

  test("only somebody copied has it: who asked does not, so the answer is still owed", async () => {
    await desk.send();
    await day.replies(ANA, "#cc +dave@fabrikam.example\n\nAnd this.");
    const other = refused("550 5.1.1 no such user");
    await desk.send({ kind: "accepted", reply: "250 ok", refused: "refused" in other ? other.refused : [] });
    const events = await desk.database.db.select().from(rows.events);
    expect(events.map(({ type }) => type)).toContain("reply_failed");
    expect((await told())[0]![1]).toContain("the others have it");
  });

  test("an agent whose mail server refused what a notice held reads so, without it, and once", async () => {
    await desk.send();
    await day.opens("Another");
    await day.replies(BEN, "#note look");
    const reply = "552 5.7.0 this message was blocked because its content is a risk";
    await day.writesBack((await desk.mails("acknowledgement")).at(-1)!, "And a file.");
    await desk.send({ kind: "refused", code: 552, reply, refused: [] });
    const [one] = await told();
    expect(one![1]).toMatch(/did not reach you[\s\S]*552 5\.7\.0[\s\S]*#history/);
    const before = (await told()).length;
    await desk.send({ kind: "refused", code: 552, reply, refused: [] });
    expect((await told()).length).toBe(before);
  });

  test("nobody is told of an answer that was accepted, nor of a notice that was not", async () => {
    await desk.send();
    await day.opens("Another");
    await day.replies(BEN, "#note nothing for the customer");
    await desk.send(refused("550 5.1.1 no"));
    expect(await told()).toEqual([]);
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { MINUTE, SECOND } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await desk.database.db.update(rows.agents).set({ undoSeconds: null });
  await day.opens("Calls drop");
  await day.replies(ANA, "Dear Eva, …wrong window");
});
afterEach(() => desk[Symbol.asyncDispose]());

const answer = async () => (await desk.mails("answer"))[0]!.state;
const undo = async () => {
  const notice = (await day.noticesTo(ANA)).at(-1)!;
  const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` };
  const fields = {
    ...proof,
    From: `Ana <${ANA.toUpperCase()}>`,
    To: replyToOf(notice),
    Subject: "Re",
    "Message-ID": "<undo@x>",
  };
  return desk.store(plainMail(fields, "#undo"));
};

test("an #undo that is stored and not yet read is read before the answer leaves", async () => {
  desk.pass(59 * SECOND);
  const id = await undo();
  desk.pass(2 * SECOND);
  await desk.send();
  expect(await answer()).toBe("ready");
  await desk.process(id);
  desk.pass(MINUTE);
  await desk.send();
  expect(await answer()).toBe("cancelled");
});

test("once it is read and takes nothing back, the answer leaves within a second", async () => {
  desk.pass(59 * SECOND);
  const notice = (await day.noticesTo(ANA)).at(-1)!;
  const id = await desk.store(
    plainMail({ From: ANA, To: replyToOf(notice), Subject: "Re", "Message-ID": "<n@x>" }, "#note\n\nfor us"),
  );
  desk.pass(SECOND);
  await desk.send();
  await desk.process(id);
  desk.pass(SECOND);
  await desk.send();
  expect(await answer()).toBe("accepted");
});

test("a mail of the author that nobody reads for two minutes holds nothing up any more", async () => {
  await undo();
  await desk.store(plainMail({ From: CARLA, To: DESK, Subject: "Hello", "Message-ID": "<c@x>" }, "Well?"));
  desk.pass(2 * MINUTE - SECOND);
  await desk.send();
  expect(await answer()).toBe("ready");
  desk.pass(2 * SECOND);
  await desk.send();
  expect(await answer()).toBe("accepted");
});

test("a customer's mail that waits does not hold an answer up", async () => {
  desk.pass(MINUTE);
  await desk.store(plainMail({ From: CARLA, To: DESK, Subject: "Hello", "Message-ID": "<c@x>" }, "Well?"));
  await desk.send();
  expect(await answer()).toBe("accepted");
});

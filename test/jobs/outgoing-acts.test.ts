import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { actOnOutgoing, type OutgoingAct } from "../../src/jobs/act-on-outgoing.ts";
import type { SubmitOutcome } from "../../src/outbound/delivery.ts";
import { DAY, HOUR } from "../../src/values/instant.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const ANA = "ana@contoso.example";
const CARLA = "carla@fabrikam.example";
const PROOF = { "Authentication-Results": "mx.contoso.example; auth=pass smtp.auth=ana@contoso.example" };
const REFUSED: SubmitOutcome = { kind: "refused", code: 550, reply: "550 5.7.1 not you", refused: [] };
const UNSURE: SubmitOutcome = { kind: "unsure", because: "the connection broke" };
const BUSY: SubmitOutcome = { kind: "refused", code: 450, reply: "450 4.2.1 busy", refused: [] };

let desk: DeskInPostgres;
beforeEach(async () => {
  desk = await deskInPostgres();
  const first = { From: CARLA, To: desk.address, Subject: "Calls drop", "Message-ID": "<1@f>" };
  await desk.receive(plainMail(first, "They drop."));
  await desk.send();
});
afterEach(() => desk[Symbol.asyncDispose]());

/** Ana answers, and that is what the server says. */
async function answer(outcome: SubmitOutcome): Promise<OutboundMail> {
  const to = replyToOf((await desk.mails("notice"))[0]!);
  await desk.receive(
    plainMail({ ...PROOF, From: ANA, To: to, Subject: "Re: x", "Message-ID": "<2@ana>" }, "Update."),
  );
  await desk.send(outcome);
  return only();
}
const only = async () => (await desk.mails("answer"))[0]!;
const act = (order: Partial<OutgoingAct> & Pick<OutgoingAct, "id" | "act">) =>
  actOnOutgoing(desk.ports, { sure: false, actor: "marta", ...order });
const first = async () => {
  const all = await desk.database.db.select().from(rows.targets);
  return all.find(({ kind }) => kind === "first-response")!.state;
};

test("an answer that was refused is sent again, once, and then keeps its promise", async () => {
  const { id } = await answer(REFUSED);
  expect([(await only()).state, await first()]).toEqual(["failed", "running"]);
  expect(await act({ id, act: "retry" })).toMatchObject({ kind: "retry", repeat: false });
  expect(await act({ id, act: "retry" })).toMatchObject({ kind: "nothing", because: "it is ready" });
  const sent = await desk.send();
  expect(sent.filter(({ purpose }) => purpose === "answer").map((mail) => mail.id)).toEqual([id]);
  expect([(await only()).state, (await only()).repeats, await first()]).toEqual(["accepted", 0, "met"]);
});

test("an answer nobody is sure of is sent again only by somebody who knows it may double, and marked", async () => {
  const { id } = await answer(UNSURE);
  desk.pass(HOUR);
  await desk.send(UNSURE);
  expect(await only()).toMatchObject({ state: "unsure", dueAt: null });
  expect(await act({ id, act: "retry" })).toMatchObject({ kind: "ask" });
  expect(await only()).toMatchObject({ state: "unsure" });
  const before = (await only()).repeats;
  expect(await act({ id, act: "retry", sure: true })).toMatchObject({ kind: "retry", repeat: true });
  expect(await only()).toMatchObject({ state: "ready", repeats: before + 1, because: "sent again by marta" });
});

test("a worker that still has the mail in its hands saves nothing over an order", async () => {
  const { id, fence } = await answer(BUSY);
  desk.pass(DAY);
  await act({ id, act: "cancel" });
  expect(await only()).toMatchObject({ state: "cancelled", dueAt: null, fence: fence + 1 });
  expect(await desk.send()).toEqual([]);
});

test("an answer that is cancelled on its way leaves its promise open, and the ticket says by whom", async () => {
  const { id } = await answer(BUSY);
  await act({ id, act: "cancel" });
  expect(await first()).toBe("running");
  const events = await desk.database.db
    .select()
    .from(rows.events)
    .where(eq(rows.events.type, "reply_failed"));
  expect(events).toMatchObject([{ because: "cancelled by marta", data: { mail: id } }]);
});

test("a mail that has left is left alone, and so is one that does not exist", async () => {
  const { id } = await answer({ kind: "accepted", reply: "250 ok", refused: [] });
  expect(await act({ id, act: "cancel" })).toEqual({ kind: "nothing", because: "it is accepted" });
  const nobody = "01990000-0000-7000-8000-00000000ffff";
  expect(await act({ id: nobody, act: "retry" })).toEqual({
    kind: "nothing",
    because: "there is no such mail",
  });
});

test("in shadow nothing is sent again", async () => {
  const { id } = await answer(REFUSED);
  await desk.database.db.update(rows.desk).set({ shadow: true });
  expect((await act({ id, act: "retry" })).kind).toBe("nothing");
});

test("each act is in the audit with who asked and what the mail was; what did nothing is not", async () => {
  const { id } = await answer(REFUSED);
  await act({ id, act: "retry" });
  await act({ id, act: "retry" });
  const audit = await desk.database.db
    .select()
    .from(rows.audit)
    .where(eq(rows.audit.action, "outgoing.retry"));
  expect(audit).toMatchObject([{ actor: "marta", detail: { mail: id, was: "failed" } }]);
});

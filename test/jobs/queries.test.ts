import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { sendMail } from "../../src/jobs/send-mail.ts";
import { ANA, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { mailWithFiles } from "../support/mail-with-files.ts";
import { plainMail } from "../support/plain-mail.ts";

// What a mail costs the database, whatever machine it is counted on. A change that needs one statement more says so here.

const PROOF = { "Authentication-Results": "mx.contoso.example; auth=pass smtp.auth=ana@contoso.example" };

let desk: DeskInPostgres;
beforeEach(async () => {
  desk = await deskInPostgres();
  // What a process keeps (the policy, how replies come back) is read once and no part of it.
  await dayByMail(desk).opens("The first of this process");
});
afterEach(() => desk[Symbol.asyncDispose]());

/** Statements that some work sent, `begin` and `commit` among them. */
async function statements(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const options = desk.database.sql.options as { debug: unknown };
  options.debug = (_connection: number, statement: string) => sent.push(statement);
  await work();
  options.debug = false;
  return sent;
}

async function received(raw: string): Promise<string[]> {
  const [id, { inboundMail }] = [await desk.store(raw), rows];
  const [row] = await desk.database.db.select().from(inboundMail).where(eq(inboundMail.id, id));
  return statements(() => receiveMail(desk.ports, { id, generation: row!.generation }));
}

async function sent(purpose: string): Promise<string[]> {
  const { id, generation } = (await desk.mails(purpose)).at(-1)!;
  return statements(() => sendMail(desk.ports, { id, generation }));
}

const DORA = "dora@wingtip.example";
const first = () =>
  plainMail({ From: DORA, To: desk.address, Subject: "Calls drop", "Message-ID": "<d@w>" }, "They drop.");
const agents = async (text: string) => {
  const to = replyToOf(
    (await desk.mails("notice")).find(({ recipients }) => recipients[0]!.address === ANA)!,
  );
  return plainMail(
    { ...PROOF, From: ANA, To: to, Subject: "Re: x", "Message-ID": `<${text.length}@ana>` },
    text,
  );
};

test("a first mail: each thing is asked once", async () => {
  const all = await received(first());
  expect(all).toHaveLength(32);
  expect(all.filter((statement) => statement.includes('from "policy_versions"'))).toHaveLength(1);
  // Looked for, and written with what was learnt.
  expect(all.filter((statement) => statement.includes('"contacts"'))).toHaveLength(2);
});

test("an agent's answer, its way out, and the customer's reply to it", async () => {
  expect(await received(await agents("On it."))).toHaveLength(35);
  expect(await sent("answer")).toHaveLength(20);
  const to = replyToOf((await desk.mails("answer"))[0]!);
  const reply = { From: CARLA, To: to, Subject: "Re: x", "Message-ID": "<c@f>" };
  const all = await received(plainMail(reply, "And now?"));
  expect(all).toHaveLength(34);
  expect(all.filter((statement) => statement.includes('"agent_absences"'))).toHaveLength(1);
});

test("mail that is no answer and arrives asks nothing of its ticket", async () => {
  await received(first());
  for (const purpose of ["acknowledgement", "notice"]) expect(await sent(purpose)).toHaveLength(7);
});

test("files of a conversation are asked for where somebody may get them, once", async () => {
  const asked = (all: readonly string[]) =>
    all.filter((statement) => statement.includes('from "attachments"'));
  expect(asked(await received(await agents("On it.")))).toEqual([]);
  expect(asked(await sent("answer"))).toEqual([]);
  expect(asked(await received(await agents("#mine\n#note\nLooked at.")))).toHaveLength(1);
  const to = replyToOf((await desk.mails("answer"))[0]!);
  const reply = { From: CARLA, To: to, Subject: "Re: x" };
  expect(asked(await received(plainMail({ ...reply, "Message-ID": "<c1@f>" }, "And now?")))).toEqual([]);
  const log = [{ name: "calls.log", content: "10:05 error" }];
  const brings = mailWithFiles({ ...reply, "Message-ID": "<c2@f>" }, "See the log.", log);
  expect(asked(await received(brings))).toHaveLength(1);
});

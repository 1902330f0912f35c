import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { testDatabase } from "../support/database.ts";
import { DEATHS, startDyingServer, type Taken } from "../support/dying-smtp.ts";
import { badWeather, chance, sendAll, writeMails } from "../support/sends.ts";

// `npm run sends -- --count N --seed S` runs this with more mails and another seed.
const COUNT = Number(process.env["SENDS"] ?? 500);
const SEED = Number(process.env["SENDS_SEED"] ?? 1);
const MARK = "X-Answerable-Repeat:";

type Row = typeof rows.outboundMail.$inferSelect;

test(
  `${COUNT} mails to a server that dies at random, from processes that die too: none lost, each second copy says so`,
  async () => {
    await using database = await testDatabase();
    let connections = 0;
    await using server = await startDyingServer({
      plan: badWeather(SEED),
      diesAtGreeting: () => chance(SEED, "greeting", connections++) < 0.03,
      offers: () => (chance(SEED, "offers", connections) < 0.5 ? "\r\n250-PIPELINING\r\n250-SIZE" : ""),
    });
    await writeMails(database, COUNT);
    const told = await sendAll({ database, server, seed: SEED, deaths: 0.03, stalls: 0.02 });

    const mails = await database.db.select().from(rows.outboundMail).orderBy(sql`id`);
    const copies = Map.groupBy(
      server.taken.flatMap((taken) => taken.to.map((to) => ({ to, taken }))),
      ({ to }) => to,
    );
    const problems = mails.flatMap((mail) =>
      problemsOf(mail, (address) => copies.get(address)?.map(({ taken }) => taken) ?? []),
    );
    expect(problems).toEqual([]);
    expect(mails).toHaveLength(COUNT);
    for (const death of DEATHS) expect(server.met.get(death), `the server died ${death}`).toBeGreaterThan(0);
    for (const name of ["claimed", "streaming", "submitted", "saved"]) {
      expect(told.deaths.get(`replies.${name}`), `a process died at replies.${name}`).toBeGreaterThan(0);
    }
    expect(told.stalls).toBeGreaterThan(0);
    expect(server.mostConnections()).toBeLessThanOrEqual(8 + 8);
    if (process.env["SENDS"]) console.log(summary(mails, server.met, told));
  },
  60_000 + COUNT * 100,
);

/** What is wrong with a mail's end, given the copies that the server took for each of its recipients. */
function problemsOf(mail: Row, copiesFor: (address: string) => readonly Taken[]): readonly string[] {
  const name = `${mail.purpose} ${mail.msgId} (${mail.state}: ${mail.because})`;
  const found: string[] = [];
  const say = (what: string): void => void found.push(`${name}: ${what}`);
  if (!["accepted", "failed", "unsure"].includes(mail.state) || mail.dueAt !== null) say("has no end");
  for (const { address, state } of mail.recipients) {
    const copies = copiesFor(address);
    const unmarked = copies.filter(({ bytes }) => !bytes.toString("latin1").startsWith(MARK));
    if (unmarked.length > 1) say(`${unmarked.length} copies for ${address} do not say that they are repeats`);
    if (mail.purpose !== "answer" && copies.length > 1) say(`repeated for ${address}`);
    if (copies.length > 2) say(`${copies.length} copies for ${address}`);
    if (state === "accepted" && copies.length === 0) say(`lost for ${address}`);
    if (state === "failed" && copies.length > 0 && !mail.because.includes("may have arrived"))
      say(`told as failed for ${address}, who has it`);
    if (state === "waiting" && mail.state !== "unsure") say(`${address} is forgotten`);
    for (const { bytes } of copies) if (!sameMail(bytes, mail.bytes)) say(`other bytes for ${address}`);
  }
  const someHaveIt = mail.recipients.some(({ state }) => state === "accepted");
  if (mail.state !== "unsure" && someHaveIt !== (mail.state === "accepted"))
    say("says otherwise of the whole");
  if (mail.purpose === "answer" && mail.state === "unsure" && mail.repeats === 0) say("not repeated");
  return found;
}

function sameMail(got: Buffer, stored: Uint8Array): boolean {
  const body = got.toString("latin1").startsWith(MARK) ? got.subarray(got.indexOf("\r\n") + 2) : got;
  return body.equals(Buffer.from(stored)) || body.equals(Buffer.concat([stored, Buffer.from("\r\n")]));
}

function summary(
  mails: readonly Row[],
  met: ReadonlyMap<string, number>,
  told: { deaths: Map<string, number> },
): string {
  const states = Map.groupBy(mails, ({ purpose, state }) => `${purpose} ${state}`);
  const lines = [
    ...[...states].map(([state, all]) => `${state}: ${all.length}`),
    ...[...met].map(([what, n]) => `server: ${what}: ${n}`),
    ...[...told.deaths].map(([what, n]) => `process died at ${what}: ${n}`),
  ];
  return lines.sort().join("\n");
}

import * as rows from "../../src/adapters/postgres/schema.ts";
import type { SinkMail } from "./smtp-sink.ts";
import type { Storm } from "./storm.ts";

const MARK = "X-Answerable-Repeat:";

/** Whatever is lost, doubled or unexplained after a storm, in words. */
export async function stormProblems(
  { connection: { db }, servers }: Storm,
  fed: ReadonlySet<string>,
): Promise<readonly string[]> {
  const [inbound, tickets, outbound] = await Promise.all([
    db.select().from(rows.inboundMail),
    db.select().from(rows.tickets),
    db.select().from(rows.outboundMail),
  ]);
  const problems: string[] = [];
  const say = (what: string): void => void problems.push(what);
  for (const [msgId, seen] of Map.groupBy(inbound, (mail) => mail.msgId ?? "")) {
    if (seen.length > 1) say(`${msgId} has ${seen.length} rows`);
  }
  const seen = new Set(inbound.map(({ msgId }) => msgId));
  for (const id of fed) if (!seen.has(id)) say(`${id} was never taken in`);
  const customers = [...fed].filter((id) => !id.startsWith("<a.")).length;
  if (tickets.length !== customers) say(`${customers} customers wrote, ${tickets.length} tickets`);
  const own = new Set(outbound.map(({ msgId }) => msgId));
  for (const { disposition, because, msgId } of inbound) {
    // What the desk itself put into Sent is seen there, once, and is nothing new; it is put there and seen when it comes.
    if ((disposition === "duplicate" || disposition === null) && own.has(msgId ?? "")) continue;
    if (disposition !== "opened-ticket" && disposition !== "sent-by-agent")
      say(`${msgId}: ${disposition} ${because}`);
  }
  const acknowledgements = outbound.filter(({ purpose }) => purpose === "acknowledgement");
  for (const [ticket, mails] of Map.groupBy(acknowledgements, ({ ticketId }) => ticketId)) {
    if (mails.length > 1) say(`ticket ${ticket} was acknowledged ${mails.length} times`);
  }
  if (acknowledgements.length !== tickets.length) say(`${acknowledgements.length} acknowledgements`);
  const answers = outbound.filter(({ purpose }) => purpose === "answer");
  if (answers.length !== fed.size - customers) say(`${answers.length} answers of ${fed.size - customers}`);
  const copies = Map.groupBy(submitted(servers.sink.received), msgIdOf);
  for (const mail of outbound.filter(({ audience }) => audience === "customer")) {
    const problem = deliveryProblem(mail, copies.get(mail.msgId) ?? []);
    if (problem !== null) say(`${mail.purpose} ${mail.msgId} (${mail.state}: ${mail.because}): ${problem}`);
  }
  return problems;
}

function deliveryProblem(
  mail: typeof rows.outboundMail.$inferSelect,
  copies: readonly SinkMail[],
): string | null {
  const unmarked = copies.filter(({ raw }) => !raw.toString("latin1").includes(MARK));
  if (unmarked.length > 1)
    return `${unmarked.length} copies that do not say they are repeats (${unmarked.map(queueIdOf).join(", ")})`;
  if (mail.purpose !== "answer" && copies.length > 1) return `${copies.length} copies`;
  if (copies.length > 2) return `${copies.length} copies`;
  if (mail.state === "accepted") return copies.length >= 1 ? null : "accepted and never arrived";
  return mail.state === "unsure" ? null : "has not left";
}

/**
 * Each submission once. A Postfix that is stopped between handing a queued mail over and noting that it did hands the
 * same one over again when it is back: two copies, one queue id. What the desk submitted twice has two.
 */
function submitted(received: readonly SinkMail[]): readonly SinkMail[] {
  const seen = new Set<string>();
  return received.filter((mail) => {
    const queueId = queueIdOf(mail);
    const isAgain = queueId !== null && seen.has(queueId);
    if (queueId !== null) seen.add(queueId);
    return !isAgain;
  });
}

/** By which the submission server knows a mail: what its own `Received` field says, which stands on top. */
function queueIdOf({ raw }: SinkMail): string | null {
  const top = raw.subarray(0, 2000).toString("latin1");
  return /\bwith ESMTPS?A id (\w+)/.exec(top)?.[1] ?? null;
}

function msgIdOf({ raw }: SinkMail): string {
  return /^Message-ID:\s*(<[^>]+>)/im.exec(raw.subarray(0, 8000).toString("latin1"))?.[1] ?? "";
}

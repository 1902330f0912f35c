import { and, eq, sql } from "drizzle-orm";
import { addressesIn, identityOfPerson } from "../../mail/identity.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import { deleteTicket } from "./delete-ticket.ts";
import { emptyMails } from "./empty-mails.ts";
import { takeOut } from "./erase-beside.ts";
import { knownAddresses, type Person, theirTickets } from "./erase-plan.ts";
import { loadDesk } from "./people.ts";
import { rawHeads } from "./quarantine.ts";
import { agents, audit, erasures } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export interface Erased {
  /** Tickets of their own, and of others out of which they were taken. */
  readonly tickets: readonly number[];
  readonly beside: readonly number[];
  /** Mails on no ticket. */
  readonly mails: number;
  /** What stays, and why: nothing was erased then. */
  readonly refused: readonly { readonly number: number; readonly because: string }[];
  readonly isAgent: boolean;
}

interface Order {
  readonly clock: Clock;
  readonly actor: string;
  readonly dryRun: boolean;
  readonly onMails?: (looked: number) => void;
}

/**
 * Erases all content of one person: their tickets, what they wrote on those of others, their mails on no ticket, and every row
 * with their address. A ticket a transaction; begun again, it goes on. Nothing at all while a ticket of theirs is open,
 * handed on or held. Their keyed hash is kept, so that it can be done again to an older backup.
 */
export async function erasePerson(db: Db, person: Person, order: Order): Promise<Erased> {
  const [agent] = await db
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.address, person.address), sql`${agents.removedAt} is null`));
  const found = await theirTickets(db, person);
  const refused = found.flatMap(({ number, stays }) => (stays === null ? [] : [{ number, because: stays }]));
  const key = (await loadDesk(db)).identityKey;
  const own = found.filter(({ part }) => part === "requester").map(({ number }) => number);
  const beside = found.filter(({ part }) => part !== "requester").map(({ number }) => number);
  const said = { tickets: own, beside, refused, isAgent: agent !== undefined };
  const blocked = refused.length > 0 || agent !== undefined;
  if (blocked && !order.dryRun) return { ...said, mails: 0 };
  if (!order.dryRun) {
    for (const { id } of found)
      await db.transaction(async (tx) => eraseOn(tx, id, person, await now(tx, order.clock)));
  }
  const people = new Map([[person.address, person.until]]);
  const mails = await eraseMails(db, (address) => people.get(address) ?? null, order);
  const erased: Erased = { ...said, mails };
  if (!order.dryRun) await db.transaction((tx) => finish(tx, person, { erased, key, order }));
  return erased;
}

async function eraseOn(tx: Queryable, id: string, person: Person, at: Instant): Promise<void> {
  const [ticket] = await theirTickets(tx, person, { id });
  if (ticket === undefined || ticket.stays !== null) return;
  if (ticket.part === "requester") await deleteTicket(tx, { id, because: "erasure", at });
  else await takeOut(tx, id, person, at);
}

const MAILS_AT_ONCE = 200;
const HEAD_BYTES = 64 * 1024;

/**
 * Mails on no ticket: who wrote them, and to whom, stands in their bytes alone. What was dealt with goes wherever the address
 * stands in it; what waits for a person only if they are its sender.
 */
async function eraseMails(
  db: Db,
  untilOf: (address: string) => Instant | null,
  order: Order,
): Promise<number> {
  let [erased, after] = [0, "00000000-0000-0000-0000-000000000000"];
  for (;;) {
    const some = await db.execute<{ id: string; state: string; seen: number }>(sql`
      select id, state, extract(epoch from seen_at)::float8 * 1000 as seen from inbound_mail
      where ticket_id is null and emptied_at is null and stored_at is not null and state in ('done', 'aside')
        and id > ${after}::uuid order by id limit ${MAILS_AT_ONCE}`);
    const last = some.at(-1);
    if (last === undefined) return erased;
    const heads = await rawHeads(
      db,
      some.map(({ id }) => id),
      HEAD_BYTES,
    );
    const theirs = some.filter(({ id, state, seen }) => {
      const text = Buffer.from(heads.get(id) ?? []).toString("latin1");
      const among = state === "aside" ? senderFields(text) : text;
      return addressesIn(among).some((address) => seen <= (untilOf(address) ?? Number.NEGATIVE_INFINITY));
    });
    const ids = theirs.map(({ id }) => id);
    if (!order.dryRun)
      await db.transaction(async (tx) => emptyMails(tx, ids, "erasure", await now(tx, order.clock)));
    erased += ids.length;
    order.onMails?.(some.length);
    after = last.id;
  }
}

function senderFields(head: string): string {
  const header = head.split(/\r?\n\r?\n/, 1)[0]!.replaceAll(/\r?\n[ \t]+/g, " ");
  return header
    .split(/\r?\n/)
    .filter((line) => /^(?:from|sender|reply-to|return-path):/i.test(line))
    .join("\n");
}

/** The rows that hold an address alone, then the keyed hash and the audit, which names nobody. */
async function finish(
  tx: Queryable,
  { address, until }: Person,
  { erased, key, order }: { readonly erased: Erased; readonly key: Uint8Array; readonly order: Order },
): Promise<void> {
  const at = await now(tx, order.clock);
  for (const table of ["undeliverable_addresses", "automatic_mail", "delivery_reports", "confirmations"])
    await tx.execute(sql`delete from ${sql.identifier(table)} where address = ${address}`);
  await tx.execute(sql`delete from muted where key = ${address}`);
  await tx.execute(sql`delete from outbound_mail where ticket_id is null and due_at is null
    and created_at <= ${iso(until)}::timestamptz and strpos(lower(recipients::text), ${address}) > 0`);
  // As text: an address can stand anywhere in what an entry says.
  await tx.execute(sql`update audit set detail = replace(lower(detail::text), ${address}, '(erased)')::jsonb
    where strpos(lower(detail::text), ${address}) > 0`);
  await tx.execute(sql`delete from contacts c where c.address = ${address} and c.created_at <= ${iso(until)}::timestamptz
    and not exists (select 1 from tickets t where t.requester_id = c.id) and not exists (select 1 from ratings r where r.contact_id = c.id)`);
  const hash = identityOfPerson(address, key);
  const counts = { tickets: erased.tickets.length, beside: erased.beside.length, mails: erased.mails };
  await tx
    .insert(erasures)
    .values({ hash, at: until, counts })
    .onConflictDoUpdate({ target: erasures.hash, set: { at: until, counts } });
  const detail = { ...counts, person: Buffer.from(hash).toString("hex").slice(0, 16) };
  await tx.insert(audit).values({ id: newId(), at, actor: order.actor, action: "erase", detail });
}

/**
 * Whom the kept hashes mean among all addresses the desk has written down, in rows and in mails on no ticket, with the moment
 * up to which they were erased.
 */
export async function erasedPeople(
  db: Db,
  kept: readonly { readonly hash: Uint8Array; readonly at: Instant }[],
): Promise<readonly Person[]> {
  const key = (await loadDesk(db)).identityKey;
  const until = new Map(kept.map(({ hash, at }) => [Buffer.from(hash).toString("hex"), at]));
  const seen = new Set(await knownAddresses(db));
  const remember = (address: string): null => {
    seen.add(address);
    return null;
  };
  await eraseMails(db, remember, { clock: { kind: "database" }, actor: "", dryRun: true });
  return [...seen].flatMap((address) => {
    const at = until.get(Buffer.from(identityOfPerson(address, key)).toString("hex"));
    return at === undefined ? [] : [{ address, until: at }];
  });
}

import { eq, inArray, sql } from "drizzle-orm";
import { ImapFlow } from "imapflow";
import * as rows from "../../../src/adapters/postgres/schema.ts";
import { type Inbox, openInbox, type Received } from "../../support/inbox.ts";
import { DESK, type MailServers } from "../../support/mail-servers.ts";
import type { RunningDesk } from "../../support/running-desk.ts";
import { until } from "../../support/until.ts";
import { built, type Client, type Meant } from "./clients.ts";
import { openTranscript, type Transcript } from "./transcript.ts";

export interface Person {
  readonly name: string;
  readonly address: string;
  readonly client: Client;
  readonly signature?: string;
}

/** What somebody means to say; the rest is their client's and the stage's. */
export type Said = Partial<Pick<Meant, "cc" | "files" | "fields" | "htmlOnly" | "subject">> & {
  readonly with?: Client;
  /** From the world, without signing in: nothing proves who it is. */
  readonly unproved?: boolean;
  /** Another address than the one a reply goes to. */
  readonly to?: string;
  /** The text stands between the lines it quotes: the client adds no quote of its own. */
  readonly between?: boolean;
};

export interface Stage {
  readonly desk: RunningDesk;
  readonly servers: MailServers;
  readonly story: Transcript;
  /** Mails that people sent. */
  sent(): number;
  /** Sets the clock, once nothing is left to do before. */
  at(time: string, date?: string): Promise<void>;
  /** A new mail to the desk. */
  writes(who: Person, subject: string, text: string, said?: Said): Promise<string>;
  /** A reply to a mail in their inbox, to where it says replies go. */
  replies(who: Person, mail: Received, text: string, said?: Said): Promise<string>;
  /** The first mail to them that was not told yet and fits; told in the transcript. */
  gets(who: Person, what: string | RegExp, shown?: RegExp): Promise<Received>;
  /** The same without a word in the transcript. */
  has(who: Person, what: string | RegExp): Promise<Received>;
  /** Puts a mail into the desk's own Sent folder, as a client signed in to that mailbox does. */
  sentFromMailbox(who: Person, mail: Omit<Meant, "from" | "id" | "date">): Promise<string>;
  ticket(number: number): Promise<typeof rows.tickets.$inferSelect>;
  /** Every mail that was sent to the desk has been decided, and what it led to has left. */
  settled(): Promise<void>;
  inboxOf(who: Person): Promise<readonly Received[]>;
}

export const DAY = "2026-12-03";

export async function openStage(
  servers: MailServers,
  desk: RunningDesk,
  people: readonly Person[],
): Promise<Stage & AsyncDisposable> {
  const inboxes = new Map<string, Inbox>();
  for (const { address } of people) inboxes.set(address, await openInbox(servers, address));
  const told = new Set<string>();
  const story = openTranscript();
  const { db } = desk.database;
  const sentIds: string[] = [];

  async function send(who: Person, mail: Omit<Meant, "from" | "id" | "date">, said: Said): Promise<string> {
    const client = said.with ?? who.client;
    const { name, address, signature } = who;
    const meant: Meant = {
      ...mail,
      ...(signature === undefined ? {} : { signature }),
      from: { name, address },
      id: `day-${sentIds.length + 1}`,
      date: new Date(desk.clock.now()),
    };
    const { raw, messageId } = built(client, meant);
    sentIds.push(messageId);
    story.sent(who, client, meant, said.unproved === true);
    const copied = mail.cc === undefined ? [] : [mail.cc];
    await servers.deliver(raw, address, [mail.to, ...copied], said.unproved ? undefined : address);
    return messageId;
  }

  async function awaited(who: Person, what: string | RegExp): Promise<Received> {
    const fits = ({ messageId, subject, text }: Received): boolean =>
      !told.has(`${who.address} ${messageId}`) &&
      (typeof what === "string" ? `${subject}\n${text}`.includes(what) : what.test(`${subject}\n${text}`));
    const mail = await inboxes.get(who.address)!.await(fits, `${who.name}: ${what}`);
    told.add(`${who.address} ${mail.messageId}`);
    return mail;
  }

  const stage: Stage = {
    desk,
    servers,
    story,
    sent: () => sentIds.length,
    async at(time, date = DAY) {
      await stage.settled();
      desk.clock.set(`${date}T${time}:01Z`);
      // A mail counts as received no earlier than the last look at the folder: it was looked at just now.
      await db.update(rows.folders).set({ lastSyncAt: desk.clock.now() });
      story.at(time);
    },
    writes: (who, subject, text, said = {}) =>
      send(who, { to: said.to ?? DESK, subject, text, ...given(said) }, said),
    replies(who, mail, text, said = {}) {
      const answers = {
        messageId: mail.messageId!,
        references: mail.references,
        from: `${mail.from!.name} <${mail.from!.address}>`,
        text: mail.text,
      };
      const to = said.to ?? mail.replyTo[0]?.address ?? mail.from!.address;
      const subject = said.subject ?? mail.subject.replace(/^re: /i, "");
      return send(who, { to, subject, text, answers, ...given(said) }, said);
    },
    async gets(who, what, shown) {
      const mail = await awaited(who, what);
      story.got(who, mail, shown);
      return mail;
    },
    has: awaited,
    async ticket(number) {
      const [row] = await db.select().from(rows.tickets).where(eq(rows.tickets.number, number));
      if (row === undefined) throw new Error(`there is no ticket #${number}`);
      return row;
    },
    async sentFromMailbox(who, mail) {
      const meant: Meant = {
        ...mail,
        from: { name: "Contoso Cloud Support", address: DESK },
        id: `day-${sentIds.length + 1}`,
        date: new Date(desk.clock.now()),
      };
      const { raw, messageId } = built(who.client, meant);
      sentIds.push(messageId);
      story.sent(who, who.client, meant, false);
      await servers.deliver(raw, DESK, meant.to, DESK);
      await appendTo(servers, "Sent", raw);
      return messageId;
    },
    async settled() {
      await until(async () => {
        const mails = await db
          .select({ state: rows.inboundMail.state })
          .from(rows.inboundMail)
          .where(inArray(rows.inboundMail.msgId, sentIds.length === 0 ? [""] : sentIds));
        return (
          mails.length >= sentIds.length && mails.every(({ state }) => state === "done" || state === "aside")
        );
      }, `every mail has been decided, of ${sentIds.length}`);
      await until(async () => {
        const at = new Date(desk.clock.now()).toISOString();
        // A mail that is being submitted must not see the clock jump past its claim.
        const busy = await Promise.all([
          db.$count(
            rows.outboundMail,
            sql`${rows.outboundMail.dueAt} <= ${at} or ${rows.outboundMail.state} = 'submitting'`,
          ),
          db.$count(rows.targets, sql`${rows.targets.dueAt} <= ${at}`),
          db.$count(rows.escalations, sql`${rows.escalations.dueAt} <= ${at}`),
        ]);
        return busy.every((n) => n === 0);
      }, "what is due has left");
    },
    inboxOf: (who) => inboxes.get(who.address)!.all(),
  };
  return {
    ...stage,
    async [Symbol.asyncDispose]() {
      await Promise.all([...inboxes.values()].map((inbox) => inbox[Symbol.asyncDispose]()));
    },
  };
}

async function appendTo({ imap, accounts }: MailServers, folder: string, raw: string): Promise<void> {
  const pass = accounts.find(({ address }) => address === DESK)!.password;
  const auth = { user: DESK, pass };
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: false,
    doSTARTTLS: false,
    auth,
    logger: false,
  });
  await client.connect();
  try {
    await client.append(folder, raw, ["\\Seen"]);
  } finally {
    await client.logout();
  }
}

function given({ cc, files, fields, htmlOnly, between }: Said) {
  return {
    ...(cc === undefined ? {} : { cc }),
    ...(files === undefined ? {} : { files }),
    ...(fields === undefined ? {} : { fields }),
    ...(htmlOnly === undefined ? {} : { htmlOnly }),
    ...(between === undefined ? {} : { between }),
  };
}

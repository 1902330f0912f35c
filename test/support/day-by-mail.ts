import { and, eq } from "drizzle-orm";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { type DeskInPostgres, type OutboundMail, replyToOf } from "./desk-in-postgres.ts";
import { plainMail } from "./plain-mail.ts";

export const DESK = "support@contoso.example";
export const ANA = "ana@contoso.example";
export const BEN = "ben@contoso.example";
export const CARLA = "carla@fabrikam.example";

/** People who write to a desk, each from their own address and, where they answer, with proof of it. */
export function dayByMail(desk: DeskInPostgres) {
  const { db } = desk.database;
  let n = 0;
  const next = (): string => `<${++n}@day>`;
  const noticesTo = async (who: string): Promise<readonly OutboundMail[]> =>
    (await desk.mails()).filter(
      ({ audience, recipients }) => audience === "agents" && recipients[0]?.address === who,
    );
  return {
    /** A customer's mail, and its ticket. */
    async opens(subject: string, from = CARLA, fields: Readonly<Record<string, string>> = {}) {
      await desk.receive(
        plainMail(
          { From: from, To: DESK, Subject: subject, "Message-ID": next(), ...fields },
          "Every call drops.",
        ),
      );
      await desk.send();
      return (await db.select().from(rows.tickets).orderBy(rows.tickets.number)).at(-1)!;
    },
    /** An agent's mail in reply to a notice or receipt: the newest, or of a ticket. */
    async replies(
      who: string,
      text: string,
      to?: OutboundMail,
      fields: Readonly<Record<string, string>> = {},
    ) {
      const notice = to ?? (await noticesTo(who)).at(-1)!;
      const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${who}` };
      return desk.receive(
        plainMail(
          {
            ...proof,
            From: who,
            To: replyToOf(notice),
            Subject: `Re: ${notice.subject}`,
            "Message-ID": next(),
            ...fields,
          },
          text,
        ),
      );
    },
    /** The customer's reply to a mail of the desk. */
    async writesBack(
      to: OutboundMail,
      text: string,
      from = CARLA,
      fields: Readonly<Record<string, string>> = {},
    ) {
      return desk.receive(
        plainMail(
          {
            From: from,
            To: replyToOf(to),
            Subject: `Re: ${to.subject}`,
            "Message-ID": next(),
            "In-Reply-To": to.msgId,
            ...fields,
          },
          text,
        ),
      );
    },
    noticesTo,
    /** The last thing the desk said to an agent. */
    async lastWord(who: string): Promise<string> {
      return (await noticesTo(who)).at(-1)?.text ?? "";
    },
    async noticeOf(who: string, number: number): Promise<OutboundMail> {
      return (await noticesTo(who)).find(
        ({ purpose, subject }) => purpose === "notice" && subject.includes(`[#${number}]`),
      )!;
    },
    async ticket(number: number) {
      return (await db.select().from(rows.tickets).where(eq(rows.tickets.number, number)))[0]!;
    },
    async targets(number: number, kind: "first-response" | "next-response" | "resolution") {
      return db
        .select()
        .from(rows.targets)
        .innerJoin(rows.tickets, eq(rows.tickets.id, rows.targets.ticketId))
        .where(and(eq(rows.tickets.number, number), eq(rows.targets.kind, kind)))
        .then((found) => found.map(({ targets }) => targets));
    },
    toCustomers: async () => (await desk.mails()).filter(({ audience }) => audience === "customer"),
  };
}

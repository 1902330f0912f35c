import { eq } from "drizzle-orm";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { SECOND } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "./day-by-mail.ts";
import { deskInPostgres } from "./desk-in-postgres.ts";

export const RUI = "rui@proseware.example";
export const DIRK = "dirk@adatum.example";
export const NUMBER = "MO1234567";

/**
 * Three customers, each with a ticket and a language of their own: 1001 of Carla in English, 1002 of Rui in Portuguese, 1003 of Dirk in
 * German. A lead, Ben, and an agent, Ana; their mail waits as long for `#undo` as the desk says.
 */
export async function incidentDay(at?: string) {
  const desk = await deskInPostgres(DESK, at);
  const day = dayByMail(desk);
  const { db } = desk.database;
  for (const [name, domain, language] of [
    ["Fabrikam", "fabrikam.example", "en"],
    ["Proseware", "proseware.example", "pt-PT"],
    ["Adatum", "adatum.example", "de"],
  ] as const) {
    const id = newId();
    await db.insert(rows.customers).values({ id, name, language, createdAt: desk.now() });
    await db.insert(rows.customerDomains).values({ domain, customerId: id, verifiedAt: desk.now() });
  }
  for (const from of [CARLA, RUI, DIRK]) await day.opens("Calls drop", from);
  await db.update(rows.tickets).set({ language: "pt-PT" }).where(eq(rows.tickets.number, 1002));
  await db.update(rows.tickets).set({ language: "de" }).where(eq(rows.tickets.number, 1003));
  await db.update(rows.agents).set({ undoSeconds: null });
  /** A mail in reply to the notice of a ticket, some seconds after the last; what the desk says to it. */
  const says = async (
    text: string,
    number = 1001,
    who = BEN,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    desk.pass(5 * SECOND);
    await day.replies(who, text, await day.noticeOf(who, number), fields);
    return day.lastWord(who);
  };
  return {
    desk,
    day,
    says,
    /** All three hang on it. */
    async hang() {
      for (const number of [1001, 1002, 1003]) await says(`#incident ${NUMBER}`, number, ANA);
    },
    /** What customers were told of incidents. */
    async news() {
      const all = await desk.mails();
      return all
        .filter(({ once }) => once?.startsWith("incident."))
        .map(({ recipients, text, subject }) => ({ to: recipients[0]!.address, text, subject }));
    },
    async standing(number: number) {
      const found = await db
        .select({ state: rows.incidentTickets.state, by: rows.incidentTickets.by })
        .from(rows.incidentTickets)
        .innerJoin(rows.tickets, eq(rows.tickets.id, rows.incidentTickets.ticketId))
        .where(eq(rows.tickets.number, number));
      return found.map(({ state, by }) => `${state} by ${by}`);
    },
    async work() {
      const all = await db.select().from(rows.escalations);
      return all.filter(({ kind }) => kind === "news");
    },
    incidents: () => db.select().from(rows.incidents),
  };
}

export type IncidentDay = Awaited<ReturnType<typeof incidentDay>>;

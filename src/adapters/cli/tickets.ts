import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { type Instant, iso } from "../../values/instant.ts";
import { contacts, events, messages, targets, tickets } from "../postgres/schema.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable tickets                  open tickets, the nearest promise first
  answerable tickets --all --json
  answerable ticket show 1001         timeline, promises and reasons
`;

type Database = Parameters<Parameters<typeof withDesk>[0]>[0]["db"];

export const ticketsCommand: Register = (program) => {
  program
    .command("tickets")
    .description("tickets, the nearest promise first")
    .option("--all", "closed ones too")
    .option("--limit <n>", "at most this many", "50")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { all?: boolean; limit: string; json?: boolean }) =>
      withDesk(({ db }) =>
        list(db, options.all === true, Number(options.limit) || 50, options.json === true),
      ),
    );
  program
    .command("ticket")
    .description("one ticket")
    .addHelpText("after", EXAMPLES)
    .command("show <number>")
    .description("its timeline, promises and reasons")
    .option("--json", "print JSON")
    .action((number: string, options: { json?: boolean }) =>
      withDesk(({ db }) => show(db, number, options.json === true)),
    );
};

async function list(db: Database, all: boolean, limit: number, asJson: boolean): Promise<void> {
  const due = sql<string | null>`(select min(promised_at) from targets
    where targets.ticket_id = ${tickets.id} and targets.state in ('running', 'late'))`;
  const rows = await db
    .select({
      number: tickets.number,
      status: tickets.status,
      severity: tickets.severity,
      due,
      requester: contacts.address,
      subject: tickets.subject,
    })
    .from(tickets)
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .where(and(eq(tickets.practice, false), all ? undefined : ne(tickets.status, "closed")))
    .orderBy(sql`${due} asc nulls last`, desc(tickets.lastMessageAt))
    .limit(Math.min(limit, 1000));
  const text = table(
    ["number", "status", "sev", "promised", "from", "subject"],
    rows.map((row) => [
      `#${row.number}`,
      row.status,
      row.severity,
      row.due === null ? "" : minute(Date.parse(row.due) as Instant),
      row.requester,
      row.subject,
    ]),
  );
  process.stdout.write(`${asJson ? json(rows) : rows.length === 0 ? "No tickets." : text}\n`);
}

async function show(db: Database, given: string, asJson: boolean): Promise<void> {
  const number = Number(given.replace(/^#/, ""));
  const [ticket] = Number.isSafeInteger(number)
    ? await db.select().from(tickets).where(eq(tickets.number, number))
    : [];
  if (!ticket)
    return fail({ message: `There is no ticket #${given}.`, next: "List them: answerable tickets --all" });
  const [timeline, said, promised] = await Promise.all([
    db.select().from(events).where(eq(events.ticketId, ticket.id)).orderBy(asc(events.seq)),
    db.select().from(messages).where(eq(messages.ticketId, ticket.id)).orderBy(asc(messages.at)),
    db.select().from(targets).where(eq(targets.ticketId, ticket.id)).orderBy(targets.kind, targets.instance),
  ]);
  if (asJson) {
    process.stdout.write(`${json({ ticket, events: timeline, messages: said, targets: promised })}\n`);
    return;
  }
  const lines = [
    `#${ticket.number} ${printable(ticket.subject)}`,
    `${ticket.status}, severity ${ticket.severity}, plan ${ticket.plan}, policy ${ticket.policyVersion}`,
    ...(ticket.deletedAt === null
      ? []
      : [`deleted on ${iso(ticket.deletedAt).slice(0, 10)} by ${ticket.deletedBecause}; figures stay`]),
    "",
    table(
      ["promise", "state", "promised", "elapsed of goal"],
      promised.map((row) => [
        `${row.kind}${row.instance > 0 ? ` ${row.instance + 1}` : ""}`,
        row.state,
        row.promisedAt === null ? "" : minute(row.promisedAt),
        `${minutes(row.elapsedMs)} of ${row.goalMs === null ? "none" : minutes(row.goalMs)}`,
      ]),
    ),
    "",
    table(
      ["at", "what", "who", "because"],
      timeline.map((row) => [minute(row.at), row.type, row.actor, row.because]),
      90,
    ),
    "",
    ...said.flatMap((row) => [
      `--- ${minute(row.at)} ${row.direction} ${printable(row.authorName || row.authorAddress)}${row.unverified ? " (unverified)" : ""}`,
      ...row.visibleText.split("\n").map(printable),
      "",
    ]),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function minute(at: Instant): string {
  return `${iso(at).slice(0, 16).replace("T", " ")}Z`;
}

function minutes(ms: number): string {
  const total = Math.round(ms / 60_000);
  return `${Math.floor(total / 60)}h${String(total % 60).padStart(2, "0")}`;
}

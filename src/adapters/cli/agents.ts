import type { Command } from "commander";
import { and, eq, isNull } from "drizzle-orm";
import type { Absence } from "../../tickets/team/roster.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { activeAgents } from "../postgres/people.ts";
import { versionInForce } from "../postgres/policy-versions.ts";
import { agents, tokens } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";
import { newId } from "../system/ids.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable agents
  answerable agents add ana@contoso.example --name "Ana Sousa"
  answerable agents add ben@contoso.example --name "Ben Okafor" --role lead
  answerable agents remove ana@contoso.example
  answerable agents hours ana@contoso.example mornings
  answerable agents receipts ana@contoso.example digest
  answerable agents absent ana@contoso.example --from 2026-12-24 --to 2026-12-31 --because holidays
  answerable agents absences
  answerable agents back ana@contoso.example

Hours are a name of the policy's serviceHours; without their own, an agent has those of their team in desk.yaml.
`;
const RECEIPTS = ["always", "exceptions", "digest"] as const;
const ROLES = ["agent", "lead", "manager"] as const;
type AgentRole = (typeof ROLES)[number];

export const agentsCommand: Register = (program) => {
  const command = program
    .command("agents")
    .description("who answers: list, add, remove")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) => withDesk(({ db }) => list(db, options.json === true)));
  command
    .command("add <address>")
    .description("add an agent, or bring one back; they get a card and a ticket to practise on")
    .requiredOption("--name <name>", "the name customers see")
    .option("--role <role>", "agent, lead or manager", "agent")
    .option("--no-welcome", "send neither the card nor the practice ticket")
    .action((address: string, options: { name: string; role: string; welcome: boolean }) =>
      withDesk(({ db }) => add(db, address, options)),
    );
  command
    .command("remove <address>")
    .description("remove an agent; their routing tokens are void from now on")
    .action((address: string) => withDesk(({ db }) => remove(db, address)));
  command
    .command("hours <address> [name]")
    .description("their own hours, a name of the policy's; without one, those of their team again")
    .action(async (address, name) => (await import("./agents-shifts.ts")).setHours(address, name));
  command
    .command("receipts <address> <when>")
    .description("when they get receipts: always, exceptions, or digest (once a day, with the work list)")
    .action((address: string, when: string) => withDesk(({ db }) => setReceipts(db, address, when)));
  command
    .command("absent <address>")
    .description(
      "they are away: nothing new is announced to them, and their tickets' news reaches their team too",
    )
    .requiredOption("--from <day>", "the first day, or a time such as 2026-12-24T13:00, in their zone")
    .requiredOption("--to <day>", "the last day, or the time they are back")
    .option("--because <words>", "why, for colleagues")
    .action(async (address, options) => (await import("./agents-shifts.ts")).addAbsence(address, options));
  command
    .command("absences")
    .description("who is or will be away")
    .option("--json", "print JSON")
    .action(async (_options, self: Command) =>
      (await import("./agents-shifts.ts")).listAbsences(self.optsWithGlobals()["json"] === true),
    );
  command
    .command("back <address>")
    .description("they are here again")
    .option("--all", "also what they planned for later")
    .action(async (address, options) =>
      (await import("./agents-shifts.ts")).endAbsence(address, options.all === true),
    );
};

type Database = Parameters<Parameters<typeof withDesk>[0]>[0]["db"];

async function list(db: Database, asJson: boolean): Promise<void> {
  const rows = await db.select().from(agents).where(isNull(agents.removedAt)).orderBy(agents.name);
  const at = await now(db, { kind: "database" });
  const away = new Map((await activeAgents(db, at)).map(({ id, absences }) => [id, awayUntil(absences, at)]));
  const teams = (await versionInForce(db, at))?.desk.teams ?? {};
  const shown = rows.map(({ id, name, address, role, hours, receipts }) => {
    const own = Object.keys(teams).filter((team) =>
      teams[team]!.members.some((one) => one.toLowerCase() === address),
    );
    return { name, address, role, teams: own, hours, receipts, awayUntil: away.get(id) ?? null };
  });
  const text = table(
    ["name", "address", "role", "teams", "hours", "receipts", "away until"],
    shown.map((row) => [
      row.name,
      row.address,
      row.role,
      row.teams.join(", ") || "(none)",
      row.hours ?? "the team's",
      row.receipts,
      row.awayUntil?.slice(0, 16) ?? "",
    ]),
  );
  process.stdout.write(
    `${asJson ? json(shown) : shown.length > 0 ? text : "No agents. Add one: answerable agents add ADDRESS --name NAME"}\n`,
  );
}

function awayUntil(absences: readonly Absence[], at: Instant): string | null {
  const current = absences.find(({ from, to }) => from <= at && at < to);
  return current === undefined ? null : iso(current.to);
}

async function setReceipts(db: Database, address: string, when: string): Promise<void> {
  const receipts = RECEIPTS.find((known) => known === when);
  if (receipts === undefined) return fail({ message: `${when}: expected ${RECEIPTS.join(", ")}.` });
  const rows = await db
    .update(agents)
    .set({ receipts })
    .where(and(eq(agents.address, address.toLowerCase()), isNull(agents.removedAt)))
    .returning();
  if (rows.length === 0)
    return fail({ message: `There is no agent ${address}.`, next: "List them: answerable agents" });
  process.stdout.write(`${rows[0]!.name} gets receipts: ${receipts}.\n`);
}

async function add(
  db: Database,
  given: string,
  { name, role, welcome }: { readonly name: string; readonly role: string; readonly welcome: boolean },
): Promise<void> {
  const address = given.toLowerCase();
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return fail({ message: `${given} is no mail address.` });
  if (!ROLES.includes(role as AgentRole))
    return fail({ message: `--role ${role}: expected ${ROLES.join(", ")}.` });
  const row = { name, role: role as AgentRole, removedAt: null };
  const inForce = await versionInForce(db, await now(db, { kind: "database" }));
  // What desk.yaml says is where everybody begins; `agents receipts` says otherwise for one.
  const receipts = inForce?.desk.agents.receipts ?? "exceptions";
  const [agent] = await db
    .insert(agents)
    .values({ ...row, receipts, id: newId(), address })
    .onConflictDoUpdate({ target: agents.address, set: row })
    .returning();
  process.stdout.write(`${name} answers as ${address}.\n`);
  for (const line of await remarks(db, agent!)) process.stdout.write(`${line}\n`);
  if (!welcome) return;
  const { welcomeNew } = await import("./agents-welcome.ts");
  process.stdout.write(`${await welcomeNew(db, agent!.id)}\n`);
}

/** What whoever adds an agent may not expect. */
async function remarks(db: Database, agent: typeof agents.$inferSelect): Promise<readonly string[]> {
  const at = await now(db, { kind: "database" });
  const teams = Object.entries((await versionInForce(db, at))?.desk.teams ?? {});
  const isNamed = teams.some(([, { members, lead, manager }]) =>
    [...members, lead, manager].some((named) => named?.toLowerCase() === agent.address),
  );
  const first = (name: string): string => name.split(/\s+/)[0]!.toLowerCase();
  const others = (await activeAgents(db, at)).filter(
    ({ id, name }) => id !== agent.id && first(name) === first(agent.name),
  );
  return [
    ...(teams.length > 0 && !isNamed
      ? [`No team of desk.yaml names them: they count as one of ${teams[0]![0]}. Add them there and publish.`]
      : []),
    ...others.map(({ name }) => `${name} has the same first name: #assign takes the address of either.`),
  ];
}

async function remove(db: Database, given: string): Promise<void> {
  const at = await now(db, { kind: "database" });
  const removed = await db.transaction(async (tx) => {
    const [row] = await tx
      .update(agents)
      .set({ removedAt: at })
      .where(and(eq(agents.address, given.toLowerCase()), isNull(agents.removedAt)))
      .returning();
    if (row) await tx.update(tokens).set({ revokedAt: at }).where(eq(tokens.agentId, row.id));
    return row;
  });
  if (!removed) return fail({ message: `There is no agent ${given}.`, next: "List them: answerable agents" });
  process.stdout.write(
    `${removed.name} is removed; mail from ${removed.address} acts on nothing any more.\n`,
  );
}

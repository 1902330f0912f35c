import { and, eq, isNull } from "drizzle-orm";
import { agents, tokens } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";
import { newId } from "../system/ids.ts";
import type { Register } from "./commands.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, table } from "./print.ts";

const EXAMPLES = `
Examples:
  answerable agents
  answerable agents add ana@contoso.example --name "Ana Sousa"
  answerable agents add ben@contoso.example --name "Ben Okafor" --role lead
  answerable agents remove ana@contoso.example
`;
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
    .description("add an agent, or bring one back")
    .requiredOption("--name <name>", "the name customers see")
    .option("--role <role>", "agent, lead or manager", "agent")
    .action((address: string, options: { name: string; role: string }) =>
      withDesk(({ db }) => add(db, address, options.name, options.role)),
    );
  command
    .command("remove <address>")
    .description("remove an agent; their routing tokens are void from now on")
    .action((address: string) => withDesk(({ db }) => remove(db, address)));
};

type Database = Parameters<Parameters<typeof withDesk>[0]>[0]["db"];

async function list(db: Database, asJson: boolean): Promise<void> {
  const rows = await db.select().from(agents).where(isNull(agents.removedAt)).orderBy(agents.name);
  const shown = rows.map(({ name, address, role }) => ({ name, address, role }));
  const text = table(["name", "address", "role"], shown.map(Object.values));
  process.stdout.write(
    `${asJson ? json(shown) : shown.length > 0 ? text : "No agents. Add one: answerable agents add ADDRESS --name NAME"}\n`,
  );
}

async function add(db: Database, given: string, name: string, role: string): Promise<void> {
  const address = given.toLowerCase();
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return fail({ message: `${given} is no mail address.` });
  if (!ROLES.includes(role as AgentRole))
    return fail({ message: `--role ${role}: expected ${ROLES.join(", ")}.` });
  const row = { name, role: role as AgentRole, removedAt: null };
  await db
    .insert(agents)
    .values({ ...row, id: newId(), address })
    .onConflictDoUpdate({ target: agents.address, set: row });
  process.stdout.write(`${name} answers as ${address}.\n`);
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

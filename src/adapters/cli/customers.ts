import type { Db } from "../postgres/connect.ts";
import {
  contactsOfCustomer,
  type ListedCustomer,
  listCustomers,
  plansInForce,
  setCustomer,
} from "../postgres/customers.ts";
import { findCustomers } from "../postgres/search.ts";
import { contact } from "./customers-contact.ts";
import { contractCommands } from "./customers-contracts.ts";
import { importFile } from "./customers-import.ts";
import { fail, withDesk } from "./desk-database.ts";
import { notKnownToIntl } from "./intl-options.ts";
import { json, printable, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable customers
  answerable customers import Customers.csv --dry-run     Partner Center's export as it is, or your own list
  answerable customers import customers.yaml
  answerable customers show Fabrikam
  answerable customers set Fabrikam --plan premium
  answerable customers contact eva@fabrikam.example --language en --time-zone America/Sao_Paulo
  answerable customers contact eva@fabrikam.example --language auto      learn it from their mails again

Columns (in any order; only the first is needed): company name, tenant id, primary domain, domains, plan, language,
time zone, contacts, cloud, access, access until; partner model, provider, model from; subscription, service, subscription id,
publisher, commerce, bought, renewed, ends. Several domains or contacts in one field are separated with ; or ,. A customer
with several subscriptions has a row for each; YAML has them in a list \`subscriptions\`.
`;

interface Json {
  readonly json?: boolean;
}
interface Changes extends Json {
  readonly plan?: string;
  readonly language?: string;
  readonly timeZone?: string;
}

export const customersCommand: Register = (program) => {
  const command = program
    .command("customers")
    .description("who is served: list, import, show, set, contact")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: Json) => withDesk(({ db }) => list(db, options)));
  // Options of the command itself would otherwise swallow those of the words after it.
  const asJson = (options: Json): boolean => options.json === true || command.opts<Json>().json === true;
  contractCommands(command);
  command
    .command("import <file>")
    .description("bring customers in from CSV or YAML; the same file twice changes nothing")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .action((file: string, options: Json & { dryRun?: boolean }) =>
      withDesk(({ db }) => importFile(db, file, { dryRun: options.dryRun === true, json: asJson(options) })),
    );
  command
    .command("show <name>")
    .description("one customer: by name, domain or a contact's address")
    .option("--json", "print JSON")
    .action((name: string, options: Json) => withDesk(({ db }) => show(db, name, asJson(options))));
  command
    .command("set <name>")
    .description("change what is known of a customer")
    .option("--plan <plan>", "one of the policy's plans")
    .option("--language <tag>", "such as pt-PT")
    .option("--time-zone <zone>", "such as Europe/Lisbon")
    .option("--json", "print JSON")
    .action((name: string, options: Changes) =>
      withDesk(({ db }) => set(db, name, { ...options, json: asJson(options) })),
    );
  command
    .command("contact <address>")
    .description("show a contact, or set their language and time zone; what is set is never learnt over")
    .option("--language <tag>", "such as pt-PT; auto: as their mails have it")
    .option("--time-zone <zone>", "such as Europe/Lisbon; auto: their company's, or as their mails have it")
    .option("--json", "print JSON")
    .action((address: string, options: Changes) =>
      withDesk(({ db }) => contact(db, address, { ...options, json: asJson(options) })),
    );
};

async function list(db: Db, options: Json): Promise<void> {
  const all = await listCustomers(db);
  const rows = all.map(({ name, plan, domains, contacts, open }) => [
    name,
    plan ?? "(default)",
    domains.join(", "),
    String(contacts),
    String(open),
  ]);
  const text =
    rows.length > 0
      ? table(["name", "plan", "domains", "contacts", "open"], rows)
      : "No customers. Bring them in: answerable customers import FILE";
  process.stdout.write(`${options.json ? json(all) : text}\n`);
}

async function show(db: Db, words: string, asJson: boolean): Promise<void> {
  const customer = await one(db, words);
  if (customer === null) return;
  const contacts = await contactsOfCustomer(db, customer.id);
  if (asJson) return void process.stdout.write(`${json({ ...customer, contacts })}\n`);
  const lines = [
    ["name", customer.name],
    ["tenant id", customer.tenantId ?? "-"],
    ["plan", customer.plan ?? "(default)"],
    ["domains", customer.domains.join(", ") || "-"],
    ["language", customer.language ?? "(the desk's)"],
    ["time zone", customer.timeZone ?? "(the desk's)"],
    ["open tickets", String(customer.open)],
    ...contacts.map(({ name, address }) => ["contact", `${name} <${address}>`.trim()] as const),
  ];
  process.stdout.write(
    `${lines.map(([label, value]) => `${label!.padEnd(14)}${printable(value!)}`).join("\n")}\n`,
  );
}

async function set(
  db: Db,
  words: string,
  { plan, language, timeZone, json: asJson }: Changes,
): Promise<void> {
  const customer = await one(db, words);
  if (customer === null) return;
  const clock = { kind: "database" } as const;
  const plans = await plansInForce(db, clock);
  if (plan !== undefined && plans !== null && !plans.includes(plan)) {
    return fail({ message: `--plan ${plan}: expected one of the policy's plans: ${plans.join(", ")}.` });
  }
  const wrong = notKnownToIntl(language, timeZone);
  if (wrong !== null) return fail({ message: wrong });
  const changes = {
    ...(plan === undefined ? {} : { plan }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  if (Object.keys(changes).length === 0) {
    return fail({ message: "Nothing to change.", next: "Give --plan, --language or --time-zone." });
  }
  await setCustomer(db, customer.id, changes, { actor: "cli", clock });
  const said = Object.entries(changes).map(([key, value]) => `${key} ${value}`);
  const text = `${printable(customer.name)}: ${said.join(", ")}. Open tickets keep what they were promised.`;
  process.stdout.write(`${asJson ? json({ name: customer.name, ...changes }) : text}\n`);
}

/** The one customer that words mean; none or several are told, and null. */
async function one(db: Db, words: string): Promise<ListedCustomer | null> {
  const found = await findCustomers(db, words);
  if (found.length !== 1) {
    const names = found.map(({ name }) => printable(name)).join(", ");
    const several = { message: `"${words}" may be ${names}.`, next: "Name one by a domain or in full." };
    const none = { message: `There is no customer "${words}".`, next: "List them: answerable customers" };
    fail(found.length === 0 ? none : several);
    return null;
  }
  return (await listCustomers(db, found[0]!.name)).find(({ id }) => id === found[0]!.id) ?? null;
}

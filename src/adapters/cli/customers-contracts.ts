import type { Command } from "commander";
import type { AccessOptions, ModelOptions, SubscriptionOptions } from "./customers-contracts-actions.ts";
import type { ContactOptions } from "./support-contacts-actions.ts";

const EXAMPLES = `
Examples:
  answerable customers subscription add Fabrikam --service azure --name "Production" --reference 3b2e4c90-9f5d-4e77-9c33-2d4e5f607182
  answerable customers subscription list Fabrikam --json
  answerable customers subscription end Fabrikam "Production" --on 2026-12-31
  answerable customers subscription commerce Fabrikam "Production" new
  answerable customers subscription contact Fabrikam "Production" distributor --from 2027-01-01 --dry-run
  answerable customers subscription contact Fabrikam "Production"         who has been and will be its support contact
  answerable customers model set Fabrikam indirect_reseller --provider distributor --from 2027-01-01 --open-tickets keep --dry-run
  answerable customers model list Fabrikam
  answerable customers access Fabrikam --granted --until 2027-06-30 --cloud commercial

A subscription with --publisher (a partner of desk.yaml) is a marketplace product. Its support contact is "us", or a partner of
desk.yaml of kind provider or support-reseller: its issues go there. A model holds from its day on, for the
customer or one subscription (--subscription NAME); open tickets move to it, or keep the one they have (--open-tickets keep).
Exit codes: 0 done, 1 not done.
`;

interface Json {
  readonly json?: boolean;
}

/** `customers subscription`, `customers model` and `customers access`. */
export function contractCommands(customers: Command): void {
  const subscription = customers
    .command("subscription")
    .description("what a customer has through us: add, list, end, contact, commerce")
    .addHelpText("after", EXAMPLES);
  subscription
    .command("add <customer>")
    .description("write a subscription down")
    .requiredOption("--service <id>", "a service of the profile")
    .requiredOption("--name <name>", "what it is called")
    .option("--reference <id>", "the vendor's id of it")
    .option("--publisher <partner>", "a marketplace product: the partner of desk.yaml that publishes it")
    .option("--commerce <kind>", "how it was bought at the vendor: new or legacy")
    .option("--bought <date>", "when it was bought")
    .option("--renewed <date>", "when it was last renewed")
    .option("--ends <date>", "its last day")
    .option("--dry-run", "show what would be written, and write nothing")
    .option("--json", "print JSON")
    .action(async (who: string, options: SubscriptionOptions) => (await actions()).addOne(who, options));
  subscription
    .command("commerce <customer> <subscription> <kind>")
    .description("how a subscription was bought at the vendor: new or legacy commerce")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .action(async (who: string, which: string, commerce: string, options: Json & { dryRun?: boolean }) =>
      (await actions()).setCommerce(who, which, { ...options, commerce }),
    );
  subscription
    .command("contact <customer> <subscription> [who]")
    .description("who answers for its support, us or a partner; without one: who does when")
    .option("--from <date>", "the first day; left out: today")
    .option("--until <date>", "the last day; left out: no end")
    .option("--from-vendor", "a copy of the vendor's own record; not in new commerce")
    .option("--dry-run", "show what would be written, and write nothing")
    .option("--json", "print JSON")
    .action(async (who: string, which: string, contact: string | undefined, options: ContactOptions) =>
      (await import("./support-contacts-actions.ts")).contact(who, which, contact ?? null, options),
    );
  subscription
    .command("list <customer>")
    .description("the subscriptions of a customer")
    .option("--json", "print JSON")
    .action(async (who: string, options: Json) => (await actions()).listAll(who, options.json === true));
  subscription
    .command("end <customer> <subscription>")
    .description("let a subscription end, by name or reference")
    .option("--on <date>", "its last day; left out: today")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .action(async (who: string, which: string, options: Json & { on?: string; dryRun?: boolean }) =>
      (await actions()).endOne(who, which, options),
    );
  const model = customers
    .command("model")
    .description("how we stand to the vendor for a customer: set, list")
    .addHelpText("after", EXAMPLES);
  model
    .command("set <customer> <model>")
    .description("direct_bill or indirect_reseller, from a day on")
    .option("--provider <partner>", "the partner of desk.yaml it goes to; left out: the one named there")
    .option("--from <date>", "its first day; left out: today")
    .option("--subscription <name>", "for one subscription only, by name or reference")
    .option("--open-tickets <what>", "move or keep", "move")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .action(async (who: string, is: string, options: ModelOptions) =>
      (await actions()).setOne(who, is, options),
    );
  model
    .command("list <customer>")
    .description("the models of a customer, the latest first")
    .option("--json", "print JSON")
    .action(async (who: string, options: Json) => (await actions()).models(who, options.json === true));
  customers
    .command("access <customer>")
    .description("our delegated access to a customer's tenant, and which tenant that is")
    .option("--granted", "they granted it")
    .option("--none", "there is none")
    .option("--until <date>", "its last day")
    .option("--cloud <id>", "a cloud instance of the profile")
    .option("--tenant <id>", "the tenant's id")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (who: string, options: AccessOptions) => (await actions()).access(who, options));
}

const actions = () => import("./customers-contracts-actions.ts");

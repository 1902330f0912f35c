import type { Command } from "commander";
import type { Register } from "./commands.ts";

const EXAMPLES = `
Examples:
  $ answerable policy check --policy examples/policy.yaml --desk examples/desk.yaml
  $ answerable policy calendar --months 12
  $ answerable policy publish --to public/
  $ answerable policy diff policy.yaml policy.next.yaml
  $ answerable policy preview acknowledgement --at 2026-12-24T15:00Z --severity B --language pt-PT
  $ answerable policy schema > policy.schema.json

Exit codes: 0 done, 1 something is wrong with the files (each problem says what was expected), 2 a file or an argument
cannot be read.
`;

/** `answerable policy …`: what can be asked of policy.yaml and desk.yaml without a database. */
export const policyCommands: Register = (program) => {
  const policy = program
    .command("policy")
    .description("check, publish and preview the support policy")
    .addHelpText("after", EXAMPLES);

  withFiles(policy.command("check"))
    .description(
      "every mistake in policy.yaml, desk.yaml and your own texts, and what you may want to look at",
    )
    .option("--json", "problems and warnings as JSON")
    .option("--strict", "exit 1 for warnings too")
    .action(async (options) => (await actions()).check(options));

  policy
    .command("schema")
    .description("the JSON Schema of a settings file, for your editor")
    .argument("[file]", "policy or desk", "policy")
    .action(async (file) => (await actions()).schema(file));

  withFiles(policy.command("publish"))
    .description("write the page in each language, its data and the hours as a calendar, as static files")
    .requiredOption(
      "--to <dir>",
      "where to write index.html, index.<language>.html, policy.json and hours.ics",
    )
    .option("--json", "what was written as JSON")
    .action(async (options) => (await actions()).publish(options));

  policy
    .command("diff")
    .description("what changes from one policy to another, in words")
    .argument("<a>", "a policy.yaml, or a directory with policy.yaml and desk.yaml")
    .argument("<b>", "the same, later")
    .option("--desk <file>", "the desk.yaml for policies given as files", "desk.yaml")
    .option("--json", "the differences as JSON")
    .action(async (a, b, options) => (await actions()).diff(a, b, options));

  withFiles(policy.command("calendar"))
    .description("open hours, holidays and changes of clocks month by month, to look through")
    .option("--from <month>", "the first month, e.g. 2026-12 (default: this one)")
    .option("--months <count>", "how many", "12")
    .option("--json", "as JSON")
    .action(async (options) => (await actions()).calendar(options));

  withFiles(policy.command("preview"))
    .description("a text as a customer or agent would get it")
    .argument("[text]", "which text; `policy templates` lists them", "acknowledgement")
    .option("--at <instant>", "when the mail was received, e.g. 2026-12-24T15:00Z (default: now)")
    .option("--severity <severity>", "A, B or C (default: desk.yaml's)")
    .option("--plan <plan>", "the customer's plan (default: desk.yaml's)")
    .option("--language <language>", "the customer's language (default: the policy's first)")
    .option("--zone <zone>", "the customer's time zone (default: the desk's)")
    .option("--subject <subject>", "the mail's subject", "Outlook does not start")
    .option("--proved", "as for a sender whose address was proved")
    .option("--html", "the HTML part instead of the text")
    .action(async (text, options) => (await texts()).preview(text, options));

  policy
    .command("templates")
    .description("list the texts, or write them out to be edited; desk.yaml `templates` names the directory")
    .option("--to <dir>", "write <dir>/<language>/<name>.txt for what is not there yet")
    .option("--language <language>", "only this language")
    .action(async (options) => (await texts()).templates(options));
};

function withFiles(command: Command): Command {
  return command
    .option("--policy <file>", "the public policy", "policy.yaml")
    .option("--desk <file>", "the desk's own settings", "desk.yaml");
}

/** Loaded only when a command runs, so that `--help` is quick. */
async function actions(): Promise<typeof import("./policy-actions.ts")> {
  return import("./policy-actions.ts");
}

async function texts(): Promise<typeof import("./policy-texts.ts")> {
  return import("./policy-texts.ts");
}

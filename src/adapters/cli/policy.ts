import type { Command } from "commander";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  $ answerable policy check --policy examples/policy.yaml --desk examples/desk.yaml
  $ answerable policy calendar --months 12
  $ answerable policy coverage --all
  $ answerable policy publish --dry-run
  $ answerable policy publish
  $ answerable policy publish --to public/ --files-only
  $ answerable policy versions
  $ answerable policy diff policy.yaml policy.next.yaml
  $ answerable policy diff in-force 2027-01-01-3fa9c1d2
  $ answerable policy apply 2027-01-01-3fa9c1d2 --ticket 1001 1004 --dry-run
  $ answerable policy preview acknowledgement --at 2026-12-24T15:00Z --severity B --language pt-PT
  $ answerable policy schema > policy.schema.json

Exit codes: 0 done, 1 something is wrong with the files (each problem says what was expected), 2 a file or an argument
cannot be read.
`;

/** `answerable policy …`: the settings files by themselves, and the versions a desk has published. */
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

  withFiles(policy.command("coverage"))
    .description(
      "who delivers what, when and in which language by desk.yaml: gaps and overlaps by weekday and time",
    )
    .option("--all", "every piece of work, not only those with a gap or an overlap")
    .option("--json", "every piece of work as JSON")
    .action(async (options) => (await actions()).coverage(options));

  policy
    .command("schema")
    .description("the JSON Schema of a settings file, for your editor")
    .argument("[file]", "policy or desk", "policy")
    .action(async (file) => (await actions()).schema(file));

  withFiles(policy.command("publish"))
    .description("publish the policy: a new version for new tickets, and the page as static files with --to")
    .option("--to <dir>", "also write index.html, index.<language>.html, policy.json and hours.ics")
    .option("--files-only", "write the files and leave the desk as it is")
    .option("--dry-run", "only say what would change")
    .option("--json", "what was done as JSON")
    .action(async (options) => (await import("./policy-desk.ts")).publish(options));

  policy
    .command("versions")
    .description("what was published, what is in force, and how many tickets each version governs")
    .option("--json", "as JSON")
    .action(async (options) => (await import("./policy-desk.ts")).versions(options));

  policy
    .command("diff")
    .description("what changes from one policy to another in words, and for which open tickets")
    .argument(
      "<a>",
      "a policy.yaml, a directory with policy.yaml and desk.yaml, a version, in-force or newest",
    )
    .argument("<b>", "the same, later")
    .option("--desk <file>", "the desk.yaml for policies given as files", "desk.yaml")
    .option("--json", "the differences as JSON")
    .action(async (a, b, options) => (await import("./policy-diff.ts")).diff(a, b, options));

  policy
    .command("apply")
    .description("move open tickets to a published version from now on; what has elapsed is kept")
    .argument("<version>", "as `policy versions` names it")
    .option("--ticket <numbers...>", "only these")
    .option("--all", "every ticket that is not closed")
    .option("--dry-run", "only say which promises would move")
    .option("--json", "as JSON")
    .action(async (version, options) => (await import("./policy-apply.ts")).apply(version, options));

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

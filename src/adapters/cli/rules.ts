import type { Register } from "./register.ts";
import { type TryOptions, withTryOptions } from "./try-options.ts";

const EXAMPLES = `
Examples:
  answerable rules try mail.eml
  answerable rules try mail.eml --at 2026-12-24T18:00Z
  answerable rules try *.eml --policy policy.yaml --desk desk.next.yaml --json

  mail.eml: carla@fabrikam.example of Fabrikam, at 2026-12-24 18:00 (Europe/Lisbon)
    severity B, technical, microsoft365, in en, plan standard
      severity B: the default
      kind technical: its words “cannot”, “error” speak for technical (0.99)
      service microsoft365: its words “outlook” speak for microsoft365 (0.97)
    team cloud: routing[0] fits: services

The ticket is the one that a desk would open: triage is asked for its kind, service and severity, by the mail's words and by what its
sender's customer has bought, and the route hangs on that too. Nothing is looked up about the sender here; on the
desk a mail that its sender's own domain disowns raises nothing and wakes nobody.

Without --policy and --desk the desk's database is asked: the version in force, its customers and agents. With them nothing
but the files is read: no customer is known, and whoever desk.yaml names answers. Nothing is changed or sent.

Exit codes: 0 every mail was tried, 1 something is wrong with the files or the desk, 2 a mail, an argument or the words of triage
cannot be read.
`;

/** `answerable rules`: what would become of a mail. */
export const rulesCommand: Register = (program) => {
  const command = program
    .command("rules")
    .description("what the rules of desk.yaml make of a mail")
    .addHelpText("after", EXAMPLES);
  withTryOptions(command.command("try <mails...>"))
    .description(
      "which rule names the team and by which words of the mail, whom it is told to and when, and what is promised",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (mails: string[], options: TryOptions) =>
      (await import("./rules-try.ts")).tryRules(mails, options),
    );
};

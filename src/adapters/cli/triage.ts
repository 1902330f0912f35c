import type { Register } from "./register.ts";
import { type TryOptions, withTryOptions } from "./try-options.ts";

const EXAMPLES = `
Examples:
  $ answerable triage --json < mails.jsonl
  $ echo '{"subject":"Invoice","body":"Why were we charged twice?","lang":"en"}' | answerable triage

A line is {"subject", "body", "lang"}; its answer comes in the same place, with the words it was found by. It is a proposal:
low confidence says so. A line that cannot be read is answered with an "error".

Exit codes: 0 every line has its answer, 2 the words cannot be read.
`;

const TRY_EXAMPLES = `
Examples:
  $ answerable triage try mail.eml
  $ answerable triage try mail.eml --json
  $ answerable triage try *.eml --policy policy.yaml --desk desk.next.yaml
  $ answerable triage try mail.eml --at 2026-12-24T18:00Z     a cancelling window may be over by then

  mail.eml: carla@fabrikam.example of Fabrikam
    kind     technical    0.99  because of “cannot”, “error”
    service  microsoft365 0.97  because of “outlook”
    severity B            0.71  because of “all of us”
    the ticket begins with: kind technical, service microsoft365, severity B
    does not wait under To sort

The mail is read as the desk reads it: quotes and signature cut off. A desk that runs is asked for the sender's customer and what they
bought; without one, and without --policy, the words alone speak. Nothing is changed or sent. Which team it goes to: answerable rules try.

Exit codes: 0 every mail was read, 1 something is wrong with the files or the desk, 2 a mail, an argument or the words of triage
cannot be read.
`;

/** `answerable triage`: proposes kind, service and severity of mails. Needs no database. */
export const triageCommand: Register = (program) => {
  const command = program
    .command("triage")
    .description("propose kind, service and severity of mails, a JSON object a line")
    .option("--json", "answers as JSON, a line each (the only form)")
    .addHelpText("after", EXAMPLES)
    .action(async () => (await import("./triage-propose.ts")).triage());
  withTryOptions(command.command("try <mails...>"))
    .description(
      "what would be proposed for a mail, how sure that is and why, and whether it would wait to be sorted",
    )
    .addHelpText("after", TRY_EXAMPLES)
    .action(async (mails: string[], _options: object, own: { optsWithGlobals(): TryOptions }) =>
      (await import("./triage-try.ts")).tryTriageOf(mails, own.optsWithGlobals()),
    );
};

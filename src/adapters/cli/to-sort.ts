import { iso } from "../../values/instant.ts";
import { toSortRows } from "../postgres/ops-queries-to-sort.ts";
import { withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable to-sort           tickets that triage is not sure about, urgent ones first, then the longest waiting; at most 51
  answerable to-sort --json    the same for programs

An agent sorts a ticket by mail: #sorted says that the proposal is right; #kind, #service and #severity say what it is instead.
`;

/** `answerable to-sort`: what triage is not sure about, or takes for a mail that asks for nothing. */
export const toSortCommand: Register = (program) => {
  program
    .command("to-sort")
    .description("tickets whose kind, service and severity nobody is sure of")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) =>
      withDesk(async ({ db }) => {
        const found = (await toSortRows(db)).map(({ proposal, number, subject, customer }) => ({
          number,
          subject,
          customer,
          since: iso(proposal.at),
          urgent: proposal.urgent,
          kind: proposal.kind,
          service: proposal.service,
          severity: proposal.severity,
          confidence: proposal.confidence,
        }));
        const lines = found.map((one) => [
          `#${one.number}`,
          one.since.slice(0, 16),
          one.customer === null ? "" : printable(one.customer),
          [one.kind, one.service, one.severity].filter((part) => part !== null).join(", "),
          one.confidence.toFixed(2),
          printable(one.subject.slice(0, 60)),
        ]);
        const text = table(["ticket", "since (UTC)", "customer", "proposed", "sure", "subject"], lines);
        process.stdout.write(
          `${options.json ? json(found) : lines.length > 0 ? text : "Nothing waits to be sorted."}\n`,
        );
      }),
    );
};

import type { Command } from "commander";

/** What `rules try` and `triage try` are told. */
export interface TryOptions {
  readonly at?: string;
  readonly policy?: string;
  readonly desk?: string;
  readonly json?: boolean;
}

/** The options of a command that tries mails. */
export function withTryOptions(command: Command): Command {
  return command
    .option("--at <instant>", "when it comes, e.g. 2026-12-24T18:00Z (default: now)")
    .option("--policy <file>", "a policy.yaml instead of the version in force")
    .option("--desk <file>", "its desk.yaml (default: the one beside it)")
    .option("--json", "print JSON");
}

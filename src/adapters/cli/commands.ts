import type { Register } from "./register.ts";

/** Commands of one file: the words they are called by, and how the file is loaded. */
export interface CommandFile {
  readonly words: readonly string[];
  readonly load: () => Promise<Register>;
}

/**
 * Every command of `answerable`, in the order of `--help`.
 *
 * Loaded by the word that was typed: a command that needs no database does not pay for one (300 MB and half a second).
 */
export const COMMANDS: readonly CommandFile[] = [
  { words: ["setup"], load: async () => (await import("./setup.ts")).setupCommand },
  { words: ["doctor"], load: async () => (await import("./doctor.ts")).doctor },
  { words: ["go"], load: async () => (await import("./go.ts")).go },
  { words: ["tickets", "ticket"], load: async () => (await import("./tickets.ts")).ticketsCommand },
  { words: ["agents"], load: async () => (await import("./agents.ts")).agentsCommand },
  { words: ["customers"], load: async () => (await import("./customers.ts")).customersCommand },
  { words: ["time"], load: async () => (await import("./time.ts")).timeCommand },
  { words: ["operators"], load: async () => (await import("./operators.ts")).operatorsCommand },
  { words: ["mailbox"], load: async () => (await import("./mailbox.ts")).mailboxCommand },
  { words: ["mailbox"], load: async () => (await import("./import-mail.ts")).importMail },
  { words: ["replay"], load: async () => (await import("./replay.ts")).replay },
  { words: ["reconcile"], load: async () => (await import("./reconcile.ts")).reconcileCommand },
  { words: ["proof"], load: async () => (await import("./proof.ts")).proofCommand },
  { words: ["alarms"], load: async () => (await import("./alarms.ts")).alarmsCommand },
  { words: ["muted", "allow"], load: async () => (await import("./muted.ts")).mutedCommands },
  { words: ["retention"], load: async () => (await import("./retention.ts")).retentionCommand },
  { words: ["erase"], load: async () => (await import("./erase.ts")).eraseCommand },
  { words: ["policy"], load: async () => (await import("./policy.ts")).policyCommands },
  { words: ["rules"], load: async () => (await import("./rules.ts")).rulesCommand },
  { words: ["simulate"], load: async () => (await import("./simulate.ts")).simulateCommand },
  { words: ["report"], load: async () => (await import("./report.ts")).reportCommand },
  { words: ["escalation"], load: async () => (await import("./escalation.ts")).escalationCommand },
  { words: ["incidents"], load: async () => (await import("./incidents.ts")).incidentsCommand },
  { words: ["entitlements"], load: async () => (await import("./entitlements.ts")).entitlementsCommand },
  { words: ["triage"], load: async () => (await import("./triage.ts")).triageCommand },
  { words: ["to-sort"], load: async () => (await import("./to-sort.ts")).toSortCommand },
  { words: ["explain"], load: async () => (await import("./explain.ts")).registerExplain },
];

/** The files that `word` may mean: one, or all where it is no command. */
export function filesFor(word: string | undefined): readonly CommandFile[] {
  const named = COMMANDS.filter(({ words }) => words.includes(word ?? ""));
  return named.length > 0 ? named : COMMANDS;
}

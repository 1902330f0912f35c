import type { Command } from "commander";
import { agentsCommand } from "./agents.ts";
import { doctor } from "./doctor.ts";
import { registerExplain } from "./explain.ts";
import { go } from "./go.ts";
import { mailboxCommand } from "./mailbox.ts";
import { operatorsCommand } from "./operators.ts";
import { policyCommands } from "./policy.ts";
import { ticketsCommand } from "./tickets.ts";

/** Adds one command, with its examples, to the program. Heavy imports belong into the action, so that `--help` is quick. */
export type Register = (program: Command) => void;

/** Every command of `answerable`, in the order of `--help`. */
export const COMMANDS: readonly Register[] = [
  doctor,
  go,
  ticketsCommand,
  agentsCommand,
  operatorsCommand,
  mailboxCommand,
  policyCommands,
  registerExplain,
];

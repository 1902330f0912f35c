import type { Command } from "commander";
import { registerExplain } from "./explain.ts";
import { policyCommands } from "./policy.ts";

/** Adds one command, with its examples, to the program. Heavy imports belong into the action, so that `--help` is quick. */
export type Register = (program: Command) => void;

/** Every command of `answerable`, in the order of `--help`. */
export const COMMANDS: readonly Register[] = [policyCommands, registerExplain];

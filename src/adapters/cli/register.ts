import type { Command } from "commander";

/** Adds one command, with its examples, to the program. Heavy imports belong into the action, so that `--help` is quick. */
export type Register = (program: Command) => void;

import { Command } from "commander";
import { COMMANDS } from "../src/adapters/cli/commands.ts";

export const program = new Command("answerable")
  .description("An email support desk whose clocks obey the published support policy.")
  .showHelpAfterError()
  .enablePositionalOptions();
for (const register of COMMANDS) register(program);

if (import.meta.main) await program.parseAsync();

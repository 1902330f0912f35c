import { Command } from "commander";
import { filesFor } from "../src/adapters/cli/commands.ts";

export const program = new Command("answerable")
  .description("An email support desk whose clocks obey the published support policy.")
  .showHelpAfterError()
  .enablePositionalOptions();

if (import.meta.main) {
  for (const { load } of filesFor(process.argv[2])) (await load())(program);
  await program.parseAsync();
}

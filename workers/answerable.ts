import "../src/adapters/system/quick-imports.ts";
import { Command } from "commander";
import { filesFor } from "../src/adapters/cli/commands.ts";

export const program = new Command("answerable")
  .description("An email support desk whose clocks obey the published support policy.")
  .showHelpAfterError()
  .enablePositionalOptions();

if (import.meta.main) {
  // Whoever reads (`| head`) has enough: that is no fault of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
  for (const { load } of filesFor(process.argv[2])) (await load())(program);
  await program.parseAsync();
}

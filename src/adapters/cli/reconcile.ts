import type { FolderReport } from "../../jobs/reconcile.ts";
import { stuckMails } from "../postgres/ops-queries-health.ts";
import { now } from "../postgres/transact.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable reconcile --dry-run    compares the mailboxes with the ledger and changes nothing
  answerable reconcile              and repairs what differs; the desk does so every 15 minutes by itself
  answerable reconcile --json       for a monitor; exit code 1 if a mail is unaccounted for or a folder not reachable
`;

export const reconcileCommand: Register = (program) => {
  program
    .command("reconcile")
    .description("compare the mailboxes with the ledger, and repair what differs")
    .option("--dry-run", "only say what differs")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { dryRun?: boolean; json?: boolean }) =>
      withDesk(async (connection) => {
        const [{ completeDeskSettings }, { contextOf }, { reconcileDesk }] = await Promise.all([
          import("./desk-settings.ts"),
          import("../roles/prepare.ts"),
          import("../roles/reconcile.ts"),
        ]);
        const settings = { ...(await completeDeskSettings()), logLevel: "silent" as const };
        const context = contextOf(settings, { sandbox: false });
        const dryRun = options.dryRun === true;
        const done = await reconcileDesk(connection, context, { dryRun });
        if (done === null)
          return fail({ message: "The desk is reconciling at this moment.", next: "Try again." });
        const stuck = await stuckMails(connection.db, await now(connection.db, context.clock));
        const unaccounted = stuck + done.folders.reduce((sum, folder) => sum + folder.unaccounted, 0);
        const said = { dryRun, unaccounted, stuck, ...done };
        process.stdout.write(`${options.json ? json(said) : told(said)}\n`);
        if (unaccounted > 0 || done.folders.some(({ trouble }) => trouble !== null)) process.exitCode = 1;
      }),
    );
};

function told(said: {
  readonly dryRun: boolean;
  readonly unaccounted: number;
  readonly rearmed: number;
  readonly folders: readonly FolderReport[];
}): string {
  if (said.folders.length === 0) return "No folder is watched yet.";
  const rows = said.folders.map((folder) => [
    folder.role,
    String(folder.onServer),
    String(folder.missing),
    String(folder.vanished),
    String(folder.behind),
    printable(folder.trouble ?? ""),
  ]);
  const rearmed =
    said.rearmed > 0 ? ` ${said.rearmed} that nothing would have happened to are due again.` : "";
  return [
    table(
      ["folder", "on server", said.dryRun ? "missing" : "repaired", "vanished", "behind", "trouble"],
      rows,
      90,
    ),
    `${said.unaccounted} unaccounted for.${rearmed}`,
  ].join("\n");
}

import { fromMs, type Instant } from "../../values/instant.ts";
import type { Imported } from "../roles/import-mailbox.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, printable } from "./print.ts";
import { progress } from "./progress.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable mailbox import --since 2026-10-01 --dry-run     how many mails would become work
  answerable mailbox import --since 2026-10-01               takes them in; nobody is acknowledged
  answerable mailbox import --since 2026-10-01 --most-acknowledgements 20   the newest 20 are

Imported mail counts as received now: its clocks begin with the import. In shadow nothing leaves, as ever.
`;

interface Options {
  readonly since: string;
  readonly mailbox?: string;
  readonly mostAcknowledgements: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const importMail: Register = (program) => {
  const known = program.commands.find((command) => command.name() === "mailbox");
  (known ?? program.command("mailbox").description("the desk's mailbox"))
    .command("import")
    .description("take in mail that was there before the desk began, from a date on")
    .requiredOption("--since <date>", "mails that came on this day or later, e.g. 2026-10-01 (UTC)")
    .option("--mailbox <name>", "only this mailbox")
    .option("--most-acknowledgements <n>", "so many, the newest, are acknowledged", "0")
    .option("--dry-run", "only count")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: Options) =>
      withDesk(async ({ db }) => {
        const since = dayOf(options.since);
        const most = /^\d{1,6}$/.test(options.mostAcknowledgements)
          ? Number(options.mostAcknowledgements)
          : null;
        if (since === null) return fail({ message: "--since: expected a day like 2026-10-01." });
        if (most === null) return fail({ message: "--most-acknowledgements: expected a number." });
        const [{ completeDeskSettings }, { contextOf }, { importMailbox }] = await Promise.all([
          import("./desk-settings.ts"),
          import("../roles/prepare.ts"),
          import("../roles/import-mailbox.ts"),
        ]);
        const settings = { ...(await completeDeskSettings()), logLevel: "silent" as const };
        const context = contextOf(settings, { sandbox: false });
        const { mailbox: only, dryRun = false } = options;
        const mailboxes = context.mailboxes.filter(({ name }) => only === undefined || name === only);
        if (mailboxes.length === 0) {
          const names = context.mailboxes.map(({ name }) => name).join(", ");
          return fail({ message: `There is no mailbox of that name; there are: ${names}.` });
        }
        const done: Imported[] = [];
        let left = most;
        for (const mailbox of mailboxes) {
          using looked = progress("mails looked at");
          const wish = { since, mostAcknowledgements: left, dryRun };
          const result = await importMailbox(db, context, mailbox, wish, (n) => looked.tick(n));
          if (result.kind === "imported") left -= result.acknowledged;
          done.push(result);
        }
        const text = done.map((one) => told(one, dryRun)).join("\n");
        process.stdout.write(`${options.json ? json({ dryRun, mailboxes: done }) : text}\n`);
        if (done.some(({ kind }) => kind === "refused")) process.exitCode = 1;
      }),
    );
};

function dayOf(text: string): Instant | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  // A day that is none, such as 30 February, is read as another one.
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text) ? null : fromMs(ms);
}

function told(one: Imported, dryRun: boolean): string {
  const name = printable(one.mailbox);
  if (one.kind === "refused") return `${name}: nothing done: ${one.because}`;
  const { mails, acknowledged, known, older } = one;
  const verb = dryRun ? "would be taken in" : "are being taken in";
  return `${name}: ${mails} mails ${verb}, ${acknowledged} of them acknowledged; ${known} are in the ledger already, ${older} are older.`;
}

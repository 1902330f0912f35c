import { parseDay } from "../../ops/local-day.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import { findForReplay, type Replayed, replayMails, type WhichMails } from "../postgres/quarantine.ts";
import { fail, withDesk } from "./desk-database.ts";
import { readMoment } from "./moment.ts";
import { json, printable } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable replay --because too-slow --dry-run     which mails that are aside would be processed again
  answerable replay --because too-slow               process them again, after a fix
  answerable replay --since 2026-11-20               everything that was put aside since that day (UTC)
  answerable replay --id 01990000-0000-7000-8000-000000000001

A mail that became part of a ticket is never processed again, so nothing is opened or acknowledged twice.
`;

interface Options {
  readonly id?: string;
  readonly because?: string;
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const replay: Register = (program) => {
  program
    .command("replay")
    .description("process mails that are aside again, after a fix")
    .option("--id <id>", "this mail")
    .option("--because <reason>", "those whose reason holds these words")
    .option("--since <date>", "those seen on this day or later, e.g. 2026-11-20 or 2026-11-20T08:00Z")
    .option("--dry-run", "only say what would happen")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: Options) =>
      withDesk(async ({ db }) => {
        const which = whichOf(options);
        if (typeof which === "string") return fail({ message: which });
        const found = await findForReplay(db, which);
        const ids = found.map(({ id }) => id);
        const clock = { kind: "database" } as const;
        const dryRun = options.dryRun === true;
        const replayed = await replayMails(db, { act: "replay", ids, actor: "cli", clock, dryRun });
        process.stdout.write(
          `${options.json ? json({ dryRun, mails: replayed }) : told(replayed, dryRun)}\n`,
        );
        if (options.id !== undefined && ids.length === 0) process.exitCode = 1;
      }),
    );
};

/** The mails that are meant, or why nobody can know which. */
function whichOf({ id, because, since }: Options): WhichMails | string {
  if (id === undefined && because === undefined && since === undefined)
    return "Say which mails: --id, --because or --since. What is aside is on the Quarantine page.";
  if (id !== undefined && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))
    return `--id ${printable(id.slice(0, 60))}: expected a mail's id, as Quarantine shows it.`;
  const at = since === undefined ? null : dateOf(since);
  if (since !== undefined && at === null)
    return `--since ${printable(since.slice(0, 60))}: expected a day like 2026-11-20, or a moment with its zone.`;
  return {
    ...(id === undefined ? {} : { id }),
    ...(because === undefined ? {} : { because }),
    ...(at === null ? {} : { since: at }),
  };
}

function dateOf(text: string): Instant | null {
  return parseDay(text) === null ? readMoment(text) : fromMs(Date.parse(text));
}

function told(replayed: readonly Replayed[], dryRun: boolean): string {
  if (replayed.length === 0) return "No mail is aside that fits.";
  const words = { process: "is processed again", fetch: "is fetched again", settle: "is done", nothing: "" };
  const lines = replayed.map(({ id, kind, because }) =>
    kind === "nothing"
      ? `${id}  nothing done: ${printable(because)}`
      : `${id}  ${dryRun ? "would: " : ""}${words[kind]}; it was aside: ${printable(because.slice(0, 100))}`,
  );
  const acted = replayed.filter(({ kind }) => kind !== "nothing").length;
  return [
    ...lines,
    `${acted} of ${replayed.length} ${dryRun ? "would be processed again" : "processed again"}.`,
  ].join("\n");
}

import { NOBODY } from "../../jobs/decide-mail.ts";
import type { Tx } from "../../jobs/ports.ts";
import { proposalFor } from "../../jobs/propose-first.ts";
import { readMail } from "../../mail/read-mail.ts";
import { type TriageTried, tryTriage } from "../../ops/try-triage.ts";
import type { Roster } from "../../tickets/roster.ts";
import type { WhoIs } from "../../tickets/state.ts";
import { type Known, propose } from "../../triage/propose.ts";
import type { Instant } from "../../values/instant.ts";
import { plainMint } from "../postgres/desk-jobs.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { transact } from "../postgres/transact.ts";
import { ownTriageWords } from "../system/triage-words.ts";
import { withDesk } from "./desk-database.ts";
import { deskSettings } from "./desk-settings.ts";
import { fail, now, say, sayJson } from "./policy-shared.ts";
import { printable } from "./print.ts";
import { bytesOf, readInstant, rosterOfFiles } from "./rules-try.ts";

export interface TryOptions {
  readonly at?: string;
  readonly policy?: string;
  readonly desk?: string;
  readonly json?: boolean;
}

/** What is asked about a mail beside its words; null: nothing, no desk is here. */
interface Asked {
  readonly roster: Roster;
  readonly tx: Pick<Tx, "boughtBy" | "incident" | "whoIs">;
}

const NO_DESK: Asked["tx"] = {
  boughtBy: async () => [],
  incident: async () => null,
  whoIs: async () => NOBODY,
};

/** `triage try`: what would be proposed for each mail, as if it came now and began a ticket. Nothing is changed. */
export async function tryMails(paths: readonly string[], options: TryOptions): Promise<void> {
  const at = options.at === undefined ? now() : readInstant(options.at);
  if (at === null)
    return void fail(2, `--at: read ${JSON.stringify(options.at)}, expected 2026-12-24T18:00Z`);
  const known = wordsOrExit();
  if (known === null) return;
  if (options.policy !== undefined || options.desk !== undefined) {
    const roster = rosterOfFiles(options);
    return roster === null ? undefined : each(paths, at, known, { roster, tx: NO_DESK }, options);
  }
  if ((await deskSettings()).databaseUrl === null) return each(paths, at, known, null, options);
  return withDesk(({ db }) =>
    transact(db, { kind: "set", now: () => at }, async (tx) => {
      const settings = await openPromiseBook(db)(await tx.policyInForce(at));
      await each(paths, at, known, { roster: { agents: await tx.agents(), settings }, tx }, options);
    }),
  );
}

function wordsOrExit(): Known | null {
  try {
    return ownTriageWords();
  } catch (error) {
    return fail(2, error instanceof Error ? error.message : String(error));
  }
}

async function each(
  paths: readonly string[],
  at: Instant,
  triage: Known,
  asked: Asked | null,
  { json }: TryOptions,
): Promise<void> {
  const tried: (TriageTried & { readonly file: string })[] = [];
  for (const file of paths) {
    const bytes = bytesOf(file);
    if (bytes === null) continue;
    const reading = readMail(bytes, { provider: "generic", authservId: null });
    if (reading.kind !== "message") {
      fail(2, `${file}: this is no mail that can be read (${reading.because})`);
      continue;
    }
    const from = reading.message.from?.address;
    const who: WhoIs = asked === null || from === undefined ? NOBODY : await asked.tx.whoIs(from);
    const { subject } = reading.message;
    const thought =
      asked === null
        ? { proposal: propose({ subject, body: reading.split.visible }, triage), notice: null }
        : await proposalFor({ triage }, asked.tx, { reading, who, promises: asked.roster.settings, at });
    const roster = asked?.roster ?? null;
    tried.push({ file, ...tryTriage({ reading, who, roster, mint: plainMint, at, thought }) });
  }
  if (json === true) return sayJson(tried);
  for (const one of tried) say(inWords(one));
}

function inWords(one: TriageTried & { readonly file: string }): string {
  const { proposal, taken } = one;
  const whose = one.customer === null ? ", no customer that is known" : ` of ${one.customer}`;
  const lines = [
    `${one.file}: ${one.from ?? "nobody"}${whose}`,
    ...(one.suppressed === null ? [] : [`  no ticket: ${one.suppressed}; as a person's mail it would be:`]),
    ...(one.incident === null ? [] : [`  passes on the published incident ${one.incident}`]),
    ...(proposal === null ? ["  nothing is proposed: it has no words of its own"] : proposalLines(proposal)),
    taken === null
      ? "  no desk was asked: the sender's customer, what they bought and the policy are not known here"
      : `  the ticket begins with: kind ${taken.kind ?? "not said"}, service ${taken.service ?? "not said"}, severity ${taken.severity}`,
    ...(proposal?.severity === "A" && taken !== null && taken.severity !== "A" ? [notRaised(one)] : []),
    one.toSort
      ? `  waits under To sort: ${one.because}`
      : `  does not wait under To sort${one.because === null ? "" : `: ${one.because}`}`,
  ];
  return lines.map(printable).join("\n");
}

/** Severity A reaches people at night: words alone raise it only where they are clear, and a customer's. */
function notRaised({ customer }: TriageTried): string {
  const why = customer === null ? "its sender is no customer that is known" : "that is not clear enough";
  return `  severity A is shown to the agents and raises nothing: ${why}`;
}

function proposalLines(proposal: NonNullable<TriageTried["proposal"]>): readonly string[] {
  const axes = ["kind", "service", "severity"] as const;
  return [
    ...axes.flatMap((axis) => {
      const says = proposal[axis];
      if (says === null) return [];
      const words = proposal.evidence.filter((one) => one.axis === axis).flatMap((one) => one.words);
      const because = words.length === 0 ? "" : `  because of ${words.map((word) => `“${word}”`).join(", ")}`;
      return [`  ${axis.padEnd(9)}${says.padEnd(13)}${proposal.sure[axis].toFixed(2)}${because}`];
    }),
    ...(proposal.urgent && proposal.severity !== "A" ? ["  urgent: a few days decide what it costs"] : []),
  ];
}

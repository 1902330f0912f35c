import type { Tx } from "../../jobs/ports.ts";
import { proposalFor } from "../../jobs/propose-first.ts";
import type { FirstMail, TriedFirst } from "../../ops/try-first.ts";
import { NOBODY } from "../../tickets/state.ts";
import type { Roster } from "../../tickets/team/roster.ts";
import { type Known, propose } from "../../triage/propose.ts";
import type { Instant } from "../../values/instant.ts";
import { plainMint } from "../postgres/desk-jobs.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { transact } from "../postgres/transact.ts";
import { withDesk } from "./desk-database.ts";
import { deskSettings } from "./desk-settings.ts";
import { readMailFile } from "./mail-file.ts";
import { momentOf } from "./moment.ts";
import { say, sayJson } from "./policy-shared.ts";
import { printable } from "./print.ts";
import { rosterOfFiles } from "./settings-roster.ts";
import { triageWords } from "./triage-words.ts";
import type { TryOptions } from "./try-options.ts";

/** What a command says of one mail: as data, and in lines; the first goes on after the sender. */
export interface Said<T extends TriedFirst> {
  readonly tried: T;
  readonly lines: readonly [string, ...string[]];
}

/** What a command says of mails that are tried. */
export interface Trial<T extends TriedFirst> {
  /** Of a mail that comes to the desk that was asked. */
  readonly onDesk: (mail: FirstMail, roster: Roster) => Said<T>;
  /** Of a mail where there is no desk to ask; left out: that is an error. */
  readonly byWords?: (mail: FirstMail) => Said<T>;
}

/** What is asked about a mail beside its words. */
interface Asked {
  readonly roster: Roster;
  readonly tx: Pick<Tx, "boughtBy" | "incident" | "whoIs">;
}

/** By settings files alone no customer is known. */
const NO_ROWS: Asked["tx"] = {
  boughtBy: async () => [],
  incident: async () => null,
  whoIs: async () => NOBODY,
};

/** `rules try` and `triage try`: each mail as if it came at that time and began a ticket. Nothing is changed. */
export async function tryMails<T extends TriedFirst>(
  paths: readonly string[],
  options: TryOptions,
  trial: Trial<T>,
): Promise<void> {
  const at = momentOf(options);
  const triage = at === null ? null : triageWords();
  if (at === null || triage === null) return;
  const each = (asked: Asked | null, said: (mail: FirstMail) => Said<T>) =>
    tryEach(paths, { at, triage, asked }, options, said);
  const onDesk = (asked: Asked) => each(asked, (mail) => trial.onDesk(mail, asked.roster));
  if (options.policy !== undefined || options.desk !== undefined) {
    const roster = rosterOfFiles(options);
    return roster === null ? undefined : onDesk({ roster, tx: NO_ROWS });
  }
  const { byWords } = trial;
  if (byWords !== undefined && (await deskSettings()).databaseUrl === null) return each(null, byWords);
  return withDesk(({ db }) =>
    transact(db, { kind: "set", now: () => at }, async (tx) => {
      const settings = await openPromiseBook(db)(await tx.policyInForce(at));
      await onDesk({ roster: { agents: await tx.agents(), settings }, tx });
    }),
  );
}

interface World {
  readonly at: Instant;
  readonly triage: Known;
  /** Null: there is no desk to ask. */
  readonly asked: Asked | null;
}

async function tryEach<T extends TriedFirst>(
  paths: readonly string[],
  world: World,
  { json }: TryOptions,
  saidOf: (mail: FirstMail) => Said<T>,
): Promise<void> {
  const all: (Said<T> & { readonly file: string })[] = [];
  for (const file of paths) {
    const mail = await firstMail(file, world);
    if (mail !== null) all.push({ file, ...saidOf(mail) });
  }
  if (json === true) return sayJson(all.map(({ file, tried }) => ({ file, ...tried })));
  for (const { file, tried, lines } of all) {
    const [first, ...rest] = lines;
    say([`${file}: ${senderOf(tried)}${first}`, ...noTicket(tried), ...rest].map(printable).join("\n"));
  }
}

/** A file's mail with what the desk knows and thinks of it; null: it cannot be read, and it was told. */
async function firstMail(file: string, { at, triage, asked }: World): Promise<FirstMail | null> {
  const reading = readMailFile(file);
  if (reading === null) return null;
  const { subject, from } = reading.message;
  const who = asked === null || from === null ? NOBODY : await asked.tx.whoIs(from.address);
  const thought =
    asked === null
      ? { proposal: propose({ subject, body: reading.split.visible }, triage), notice: null }
      : await proposalFor({ triage }, asked.tx, { reading, who, promises: asked.roster.settings, at });
  return { reading, who, thought, mint: plainMint, at };
}

function senderOf({ from, customer }: TriedFirst): string {
  return `${from ?? "nobody"}${customer === null ? ", no customer that is known" : ` of ${customer}`}`;
}

function noTicket({ suppressed, incident }: TriedFirst): readonly string[] {
  return [
    ...(suppressed === null ? [] : [`  no ticket: ${suppressed}; if it opened one, that would be:`]),
    ...(incident === null ? [] : [`  passes on the published incident ${incident}`]),
  ];
}

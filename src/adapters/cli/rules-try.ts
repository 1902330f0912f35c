import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { NOBODY } from "../../jobs/decide-mail.ts";
import { readMail } from "../../mail/read-mail.ts";
import { assignmentWords, type Tried, tryMail } from "../../ops/try-rules.ts";
import { compilePromises } from "../../tickets/compile-promises.ts";
import type { Roster } from "../../tickets/roster.ts";
import type { WhoIs } from "../../tickets/state.ts";
import type { Instant } from "../../values/instant.ts";
import { plainMint } from "../postgres/desk-jobs.ts";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { transact } from "../postgres/transact.ts";
import { withDesk } from "./desk-database.ts";
import { fail, now, publishedOf, say, sayJson } from "./policy-shared.ts";
import { printable } from "./print.ts";

interface TryOptions {
  readonly at?: string;
  readonly policy?: string;
  readonly desk?: string;
  readonly json?: boolean;
}

const LARGEST = 50 * 1024 * 1024;

interface Known {
  readonly roster: Roster;
  whoIs(address: string): Promise<WhoIs>;
}

/** `rules try`: each mail as if it came at that time and began a ticket. */
export async function tryRules(paths: readonly string[], options: TryOptions): Promise<void> {
  const at = options.at === undefined ? now() : readInstant(options.at);
  if (at === null)
    return void fail(2, `--at: read ${JSON.stringify(options.at)}, expected 2026-12-24T18:00Z`);
  if (options.policy === undefined && options.desk === undefined)
    return withDesk(({ db }) =>
      transact(db, { kind: "set", now: () => at }, async (tx) => {
        const settings = await openPromiseBook(db)(await tx.policyInForce(at));
        const roster = { agents: await tx.agents(), settings };
        await each(paths, at, { roster, whoIs: (address) => tx.whoIs(address) }, options);
      }),
    );
  const roster = rosterOfFiles(options);
  if (roster !== null) await each(paths, at, { roster, whoIs: async () => NOBODY }, options);
}

/** Who answers and what is promised by settings files alone: whoever they name is there. Null: they are wrong, and it was told. */
export function rosterOfFiles(options: Pick<TryOptions, "policy" | "desk">): Roster | null {
  const policy = options.policy ?? join(dirname(options.desk!), "policy.yaml");
  const done = publishedOf({ policy, desk: options.desk ?? join(dirname(policy), "desk.yaml") });
  if (done === null) return null;
  const settings = compilePromises(done.published);
  const named = settings.teams.flatMap(({ members, lead }) => [...members, ...(lead === null ? [] : [lead])]);
  const leads = settings.teams.map(({ lead }) => lead);
  const agents = [...new Set(named)].map((address) => ({
    id: address,
    name: address,
    address,
    role: leads.includes(address) ? ("lead" as const) : ("agent" as const),
    ...{
      hours: null,
      undoSeconds: null,
      receipts: "exceptions" as const,
      absences: [],
      lastAssignedAt: null,
    },
  }));
  return { agents, settings };
}

async function each(
  paths: readonly string[],
  at: Instant,
  known: Known,
  { json }: TryOptions,
): Promise<void> {
  const tried: (Tried & { readonly file: string })[] = [];
  for (const file of paths) {
    const bytes = bytesOf(file);
    if (bytes === null) continue;
    const reading = readMail(bytes, { provider: "generic", authservId: null });
    if (reading.kind !== "message") {
      fail(2, `${file}: this is no mail that can be read (${reading.because})`);
      continue;
    }
    const from = reading.message.from?.address;
    const who = from === undefined ? NOBODY : await known.whoIs(from);
    tried.push({ file, ...tryMail({ reading, who, roster: known.roster, mint: plainMint, at }) });
  }
  if (json === true) return sayJson(tried);
  for (const one of tried) say(inWords(one, known.roster));
}

/** A mail of a file; null: it cannot be read, and it was told. */
export function bytesOf(file: string): Uint8Array | null {
  try {
    const bytes = readFileSync(file);
    return bytes.length <= LARGEST ? bytes : fail(2, `${file} has more than 50 MB.`);
  } catch (error) {
    return fail(2, `${file} cannot be read (${(error as { code?: string }).code ?? error}).`);
  }
}

/** A moment as `2026-12-24T18:00Z`; null: it is none. */
export function readInstant(text: string): Instant | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) || !/^\d{4}-\d\d-\d\dT/.test(text) ? null : (ms as Instant);
}

function inWords(one: Tried & { readonly file: string }, { settings }: Roster): string {
  const zone = settings.desk.timeZone;
  const when = (at: Instant): string =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);
  const lines = [
    `${one.file}: ${one.from ?? "nobody"}${one.customer === null ? ", no customer that is known" : ` of ${one.customer}`}, at ${when(one.at)} (${zone})`,
    ...(one.suppressed === null ? [] : [`  no ticket: ${one.suppressed}; as a person's mail it would be:`]),
    `  severity ${one.severity}, ${one.kind ?? "kind not known"}, ${one.service ?? "service not known"}, in ${one.language}, plan ${one.plan}`,
    `  team ${one.team ?? "(none)"}: ${one.because}`,
    ...one.passed.map((why, rule) => `    not routing[${rule}]: ${why}`),
    `  assigned: ${one.assignee ?? assignmentWords(one.assignment)}`,
    ...one.told.map(
      ({ address, at, because }) =>
        `  told: ${address} ${at === one.at ? "at once" : `at ${when(at)}`} (${because})`,
    ),
    ...one.promises.map(({ kind, dueAt }) => `  ${kind}: by ${when(dueAt)}`),
  ];
  return lines.map(printable).join("\n");
}

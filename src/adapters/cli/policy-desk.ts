import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeDiff } from "../../policy/diff.ts";
import { inForceFrom, saysTheSame } from "../../policy/in-force.ts";
import { describeProblem } from "../../policy/problem.ts";
import type { Published } from "../../policy/published.ts";
import { warningsFor } from "../../policy/warnings.ts";
import { iso } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { keepVersion, listVersions, newestVersion, versionInForce } from "../postgres/policy-versions.ts";
import { now as timeIn } from "../postgres/transact.ts";
import { lesserHoursIn } from "./cloud-check.ts";
import { withDesk } from "./desk-database.ts";
import { deskSettings } from "./desk-settings.ts";
import { count, type Done, type Files, fail, now, publishedOf, say, sayJson } from "./policy-shared.ts";
import { policyFiles } from "./policy-site.ts";
import { table } from "./print.ts";

interface PublishOptions extends Files {
  readonly to?: string;
  readonly filesOnly?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What publishing did, or would do. */
interface Outcome {
  readonly version: string;
  readonly hash: string;
  readonly effectiveFrom: string;
  readonly inForceFrom: string | null;
  /** `new`, `known` (the desk has it), or `files` where no desk was asked. */
  readonly outcome: "new" | "known" | "files";
  readonly dryRun: boolean;
  readonly differences: readonly { readonly about: string; readonly words: string }[];
  readonly openOnOtherVersions: number;
  readonly files: readonly string[];
}

/** `policy publish`: a new version for the desk, and the page as files where `--to` says so. */
export async function publish(options: PublishOptions): Promise<void> {
  const done = publishedOf(options);
  if (done === null) return;
  const hasDesk = options.filesOnly !== true && (await deskSettings()).databaseUrl !== null;
  if (!hasDesk) {
    if (options.to !== undefined) return tell(filesAlone(done, options), options);
    fail(
      1,
      "No desk's database is here to publish into: DATABASE_URL is not set and no `npm start` is running.",
      "Next: start the desk, or write the page as files with --to DIR.",
    );
    return;
  }
  await withDesk(async ({ db }) => {
    const lesser = await lesserHoursIn(db, done.published);
    if (lesser !== null) {
      fail(
        1,
        `${lesser}.`,
        "Next: promise severity A of that plan round the clock, or give them another plan.",
      );
      return;
    }
    tell(await intoDesk(db, done, options), options);
  });
}

function filesAlone({ published }: Done, options: PublishOptions): Outcome {
  return {
    ...about(published, options),
    outcome: "files",
    inForceFrom: null,
    files: written(published, options),
  };
}

async function intoDesk(
  db: Db,
  { files, published: fresh }: Done,
  options: PublishOptions,
): Promise<Outcome> {
  const at = await timeIn(db, { kind: "database" });
  const [newest, before] = await Promise.all([newestVersion(db), versionInForce(db, at)]);
  const same = newest !== null && saysTheSame(newest, fresh);
  const published = same ? newest : { ...fresh, publishedAt: at };
  if (!same && options.dryRun !== true)
    await db.transaction((tx) => keepVersion(tx, { published, templates: files.templates }, "cli"));
  const versions = await listVersions(db);
  const elsewhere = versions.filter(({ version }) => version !== published.id);
  return {
    ...about(published, options),
    outcome: same ? "known" : "new",
    inForceFrom: iso(inForceFrom(published)),
    differences: before === null || same ? [] : describeDiff(before, published),
    openOnOtherVersions: elsewhere.reduce((sum, { open }) => sum + open, 0),
    files: written(published, options),
  };
}

function about({ id, hash, effectiveFrom }: Published, { dryRun }: PublishOptions) {
  const fixed = { differences: [], openOnOtherVersions: 0 };
  return { version: id, hash, effectiveFrom, dryRun: dryRun === true, ...fixed };
}

function written(published: Published, { to, dryRun }: PublishOptions): readonly string[] {
  if (to === undefined) return [];
  const files = policyFiles(published, now());
  if (dryRun === true) return Object.keys(files);
  mkdirSync(to, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(to, name), text);
  return Object.keys(files);
}

function tell(outcome: Outcome, options: PublishOptions): void {
  if (options.json) return sayJson(outcome);
  const { version, dryRun } = outcome;
  const would = dryRun ? "would be " : "";
  if (outcome.outcome === "known")
    say(`Nothing new: version ${version} says the same and is published already.`);
  if (outcome.outcome === "new") {
    for (const { about, words } of outcome.differences) say(`${about.padEnd(8)} ${words}`);
    say(`Version ${version} ${would}published, in force from ${outcome.inForceFrom}.`);
    if (outcome.openOnOtherVersions > 0) {
      const keep = outcome.openOnOtherVersions === 1 ? "keeps what it was" : "keep what they were";
      say(`${count(outcome.openOnOtherVersions, "open ticket")} ${keep} promised.`);
      say(`To see what would change: answerable policy diff in-force ${version}`);
    }
  }
  if (outcome.outcome === "files") say(`Version ${version}, in force from ${outcome.effectiveFrom}.`);
  if (options.to !== undefined)
    say(`${dryRun ? "Would write" : "Written"} to ${options.to}: ${outcome.files.join(", ")}`);
  for (const warning of warnings(options)) say(`warning: ${warning}`);
}

function warnings(options: Files): readonly string[] {
  const done = publishedOf(options);
  return done === null ? [] : warningsFor({ ...done.files, at: now() }).map(describeProblem);
}

/** `policy versions`: what was published, and which tickets are pinned to it. */
export function versions({ json }: { readonly json?: boolean }): Promise<void> {
  return withDesk(async ({ db }) => {
    const [listed, current] = await Promise.all([
      listVersions(db),
      versionInForce(db, await timeIn(db, { kind: "database" })),
    ]);
    const shown = listed.map((each) => ({
      ...each,
      inForceFrom: iso(each.inForceFrom),
      publishedAt: iso(each.publishedAt),
      inForce: each.version === current?.id,
    }));
    if (json === true) return sayJson(shown);
    if (shown.length === 0) return say("No version is published. Next: answerable policy publish");
    const rows = shown.map((each) => [
      each.inForce ? "*" : "",
      each.version,
      each.inForceFrom,
      each.publishedAt,
      String(each.open),
      String(each.tickets),
    ]);
    say(table(["", "version", "in force from", "published", "open tickets", "all tickets"], rows));
    say("* in force for new tickets");
  });
}

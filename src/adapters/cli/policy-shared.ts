import { calendarsOf } from "../../policy/calendars.ts";
import { describeProblem } from "../../policy/problem.ts";
import { describeLacking, publishPolicy } from "../../policy/publish.ts";
import type { Published } from "../../policy/published.ts";
import type { Instant } from "../../values/instant.ts";
import { readSettings, type SettingsFiles } from "../system/settings-files.ts";

export interface Files {
  readonly policy: string;
  readonly desk: string;
}

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
export const complain = (text: string): void => void process.stderr.write(`${text}\n`);
export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));
export const now = (): Instant => Date.now() as Instant;

export const WHERE =
  "Next: say where the files are with --policy and --desk, or copy examples/policy.yaml and examples/desk.yaml here.";

/** Exit 1: the files are wrong. Exit 2: there is nothing to look at. */
export function fail(code: 1 | 2, ...lines: readonly string[]): null {
  for (const line of lines) complain(line);
  process.exitCode = code;
  return null;
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

function settingsOf(options: Files): SettingsFiles | null {
  const read = readSettings(options.policy, options.desk);
  if (read.kind === "settings") return read;
  const unreadable = read.problems.some(({ read: found }) => found === "no such file");
  return fail(
    unreadable ? 2 : 1,
    ...read.problems.map(describeProblem),
    unreadable ? WHERE : "Next: answerable policy check",
  );
}

export interface Done {
  readonly files: SettingsFiles;
  readonly published: Published;
}

/** The files as a version, not stored; null with what is wrong told and the exit code set. */
export function publishedOf(options: Files): Done | null {
  const files = settingsOf(options);
  if (files === null) return null;
  const facts = {
    at: now(),
    tzVersion: process.versions["tz"] ?? "unknown",
    holidayFiles: files.holidayFiles,
    templates: files.templates,
  };
  const done = publishPolicy(files.policy, files.desk, facts);
  if (done.kind === "published") return { files, published: done.published };
  return fail(
    1,
    "Not published. Customers must be told:",
    ...done.lacking.map((each) => `  ${describeLacking(each)}`),
  );
}

/** The version with holidays of the years that are looked at: published, it would only have those to come. */
export function withHolidays({ published, files }: Done, from: Instant, to: Instant): Published {
  const years = [new Date(from).getUTCFullYear(), new Date(to).getUTCFullYear() + 1] as const;
  return { ...published, calendars: calendarsOf(files.policy, years, files.holidayFiles) };
}

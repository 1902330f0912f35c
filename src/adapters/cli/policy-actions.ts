import { hoursByMonth, writeHoursByMonth } from "../../policy/calendar-table.ts";
import { coverageOf } from "../../policy/coverage.ts";
import { cellName, gapLines, overlapLines } from "../../policy/coverage-words.ts";
import { deskJsonSchema } from "../../policy/desk-schema.ts";
import { describeProblem } from "../../policy/problem.ts";
import { policyJsonSchema } from "../../policy/schema.ts";
import { warningsFor } from "../../policy/warnings.ts";
import { iso } from "../../values/instant.ts";
import { readSettings } from "../system/settings-files.ts";
import { checkInDesk, NOTHING_FOUND } from "./policy-in-desk.ts";
import { complain, count, type Files, fail, now, publishedOf, say, sayJson, WHERE } from "./policy-shared.ts";

export async function check(
  options: Files & { readonly json?: boolean; readonly strict?: boolean },
): Promise<void> {
  const read = readSettings(options.policy, options.desk);
  const inDesk = read.kind === "settings" ? await checkInDesk(read) : NOTHING_FOUND;
  const problems = read.kind === "refused" ? read.problems : inDesk.problems;
  const warnings =
    read.kind === "settings" ? [...warningsFor({ ...read, at: now() }), ...inDesk.warnings] : [];
  const unreadable = problems.some(({ read: found }) => found === "no such file");
  if (problems.length > 0) process.exitCode = unreadable ? 2 : 1;
  else if (options.strict && warnings.length > 0) process.exitCode = 1;
  if (options.json) {
    sayJson({ problems, warnings });
    return;
  }
  for (const problem of problems) complain(describeProblem(problem));
  for (const warning of warnings) say(`warning: ${describeProblem(warning)} [${warning.because}]`);
  if (unreadable) complain(WHERE);
  else if (problems.length > 0)
    complain(`${count(problems.length, "problem")}. Next: put each right and check again.`);
  else if (warnings.length > 0) say(`No problems, ${count(warnings.length, "warning")}.`);
  else say("No problems, no warnings. Next: answerable policy calendar, then answerable policy publish.");
}

/** Exit code 1 where somebody promised is not there. */
export function coverage(options: Files & { readonly all?: boolean; readonly json?: boolean }): void {
  const read = readSettings(options.policy, options.desk);
  if (read.kind === "refused") {
    for (const problem of read.problems) complain(describeProblem(problem));
    process.exitCode = 1;
    return;
  }
  const { policy, desk, holidayFiles } = read;
  if (desk === null) {
    fail(2, "There is no desk.yaml to read who delivers from.", "Next: name it with --desk FILE.");
    return;
  }
  const covered = coverageOf(policy, desk, now(), holidayFiles);
  if (covered.cells.some(({ gaps }) => gaps.length > 0)) process.exitCode = 1;
  if (options.json) {
    sayJson(covered);
    return;
  }
  if (options.all) {
    for (const { work, by, gaps } of covered.cells) {
      const who = by.map(({ to, hours }) => `${to} (${hours})`).join(", then ") || "nobody";
      say(`${cellName(work)}: ${who}${gaps.length === 0 ? "" : `; nobody on ${gaps.join(", ")}`}`);
    }
  }
  const lines = [...gapLines(covered), ...overlapLines(covered)];
  if (lines.length === 0)
    say("Somebody delivers every piece of work at every promised hour, and never two at once.");
  else say(`${options.all ? "\n" : ""}${lines.join("\n")}\nTimes are in ${covered.timeZone}.`);
}

export function schema(file: string): void {
  if (file === "policy") sayJson(policyJsonSchema());
  else if (file === "desk") sayJson(deskJsonSchema());
  else fail(2, `There is no schema of ${JSON.stringify(file)}; there are: policy, desk.`);
}

export function calendar(
  options: Files & { readonly from?: string; readonly months: string; readonly json?: boolean },
): void {
  const month = options.from ?? iso(now()).slice(0, 7);
  const months = Number(options.months);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || !(months >= 1 && months <= 60)) {
    fail(2, "Expected --from as a month such as 2026-12, and --months from 1 to 60.");
    return;
  }
  const done = publishedOf(options);
  if (done === null) return;
  const hours = hoursByMonth(done.published, month, months);
  if (options.json) {
    sayJson(hours);
    return;
  }
  say(writeHoursByMonth(hours));
  say(`\nTime-zone data ${done.published.tzVersion}; holidays until ${done.published.years[1]}.`);
}

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describeProblem } from "../../policy/problem.ts";
import type { Db } from "../postgres/connect.ts";
import { namesInForce } from "../postgres/customers.ts";
import { importCustomers } from "../postgres/customers-import.ts";
import { readCustomers } from "../system/customers-file.ts";
import { StartError } from "../system/start-error.ts";
import { json, printable } from "./print.ts";
import { progress } from "./progress.ts";

const MOST_SHOWN = 50;

/**
 * `customers import`: rows that are wrong are named, all of them, and the others are taken. The exit code is 1 if there
 * were any: correct them and import the file again.
 */
export async function importFile(
  db: Db,
  file: string,
  options: { readonly dryRun: boolean; readonly json: boolean },
): Promise<void> {
  const clock = { kind: "database" } as const;
  const names = await namesInForce(db, clock);
  const read = readCustomers(bytesOf(file), basename(file), names?.plans ?? null, names);
  using shown = progress("customers");
  const order = { file: basename(file), actor: "cli", clock, dryRun: options.dryRun };
  const done = await importCustomers(db, read.entries, { ...order, onRows: (count) => shown.tick(count) });
  const problems = [...read.problems, ...done.problems].toSorted((a, b) => a.line - b.line);
  if (problems.length > 0) process.exitCode = 1;
  const count = (kind: string): number => done.rows.filter((row) => row.kind === kind).length;
  const counts = { new: count("new"), changed: count("changed"), same: count("same") };
  const { ignored } = read;
  if (options.json) {
    const { dryRun } = options;
    process.stdout.write(`${json({ dryRun, ...counts, ignored, rows: done.rows, problems })}\n`);
    return;
  }
  for (const problem of problems) process.stderr.write(`${printable(describeProblem(problem))}\n`);
  const changes = done.rows.filter(({ kind }) => kind !== "same");
  const listed = options.dryRun ? changes : changes.filter(({ kind }) => kind === "changed");
  for (const { line, name, kind, what } of listed.slice(0, MOST_SHOWN)) {
    const words = what.length > 0 ? `: ${what.join(", ")}` : "";
    process.stdout.write(`line ${line}  ${kind.padEnd(7)}  ${printable(name + words)}\n`);
  }
  if (listed.length > MOST_SHOWN) process.stdout.write(`… and ${listed.length - MOST_SHOWN} more\n`);
  if (ignored.length > 0) process.stdout.write(`Columns not used: ${printable(ignored.join(", "))}\n`);
  const bad = problems.length === 0 ? "" : `, ${problems.length} problems`;
  const would = options.dryRun ? "Would be: " : "";
  process.stdout.write(
    `${would}${counts.new} new, ${counts.changed} changed, ${counts.same} as they were${bad}.\n`,
  );
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new StartError(`${file} cannot be read (${code})`, "Name a CSV or YAML file.", { cause: error });
  }
}

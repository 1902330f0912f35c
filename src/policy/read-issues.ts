import type { z } from "zod";
import type { Problem } from "./problem.ts";
import type { Path, YamlFile } from "./yaml-file.ts";

type Issue = z.core.$ZodIssue;

/** What zod found wrong, each at its place in the file. */
export function problemsOf(issues: readonly Issue[], file: YamlFile): readonly Problem[] {
  return issues.flatMap((issue) => one(issue, [], file));
}

function one(issue: Issue, above: Path, file: YamlFile): readonly Problem[] {
  const path = [...above, ...issue.path] as (string | number)[];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => file.problem([...path, key], "no such setting here", { key: true }));
    case "invalid_union": {
      const best = bestBranch(issue.errors);
      return best ? best.flatMap((inner) => one(inner, path, file)) : [file.problem(path, issue.message)];
    }
    case "invalid_key":
      return [file.problem(path, issue.issues[0]?.message ?? "another name", { key: true })];
    case "invalid_type":
      return [file.problem(path, ownWords(issue.message) ?? PLAIN[issue.expected] ?? `a ${issue.expected}`)];
    case "invalid_value":
      return [file.problem(path, ownWords(issue.message) ?? `one of: ${issue.values.join(", ")}`)];
    case "too_big":
      return [file.problem(path, ownWords(issue.message) ?? `at most ${issue.maximum}`)];
    case "too_small":
      return [file.problem(path, ownWords(issue.message) ?? `at least ${issue.minimum}`)];
    default:
      return [file.problem(path, ownWords(issue.message) ?? "another form")];
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  object: "a group of settings",
  record: "a group of settings",
  array: "a list",
  boolean: "true or false",
};

/** Schemas say what they expect; zod's standing phrases do not. */
function ownWords(message: string): string | undefined {
  return /^(?:Invalid|Too|Unrecognized|Expected)\b/.test(message) ? undefined : message;
}

/**
 * The branch of a union somebody meant: the one that fits at its top and fails further in. Several or none: the union
 * speaks for itself.
 */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const meant = branches.filter((issues) => issues.length > 0 && !issues.some(failsAtTop));
  return meant.length === 1 ? meant[0] : undefined;
}

function failsAtTop(issue: Issue): boolean {
  if (issue.path.length === 0) return issue.code !== "unrecognized_keys";
  // A key that only another branch has: this branch was not meant.
  return issue.path.length === 1 && issue.code === "invalid_type" && issue.input === undefined;
}

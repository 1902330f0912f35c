import type { z } from "zod";
import { checkReferences, crossCheckPolicy } from "./cross-check.ts";
import { crossCheckDesk } from "./cross-check-desk.ts";
import { DeskFile } from "./desk-schema.ts";
import type { Problem } from "./problem.ts";
import { problemsOf } from "./read-issues.ts";
import { PolicyFile } from "./schema.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

export interface Refused {
  readonly kind: "refused";
  readonly problems: readonly Problem[];
}
export type LoadedPolicy =
  | { readonly kind: "policy"; readonly policy: PolicyFile; readonly file: YamlFile }
  | Refused;
export type LoadedDesk =
  | { readonly kind: "desk"; readonly desk: DeskFile; readonly file: YamlFile }
  | Refused;

/** Reads `policy.yaml`. Refused with every problem at once: file, line, path, what was read, what was expected. */
export function loadPolicy(text: string, fileName: string): LoadedPolicy {
  const read = readSettings(text, fileName, PolicyFile, checkReferences);
  if (read.kind === "refused") return read;
  const problems = crossCheckPolicy(read.value, read.file);
  return problems.length > 0
    ? { kind: "refused", problems }
    : { kind: "policy", policy: read.value, file: read.file };
}

/** Reads `desk.yaml`; what it names in the policy is checked against `policy` where that is given. */
export function loadDesk(text: string, fileName: string, policy?: PolicyFile): LoadedDesk {
  const read = readSettings(text, fileName, DeskFile);
  if (read.kind === "refused") return read;
  const problems = crossCheckDesk(read.value, policy, read.file);
  return problems.length > 0
    ? { kind: "refused", problems }
    : { kind: "desk", desk: read.value, file: read.file };
}

type Read<T> = { readonly kind: "read"; readonly value: T; readonly file: YamlFile } | Refused;

/** Reads a settings file by its schema; every problem at once, in the order of the file. */
export function readSettings<T>(
  text: string,
  fileName: string,
  schema: z.ZodType<T>,
  alsoCheck: (file: YamlFile) => readonly Problem[] = () => [],
): Read<T> {
  const file = readYaml(text, fileName);
  if (!("data" in file)) return { kind: "refused", problems: file };
  const parsed = schema.safeParse(file.data, { reportInput: true });
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error.issues, file)), ...alsoCheck(file)];
  return parsed.success && problems.length === 0
    ? { kind: "read", value: parsed.data, file }
    : { kind: "refused", problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

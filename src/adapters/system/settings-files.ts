import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { crossCheckProfile } from "../../escalation/cross-check-profile.ts";
import { checkTemplate, TEMPLATE_NAMES, type TemplateName } from "../../outbound/templates/names.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import type { DeskFile } from "../../policy/desk-schema.ts";
import type { HolidayFiles } from "../../policy/holidays.ts";
import { loadDesk, loadPolicy } from "../../policy/load.ts";
import type { Problem } from "../../policy/problem.ts";
import type { PolicyFile } from "../../policy/schema.ts";
import type { YamlFile } from "../../policy/yaml-file.ts";
import { OWN_PROFILES, profilesIn } from "./profiles.ts";

/** Everything the operator wrote, read and checked. */
export interface SettingsFiles {
  readonly kind: "settings";
  readonly policy: PolicyFile;
  readonly policyFile: YamlFile;
  readonly desk: DeskFile;
  readonly deskFile: YamlFile;
  /** Texts of the .ics files the policy names, those that are there. */
  readonly holidayFiles: HolidayFiles;
  /** The desk's own texts, from the directory desk.yaml names. */
  readonly templates: TemplateSets;
}

export type ReadSettings =
  | SettingsFiles
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** What a file of settings may not be larger than, in bytes. */
const LARGEST_FILE = 2_000_000;

/**
 * Reads policy.yaml and desk.yaml, and what they name beside them. Every problem of all of them at once; a file that
 * cannot be read is one of them.
 */
export function readSettings(policyPath: string, deskPath: string): ReadSettings {
  const policyText = readText(policyPath);
  const deskText = readText(deskPath);
  const missing = [policyText, deskText].filter((text) => typeof text === "object");
  const loaded = typeof policyText === "string" ? loadPolicy(policyText, policyPath) : null;
  const policy = loaded?.kind === "policy" ? loaded : null;
  const desk = typeof deskText === "string" ? loadDesk(deskText, deskPath, policy?.policy) : null;
  const problems = [
    ...missing,
    ...(loaded?.kind === "refused" ? loaded.problems : []),
    ...(desk?.kind === "refused" ? desk.problems : []),
  ];
  if (policy === null || desk?.kind !== "desk") return { kind: "refused", problems };
  const own = readTemplates(desk.desk.templates, deskPath);
  const unknown = checkProfile(desk.desk, desk.file);
  if (own.problems.length + unknown.length > 0)
    return { kind: "refused", problems: [...unknown, ...own.problems] };
  return {
    kind: "settings",
    policy: policy.policy,
    policyFile: policy.file,
    desk: desk.desk,
    deskFile: desk.file,
    holidayFiles: readHolidayFiles(policy.policy, policyPath),
    templates: own.templates,
  };
}

/** The profile that desk.yaml names, and what it names of it; or what is wrong with the profiles themselves. */
function checkProfile(desk: DeskFile, file: YamlFile): readonly Problem[] {
  const read = profilesIn(OWN_PROFILES);
  if (read.kind === "profiles") return crossCheckProfile(desk, read.profiles, file);
  return read.problems.map((text) => file.problem(["profile"], "profiles that can be read", { read: text }));
}

function readText(path: string): string | Problem {
  const problem = (read: string, expected: string): Problem => ({
    file: path,
    line: 0,
    column: 0,
    path: "",
    read,
    expected,
  });
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE) return problem(`${size} bytes`, `at most ${LARGEST_FILE} bytes`);
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "an error";
    return problem(
      code === "ENOENT" ? "no such file" : code,
      "a file to read; examples/ has one to start from",
    );
  }
}

function readHolidayFiles(policy: PolicyFile, policyPath: string): HolidayFiles {
  const names = Object.values(policy.serviceHours ?? {}).flatMap((hours) =>
    hours !== "24x7" && "weekly" in hours ? (hours.holidays?.files ?? []) : [],
  );
  const texts = names.map((name) => [name, readText(join(dirname(policyPath), name))] as const);
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** `<directory>/<language>/<name>.txt`, each checked against the names its text may use. */
function readTemplates(
  directory: string | undefined,
  deskPath: string,
): { readonly templates: TemplateSets; readonly problems: readonly Problem[] } {
  if (directory === undefined) return { templates: {}, problems: [] };
  const root = join(dirname(deskPath), directory);
  const sets: { [language: string]: { [name in TemplateName]?: string } } = {};
  const problems: Problem[] = [];
  const problem = (file: string, line: number, read: string, expected: string): void => {
    problems.push({ file, line, column: line > 0 ? 1 : 0, path: "", read, expected });
  };
  for (const language of namesIn(root, problem)) {
    sets[language] = {};
    for (const file of namesIn(join(root, language), problem)) {
      const path = join(root, language, file);
      const name = TEMPLATE_NAMES.find((each) => `${each}.txt` === file);
      const text = readText(path);
      if (name === undefined)
        problem(path, 0, file, `one of: ${TEMPLATE_NAMES.map((each) => `${each}.txt`).join(", ")}`);
      else if (typeof text === "object") problems.push(text);
      else {
        for (const wrong of checkTemplate(name, text)) problem(path, wrong.line, wrong.read, wrong.expected);
        sets[language][name] = text;
      }
    }
  }
  return { templates: sets, problems };
}

function namesIn(
  directory: string,
  problem: (file: string, line: number, read: string, expected: string) => void,
): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => !name.startsWith("."));
  } catch {
    problem(directory, 0, "no such directory", "a directory of texts by language, <language>/<name>.txt");
    return [];
  }
}

import type { Text } from "./text.ts";
import { type Path, valueAt } from "./yaml-file.ts";

export interface PlacedText {
  readonly path: Path;
  readonly text: Text;
}

/** Settings whose value is a text or several. */
const TEXTS = new Set([
  ...["name", "includes", "means", "examples", "scope", "exclusions", "duties", "raisingSeverity", "charges"],
  ...[
    "escalation",
    "functional",
    "hierarchic",
    "upstream",
    "dataProtection",
    "changes",
    "per",
    "for",
    "note",
  ],
]);
/** Groups whose keys are names somebody chose. */
const NAMED = ["plans", "serviceHours", "severities"];

/**
 * Every text by language that customers read, with its place. Takes the file's data as it is, so that missing
 * languages are found also where something else is wrong.
 */
export function eachText(data: unknown): readonly PlacedText[] {
  const found: PlacedText[] = [];
  const visit = (value: unknown, path: Path, isText: boolean): void => {
    if (Array.isArray(value)) {
      for (const [n, item] of value.entries()) visit(item, [...path, n], isText);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const isGroup = Object.keys(value).some((key) => TEXTS.has(key));
    if (isText && !isGroup) {
      found.push({ path, text: value as Text });
      return;
    }
    const named = path.length === 1 && NAMED.includes(String(path[0]));
    const dates = path.at(-2) === "holidays" && path.at(-1) === "add";
    for (const [key, inner] of Object.entries(value)) {
      visit(inner, [...path, key], dates || (!named && TEXTS.has(key)));
    }
  };
  visit(data, [], false);
  return found.filter(({ text }) => Object.values(text).every((words) => typeof words === "string"));
}

/** The languages a file offers, as far as they can be read. */
export function languagesIn(data: unknown): readonly string[] {
  const languages = valueAt(data, ["desk", "languages"]);
  return Array.isArray(languages) ? languages.filter((language) => typeof language === "string") : [];
}

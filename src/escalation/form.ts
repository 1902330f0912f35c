import { folded } from "./folded.ts";
import type { FormField } from "./form-schema.ts";

/** What an agent filled in, by field; an empty value takes back what was there. */
export type FormValues = Readonly<Record<string, string>>;

export type FormRead =
  | { readonly kind: "form"; readonly values: FormValues }
  /** Nothing of it counts. `suggestion`: the field that was probably meant. */
  | {
      readonly kind: "refused";
      readonly because: string;
      readonly line: string;
      readonly suggestion: string | null;
    };

const MOST_LINES = 400;
const LONGEST_VALUE = 4000;
/** Letters first: a time, a path or a step of a list is no field. */
const LABELLED = /^(\p{L}[\p{L}\p{M} _\-/]{1,39})[:：](.*)$/u;
const ITEM = /^(?:[-*•–]|\d{1,2}[.)])\s/u;

/**
 * Reads the lines below `#diagnosis`. A field begins at the start of a line; its value goes on in lines that are indented,
 * that begin like items of a list, or that follow directly (mail clients break long lines). The same field again adds to
 * its value. A field without a value says nothing; `-` takes the value back.
 *
 * Whatever else stands there is refused, for nobody can say where it belongs: it must never reach the customer.
 */
export function readForm(text: string, fields: readonly FormField[]): FormRead {
  const lines = text.split("\n");
  if (lines.length > MOST_LINES) return refused(`a form has at most ${MOST_LINES} lines`, "", null);
  const byName = new Map(
    fields.flatMap((field) => [field.name, ...field.names].map((name) => [folded(name), field.id] as const)),
  );
  const values = new Map<string, string[]>();
  let open: string[] | null = null;
  let follows = false;
  for (const line of lines) {
    const isBlank = line.trim() === "";
    const label = open !== null && /^\s/.test(line) ? null : labelIn(line.trim());
    if (isBlank) follows = false;
    else if (label === null && open !== null && (follows || /^\s/.test(line) || ITEM.test(line))) {
      open.push(line.trim());
      follows = true;
    } else if (label === null) {
      return refused(
        "this line is no `field: value`; text for the customer stands above #diagnosis",
        line,
        null,
      );
    } else {
      const id = byName.get(folded(label.name));
      if (id === undefined)
        return refused(`the form has no field "${label.name}"`, line, nearest(label.name, fields));
      open = values.get(id) ?? [];
      values.set(id, open);
      if (label.value !== "") open.push(label.value);
      follows = true;
    }
  }
  const read = [...values].flatMap(([id, said]) => {
    const value = said.join("\n").trim();
    return value === "" ? [] : [[id, value === "-" ? "" : value] as const];
  });
  const long = read.find(([, value]) => value.length > LONGEST_VALUE);
  if (long !== undefined) return refused(`${long[0]} has more than ${LONGEST_VALUE} characters`, "", null);
  return { kind: "form", values: Object.fromEntries(read) };
}

function labelIn(line: string): { readonly name: string; readonly value: string } | null {
  const [, name, value] = LABELLED.exec(line) ?? [];
  // `https://…` is a value that was broken off.
  if (name === undefined || value!.startsWith("//")) return null;
  return { name: name.trim(), value: value!.trim() };
}

/** The field whose name is nearest: at most a third of its letters differ. */
function nearest(name: string, fields: readonly FormField[]): string | null {
  const wanted = folded(name).slice(0, 40);
  const ranked = fields
    .flatMap((field) => [field.name, ...field.names].map((known) => ({ field, known: folded(known) })))
    .map(({ field, known }) => ({ field, off: distance(wanted, known), most: Math.ceil(known.length / 3) }))
    .filter(({ off, most }) => off <= most)
    .toSorted((a, b) => a.off - b.off);
  return ranked[0]?.field.name ?? null;
}

/** Letters to add, drop or change to get from one word to the other. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, before[j]! + 1, row[j - 1]! + 1));
    }
    before = row;
  }
  return before[b.length]!;
}

function refused(because: string, line: string, suggestion: string | null): FormRead {
  return { kind: "refused", because, line: line.trim().slice(0, 200), suggestion };
}

/** The fields as lines to fill in, each with what is known; several lines of a value are indented. */
export function writeForm(fields: readonly FormField[], values: FormValues): string {
  return fields
    .map(({ id, name }) => `${name}: ${(values[id] ?? "").replaceAll("\n", "\n  ")}`.trimEnd())
    .join("\n");
}

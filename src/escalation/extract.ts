import type { IdRules } from "./form-schema.ts";
import { isBlankGuid } from "./judge.ts";
import { kindNearby, type Labelled, lastWordBefore, wordsIn } from "./nearby.ts";

/** One text of a conversation. `source` is given back with what is found in it. */
export interface Said {
  readonly source: string;
  readonly text: string;
}

/** An id in the conversation, and where it stands. `kind` unknown: no word nearby says what it is. */
export interface FoundId {
  readonly kind: string;
  /** Ids of letters and digits in small letters. */
  readonly value: string;
  readonly source: string;
  /** From 1. */
  readonly line: number;
}

const LONGEST_TEXT = 100_000;
const MOST_FOUND = 200;
const LONGEST_LINE = 2000;

const GUIDS = /(?<![0-9a-z-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z-])/gi;
const NUMBERED = /(?<![\p{L}\d-])(?=[\p{L}-]{0,12}\d)[A-Z0-9][A-Z0-9-]{2,40}(?![\p{L}\d-])/giu;
const STATUS = /(?<![\d.,:-])[1-5]\d\d(?![\d.,:-]\d|\d)/g;
const MAIL_STATUS = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]\d|\d)/g;
const ZONES = "UTC|GMT|Z|CET|CEST|WET|WEST|BRT|EST|EDT|CST|CDT|PST|PDT|[+-][01]\\d:?[0-5]\\d";
const ISO_TIME = new RegExp(
  `\\b20\\d\\d-[01]\\d-[0-3]\\d[T ][0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,7})?)? ?(?:${ZONES})(?![A-Za-z0-9])`,
  "g",
);
const CLOCK_TIME = new RegExp(
  `(?<![\\d:])[0-2]?\\d:[0-5]\\d(?::[0-5]\\d)? ?(?:${ZONES})(?![A-Za-z0-9])`,
  "g",
);

/**
 * Finds ids in what people wrote. A GUID is what the nearest word says it is; without one it is unknown, never guessed.
 * Linear in the text, at most 200 finds; what stands twice is found once, at its first place.
 */
export function extractIds(texts: readonly Said[], rules: IdRules): readonly FoundId[] {
  const finder = finderOf(rules);
  const found = new Map<string, FoundId>();
  let left = LONGEST_TEXT;
  for (const { source, text } of texts) {
    let before = "";
    for (const [n, whole] of text.slice(0, Math.max(0, left)).split("\n").entries()) {
      const line = whole.slice(0, LONGEST_LINE);
      for (const { kind, value } of finder(line, before)) {
        const key = `${kind} ${value}`;
        if (found.size < MOST_FOUND && !found.has(key)) found.set(key, { kind, value, source, line: n + 1 });
      }
      if (line.trim() !== "") before = line;
    }
    left -= text.length;
  }
  return onlyUnknownWhereNothingElse([...found.values()]);
}

/** The values of some kinds, each once, in the order in which they were written. */
export function valuesOf(found: readonly FoundId[], kinds: readonly string[]): readonly FoundId[] {
  const seen = new Set<string>();
  return found.filter(({ kind, value }) => {
    if (!kinds.includes(kind) || seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}

/** The same id without a word nearby is no other id. */
function onlyUnknownWhereNothingElse(found: readonly FoundId[]): readonly FoundId[] {
  const named = new Set(found.filter(({ kind }) => kind !== "unknown").map(({ value }) => value));
  return found.filter(({ kind, value }) => kind !== "unknown" || !named.has(value));
}

type Find = Pick<FoundId, "kind" | "value">;

function finderOf(rules: IdRules): (line: string, before: string) => readonly Find[] {
  const { near, resource } = rules;
  const guidWords = labelled(rules.guids);
  const numberWords = labelled(rules.numbers);
  const mailWords = labelled([rules.mail_status]);
  const statuses = rules.status.map((rule) => ({ ...rule, known: labelled([rule]) }));
  const codes = rules.codes.map((code) => ({ kind: code.kind, pattern: codePattern(code) }));
  const paths = new RegExp(`${resource.path}([0-9a-f-]{36})(?:/[\\w.()/-]{1,400})?`, "gi");
  return (line, before) => {
    const resources = [...line.matchAll(paths)].flatMap(([path, owner]): Find[] => [
      { kind: resource.kind, value: path.replace(/[./]+$/, "") },
      { kind: resource.owner, value: owner!.toLowerCase() },
    ]);
    const rest = line.replaceAll(paths, (path) => " ".repeat(path.length));
    const guids = [...rest.matchAll(GUIDS)].flatMap(({ 0: guid, index }): Find[] => {
      const value = guid.toLowerCase();
      if (isBlankGuid(value)) return [];
      return [
        { kind: kindNearby({ line: rest, before, at: index, length: guid.length, near }, guidWords), value },
      ];
    });
    const bare = rest.replaceAll(GUIDS, (guid) => " ".repeat(guid.length));
    return [
      ...resources,
      ...guids,
      ...codes.flatMap(({ kind, pattern }) =>
        [...bare.matchAll(pattern)].map(([value]) => ({ kind, value })),
      ),
      ...numbersIn(bare, numberWords),
      ...statuses.flatMap((rule) => statusIn(bare, rule)),
      ...(wordsIn(bare, mailWords).length > 0
        ? [...bare.matchAll(MAIL_STATUS)].map(([value]) => ({ kind: rules.mail_status.kind, value }))
        : []),
      ...timesIn(bare),
    ];
  };
}

function labelled(rules: readonly { readonly kind: string; readonly words: readonly string[] }[]): Labelled {
  return rules.flatMap(({ kind, words }) => words.map((word) => ({ kind, word })));
}

function codePattern({ prefix, digits, hex }: IdRules["codes"][number]): RegExp {
  const tail = digits ? `\\d{${digits[0]},${digits[1]}}` : `[0-9a-f]{${hex ?? 8}}`;
  return new RegExp(`(?<![\\w])${prefix}${tail}(?![0-9a-z])`, "gi");
}

/** A token with three digits or more, directly behind one of the words. */
function numbersIn(line: string, words: Labelled): readonly Find[] {
  return [...line.matchAll(NUMBERED)].flatMap(({ 0: value, index }): Find[] => {
    if ((value.match(/\d/g) ?? []).length < 3 || /^(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?$/.test(value))
      return [];
    const kind = lastWordBefore(line, index, words);
    return kind === null ? [] : [{ kind, value }];
  });
}

function statusIn(
  line: string,
  { kind, known, from, to }: IdRules["status"][number] & { readonly known: Labelled },
): readonly Find[] {
  if (wordsIn(line, known).length === 0) return [];
  return [...line.matchAll(STATUS)]
    .filter(({ 0: code, index }) => {
      const n = Number(code);
      return n >= from && n <= to && lastWordBefore(line, index, known) !== null;
    })
    .map(([value]) => ({ kind, value }));
}

/** Only with a zone: without one nobody knows when it was. */
function timesIn(line: string): readonly Find[] {
  const whole = [...line.matchAll(ISO_TIME)].map(([value]) => ({ kind: "time", value }));
  const rest = line.replaceAll(ISO_TIME, " ");
  return [...whole, ...[...rest.matchAll(CLOCK_TIME)].map(([value]) => ({ kind: "time", value }))];
}

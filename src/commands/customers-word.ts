import {
  FAREWELLS_SAID,
  GREETINGS_SAID,
  isCourtesyLine,
  plainWord,
  THANKS_SAID,
} from "../conversation/courtesy.ts";

/** What a customer may say by one word, in their language. */
export type CustomersWord =
  | { readonly kind: "status" }
  | { readonly kind: "close" }
  /** One line, without controls, at most 300 characters; empty: they gave no reason. */
  | { readonly kind: "urgent"; readonly why: string };

/** Small letters without accents; English, Portuguese, Spanish, German, French, Italian. */
const WORDS: Readonly<Record<string, CustomersWord["kind"]>> = {
  ...named("status", "status statut statuts estado estatus situacao situacion stand sachstand etat stato"),
  ...named("close", "close fechar encerrar cerrar schliessen abschliessen fermer cloturer chiudere"),
  ...named("urgent", "urgent urgente dringend eilt"),
};

const SAID_AS: Readonly<Record<string, readonly [status: string, urgent: string, close: string]>> = {
  en: ["status", "urgent", "close"],
  pt: ["estado", "urgente", "fechar"],
  es: ["estado", "urgente", "cerrar"],
  de: ["Status", "dringend", "schließen"],
  fr: ["statut", "urgent", "fermer"],
};

/** The words as a mail names them to a reader of a language. */
export function wordsIn(language: string): readonly [status: string, urgent: string, close: string] {
  const primary = language.split("-")[0]!.toLowerCase();
  return Object.hasOwn(SAID_AS, primary) ? SAID_AS[primary]! : SAID_AS["en"]!;
}

const LONGEST = 20_000;
const MOST_LINES = 12;
const LONGEST_WHY = 300;
const PLEASE = /[\s,]+(?:please|pls|por favor|pf|bitte|s'il vous plait|svp|per favore)$/;
const FIRST_LINE =
  /^["'\u201c\u201d\u201e\u00ab\u00bb*]?(\p{L}[\p{L}\p{M}]*)["'\u201c\u201d\u00ab\u00bb*]?(.*)$/u;

/**
 * Reads a customer's command: the first line of what they wrote is the word alone, or `urgent` and a reason. A line of greeting may
 * stand before it, and below `status` and `close` nothing but thanks, a farewell and names: whoever writes more wants to be
 * read by a person. `#close` is text, and so is a word with letters of another script or with hidden characters in it.
 *
 * @param visible  what was written, quote and signature cut
 * @returns null: a message like any other
 */
export function readCustomersWord(visible: string): CustomersWord | null {
  const lines = visible
    .slice(0, LONGEST)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const at = lines.length > 1 && isCourtesyLine(lines[0]!, GREETED) ? 1 : 0;
  const read = readLine(lines[at] ?? "");
  if (read === null) return null;
  const rest = lines.slice(at + 1);
  if (read.kind === "urgent") return read.why === "" ? { ...read, why: oneLine(rest.join(" ")) } : read;
  const isAll = visible.length <= LONGEST && lines.length <= MOST_LINES;
  return isAll && rest.every((line, n) => isCourtesyLine(line, AROUND, n > 0 || rest.length === 1))
    ? read
    : null;
}

/** Whether a mail that refers to no ticket asks where things stand, and nothing else: in its subject, its text or both. */
export function asksForStatus(subject: string, visible: string): boolean {
  const bare = subject.replace(/^(?:\s*(?:re|aw|sv|res|rif)\s*:)+/i, "").trim();
  const inSubject = readLine(bare)?.kind === "status";
  const inText = readCustomersWord(visible)?.kind === "status";
  if (inText) return inSubject || bare === "";
  const lines = visible.split("\n").filter((line) => line.trim() !== "");
  return (
    inSubject &&
    lines.length <= MOST_LINES &&
    lines.every((line) => isCourtesyLine(line.trim(), AROUND, true))
  );
}

function readLine(line: string): CustomersWord | null {
  const [, word, rest] = FIRST_LINE.exec(line.slice(0, LONGEST)) ?? [];
  if (word === undefined || rest === undefined) return null;
  const kind = Object.hasOwn(WORDS, plainWord(word)) ? WORDS[plainWord(word)]! : null;
  if (kind === null) return null;
  if (kind === "urgent") {
    const why = /^(?:\s*[:,;.!\u2013\u2014-]+|\s|$)/.test(rest)
      ? oneLine(rest.replace(/^[\s:,;.!\u2013\u2014-]+/, ""))
      : null;
    return why === null ? null : { kind, why };
  }
  const ends = kind === "close" ? /^[.!\s]*$/ : /^[.!?\s\u2026]*$/;
  return ends.test(plainWord(rest).replace(PLEASE, "")) ? { kind } : null;
}

const GREETED = [GREETINGS_SAID];
const AROUND = [GREETINGS_SAID, FAREWELLS_SAID, THANKS_SAID];

/** Bounded, on one line, without what would steer a screen. */
function oneLine(text: string): string {
  return text
    .slice(0, 2000)
    .replaceAll(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST_WHY);
}

function named<K extends CustomersWord["kind"]>(kind: K, words: string): Readonly<Record<string, K>> {
  return Object.fromEntries(words.split(" ").map((word) => [word, kind]));
}

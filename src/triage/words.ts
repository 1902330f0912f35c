/** A text as triage reads it. */
export interface Words {
  /** Folded words and single marks, in order. `§url`, `§mail` and `§num` stand for what differs in every mail. */
  readonly tokens: readonly string[];
  /** By token: the sentence it stands in. */
  readonly sentences: readonly number[];
}

/** A mail says what it is about early; the rest is quotes and footers. */
const MOST_CHARACTERS = 12_000;
const MOST_TOKENS = 1500;

/** Every part is bounded, so that no text makes it slow. */
const TOKEN =
  /https?:\/\/\S{1,300}|www\.\S{1,300}|[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}|0x[0-9a-f]{2,16}|\d{1,3}(?:[.,]\d{3}){1,3}(?![\d\p{L}])|[\p{L}\p{N}]{1,40}|[%?!€$£]|[.;](?=\s|$)|\n\s*\n/gu;

/** Small letters without accents; `ß` as `ss`. White space becomes one blank. */
export function fold(text: string): string {
  return letters(text).replaceAll(/\s+/g, " ");
}

function letters(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[’`´]/g, "'");
}

/** The words of a text: its first 12,000 characters, at most 1,500 words. */
export function wordsOf(text: string): Words {
  const tokens: string[] = [];
  const sentences: number[] = [];
  let sentence = 0;
  for (const [found] of letters(text.slice(0, MOST_CHARACTERS)).matchAll(TOKEN)) {
    if (tokens.length >= MOST_TOKENS) break;
    const token = classOf(found);
    if (token === null) {
      sentence += 1;
      continue;
    }
    tokens.push(token);
    sentences.push(sentence);
    if (token === "?" || token === "!") sentence += 1;
  }
  return { tokens, sentences };
}

/** Null: the end of a sentence. */
function classOf(found: string): string | null {
  if (found === "." || found === ";" || found.startsWith("\n")) return null;
  if (found.startsWith("http") || found.startsWith("www.")) return "§url";
  if (found.includes("@")) return "§mail";
  if (/^\d+[.,]/.test(found)) return found.replaceAll(/[.,]/g, "");
  return found;
}

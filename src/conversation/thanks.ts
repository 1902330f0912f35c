import {
  FAREWELLS_SAID,
  GREETINGS_SAID,
  mayBeName,
  phrasesAt,
  phrasesOf,
  plainWord,
  THANKS_SAID,
} from "./courtesy.ts";

/** What may stand beside thanks without asking for anything: praise, that it is solved, that it may be closed. */
const DONE =
  phrasesOf(`team|all|support|great|(that s |) (perfect|brilliant|great)|excellent|super|wonderful|awesome|amazing|fantastic|lovely|good|nice|ok|okay|very good|all good|all (is |) (sorted|fine|well|ok) (now|)|
(it|everything|all|that|this) (works|is working|works fine|is fine|is good) (again|now|perfectly|)|(works|working) (now|again|fine|perfectly|)|(that|this|it) (worked|did it|did the trick|fixed it|solved it)|(problem |issue |all |) (solved|fixed|resolved) (now|)|all set|
(you can|please|feel free to|we can) close (it|this|the ticket|this ticket|the case|this case)|for everything|very much|a lot|so much|
otimo|perfeito|excelente|show|maravilha|impecavel|fantastico|tudo (bem|certo|ok|resolvido|a funcionar)|(ja |) (funciona|funcionou)|ja esta (tudo |) (a funcionar|resolvido|ok|)|ja funciona tudo|esta (tudo |) (a funcionar|resolvido)|deu certo|(ficou |) resolvido|problema resolvido|
(podem|pode) (fechar|encerrar) (o ticket|o caso|o pedido|)|
perfecto|genial|estupendo|vale|todo (bien|correcto|ok|solucionado)|(ya |) funciona (ya|todo|)|todo funciona|ha funcionado|(problema |ya esta |) (solucionado|resuelto)|ya esta|(pueden|puede) cerrar(lo|) (el caso|el ticket|)|
prima|toll|perfekt|klasse|spitze|wunderbar|ausgezeichnet|hervorragend|super|alles (gut|klar|bestens|erledigt|in ordnung)|(es |jetzt |) funktioniert (es |) (jetzt|wieder|alles|wieder alles|alles wieder|)|(es |) geht wieder (alles|)|(hat |es hat |) (alles |) (geklappt|funktioniert)|erledigt|(problem |) (gelost|geloest)|
(das ticket |das |) kann geschlossen werden|sie konnen das ticket schliessen|
parfait|super|genial|excellent|nickel|impeccable|top|tres bien|tout (va bien|est bon|est ok|fonctionne|est resolu)|c est (bon|parfait) (pour moi|)|(ca|cela) (marche|fonctionne) (bien|a nouveau|parfaitement|)|(c est |) resolu|(le |) probleme (est |) resolu|vous pouvez (fermer|cloturer) (le ticket|le dossier|)|
perfetto|ottimo|benissimo|eccellente|fantastico|gentilissim(o|a|i)|tutto (ok|bene|a posto|risolto)|(ora |adesso |) funziona (tutto|)|tutto funziona|ha funzionato|(problema |) risolto|potete chiudere (il ticket|)|puo chiudere (il ticket|)`);

/** Longer than this nobody only thanks. */
const MOST_WORDS = 40;
/** Names in a row: of who is thanked and of who thanks. */
const MOST_NAMES = 4;
const UNHAPPY =
  /[\u{1F44E}\u{1F61E}\u{1F61F}\u{1F620}\u{1F621}\u{1F622}\u{1F624}\u{1F62D}\u{1F641}\u{2639}]|[:;]-?\(/u;

/**
 * Whether a mail says thanks and nothing else: known words of thanks, greetings, praise and farewell, and names where names
 * stand: behind a greeting, thanks or a farewell, and alone in the last line. A question mark, a number, or any word it does not
 * know makes it a mail like any other: in doubt somebody is asking.
 *
 * @param text  what was written, quote and signature cut
 */
export function isOnlyThanks(text: string): boolean {
  if (text.length > 600 || /[?¿？\d#@/]/.test(text) || UNHAPPY.test(text)) return false;
  const lines = text.split("\n").filter((line) => wordsOf(line).length > 0);
  if (lines.flatMap(wordsOf).length > MOST_WORDS) return false;
  const signed = lines.length > 1 && isNames(wordsOf(lines.at(-1)!));
  const read = (signed ? lines.slice(0, -1) : lines)
    .flatMap((line) => line.split(/[.!;:]/).map(wordsOf))
    .filter((words) => words.length > 0)
    .map(readSentence);
  return read.every((how) => how !== "unknown") && read.includes("thanks");
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}]+/u).filter((word) => word !== "");
}

/** Where a reading of a sentence has come to. */
interface Reached {
  readonly at: number;
  /** How many more names may follow. */
  readonly names: number;
  readonly thanked: boolean;
}

/**
 * A sentence of courtesies: each of its words is part of a known phrase, or a name behind somebody who is greeted or thanked. All
 * ways to cut it into phrases are followed: `thanks, all sorted` begins with `thanks all`, and is none of that.
 */
function readSentence(written: readonly string[]): "thanks" | "courtesy" | "unknown" {
  const words = written.map(plainWord);
  const todo: Reached[] = [{ at: 0, names: 0, thanked: false }];
  const seen = new Set<string>();
  let read: "courtesy" | "unknown" = "unknown";
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    const { at, names, thanked } = one;
    const key = `${at} ${names} ${thanked}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (at === words.length && thanked) return "thanks";
    if (at === words.length) read = "courtesy";
    const go = (lengths: readonly number[], next: Omit<Reached, "at">) =>
      todo.push(...lengths.map((length) => ({ at: at + length, ...next })));
    go(phrasesAt(DONE, words, at), { names: 0, thanked });
    go(phrasesAt(GREETINGS_SAID, words, at), { names: MOST_NAMES, thanked });
    go(phrasesAt(FAREWELLS_SAID, words, at), { names: MOST_NAMES, thanked });
    go(phrasesAt(THANKS_SAID, words, at), { names: MOST_NAMES, thanked: true });
    if (names > 0 && mayBeName(written[at] ?? "")) go([1], { names: names - 1, thanked });
  }
  return read;
}

function isNames(line: readonly string[]): boolean {
  return line.length <= MOST_NAMES && line.every(mayBeName);
}

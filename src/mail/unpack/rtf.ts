import { decodeBytes } from "../charset/decode.ts";

/** The dictionary every compressed RTF starts with ([MS-OXRTFCP] §2.1.2.1). */
const DICTIONARY =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS " +
  "Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20" +
  "\\b\\i\\u\\tab\\tx";
const WINDOW = 4096;
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const MOST_BYTES = 8 * 1024 * 1024;

/** Undoes the compression of PR_RTF_COMPRESSED ([MS-OXRTFCP]); null when it is none. At most 8 MB come out. */
export function decompressRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null;
  const size = Math.min(bytes.readUInt32LE(4), MOST_BYTES);
  const kind = bytes.readUInt32LE(8);
  if (kind === PLAIN) return bytes.subarray(16, 16 + size);
  if (kind !== COMPRESSED) return null;
  const window = Buffer.alloc(WINDOW);
  let write = window.write(DICTIONARY, "latin1");
  const out = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number): void => {
    out[length++] = byte;
    window[write] = byte;
    write = (write + 1) % WINDOW;
  };
  let at = 16;
  while (at < bytes.length && length < size) {
    const control = bytes[at++]!;
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++]!);
        continue;
      }
      const reference = (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === write) return out.subarray(0, length);
      for (let i = 0; i < (reference & 15) + 2 && length < size; i++) put(window[(from + i) % WINDOW]!);
    }
  }
  return out.subarray(0, length);
}

/** Groups that hold no text. */
const SKIPPED = new Set([
  "fonttbl",
  "colortbl",
  "stylesheet",
  "info",
  "pict",
  "object",
  "listtable",
  "generator",
]);
const BREAKS: Readonly<Record<string, string>> = { par: "\n", line: "\n", tab: "\t", cell: "\t", row: "\n" };
const SIGNS: Readonly<Record<string, string>> = {
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  endash: "–",
  emdash: "—",
};
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|[^\\{}\r\n]+/giy;

interface Group {
  readonly skip: boolean;
  readonly isTag: boolean;
}

/**
 * The text of an RTF document, or the HTML it was made from where it says so ([MS-OXRTFEX]). Linear.
 */
export function readRtf(rtf: Buffer): { readonly text: string; readonly isHtml: boolean } {
  const source = rtf.toString("latin1");
  const isHtml = source.slice(0, 2000).includes("\\fromhtml1");
  const codepage = `windows-${/\\ansicpg(\d{1,5})/.exec(source.slice(0, 2000))?.[1] ?? "1252"}`;
  const reader = new Reader(isHtml, codepage);
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found !== null; found = TOKEN.exec(source)) reader.take(found);
  return { text: reader.finish(), isHtml };
}

class Reader {
  readonly #isHtml: boolean;
  readonly #codepage: string;
  readonly #out: string[] = [];
  #bytes: number[] = [];
  readonly #groups: Group[] = [];
  #group: Group = { skip: false, isTag: false };
  /** Between `\htmlrtf` and `\htmlrtf0` stands what is for RTF readers only. */
  #rtfOnly = false;
  #starred = false;
  #fallback = 0;

  constructor(isHtml: boolean, codepage: string) {
    this.#isHtml = isHtml;
    this.#codepage = codepage;
  }

  take(found: RegExpExecArray): void {
    const [all, word, number, hex, symbol, brace] = found;
    if (brace !== undefined) this.#brace(brace);
    else if (word !== undefined) this.#word(word, number);
    else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
    else if (symbol !== undefined) this.#symbol(symbol);
    else if (!/^[\r\n]/.test(all)) this.#text(all);
  }

  finish(): string {
    this.#flush();
    return this.#out.join("").replace(/\n+$/, "");
  }

  #brace(brace: string): void {
    if (brace === "{") this.#groups.push(this.#group);
    else this.#group = this.#groups.pop() ?? { skip: false, isTag: false };
  }

  #word(word: string, number: string | undefined): void {
    const starred = this.#starred;
    this.#starred = false;
    if (word === "htmlrtf") this.#rtfOnly = number !== "0";
    else if (word === "htmltag") this.#group = { skip: false, isTag: true };
    else if (SKIPPED.has(word) || starred) this.#group = { ...this.#group, skip: true };
    else if (word === "u") this.#unicode(Number(number ?? 0));
    else if (Object.hasOwn(BREAKS, word)) this.#text(BREAKS[word]!);
    else if (Object.hasOwn(SIGNS, word)) this.#text(SIGNS[word]!);
  }

  #symbol(symbol: string): void {
    if (symbol === "*") this.#starred = true;
    else if (symbol === "~") this.#text(" ");
    else if ("\\{}".includes(symbol)) this.#text(symbol);
  }

  #unicode(code: number): void {
    this.#text(String.fromCharCode(code & 0xffff));
    this.#fallback = 1;
  }

  #byte(byte: number): void {
    if (this.#fallback > 0) this.#fallback -= 1;
    else if (!this.#isSilent()) this.#bytes.push(byte);
  }

  #text(text: string): void {
    const shown = this.#fallback > 0 ? text.slice(this.#fallback) : text;
    this.#fallback = 0;
    if (this.#isSilent()) return;
    this.#flush();
    this.#out.push(shown);
  }

  #isSilent(): boolean {
    return this.#group.skip || (this.#isHtml && this.#rtfOnly && !this.#group.isTag);
  }

  #flush(): void {
    if (this.#bytes.length > 0) this.#out.push(decodeBytes(Buffer.from(this.#bytes), this.#codepage).text);
    this.#bytes = [];
  }
}

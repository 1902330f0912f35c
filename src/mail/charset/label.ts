import iconv from "iconv-lite";

/** How the bytes of a charset behave, which decides how far a wrong label can be seen. */
export interface Charset {
  /** Name for iconv-lite; for `stateful` ones the name of RFC 1468, 1557 or 1843. */
  readonly name: string;
  readonly kind: "utf-8" | "ascii" | "single-byte" | "multi-byte" | "wide" | "stateful";
}

/** What labels in use really mean; keys without anything but letters and digits. Supersets stand for their subsets. */
const MEANING: Readonly<Record<string, string>> = {
  usascii: "ascii",
  ansix341968: "ascii",
  iso646us: "ascii",
  "646": "ascii",
  us: "ascii",
  utf8mb4: "utf8",
  unicode11utf8: "utf8",
  cp65001: "utf8",
  iso88591: "windows-1252",
  latin1: "windows-1252",
  l1: "windows-1252",
  cp819: "windows-1252",
  ibm819: "windows-1252",
  iso88591windows1252: "windows-1252",
  ansi: "windows-1252",
  iso88599: "windows-1254",
  latin5: "windows-1254",
  iso885911: "windows-874",
  tis620: "windows-874",
  iso88598i: "iso-8859-8",
  iso88598e: "iso-8859-8",
  iso88596i: "iso-8859-6",
  gb2312: "gb18030",
  gb231280: "gb18030",
  gbk: "gb18030",
  xgbk: "gb18030",
  cngb: "gb18030",
  euccn: "gb18030",
  cp936: "gb18030",
  windows936: "gb18030",
  gb180302000: "gb18030",
  ksc56011987: "cp949",
  ksc5601: "cp949",
  euckr: "cp949",
  uhc: "cp949",
  windows949: "cp949",
  sjis: "shift_jis",
  xsjis: "shift_jis",
  shiftjis: "shift_jis",
  windows31j: "shift_jis",
  mskanji: "shift_jis",
  cp932: "shift_jis",
  xeucjp: "euc-jp",
  cseucpkdfmtjapanese: "euc-jp",
  big5: "big5hkscs",
  big5eten: "big5hkscs",
  cp950: "big5hkscs",
  xbig5: "big5hkscs",
  iso2022jp: "iso-2022-jp",
  iso2022jp1: "iso-2022-jp",
  iso2022jp2: "iso-2022-jp",
  iso2022jp3: "iso-2022-jp",
  iso2022jpms: "iso-2022-jp",
  cp50220: "iso-2022-jp",
  cp50221: "iso-2022-jp",
  csiso2022jp: "iso-2022-jp",
  iso2022kr: "iso-2022-kr",
  hzgb2312: "hz-gb-2312",
  hz: "hz-gb-2312",
  unicode11utf7: "utf-7",
  xmacroman: "macroman",
  xmaccyrillic: "maccyrillic",
  unicode: "utf-16",
};

const STATEFUL = new Set(["iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "utf-7", "utf-7-imap"]);
const MULTI = new Set(["gb18030", "cp949", "shift_jis", "euc-jp", "big5hkscs"]);
const known = new Map<string, Charset | null>();
const MOST_LABELS = 500;

/** What a charset label stands for (RFC 2978 names and the misspelt ones in use); null for one nobody knows. */
export function charsetOf(label: string): Charset | null {
  const key = label.toLowerCase().slice(0, 60);
  let charset = known.get(key);
  if (charset === undefined) {
    charset = look(key);
    if (known.size < MOST_LABELS) known.set(key, charset);
  }
  return charset;
}

function look(label: string): Charset | null {
  const squashed = label.replace(/[^a-z0-9]/g, "");
  const name = MEANING[squashed] ?? MEANING[squashed.replace(/^cs/, "")] ?? label.replace(/[^\w.:-]/g, "");
  if (name === "ascii") return { name, kind: "ascii" };
  if (/^utf[-_]?8$/.test(name)) return { name: "utf-8", kind: "utf-8" };
  if (STATEFUL.has(name)) return { name, kind: "stateful" };
  if (/^(utf|ucs)-?(16|32|2|4)/.test(name)) {
    return iconv.encodingExists(name) ? { name, kind: "wide" } : null;
  }
  if (/base64|hex|binary|internal|cesu/.test(name) || !iconv.encodingExists(name)) return null;
  return { name, kind: MULTI.has(name) ? "multi-byte" : "single-byte" };
}

/** The line or lines that introduce a quote: "On Mon, 5 Jan 2026 at 10:00, Ana <ana@x> wrote:" in the clients' languages. */
export interface Attribution {
  readonly start: number;
  readonly end: number;
  /** `sure`: date with time, or an address, so that the quote below needs no `>`; `likely`: only where quoted lines follow. */
  readonly strength: "sure" | "likely";
}

/** "wrote" at the end of the line, before the colon. */
const VERB_AT_END = new RegExp(
  `(?:wrote|writes|written|said|escreveu|escribió|escribio|geschrieben|schrieb|schreibt|écrit|ecrit|ha scritto|scrive|scritto|geschreven|schreef
  |schrijft|napisał\\(a\\)|napisał|napisała|napisał/a|napisali|pisze|skrev|skrev følgende|skriver|følgende|kirjoitti|kirjoittaa|napsal\\(a\\)|napsal|napsala|napsal/a
  |napísal\\(a\\)|napísal|napísala|píše|пишет|написал|написала|написал\\(а\\)|писал|писал\\(а\\)|пише|написав|написала|написав\\(ла\\)|написав\\(-ла\\)
  |viết|đã viết|のメール|書きました|書き込みました|さんは書きました|さんが書きました|さんのメッセージ|写道|寫道|写到|寫到|yazdı|şunu yazdı|şunları yazdı|írta|ezt írta|a scris|scris
  |έγραψε|작성|작성했습니다|썼습니다|썼다|메시지|napisao|napisala|napisao/la|napisao je|je napisal|je napisao|piše|написа|kirjutas|escrigué|va escriure|menulis|כתב|כתבה|كتب)`.replace(
    /\s*\n\s*/g,
    "",
  ) +
    `(?:\\s*\\([^()]{0,60}\\))?(?:\\s+(?:the following|le message suivant|folgendes|het volgende|o seguinte|lo siguiente|quanto segue|következőt))?$`,
  "iu",
);
/** "schrieb NAME:", "skrev NAME:", "Wiadomość napisana przez NAME …:", "NAME wrote on DATE:". */
const VERB_INSIDE =
  /(?:^|[\s,])(?:schrieb|skrev|schreef|wrote|writes|escreveu|escribió|a écrit|ha scritto|napisana przez|napisał|napsal|kirjoitti|пишет|написал|пише|heeft|scrive|yazdı|írta|写道|寫道)(?:[\s(:]|$)/iu;
const CITING =
  /^(?:citando|quoting|zitat von|zitiere|citerar|citat von|citation de|en réponse à|quotando|in reply to|cytowanie)\b/iu;
const ADDRESS = /[^\s<>@()[\]]+@[^\s<>@()[\]]+/u;
const TIME = /\d{1,2}\s?[:.h時点]\s?\d{2}|\d{1,2}\s?(?:am|pm|Uhr|時|点|點)\b/iu;
const DATE =
  /\b\d{4}[-/.年]\s?\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}|\d{4}\s?[年년]|\p{L}{3,}\.?,?\s\d{1,2}(?:st|nd|rd|th)?\.?,?\s(?:de\s)?(?:\d{4}|\d{1,2}:)|\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s(?:de\s|d[e']\s?|thg\s)?[\p{L}\d]{1,12}\.?,?\s(?:de\s|del\s)?\d{4}|\d{1,2}\.?\s\p{L}{3,}|\p{L}{3,}\s\d{1,2}\b/iu;
/** "2026-01-05 10:00 GMT+01:00 Ana <ana@x>:", "05.01.2026, 10:00, "Ana" <ana@x>:", "пн, 5 янв. 2026 г. в 10:00, Ana <ana@x>:". */
const DATE_FIRST = /^(?:\p{L}{2,14}[.,]*\s?,?\s?){0,2}\(?\d{1,4}[-/.\s年]/u;
/** GroupWise and old mailers: ">>> Ana Silva 05/01/26 10:00 >>>", ">>> Ana Silva <ana@x> 05.01.2026 10:00 >>>". */
const GROUPWISE = /^>>>\s\S.{0,160}\d{1,2}[:.]\d{2}.{0,12}(?:>>>)?\s*$/u;

const LONGEST_LINE = 400;
const MOST_LINES = 5;
/** A date further in than this is no opening of an attribution but a part of a sentence. */
const OPENING = 28;

/**
 * The attribution whose last line is `at`; null where that line ends none.
 *
 * Looks at most four lines back, each bounded, so that a text is read in linear time. `quoted` tells whether the next
 * written line is a quoted one.
 */
export function readAttribution(lines: readonly string[], at: number, quoted: boolean): Attribution | null {
  const last = lines[at]!;
  if (last.length > LONGEST_LINE) {
    return opensQuoteOnSameLine(last.trimStart()) ? { start: at, end: at + 1, strength: "sure" } : null;
  }
  if (GROUPWISE.test(last)) return { start: at, end: at + 1, strength: "sure" };
  const end = bare(last);
  if (opensQuoteOnSameLine(end)) return { start: at, end: at + 1, strength: "sure" };
  if (quoted && DATE_AND_ADDRESS.test(end)) return { start: at, end: at + 1, strength: "likely" };
  const colon = /[:：]$/.test(end) || DASHED.test(last);
  if (!colon && !(quoted && VERB_AT_END.test(end)) && !VERB_AT_END_CJK.test(end)) return null;
  let found: Attribution | null = null;
  let text = "";
  for (let start = at; start >= 0 && at - start < MOST_LINES; start--) {
    const line = lines[start]!;
    if (line.trim() === "" || line.length > LONGEST_LINE || (start < at && isStop(line))) break;
    text = `${bare(line)} ${text}`.trim();
    const opens = OPENS.test(text);
    if (found !== null && !opens && !ADDRESS_FIRST.test(bare(lines[found.start]!))) continue;
    const strength = judge(text);
    if (strength !== null) found = { start, end: at + 1, strength };
    if (strength !== null && opens) break;
  }
  return found !== null && (found.strength === "sure" || quoted) ? found : null;
}

const VERB_AT_END_CJK = /(?:写道|寫道|のメール|さんは書きました)[.。]?$/u;
/** The words with which clients begin, before a date. */
const OPENS =
  /^["'“]?(?:on|at|am|em|no dia|às|a|el|en|le|il|il giorno|in data|op|w dniu|dnia|den|på|dne|dňa|vào|στις|în|in|pe|on the|в|у|在|於)\s.{0,24}\d/iu;
/** A line that a client wrapped between name and address. */
const ADDRESS_FIRST = /^[<([]|^\S+@/u;
const NAME_FIRST = /^["'“]?(?:\p{Lu}[\p{L}.'’-]*,?\s+){1,4}/u;
/** Who tells what a program printed, and quotes no mail. */
const PROSE =
  /\b(?:the|my|our|your|it|he|she|they|we|this|that|which|log|server|service|system|who|someone)\s(?:\S{1,20}\s){0,3}(?:wrote|writes|said)/iu;

/** Old Gmail, without a verb: "2026/1/5 Ana Silva <ana@x>". */
const DATE_AND_ADDRESS = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}\s[^<>]{1,80}<[^<>\s]{3,120}>$/u;
/** Zoho: "---- On Mon, 05 Jan 2026 10:02:11 +0000 Ana <ana@x> wrote ---". */
const DASHED = /^\s*-{2,20}\s.{10,300}\s-{2,20}\s*$/u;
/** Yahoo's mobile clients let the quote begin on the attribution's own line, after blanks. */
const SAME_LINE =
  /^(?:on|el|em|le|il|am|op)\s[^<]{8,120}<[^<>\s]{3,120}>\s(?:wrote|escribió|escreveu|a écrit|ha scritto|schrieb|schreef)\s?:\s{2,}\S/iu;
const opensQuoteOnSameLine = (line: string): boolean => {
  const head = line.slice(0, 320);
  return SAME_LINE.test(head) && TIME.test(head);
};

/** A line without the marks of quoting and emphasis around it, and without dashes that frame it. */
function bare(line: string): string {
  const plain = line
    .replace(/^[\s>*_|]+/, "")
    .trimEnd()
    .replace(/[*_]+$/, "");
  return DASHED.test(line) ? plain.replace(/^-+\s+|\s+-+$/g, "") : plain;
}

/** A sentence that ends, or another line's colon: what is above belongs to something else. */
const isStop = (line: string): boolean => /[!?。]\s*$|\p{L}{2,}[:：]\s*$/u.test(line);

/** How sure it is that this text, as a whole, introduces a quote. */
function judge(text: string): "sure" | "likely" | null {
  if (text.length > 600 || (!/[\d@]/.test(text) && !NAME_FIRST.test(text) && !CITING.test(text))) return null;
  const end = text.replace(/[\s:：.。]+$/u, "");
  const address = ADDRESS.test(text);
  const date = DATE.test(text);
  const complete = date && TIME.test(text);
  if (CITING.test(text)) return address ? "sure" : "likely";
  if (!VERB_AT_END.test(end) && !VERB_INSIDE.test(text)) {
    return complete && address && DATE_FIRST.test(text) && /(?:[>)\]"]|@\S+)\s?[:：]$/u.test(text)
      ? "sure"
      : null;
  }
  if (!address && PROSE.test(text)) return null;
  const opens = (OPENS.test(text) || DATE_FIRST.test(text)) && text.search(/\d/) <= OPENING;
  if (opens && (address ? date : complete)) return "sure";
  if (address)
    return /^["'“]?[^.!?<>]{0,60}[<([]?\S{1,80}@/u.test(text) && text.length < 240 ? "sure" : "likely";
  if (complete && NAME_FIRST.test(text) && text.length < 160) return "sure";
  if (opens && date) return "likely";
  return NAME_FIRST.test(text) && text.split(" ").length <= 5 ? "likely" : null;
}

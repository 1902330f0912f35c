import { isRegistry } from "./disclaimers.ts";

/** Where a signature begins among written lines: below "-- ", or at a closing that only contact lines follow. */

/** RFC 3676 §4.3 writes "-- "; clients and people drop the space or lengthen the dashes. */
export const isDelimiter = (line: string): boolean =>
  /^(?:--|—|––|--\u00a0|_{2,40}|----)\s*$/u.test(line) && !/^\s/.test(line);
const PROPER_DELIMITER = "-- ";

const POSTSCRIPT =
  /^\s{0,3}[*_]{0,2}(?:p\.\s?p\.\s?s|p\.?\s?s|p\.?\s?d|n\.?\s?b|nachtrag|postscriptum|postscript|zp|пс|з\.\s?и|постскриптум|附注|追伸)[*_]{0,2}\.?\s?[:.,\-–—)]/iu;
/** A line with which somebody adds something below the signature. */
export const isPostscript = (line: string): boolean => POSTSCRIPT.test(line.slice(0, 40));

/** The words with which people close a mail, as whole lines. */
const CLOSINGS: ReadonlySet<string> = new Set(
  `regards|best|best regards|kind regards|kindest regards|warm regards|warmest regards|many regards|my best|all the best|best wishes|kind wishes
  |with kind regards|with best regards|with regards|cheers|thanks|thank you|thanks again|many thanks|thanks in advance|thank you in advance
  |thanks and regards|thanks & regards|thanks and best regards|thanks and kind regards|thank you and regards|thank you and best regards
  |thank you and kind regards|thank you very much|thanks a lot|thanks so much|sincerely|sincerely yours|yours sincerely|yours faithfully
  |yours truly|respectfully|cordially|br|kr|rgds|brgds|thx|best,|with thanks|thank you so much
  |cumprimentos|com os melhores cumprimentos|melhores cumprimentos|os meus cumprimentos|com os meus cumprimentos|atenciosamente|att|atentamente
  |abraço|abraços|obrigado|obrigada|muito obrigado|muito obrigada|grato|grata|saudações|cordialmente|desde já obrigado|desde já agradeço
  |saludos|un saludo|saludos cordiales|un cordial saludo|cordial saludo|reciba un cordial saludo|muchas gracias|gracias|gracias de antemano
  |mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss|freundliche grüße|freundliche grüsse
  |mit besten grüßen|beste grüße|beste grüsse|viele grüße|viele grüsse|liebe grüße|liebe grüsse|herzliche grüße|schöne grüße|mfg|lg|vg|bg
  |gruß|gruss|grüße|danke|vielen dank|besten dank|vielen dank und viele grüße|danke und gruß|danke im voraus
  |cordialement|bien cordialement|bien à vous|salutations|salutations distinguées|cordiales salutations|meilleures salutations|cdlt|merci
  |merci d'avance|merci beaucoup|bonne journée|sincères salutations|respectueusement|très cordialement
  |cordiali saluti|distinti saluti|saluti|un saluto|grazie|grazie mille|buona giornata|grazie e saluti|cari saluti|grazie in anticipo
  |met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|mvg|groet|groeten|groetjes|bedankt|alvast bedankt
  |hartelijke groet|met hartelijke groet
  |z poważaniem|pozdrawiam|pozdrowienia|dziękuję|z wyrazami szacunku|serdecznie pozdrawiam|dzięki
  |med vänliga hälsningar|vänliga hälsningar|vänligen|med vänlig hälsning|vänlig hälsning|bästa hälsningar|hälsningar|mvh|tack|tack på förhand
  |med venlig hilsen|venlig hilsen|venlige hilsner|med venlige hilsner|bedste hilsner|hilsen|de bedste hilsner|tak|på forhånd tak
  |med vennlig hilsen|vennlig hilsen|beste hilsen|takk|på forhånd takk|vennlige hilsener|mvh.
  |ystävällisin terveisin|parhain terveisin|terveisin|terv|kiitos|kiitos etukäteen|t
  |s pozdravem|s přátelským pozdravem|děkuji|pozdrav|zdravím|s úctou|hezký den|s pozdravom|ďakujem|díky|děkuji a přeji hezký den
  |с уважением|с наилучшими пожеланиями|спасибо|заранее спасибо|всего доброго|с приветом|благодарю
  |з повагою|з найкращими побажаннями|дякую|щиро дякую|наперед дякую
  |trân trọng|trân trọng cảm ơn|thân mến|thân|kính thư|xin cảm ơn|cảm ơn|trân trọng kính chào|kính chào
  |よろしくお願いいたします|よろしくお願い致します|よろしくお願いします|宜しくお願い致します|宜しくお願いいたします|以上|敬具|以上、よろしくお願いいたします
  |此致|敬礼|敬禮|祝好|谢谢|謝謝|顺祝商祺|順頌商祺|此致敬礼|祝工作顺利|多谢|感谢
  |saygılarımla|iyi çalışmalar|teşekkürler|teşekkür ederim|selamlar|üdvözlettel|tisztelettel|köszönöm|üdv|cu stimă|cu respect|mulțumesc
  |με εκτίμηση|ευχαριστώ|φιλικά|감사합니다|감사드립니다|lep pozdrav|srdačan pozdrav`
    .split("|")
    .map((closing) => closing.trim()),
);
const isClosing = (line: string): boolean =>
  line.length < 60 &&
  CLOSINGS.has(
    line
      .replace(/^[\s*_]+|[\s,.!;:*_。！，、–-]+$/gu, "")
      .replaceAll("’", "'")
      .normalize("NFC")
      .toLowerCase(),
  );

const PHONE = /(?:\+|00)?\d[\d\s().\-/]{6,18}\d/u;
const CONTACT =
  /\S@\S+\.\S|https?:\/\/|\bwww\.|^[\s*_|]*(?:tel|telefon|telefono|teléfono|telefone|téléphone|phone|ph|fax|mob|mobile|mobil|mobiel|cell|cel|gsm|handy|direct|office|t|m|p|f|e|w|e-?mail|web|skype|tlf|tel\.?\/fax|puh|моб|тел|電話|电话|전화|đt|điện thoại)\s?[.:：)|]/iu;

const DASHED_NAME = /^[-–—]\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,2}\s*$/u;

const LONGEST_LINE = 100;
const MOST_LINES = 14;
const MOST_DELIMITED = 30;

/** A line that prose would hold: long, or a sentence that asks or ends. */
const isProse = (line: string): boolean =>
  !isRegistry(line) &&
  (line.length > LONGEST_LINE ||
    /\?\s*$/u.test(line) ||
    (/[.!。]\s*$/u.test(line) && line.trim().split(/\s+/).length > 6));

/**
 * The first line of the signature among `lines`, which are what was written before any quote; null where there is none.
 *
 * A closing, or the writer's own full name on a line of its own, counts only where contact lines follow it and nothing else does:
 * a name alone is left to the writer.
 *
 * @param author  display-name of the writer; empty: not known
 */
export function findSignature(lines: readonly string[], author = ""): number | null {
  const end = lines.length;
  let last: number | null = null;
  for (let at = Math.max(0, end - 60); at < end; at++) {
    if (isDelimiter(lines[at]!) && closes(lines, at)) return at;
    if (isSetOffRule(lines, at) && isContactBlock(lines.slice(at + 1))) return at;
    if (last === null && end - at <= MOST_LINES + 6) {
      if (isClosing(lines[at]!) && isContactBlock(lines.slice(at + 1))) last = at;
      else if (isSetOffName(lines, at, author) && isContactBlock(lines.slice(at))) last = at;
    }
  }
  return last ?? dashedName(lines);
}

/** A long rule with an empty line over it: below it, contact lines are a signature and all else is none. */
const isSetOffRule = (lines: readonly string[], at: number): boolean =>
  /^(?:-{5,80}|_{5,80}|={5,80}|\*{5,80}|—{3,40})\s*$/.test(lines[at]!.slice(0, 100)) &&
  at > 0 &&
  lines[at - 1]!.trim() === "";

/** The writer's name as people have it in their address, below an empty line; one word may as well begin a sentence. */
function isSetOffName(lines: readonly string[], at: number, author: string): boolean {
  const name = plain(author.includes(",") ? author.split(",").toReversed().join(" ") : author);
  if (!name.includes(" ") || at === 0 || lines[at - 1]!.trim() !== "") return false;
  const line = lines[at]!;
  return line.length <= LONGEST_LINE && plain(line) === name;
}

/** Letters alone, as names are compared. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{L}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** "-Joana Prado" as the last line, set off, in a mail that lists nothing with dashes. */
function dashedName(lines: readonly string[]): number | null {
  const at = lines.length - 1;
  if (at < 2 || !DASHED_NAME.test(lines[at]!.slice(0, 60)) || lines[at - 1]!.trim() !== "") return null;
  let above = at - 2;
  while (above > 0 && lines[above]!.trim() === "") above--;
  const lists = lines.slice(Math.max(0, at - 60), at).some((line) => /^\s*[-–—•*]/u.test(line));
  return lists || /[:：]\s*$/u.test(lines[above]!.slice(-20)) ? null : at;
}

/**
 * Whether everything below a delimiter can be a signature: not more than a page below "-- ", and no sentence below bare
 * dashes. Paragraphs that ask something are none: a delimiter may also stand in pasted code.
 */
function closes(lines: readonly string[], at: number): boolean {
  const rest = lines.slice(at + 1).filter((line) => line.trim() !== "");
  const prose = rest.filter(isProse);
  if (lines[at] === PROPER_DELIMITER) {
    return rest.length <= MOST_DELIMITED && !prose.some((line) => line.length > 40 && /\?\s*$/u.test(line));
  }
  return rest.length <= MOST_LINES && prose.length === 0;
}

function isContactBlock(below: readonly string[]): boolean {
  const rest = below.filter((line) => line.trim() !== "");
  if (rest.length < 2 || rest.length > MOST_LINES || rest.some(isProse) || below.some(isPostscript))
    return false;
  return rest.some((line) => CONTACT.test(line) || PHONE.test(line));
}

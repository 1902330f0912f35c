import type { Message } from "../message.ts";
import { gramSet, holdsPhrase, type PhraseFinder, phraseFinder } from "./phrase-finder.ts";
import { BODY_SIGNS, type BodySign, type ResponderWords } from "./words.ts";
import * as eastern from "./words-eastern.ts";
import * as northern from "./words-northern.ts";
import * as rest from "./words-others.ts";
import * as western from "./words-western.ts";

const LANGUAGES: readonly ResponderWords[] = [western, northern, eastern, rest].flatMap((words) =>
  Object.values(words as Record<string, ResponderWords>),
);

/** How a subject reads: named as an automatic answer, as an absence (of somebody it names), as a receipt, as an alert, or none of these. */
export type SubjectSign =
  | "automatic"
  | "absent-titled"
  | "absent-named"
  | "absent"
  | "receipt"
  | "alert"
  | "aggregate"
  | null;

const byLength = (words: readonly string[]): readonly string[] =>
  [...new Set(words)].sort((a, b) => b.length - a.length);
const AUTOMATIC = byLength(LANGUAGES.flatMap((words) => words.automatic));
const ABSENT = byLength(LANGUAGES.flatMap((words) => words.absent));
const find = (sign: BodySign): PhraseFinder => phraseFinder(LANGUAGES.flatMap((words) => words[sign]));
const BODY: Readonly<Record<BodySign, PhraseFinder>> = {
  states: find("states"),
  away: find("away"),
  later: find("later"),
  instead: find("instead"),
  received: find("received"),
};

/** How monitors, voice boxes and fax services title what they send. */
const ALERT =
  /^\*\* ?(?:problem|recovery|acknowledgement|flapping|downtime)|^\[(?:(?:re-)?triggered|recovered|no data|warn|firing|resolved|alert|alerting|ok|problem|recovery|critical|warning|down|up)(?::\d{1,4})?\]|^(?:fired|activated|deactivated|resolved)\s?:\s?sev\s?\d|^sql server (?:job|alert) system\b|^\[(?:prtg|zabbix|nagios|icinga|grafana|check_mk|checkmk|monit|alertmanager|datadog|uptime\w{0,8})\b|^(?:recall|rückruf|rappel|rappeler|recuperar|revocar|richiamo|intrekken)\s?: |\b(?:service|host) (?:alert|problem|recovery)\b|\bis (?:critical|down|unreachable)\b.{0,10}$|^(?:new |you have a new |you have received a )?(?:voice ?mail|voice message|missed call|fax|efax|efax message)(?: message)? (?:from|received)\b|^(?:neue )?(?:sprachnachricht|voicemail|faxnachricht) von\b|^(?:nova |nuevo |nouveau )?(?:mensagem de voz|mensaje de voz|message vocal|correio de voz|fax) (?:de|da)\b/;

const RECEIPT =
  /\b(?:request|ticket|case|message|inquiry|enquiry) (?:has been |was )?(?:received|created|opened|registered)\b|^(?:thank you|thanks) for (?:contacting|your (?:request|inquiry|enquiry|message|e-?mail))|^we(?: have|'ve)? received your|\beingangsbestätigung\b|^ihre? (?:anfrage|nachricht|meldung|e-mail|mail|ticket|vorgang|fall|anliegen)\b.{0,60}\b(?:wurde|ist|ist eingegangen|bei|an)\b|\baccusé de réception\b|^confirmação de rece|\backnowledge?ment of receipt\b|^(?:wir haben ihre |empfangsbestätigung|bestätigung ihrer anfrage)|^your (?:ticket|case|request|enquiry|inquiry)\b.{0,60}\b(?:closed|resolved|updated|logged|created|received|opened)\b|^o seu (?:pedido|ticket|caso)\b.{0,40} foi\b|^su (?:solicitud|caso|ticket|consulta)\b.{0,40} ha sido\b|^votre (?:demande|ticket)\b.{0,40} a (?:bien )?été\b|^la (?:sua|tua) richiesta\b.{0,40} è stata\b|^uw (?:aanvraag|ticket|vraag)\b.{0,40} is\b|^recebemos (?:o seu|a sua|seu|sua)|^pedido (?:recebido|regist)|^hemos recibido (?:su|tu)|^confirmación de recepción|^acuse de recibo|^nous avons (?:bien )?reçu votre|^abbiamo ricevuto la|^conferma di ricezione|^(?:wij|we) hebben (?:uw|je)|^ontvangstbevestiging|^potwierdzenie (?:otrzymania|przyjęcia)|^otrzymaliśmy|^vi har (?:tagit emot|mottagit|modtaget|mottatt) (?:din|dit|ditt)|^olemme vastaanottaneet|^potvrzení o přijetí|^přijali jsme|^(?:ваше обращение|ваша заявка|ваше звернення|ваша заявка)|^お問い合わせ(?:ありがとう|を受け付け|受付)|^(?:已收到您的|我们已收到)/;

/** Lotus Notes titles an absence with the name of who is absent: `Bo Smith is out of the office.` */
const NAMED_ABSENT =
  /^(?:auto: )?[^:?!]{2,60} (?:is out of (?:the )?office|ist (?:außer haus|nicht im (?:büro|haus)|abwesend)|est absente?(?: du bureau)?|est en congés?|está (?:ausente|fora|fuera)(?: d[eoa](?: la)? \S{1,14})?|è (?:fuori ufficio|fuori sede|assente)|is (?:afwezig|niet aanwezig|niet op kantoor)|är inte på kontoret|er ikke på kontoret|on poissa|jest nieobecn[ya]|je mimo kancelář|ofis dışında)(?: \((?:returning|retour|zurück|de retour|rückkehr|wieder)[^)]{0,40}\))?\s?\.?$/u;

const FORWARD = /^(?:fwd?|wg|tr|rv|enc|i|vb|vl|vs|doorst|pd|ilt|转发|轉寄|转寄|転送)\s?[:：]/i;

/**
 * Somebody passes on what somebody else, or a machine, wrote: its words say nothing about the writer.
 *
 * `VS:` passes on in Danish and answers in Finnish; of a mail that answers it is the latter.
 */
export function isForward(message: Message): boolean {
  const subject = message.subject.trim();
  const answers = message.inReplyTo.length > 0 && /^vs\s?[:：]/i.test(subject);
  return FORWARD.test(subject) && !answers;
}

/** After the name of an answer comes a colon, a dash, a bracket or nothing; a sentence goes on with a word. */
const TITLE_END = /^\s*(?:$|[:：\-–—([|"'“”»>„!.【『「]|re\b|aw\b|sv\b|rv\b)/;
const TITLE_COLON = /^\s*[:：]\s*\S/;
/** People title their own mails `Urlaub: …` as well; they hardly write `Out of office: …`. */
const ONE_LATIN_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}]{4,}$/u;
const ANSWER_PREFIX =
  /^(?:re|aw|sv|vs|rv|fw|fwd|wg|tr|enc|res|odp|antw|vá|ynt|fs|vb|doorst|回复|答复|回覆|转发|轉寄|转寄)\s*(?:\[\d{1,4}\])?\s*[:：]/;

/** What a subject says. One that is itself an answer or a forward (`Re: Automatic reply`) says nothing. */
export function readSubject(subject: string): SubjectSign {
  const folded = fold(subject.slice(0, 400));
  if (/^(?:\[[^\]]{1,40}\] )?report domain: ?\S+ submitter:/.test(folded)) return "aggregate";
  if (ALERT.test(folded)) return "alert";
  const plain = folded
    .replace(/^[^\p{L}\p{N}[(*【]{1,9}/u, "")
    .replace(/^(?:\[[^\]]{1,60}\]\s*|[*【]{1,3}\s*)/, "");
  if (ANSWER_PREFIX.test(plain)) return null;
  const automatic = AUTOMATIC.find((words) => plain.startsWith(words));
  if (automatic !== undefined && endsTitle(plain, automatic)) return "automatic";
  const absent = ABSENT.find((words) => plain.startsWith(words));
  if (absent !== undefined) {
    const titled = TITLE_COLON.test(plain.slice(absent.length)) && !ONE_LATIN_WORD.test(absent);
    if (titled) return "absent-titled";
    const alone = !ONE_LATIN_WORD.test(absent) && /^[\s\p{P}\p{S}]*$/u.test(plain.slice(absent.length));
    return alone ? "absent-named" : "absent";
  }
  if (NAMED_ABSENT.test(plain)) return "absent-named";
  return RECEIPT.test(plain) ? "receipt" : null;
}

/** `auto` alone is a word of many meanings (an insurance in German): only with a colon. */
function endsTitle(subject: string, words: string): boolean {
  const rest = subject.slice(words.length);
  return words === "auto" ? TITLE_COLON.test(rest) : TITLE_END.test(rest);
}

/** Responders are brief; what is longer is not looked at for their words. */
const LONGEST_RESPONSE = 2500;
const MOST_LINES = 400;

/**
 * What was written, folded, without what looks quoted: what a person answers to a responder must not count against
 * them. Empty where it is longer than any responder writes.
 */
export function ownText(message: Message): string {
  let own = "";
  for (const line of message.text.slice(0, 20_000).split("\n", MOST_LINES)) {
    if (line.startsWith(">")) continue;
    if (beginsQuote(line)) break;
    own += ` ${line}`;
    if (own.length > LONGEST_RESPONSE) return "";
  }
  return fold(own);
}

const DIVIDER = /^(?:-{3}|_{5})/;
const HEADER_LINE =
  /^(?:from|von|de|da|van|od|från|fra|lähettäjä|от|від|发件人|寄件者|差出人|kimden|từ)\s?[:：]/i;
const WROTE =
  /@|(?:wrote|schrieb|écrit|escribió|escreveu|scritto|schreef|skrev|napsal|napisał|kirjoitti|пишет|написал|пише|写道|viết|yazdı)\s?[:：]$/i;

function beginsQuote(line: string): boolean {
  if (DIVIDER.test(line)) return true;
  const end = line.trimEnd();
  if ((end.endsWith(":") || end.endsWith("：")) && end.length < 300 && WROTE.test(end)) return true;
  return line.length < 300 && HEADER_LINE.test(line);
}

/** Which kinds of a responder's sentences a text holds. */
export function readBody(text: string): ReadonlySet<BodySign> {
  const grams = gramSet(text);
  return new Set(BODY_SIGNS.filter((sign) => holdsPhrase(BODY[sign], text, grams)));
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/\s+/g, " ")
    .trim();
}

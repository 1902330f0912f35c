/** What a customer's mail says to a price: only a clear yes or no counts, everything else is for a person to read. */
export type PriceAnswer = "accepted" | "refused" | "unclear";

const list = (text: string): readonly string[] =>
  text
    .split("|")
    .map((phrase) => phrase.trim())
    .toSorted((a, b) => b.length - a.length);

/** Lower case, without accents and apostrophes. */
const YES =
  list(`i accept|we accept|accepted|i hereby accept|we hereby accept|i agree|we agree|agreed|approved|i approve|we approve|price accepted|
  aceito|aceitamos|aceite|eu aceito|nos aceitamos|fica aceite|concordo|concordamos|de acordo|estou de acordo|estamos de acordo|aprovado|aprovo|aprovamos|autorizo|autorizamos|
  acepto|aceptamos|aceptado|yo acepto|estoy de acuerdo|estamos de acuerdo|de acuerdo|aprobado|apruebo|aprobamos|autorizo|autorizamos|conforme|
  einverstanden|ich bin einverstanden|wir sind einverstanden|bin einverstanden|sind einverstanden|ich akzeptiere|wir akzeptieren|akzeptiert|angenommen|ich stimme zu|wir stimmen zu|genehmigt|freigegeben|
  ich bin mit dem preis einverstanden|wir sind mit dem preis einverstanden|mit dem preis einverstanden|ich nehme das angebot an|wir nehmen das angebot an|
  jaccepte|j accepte|nous acceptons|accepte|je suis daccord|je suis d accord|nous sommes daccord|nous sommes d accord|approuve|japprouve|j approuve|nous approuvons|bon pour accord|
  accetto|accettiamo|accettato|sono daccordo|sono d accordo|siamo daccordo|siamo d accordo|approvato`);

const NO =
  list(`i do not accept|we do not accept|i dont accept|we dont accept|not accepted|i cannot accept|we cannot accept|i cant accept|we cant accept|i decline|we decline|declined|i refuse|we refuse|refused|
  i reject|we reject|rejected|i do not agree|we do not agree|i dont agree|we dont agree|not approved|
  nao aceito|nao aceitamos|nao aceite|recuso|recusamos|recusado|nao concordo|nao concordamos|rejeito|rejeitamos|nao autorizo|nao autorizamos|nao aprovado|
  no acepto|no aceptamos|no aceptado|rechazo|rechazamos|rechazado|no estoy de acuerdo|no estamos de acuerdo|no autorizo|no autorizamos|
  nicht einverstanden|ich bin nicht einverstanden|wir sind nicht einverstanden|ich bin mit dem preis nicht einverstanden|wir sind mit dem preis nicht einverstanden|ich lehne ab|wir lehnen ab|abgelehnt|
  ich akzeptiere nicht|wir akzeptieren nicht|ich akzeptiere das nicht|wir akzeptieren das nicht|ich lehne das angebot ab|wir lehnen das angebot ab|
  je naccepte pas|je n accepte pas|nous nacceptons pas|nous n acceptons pas|je refuse|nous refusons|refuse|je ne suis pas daccord|je ne suis pas d accord|nous ne sommes pas daccord|nous ne sommes pas d accord|
  non accetto|non accettiamo|rifiuto|rifiutiamo|rifiutato|non sono daccordo|non sono d accordo`);

/** What may stand beside it on that line without changing it. */
const BESIDE =
  list(`yes|ok|okay|sure|thanks|thank you|many thanks|please|please proceed|please go ahead|go ahead|you may start|you can start|the price|this price|your price|the offer|this offer|your offer|the quote|this quote|the cost|
  the costs|the charge|the amount|of|to|with|it|that|
  sim|obrigado|obrigada|muito obrigado|muito obrigada|por favor|o preco|este preco|esse preco|o vosso preco|o valor|este valor|a proposta|esta proposta|o orcamento|este orcamento|podem avancar|pode avancar|pode prosseguir|podem prosseguir|pode seguir|com o preco|com o valor|com a proposta|
  si|gracias|muchas gracias|el precio|este precio|su precio|la oferta|esta oferta|la propuesta|el presupuesto|este presupuesto|con el precio|con la oferta|adelante|pueden empezar|puede empezar|de|
  ja|danke|vielen dank|bitte|den preis|diesen preis|das angebot|dieses angebot|dem preis|dem angebot|mit dem angebot|zu|die kosten|bitte legen sie los|bitte beginnen sie|
  oui|merci|merci beaucoup|le prix|ce prix|votre prix|loffre|l offre|cette offre|le devis|ce devis|avec le prix|avec ce prix|vous pouvez commencer|allez y|
  il prezzo|questo prezzo|lofferta|l offerta|grazie|prego|eur|euro|euros|usd|brl|reais|gbp|chf|dollars|dolares`);

/** And what may stand beside a no as well. */
const BESIDE_NO = [
  ...BESIDE,
  "no",
  "sorry",
  "no thanks",
  "no thank you",
  "nao",
  "nein",
  "non",
  "but",
  "mas",
  "pero",
  "aber",
  "mais",
];

/** Words that make a yes depend on something, take it back, or say that somebody else decides. */
const DEPENDS =
  /(?<![\p{L}])(?:if|but|only|unless|provided|providing|condition|conditions|subject to|except|however|until|once|after|when|up to|at most|maximum|not|no|dont|cannot|cant|wait|instead|less|se|mas|so|somente|apenas|desde que|caso|exceto|contudo|porem|ate|depois|quando|nao|si|pero|solo|solamente|siempre que|salvo|hasta|cuando|sin embargo|wenn|aber|nur|sofern|falls|vorausgesetzt|unter der bedingung|allerdings|jedoch|bis|erst|sobald|nicht|kein|keine|mais|seulement|sauf|pourvu|a condition|cependant|toutefois|jusqua|quand|lorsque|pas|ma|solo|purche|tranne|pero|quando|non)(?![\p{L}])/u;

const GREETING =
  /^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|ola|oi|bom dia|boa tarde|boa noite|car[oa]s?|prezad[oa]s?|exmos?|estimad[oa]s?|hola|buenos dias|buenas tardes|hallo|guten (?:tag|morgen)|liebe[rs]?|sehr geehrte[r]?|bonjour|bonsoir|cher|chere|madame|monsieur|buongiorno|salve|ciao)(?![\p{L}])/u;

const MOST_CHARACTERS = 4000;
const LONGEST_LINE = 200;

/**
 * Reads whether a mail's first line (after a greeting) accepts or refuses a price, in English, Portuguese, Spanish, German,
 * French and Italian. All of the line must be known words; a number in it must be one of the price. A question, a condition
 * or a negation anywhere in the mail makes a yes unclear: a price is accepted in clear words or not at all.
 *
 * @param text  what was written, quote and signature cut
 * @param price  what was offered
 */
export function readPriceAnswer(text: string, price: string): PriceAnswer {
  if (text.length > MOST_CHARACTERS) return "unclear";
  const lines = text.split("\n").map(plain);
  const written = lines.filter((line) => line !== "");
  const at = written.findIndex(
    (line, n) => n > 2 || !(GREETING.test(line) && !says(line, YES, BESIDE, price)),
  );
  const line = written[at];
  if (line === undefined || line.length > LONGEST_LINE) return "unclear";
  if (says(line, NO, BESIDE_NO, price)) return "refused";
  if (!says(line, YES, BESIDE, price)) return "unclear";
  const others = written.filter((_, n) => n !== at);
  const doubted = others.some((other) => DEPENDS.test(other)) || /[?¿？]/.test(text);
  return doubted || namesOtherAmount(text, price) ? "unclear" : "accepted";
}

const CURRENCY =
  "(?:R\\$|[€$£]|(?<!\\p{L})(?:eur|euros?|usd|brl|gbp|chf|reais|dollars?|d[oó]lares)(?!\\p{L}))";
const AMOUNT = new RegExp(
  `${CURRENCY}[ \\t\u00a0]?(?<after>\\d[\\d.,]{0,14})|(?<before>\\d[\\d.,]{0,14})[ \\t\u00a0]?${CURRENCY}`,
  "giu",
);

/** Whether money stands somewhere in a mail that is not the price: a haggler's yes is none. */
function namesOtherAmount(text: string, price: string): boolean {
  const amounts = new Set(numbersIn(price));
  return [...text.matchAll(AMOUNT)].some(({ groups }) =>
    numbersIn(groups!["after"] ?? groups!["before"]!).some((number) => !amounts.has(number)),
  );
}

/** Whether a line is one of the phrases with nothing beside it that is not known. */
function says(line: string, phrases: readonly string[], beside: readonly string[], price: string): boolean {
  const amounts = new Set(numbersIn(price));
  const words = line.split(" ").filter((word) => word !== "");
  let said = false;
  for (let at = 0; at < words.length; ) {
    if (/\d/.test(words[at]!)) {
      if (!numbersIn(words[at]!).every((number) => amounts.has(number))) return false;
      at += 1;
      continue;
    }
    const saying = longest(phrases, words, at);
    const length = Math.max(saying, longest(beside, words, at));
    if (length === 0) return false;
    said ||= saying > 0 && saying === length;
    at += length;
  }
  return said;
}

function longest(phrases: readonly string[], words: readonly string[], at: number): number {
  const found = phrases.find((phrase) => {
    const parts = phrase.split(" ");
    return parts.every((part, n) => words[at + n] === part);
  });
  return found === undefined ? 0 : found.split(" ").length;
}

/** `1.200,50` and `1,200.50` are the same number; cents that are nothing do not count. */
function numbersIn(text: string): readonly string[] {
  const found = text.match(/\d[\d.,]*/g) ?? [];
  return found.map((number) =>
    number
      .replace(/[.,]$/, "")
      .replaceAll(/[.,](?=\d{3}(?:\D|$))/g, "")
      .replace(/[.,]0{1,2}$/, "")
      .replace(",", "."),
  );
}

/** A line in lower case, without accents, marks at its ends and signs; amounts stay. */
function plain(line: string): string {
  return line
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/(?<=\p{L})[’'](?=t(?!\p{L}))/gu, "")
    .replaceAll(/[^\p{L}\d.,]+/gu, " ")
    .replaceAll(/(?<!\d)[.,]|[.,](?!\d)/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

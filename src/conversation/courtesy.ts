/**
 * What people say around what they have to say: thanks, greetings and farewells, in six languages. Lower case, without
 * accents; `(a|b|)` stands for each of its alternatives, `|` at the outside divides phrases.
 */
const THANKING = [
  `(many |) thanks|thanks (a lot|a million|a bunch|so much|very much|again|all|both|everyone|everybody|for everything|for all|for that)|thank you (all|both|everyone|again|so much|very much|for everything|for all|for that|)|
thx|ty|cheers|(much|very much|greatly|) appreciated|i (really |) appreciate it|i appreciate your (help|support)|
(thanks|many thanks|thanks so much|thank you|thank you very much|thank you so much) (for|for all) (the|your|all the|all your|this|) (quick|fast|prompt|great|excellent|kind|) (help|support|assistance|fix|reply|response|patience|solution)|
(thanks|thank you|thank you so much) for (sorting|fixing|solving) (this|that|it) (out|) (so|) (quickly|fast|)`,
  `obrigad(o|a|issimo|issima|ao|os|as)|(muito|muitissimo) obrigad(o|a|os|as)|obg|muito agradecid(o|a)|agradecid(o|a)|(muito |) grat(o|a)|agradeco|agradecemos|valeu (demais|mesmo|)|
(muito |) obrigad(o|a) (a todos|por tudo|mais uma vez|mesmo|pela ajuda|pelo apoio|pela rapidez|pela atencao|pela disponibilidade|pela resolucao|pela vossa ajuda|pela sua ajuda|pelo vosso apoio|pela ajuda rapida|pela resposta rapida|pela rapida resposta|pela paciencia)|
(muito |) grat(o|a) (pela|pelo) (ajuda|apoio|atencao|rapidez)|(agradeco|agradecemos) (muito |) (a|o) (vossa|sua|tua|vosso|seu|teu|) (ajuda|rapidez|apoio|atencao|disponibilidade|paciencia)`,
  `gracias|(muchas|mil|muchisimas|infinitas|) gracias (a todos|de nuevo|otra vez|por todo|)|se agradece|(muy |) agradecid(o|a|os|as)|muy agradecid(o|a) por (la|su|tu) (atencion|ayuda|gestion)|
(muchas|mil|muchisimas|) gracias por (su|tu|la|vuestra|toda la|) (rapida|pronta|gran|) (ayuda|atencion|gestion|respuesta|rapidez|paciencia|solucion)`,
  `danke (schon|schoen|sehr|dir|ihnen|euch|vielmals|nochmals|nochmal|fur alles|fuer alles|)|dankeschon|dankeschoen|vielen (lieben |) dank (euch|ihnen|dir|nochmals|fur alles|fuer alles|)|(herzlichen|besten|tausend|lieben|schonen) dank|
(danke|vielen dank|vielen lieben dank|herzlichen dank|besten dank) (fur|fuer) (die|ihre|deine|eure) (schnelle|rasche|tolle|super|prompte|) (hilfe|unterstutzung|unterstuetzung|losung|loesung|ruckmeldung|rueckmeldung|antwort|bearbeitung|geduld)`,
  `merci (beaucoup|bien|infiniment|encore|mille fois|a vous|a toi|a tous|pour tout|)|(un |) grand merci (a vous|a tous|)|mille mercis|je vous remercie|nous vous remercions|je te remercie|
(merci|merci beaucoup|un grand merci|je vous remercie) (pour|de) (votre|ton|l|la|cette|) (aide|rapidite|reactivite|soutien|efficacite)|(merci|merci beaucoup|je vous remercie) pour (votre|l|cette) intervention`,
  `grazie (mille|infinite|tante|ancora|di tutto|a tutti|di cuore|)|(molte|tante) grazie|(vi|ti|la) ringrazio (molto|tanto|)|ringrazio|
(grazie|grazie mille|la ringrazio|vi ringrazio|la ringrazio molto|ti ringrazio) (per|per la|per il|per l|del|dell|della) (vostro |suo |tuo |vostra |sua |tua |) (aiuto|supporto|rapidita|disponibilita|assistenza|pazienza)`,
].join("|");

const GREETING = `hi|hello|hey|dear|dear (all|team|support|sir|madam|sir or madam)|good (morning|afternoon|evening)|(hi|hello|hey) (all|both|everyone|team|there|again)|
ola|oi|bom dia|boa tarde|boa noite|car(o|a|os|as)|(ola|caros|bom dia|boa tarde) (equipa|equipe|a todos|senhores)|prezad(o|a|os|as)|
hola|buenos dias|buenas (tardes|noches|)|buen dia|estimad(o|a|os|as)|(hola|estimado|buenas) equipo|
hallo|(hallo|liebes|guten tag|guten morgen) team|guten (tag|morgen|abend)|moin|servus|gruss gott|sehr geehrte (damen und herren|frau|)|sehr geehrter herr|lieber|liebe|
bonjour|bonsoir|salut|cher|chere|bonjour (a tous|madame|monsieur|l equipe)|
buongiorno|buonasera|ciao|salve|gentile|gentili|(ciao|buongiorno) a tutti`;

const FAREWELL = `best|(best|kind|warm|kindest|warmest|many|with kind|with best|) (regards|wishes)|sincerely|yours sincerely|have a (nice|great|good|lovely|wonderful) (day|evening|weekend|week|one)|see you|bye|
(com os |os |) (melhores |) cumprimentos|cumps|cumprimentos a todos|atenciosamente|att|(um |forte |) abraco|abracos|bom (fim de semana|trabalho|dia)|boa (semana|tarde|noite)|
(un |) (cordial |) saludo|saludos (cordiales|)|un abrazo|atentamente|buen (dia|fin de semana)|buena (tarde|semana)|que tenga(n|) (un |) buen dia|
mit (freundlichen|besten|lieben|herzlichen) (grussen|gruessen)|(viele|freundliche|liebe|beste|schone|herzliche) (grusse|gruesse)|gruss|grusse|lg|mfg|vg|bg|(einen |) (schonen|schoenen) (tag|abend|feierabend) (noch|)|(ein |) (schones|schoenes) wochenende|
(bien |tres |) cordialement|cdt|bien a vous|salutations|(bonne|excellente) (journee|soiree|semaine|fin de journee|continuation)|bon week end|bonne fin de journee a vous|
(cordiali|distinti|) saluti|un saluto|buon(a|) (giornata|serata|lavoro|weekend|fine settimana)`;

/** Phrases by their first word, longest first. */
export type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

export const THANKS_SAID = phrasesOf(THANKING);
export const GREETINGS_SAID = phrasesOf(GREETING);
export const FAREWELLS_SAID = phrasesOf(FAREWELL);

/** Reads a list of phrases with alternatives in brackets, one level deep. */
export function phrasesOf(list: string): Phrases {
  const phrases = divided(list).flatMap(alternatives);
  const words = phrases.map((phrase) => phrase.split(" ").filter((word) => word !== ""));
  const byFirst = Map.groupBy(
    words.filter((phrase) => phrase.length > 0),
    (phrase) => phrase[0]!,
  );
  return new Map([...byFirst].map(([first, each]) => [first, each.toSorted((a, b) => b.length - a.length)]));
}

function divided(list: string): readonly string[] {
  return list.replaceAll("\n", "").split(/\|(?![^(]*\))/);
}

function alternatives(phrase: string): readonly string[] {
  const open = phrase.indexOf("(");
  if (open < 0) return [phrase];
  const close = phrase.indexOf(")", open);
  const [before, inside, after] = [
    phrase.slice(0, open),
    phrase.slice(open + 1, close),
    phrase.slice(close + 1),
  ];
  return inside.split("|").flatMap((one) => alternatives(`${before}${one}${after}`));
}

/** The lengths of all phrases that stand at `at`, in words. */
export function phrasesAt(phrases: Phrases, words: readonly string[], at: number): readonly number[] {
  const found = phrases.get(words[at] ?? "") ?? [];
  return found
    .filter((phrase) => phrase.every((word, n) => words[at + n] === word))
    .map(({ length }) => length);
}

/** A word as the phrases are written: small letters without accents. */
export function plainWord(word: string): string {
  return word.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/** Words that begin a sentence or are written large, and are nobody's name. */
const NO_NAMES = new Set(
  `no not nothing none never but still only please one two can could when where why who how what urgent again also and or if we i you it the a
nao nada nunca mas ainda falta quando como porque e ou se eu nos pero sigue sin ni y o si yo falta cuando nein nicht nichts nie aber leider noch bitte wann wie und oder ich wir es
non rien jamais mais encore il elle quand comment et ou si je nous ma niente mai ancora quando come e o se io noi manca
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
segunda terca quarta quinta sexta sabado domingo lunes martes miercoles jueves viernes lunedi martedi mercoledi giovedi venerdi sabato domenica
tomorrow today amanha hoje manana hoy morgen heute demain domani oggi`.split(/\s+/),
);

/** Whether a word as it was written may be somebody's name. */
export function mayBeName(written: string): boolean {
  return /^\p{Lu}/u.test(written) && !NO_NAMES.has(plainWord(written));
}

/** Names in a row. */
const MOST_NAMES = 4;

/**
 * Whether a line is courtesy and nothing else: phrases, and names behind them; of names alone only where somebody signs. A number,
 * a question mark or an unknown word makes it more.
 */
export function isCourtesyLine(line: string, phrases: readonly Phrases[], maySign = false): boolean {
  if (line.length > 200 || /[\d?#@/]/.test(line)) return false;
  const written = line.split(/[^\p{L}]+/u).filter((word) => word !== "");
  if (maySign && written.length > 0 && written.length <= MOST_NAMES && written.every(mayBeName)) return true;
  const words = written.map(plainWord);
  let [said, names] = [false, 0];
  for (let at = 0; at < words.length; ) {
    const length = Math.max(0, ...phrases.flatMap((each) => phrasesAt(each, words, at)));
    if (length === 0 && (!said || names === MOST_NAMES || !mayBeName(written[at]!))) return false;
    [said, names] = length > 0 ? [true, 0] : [said, names + 1];
    at += Math.max(1, length);
  }
  return true;
}

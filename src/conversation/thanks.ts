/** What people say when they only want to thank, and nothing is left to do. Lower case, without accents. */
const THANKS = `thanks|thank you|thanks a lot|thanks so much|thanks again|many thanks|thank you very much|thank you so much|thx|ty|cheers|much appreciated|
appreciated|i appreciate it|i appreciate your help|thanks for your help|thank you for your help|thanks for the help|thank you for the quick help|
thanks for the quick reply|thank you for the quick reply|thanks for the quick response|thank you for your support|thanks for your support|thank you for the support|
obrigado|obrigada|muito obrigado|muito obrigada|obrigadao|obg|grato|grata|agradeco|agradecemos|muito grato|muito grata|agradecido|agradecida|
obrigado pela ajuda|obrigada pela ajuda|obrigado pelo apoio|obrigada pelo apoio|obrigado pela rapidez|obrigada pela rapidez|agradeco a ajuda|agradeco a rapidez|valeu|
gracias|muchas gracias|mil gracias|muchisimas gracias|gracias por todo|gracias por la ayuda|gracias por su ayuda|gracias por tu ayuda|gracias por la rapidez|se agradece|muy agradecido|muy agradecida|
danke|vielen dank|herzlichen dank|danke schon|danke schoen|dankeschon|besten dank|tausend dank|danke sehr|danke dir|danke ihnen|danke fur die hilfe|danke fuer die hilfe|
vielen dank fur die hilfe|vielen dank fuer die hilfe|vielen dank fur ihre hilfe|vielen dank fuer ihre hilfe|danke fur die schnelle hilfe|danke fuer die schnelle hilfe|vielen dank fur die schnelle hilfe|vielen dank fuer die schnelle hilfe|
merci|merci beaucoup|un grand merci|mille mercis|merci bien|merci a vous|merci pour votre aide|merci pour ton aide|merci de votre aide|merci pour l aide|merci pour tout|merci pour la rapidite|
grazie|grazie mille|molte grazie|tante grazie|grazie infinite|grazie tante|vi ringrazio|ti ringrazio|la ringrazio|grazie per l aiuto|grazie del supporto|grazie per il supporto|grazie dell aiuto`;

/** What may stand beside thanks without asking for anything. */
const BESIDE = `hi|hello|hey|dear|dear all|good morning|good afternoon|team|all|support|great|perfect|excellent|super|wonderful|awesome|good|nice|ok|okay|yes|all good|it works|
it works now|it is working|it is working now|works|works now|works perfectly|working now|that worked|that did it|this worked|problem solved|solved|fixed|resolved|all set|you can close the ticket|you can close this|you can close it|
please close the ticket|please close this ticket|please close the case|have a nice day|have a great day|have a good day|have a nice weekend|have a good weekend|best|best regards|kind regards|regards|for everything|very much|a lot|so much|
ola|bom dia|boa tarde|boa noite|equipa|equipe|otimo|perfeito|excelente|tudo bem|tudo certo|tudo ok|ja funciona|ja esta|ja esta a funcionar|esta a funcionar|funcionou|deu certo|resolvido|esta resolvido|ficou resolvido|podem fechar|pode fechar|
podem encerrar|pode encerrar|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|atenciosamente|abraco|abracos|um abraco|bom fim de semana|bom trabalho|boa semana|
hola|buenos dias|buenas tardes|estimados|equipo|perfecto|genial|estupendo|excelente|vale|todo bien|todo correcto|ya funciona|funciona|funciona ya|ha funcionado|solucionado|resuelto|ya esta|ya esta solucionado|pueden cerrar|pueden cerrarlo|puede cerrarlo|
saludos|un saludo|saludos cordiales|buen dia|buen fin de semana|
hallo|guten tag|guten morgen|liebes team|sehr geehrte damen und herren|prima|toll|perfekt|klasse|wunderbar|ausgezeichnet|alles gut|alles klar|funktioniert|es funktioniert|es funktioniert jetzt|jetzt funktioniert es|funktioniert wieder|es geht wieder|geht wieder|
hat geklappt|hat funktioniert|erledigt|geloest|gelost|problem geloest|problem gelost|kann geschlossen werden|das ticket kann geschlossen werden|sie konnen das ticket schliessen|mit freundlichen grussen|mit freundlichen gruessen|viele grusse|viele gruesse|freundliche grusse|freundliche gruesse|liebe grusse|schonen tag|schonen tag noch|schoenen tag noch|schones wochenende|gruss|
bonjour|bonsoir|salut|parfait|super|genial|excellent|impeccable|tout va bien|tout est bon|c est bon|ca marche|ca fonctionne|tout fonctionne|cela fonctionne|c est resolu|resolu|probleme resolu|vous pouvez fermer|vous pouvez cloturer|vous pouvez fermer le ticket|cordialement|bien cordialement|bonne journee|bonne soiree|bon week end|
buongiorno|buonasera|ciao|salve|perfetto|ottimo|benissimo|eccellente|tutto ok|tutto bene|tutto a posto|ora funziona|funziona|adesso funziona|ha funzionato|risolto|problema risolto|potete chiudere|puo chiudere|potete chiudere il ticket|cordiali saluti|saluti|distinti saluti|buona giornata|buon lavoro|buon weekend`;

const listed = (text: string): readonly (readonly string[])[] =>
  text
    .split("|")
    .map((phrase) => phrase.trim().split(/\s+/))
    .toSorted((a, b) => b.length - a.length);
const THANKING = listed(THANKS);
const HARMLESS = listed(BESIDE);

/** Longer than this nobody only thanks. */
const MOST_WORDS = 40;
/** Names: of who is thanked and of who thanks. */
const MOST_NAMES = 4;

/**
 * Whether a mail says thanks and nothing else: known words of thanks, greetings, praise and farewell, and a few names. A
 * question mark, a number, or any word it does not know makes it a mail like any other: in doubt somebody is asking.
 *
 * @param text  what was written, quote and signature cut
 */
export function isOnlyThanks(text: string): boolean {
  if (text.length > 600 || /[?¿？\d#@/]/.test(text)) return false;
  const written = text.split(/[^\p{L}]+/u).filter((word) => word !== "");
  if (written.length === 0 || written.length > MOST_WORDS) return false;
  const words = written.map(plain);
  let [thanked, names] = [false, 0];
  for (let at = 0; at < words.length; ) {
    const thanking = phraseAt(THANKING, words, at);
    const length = Math.max(thanking, phraseAt(HARMLESS, words, at));
    if (length > 0) {
      thanked ||= thanking === length;
      at += length;
    } else if (/^\p{Lu}/u.test(written[at]!)) {
      names += 1;
      at += 1;
    } else return false;
  }
  return thanked && names <= MOST_NAMES;
}

function phraseAt(phrases: readonly (readonly string[])[], words: readonly string[], at: number): number {
  return phrases.find((phrase) => phrase.every((word, n) => words[at + n] === word))?.length ?? 0;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/** Which language a text is clearly written in; `variant` where its words are of one country's. */
export interface WrittenLanguage {
  /** ISO 639-1. */
  readonly language: string;
  /** A tag such as `pt-BR`. */
  readonly variant: string | null;
}

// Small words that a text of a few sentences cannot do without. Those below the line are only there to be recognised as another
// language: Galician would otherwise be taken for Portuguese, Danish for nothing.
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: `the and is are was were to of in for we our you your it its this that have has can cannot can't doesn't don't isn't not with since from on at be been
do does did doesn't an i i' my me hi hello please would could how what when there they them she he us who will any if or but by as so just still need want`,
  pt: `o os as um uma do da dos das de no na nos nas em que não se com por para ao à é está estão foi são meu minha nosso nossa nossos você vocês me mas desde ontem hoje
já mais como isto isso esta este ou seu sua ele ela pelo pela bom boa qual quando também ainda há num numa temos preciso precisamos foram ninguém muito eu olá consigo consegue conseguimos podem pode antes fim`,
  es: `el los las un una del de la en que no se con por para al es está están fue son mi nuestro nuestra usted ustedes me pero desde ayer hoy ya más cómo como esto esta este
o su sus lo nos le ha han y qué cuando también hay nadie tiene tenemos necesito necesitamos muy buenos buenas días hola yo hemos puedo pueden antes fin`,
  de: `der die das und ist sind war wir uns ich nicht ein eine einen einem den dem des im in mit für auf von zu zum zur seit es sie wie was wann aber auch noch kein keine
keinen kann können bei an nach haben hat wird wurde wurden bitte unser unsere als am er sich ihr ihre mir mich dass wenn oder guten hallo`,
  fr: `le les un une des du de la et est sont nous vous je ne pas plus que qui dans pour avec sur au aux ce cette ces il elle mon ma notre votre nos vos depuis par été à en se
mais comment quand on ou y être avons avez ont faut leur bonjour d' l' n' s' j' qu' c'`,
  it: `il lo gli un una del della dei delle di che non si con per al alla è sono ha ho abbiamo mi ci nostro nostra vi ma da dal dalla come questo questa o più anche nel nella
quando e i le la in ogni ieri su fuori vorrei ad viene riesco buongiorno l' d' dall' dell' all' un'`,
  // ---
  nl: "het een van niet en de is dat op met voor wij ik zijn er om maar sinds kan naar wat ook deze heb hebben onze bij",
  ca: "amb els les dels una que no i del es per al això des aquest aquesta ningú pot la el de som em",
  gl: "non unha dos coa co e o a dende esta polo cos podo que unhas ao na no de",
  nn: "ikke inte og och det är er den der til till på av af som kan en ett med jag vi jeg sedan siden ingen har för",
  pl: "nie się i w na z do od to że może nikt jest są jak po dla",
  ro: "nu și este de la în cu pe că un o nu sunt din pentru ce mai",
};
const KNOWN = new Set(["en", "pt", "es", "de", "fr", "it"]);
const WORDS = Object.entries(SMALL_WORDS).map(
  ([language, words]) => [language, new Set(words.split(/\s+/))] as const,
);

const VARIANTS: Readonly<Record<string, readonly (readonly [tag: string, words: RegExp])[]>> = {
  pt: [
    [
      "pt-BR",
      /(?<!\p{L})(?:você|vocês|usuários?|senhas?|telas?|arquivos?|celular|chamados?|a gente|cadastr\p{L}{1,6}|gerenci\p{L}{1,6}|planilhas?|registr\p{L}{1,5}|assinaturas?|time de|equipes?)(?!\p{L})/giu,
    ],
    [
      "pt-PT",
      /(?<!\p{L})(?:utilizador\p{L}{0,3}|palavras?-passe|ecrãs?|ficheiros?|telemóve(?:l|is)|partilh\p{L}{1,5}|subscriç(?:ão|ões)|contactos?|equipas?|connosco|facturas?|(?:estou|está|estão|estamos) a \p{L}{2,20}r|podem ajudar|registámos|reiniciámos)(?!\p{L})/giu,
    ],
  ],
};

const MOST_CHARACTERS = 4000;
const LEAST_WORDS = 4;

/**
 * The language of a text, by its small words: at least two of them and a fifth of all words, and clearly more than of any other
 * language. Null where it is short, mixed, a list of names, a script, or in a language that is not among the six.
 *
 * @param text  what was written, quote and signature cut; links, addresses and what comes after 4,000 characters do not count
 */
export function writtenLanguage(text: string): WrittenLanguage | null {
  const plain = text.slice(0, MOST_CHARACTERS).replaceAll(/https?:\S{1,2000}|\S{1,200}@\S{1,200}/g, " ");
  const words = plain
    .toLowerCase()
    .replaceAll("\u2019", "'")
    // Elided words stand alone: `d'octobre` is `d'` and `octobre`.
    .replaceAll(/(?<!\p{L})((?:\p{L}|qu|dell|dall|all|un)')(?=\p{L})/gu, "$1 ")
    .split(/[^\p{L}\p{M}']+/u)
    .filter((word) => /\p{L}/u.test(word));
  if (words.length < LEAST_WORDS) return null;
  const counted = WORDS.map(([language, known]) => ({
    language,
    hits: words.filter((word) => known.has(word)).length,
  })).toSorted((a, b) => b.hits - a.hits);
  const [first, second] = [counted[0]!, counted[1]!];
  const isClear = first.hits > second.hits && (second.hits < 4 || first.hits >= 1.3 * second.hits);
  if (!KNOWN.has(first.language) || first.hits < 2 || first.hits < words.length / 5 || !isClear) return null;
  return { language: first.language, variant: variantOf(first.language, plain) };
}

function variantOf(language: string, text: string): string | null {
  const counted = (VARIANTS[language] ?? [])
    .map(([tag, words]) => ({ tag, hits: [...text.matchAll(words)].length }))
    .toSorted((a, b) => b.hits - a.hits);
  const [first, second] = counted;
  return first !== undefined && first.hits > (second?.hits ?? 0) ? first.tag : null;
}

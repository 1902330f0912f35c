/** Named characters of HTML 4 at U+00A0 to U+00FF, in order; HTML 5 names nothing else that mail uses there. */
const LATIN1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro " +
  "para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil " +
  "Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave " +
  "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml " +
  "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute " +
  "thorn yuml";

/** The others in use, with their code points in hex. */
const OTHERS =
  "quot 22 amp 26 lt 3c gt 3e apos 27 OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2c6 tilde 2dc " +
  "Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39a Lambda 39b Mu 39c " +
  "Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3 Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 " +
  "beta 3b2 gamma 3b3 delta 3b4 epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc nu 3bd " +
  "xi 3be omicron 3bf pi 3c0 rho 3c1 sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9 " +
  "ensp 2002 emsp 2003 thinsp 2009 zwnj 200c zwj 200d lrm 200e rlm 200f ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 " +
  "sbquo 201a ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger 2021 bull 2022 hellip 2026 permil 2030 prime 2032 " +
  "Prime 2033 lsaquo 2039 rsaquo 203a oline 203e frasl 2044 euro 20ac image 2111 real 211c trade 2122 larr 2190 " +
  "uarr 2191 rarr 2192 darr 2193 harr 2194 lArr 21d0 rArr 21d2 forall 2200 part 2202 exist 2203 empty 2205 nabla 2207 " +
  "isin 2208 notin 2209 ni 220b prod 220f sum 2211 minus 2212 lowast 2217 radic 221a prop 221d infin 221e ang 2220 " +
  "and 2227 or 2228 cap 2229 cup 222a int 222b there4 2234 sim 223c cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 " +
  "ge 2265 sub 2282 sup 2283 loz 25ca spades 2660 clubs 2663 hearts 2665 diams 2666 colon 3a Tab 9 NewLine a lpar 28 " +
  "rpar 29 sol 2f bsol 5c period 2e comma 2c excl 21 num 23 commat 40 lowbar 5f check 2713 star 2606 phone 260e " +
  "AMP 26 LT 3c GT 3e QUOT 22 COPY a9 REG ae Zcaron 17d zcaron 17e nbsp a0";

const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN1.split(" ").map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...[...OTHERS.matchAll(/(\w+) ([0-9a-f]+)/g)].map(
    ([, name, hex]) => [name!, String.fromCharCode(Number.parseInt(hex!, 16))] as const,
  ),
]);

/** What Windows-1252 meant by the code points 128 to 159 (WHATWG HTML §13.2.5.80). */
const WINDOWS_1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

const REFERENCE = /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9]{1,24}));?/g;

/** Decodes character references once. Unknown names stay as they are; NUL and what is no character is U+FFFD. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (all, decimal?: string, hex?: string, name?: string) => {
    if (name === undefined)
      return codePoint(Number.parseInt(decimal ?? hex!, decimal === undefined ? 16 : 10));
    return NAMED.get(name) ?? longestName(all, name);
  });
}

/** Old names count without `;` even when letters follow: `&nbspx`, `&ampfoo` (WHATWG HTML §13.2.5.73). */
function longestName(all: string, name: string): string {
  if (all.endsWith(";")) return all;
  for (let length = Math.min(name.length - 1, 6); length > 1; length--) {
    const known = NAMED.get(name.slice(0, length));
    if (known !== undefined && known.length === 1 && known.charCodeAt(0) < 0x100)
      return known + name.slice(length);
  }
  return all;
}

function codePoint(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80]!;
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return String.fromCodePoint(code);
}

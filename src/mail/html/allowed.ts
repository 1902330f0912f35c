/** Elements of the safe subset: they mark text up and can neither load, run, hide under nor submit anything. */
export const ALLOWED = new Set(
  (
    "a abbr acronym address article b bdi bdo big blockquote br caption center cite code col colgroup dd del details " +
    "dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q " +
    "rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul " +
    "var wbr"
  ).split(" "),
);

export const VOID = new Set(["br", "hr", "img", "wbr", "col"]);

const NUMBER = /^\d{1,4}%?$/;
const WORD = /^[a-z]{1,20}$/i;
const COLOR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/]{1,40}\))$/i;

type Check = RegExp;

/** Attributes any element may carry. */
const EVERYWHERE: Readonly<Record<string, Check>> = {
  dir: /^(?:ltr|rtl|auto)$/i,
  lang: /^[a-z0-9-]{1,35}$/i,
  align: WORD,
};

/** Attributes of single elements; what does not match is dropped. `href` and `src` are read elsewhere. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  table: { border: NUMBER, cellpadding: NUMBER, cellspacing: NUMBER, width: NUMBER, bgcolor: COLOR },
  tr: { valign: WORD, bgcolor: COLOR },
  td: { colspan: NUMBER, rowspan: NUMBER, valign: WORD, width: NUMBER, bgcolor: COLOR },
  th: { colspan: NUMBER, rowspan: NUMBER, valign: WORD, width: NUMBER, bgcolor: COLOR },
  col: { span: NUMBER, width: NUMBER },
  ol: { start: NUMBER, type: /^[1aAiI]$/ },
  li: { value: NUMBER },
  font: { color: COLOR, size: /^[+-]?[1-7]$/ },
};

/** Declarations that colour or align text. No position, size, url, font face, content or display. */
const STYLES: Readonly<Record<string, Check>> = {
  color: COLOR,
  "background-color": COLOR,
  "font-weight": /^(?:bold|bolder|lighter|normal|[1-9]00)$/i,
  "font-style": /^(?:italic|oblique|normal)$/i,
  "text-align": /^(?:left|right|center|justify|start|end)$/i,
  "text-decoration": /^(?:underline|line-through|none|overline)$/i,
  "vertical-align": /^(?:top|middle|bottom|baseline|sub|super)$/i,
  "white-space": /^(?:pre|pre-wrap|pre-line|normal|nowrap)$/i,
  "list-style-type": /^[a-z-]{1,30}$/i,
};

const LONGEST_STYLE = 2_000;

/** The safe attributes of an element, `style` reduced to safe declarations. */
export function safeAttributes(name: string, attributes: ReadonlyMap<string, string>): [string, string][] {
  const own = ATTRIBUTES[name] ?? {};
  const kept: [string, string][] = [];
  for (const [attribute, value] of attributes) {
    const check = Object.hasOwn(EVERYWHERE, attribute) ? EVERYWHERE[attribute] : undefined;
    const ownCheck = Object.hasOwn(own, attribute) ? own[attribute] : undefined;
    const text = value.trim();
    if ((check ?? ownCheck)?.test(text)) kept.push([attribute, text]);
  }
  const style = safeStyle(attributes.get("style") ?? "");
  if (style !== "") kept.push(["style", style]);
  return kept;
}

function safeStyle(style: string): string {
  if (style === "" || style.length > LONGEST_STYLE) return "";
  const kept: string[] = [];
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon === -1) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replace(/!important/i, "")
      .trim();
    if (Object.hasOwn(STYLES, property) && STYLES[property]!.test(value)) kept.push(`${property}: ${value}`);
  }
  return kept.join("; ");
}

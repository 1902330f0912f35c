import { Fault } from "../values/trouble.ts";
import { htmlFromText } from "./html-from-text.ts";
import { renderTemplate, type Values } from "./templates/engine.ts";
import { findTemplate } from "./templates/find.ts";
import { TEMPLATES, type TemplateName } from "./templates/names.ts";
import type { TemplateSets } from "./templates/template-set.ts";

type Spec<N extends TemplateName> = (typeof TEMPLATES)[N];
type Lists<N extends TemplateName> = {
  readonly [L in keyof Spec<N>["lists"]]?: Spec<N>["lists"][L] extends readonly (infer E extends string)[]
    ? readonly { readonly [K in E]: string }[]
    : never;
};

/** What may be put into a text. What is left out does not apply and is shown nowhere. */
export type ValuesOf<N extends TemplateName> = {
  readonly [V in Spec<N>["values"][number]]?: string | boolean;
} & Lists<N>;

export interface ComposedText {
  /** The language it really is in; for Content-Language (RFC 3282). */
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * One of the desk's texts with its values, as subject, plain text and the HTML made from it.
 *
 * @param own  the desk's own texts, which replace the built-in ones
 * @throws Fault for a text of the desk's own that `checkTemplate` would have refused at start
 */
export function composeText<N extends TemplateName>(
  name: N,
  language: string,
  values: ValuesOf<N>,
  own?: TemplateSets,
): ComposedText {
  const found = findTemplate(name, language, own);
  const rendered = renderTemplate(found.source, complete(name, values));
  if (rendered.kind === "refused") {
    const [first] = rendered.problems;
    throw new Fault(
      `template ${found.language}/${name}, line ${first?.line}: read ${first?.read}, expected ${first?.expected}`,
    );
  }
  const { subject, text } = rendered;
  return { language: found.language, subject, text, html: htmlFromText(text, found.language) };
}

/** Every name the text may use, empty where no value was given. */
function complete(name: TemplateName, values: Values): Values {
  const spec: { readonly values: readonly string[]; readonly lists: object } = TEMPLATES[name];
  const empty = [
    ...spec.values.map((value) => [value, ""] as const),
    ...Object.keys(spec.lists).map((list) => [list, []] as const),
  ];
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(empty), ...Object.fromEntries(given) };
}

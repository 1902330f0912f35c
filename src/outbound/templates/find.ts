import { fallbacks } from "../../policy/text.ts";
import { EN as EN_AGENTS } from "./agents/en.ts";
import { PT_BR as PT_BR_AGENTS } from "./agents/pt-br.ts";
import { PT_PT as PT_PT_AGENTS } from "./agents/pt-pt.ts";
import { DE as DE_ASKED } from "./asked/de.ts";
import { EN as EN_ASKED } from "./asked/en.ts";
import { ES as ES_ASKED } from "./asked/es.ts";
import { FR as FR_ASKED } from "./asked/fr.ts";
import { PT_BR as PT_BR_ASKED } from "./asked/pt-br.ts";
import { PT_PT as PT_PT_ASKED } from "./asked/pt-pt.ts";
import { DE } from "./de.ts";
import { EN } from "./en.ts";
import { ES } from "./es.ts";
import { FR } from "./fr.ts";
import type { TemplateName } from "./names.ts";
import { PT_BR } from "./pt-br.ts";
import { PT_PT } from "./pt-pt.ts";
import { DE as DE_SELF } from "./self-service/de.ts";
import { EN as EN_SELF } from "./self-service/en.ts";
import { ES as ES_SELF } from "./self-service/es.ts";
import { FR as FR_SELF } from "./self-service/fr.ts";
import { PT_BR as PT_BR_SELF } from "./self-service/pt-br.ts";
import { PT_PT as PT_PT_SELF } from "./self-service/pt-pt.ts";
import type { TemplateSets } from "./template-set.ts";
import { DE_UPSTREAM } from "./upstream/de.ts";
import { EN_UPSTREAM } from "./upstream/en.ts";
import { ES_UPSTREAM } from "./upstream/es.ts";
import { FR_UPSTREAM } from "./upstream/fr.ts";
import { PT_BR_UPSTREAM } from "./upstream/pt-br.ts";
import { PT_PT_UPSTREAM } from "./upstream/pt-pt.ts";

const ENGLISH: { readonly [name in TemplateName]: string } = {
  ...EN,
  ...EN_SELF,
  ...EN_ASKED,
  ...EN_AGENTS,
  ...EN_UPSTREAM,
};
export const BUILT_IN: TemplateSets = {
  en: ENGLISH,
  "pt-PT": { ...PT_PT, ...PT_PT_SELF, ...PT_PT_ASKED, ...PT_PT_AGENTS, ...PT_PT_UPSTREAM },
  "pt-BR": { ...PT_BR, ...PT_BR_SELF, ...PT_BR_ASKED, ...PT_BR_AGENTS, ...PT_BR_UPSTREAM },
  es: { ...ES, ...ES_SELF, ...ES_ASKED, ...ES_UPSTREAM },
  de: { ...DE, ...DE_SELF, ...DE_ASKED, ...DE_UPSTREAM },
  fr: { ...FR, ...FR_SELF, ...FR_ASKED, ...FR_UPSTREAM },
};

/** A text, and the language it is really in. */
export interface FoundTemplate {
  readonly language: string;
  readonly source: string;
}

/**
 * The text for a reader of `language`, by the chain of fallbacks; at each step the desk's own before the built-in.
 * English has every text, so there always is one.
 */
export function findTemplate(name: TemplateName, language: string, own: TemplateSets = {}): FoundTemplate {
  for (const candidate of fallbacks(language)) {
    for (const sets of [own, BUILT_IN]) {
      const source = Object.hasOwn(sets, candidate) ? sets[candidate]![name] : undefined;
      if (source !== undefined) return { language: candidate, source };
    }
  }
  return { language: "en", source: ENGLISH[name] };
}

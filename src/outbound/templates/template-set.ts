import type { TemplateName } from "./names.ts";

/** The texts of one language by their names; a language need not have them all. */
export type TemplateSet = { readonly [name in TemplateName]?: string };

/** Texts by language, as a directory beside desk.yaml holds them. */
export type TemplateSets = { readonly [language: string]: TemplateSet };

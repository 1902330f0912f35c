import type { AskedName } from "./names.ts";

export const DE: { readonly [name in AskedName]?: string } = {
  confirm: `Subject: Ist diese Mail von Ihnen?

In Ihrem Namen kam eine Mail an {{desk}}{{#number}} zu {{number}}{{/number}}. Nichts darin beweist, dass sie von Ihnen ist; deshalb hat sie noch nichts bewirkt.
{{#acts}}

Sie würde das tun: {{line}}
{{/acts}}
{{#text}}

Darin steht:

{{text}}
{{/text}}

Ist sie von Ihnen, antworten Sie auf diese Mail mit „ja“ oder schreiben Sie hierhin: {{href}}
Ist sie es nicht, tun Sie nichts: Dann geschieht auch nichts. Vielleicht schreibt jemand in Ihrem Namen.

Bestätigen können Sie sie einmal, bis {{until}}.

{{secret}}

{{desk}}
`,
};

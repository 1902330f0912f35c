import type { AskedName } from "./names.ts";

export const FR: { readonly [name in AskedName]?: string } = {
  confirm: `Subject: Ce message est-il de vous ?

Un message est arrivé chez {{desk}} en votre nom{{#number}} au sujet de {{number}}{{/number}}. Rien ne prouve qu'il vient de vous : il n'a donc encore eu aucun effet.
{{#acts}}

Il ferait ceci : {{line}}
{{/acts}}
{{#text}}

Voici ce qu'il dit :

{{text}}
{{/text}}

S'il est de vous, répondez « oui » à ce message ou écrivez ici : {{href}}
Sinon, ne faites rien : il ne se passera rien. Quelqu'un écrit peut-être en votre nom.

Vous pouvez le confirmer une fois, jusqu'au {{until}}.

{{secret}}

{{desk}}
`,
};

import type { TemplateName } from "./names.ts";

/** What customers ask of the desk and are asked: somebody above, a price. */
export const FR_ASKS = {
  "manager-told": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Votre demande a été transmise {{/subject}}[{{number}}]

Vous avez demandé à parler à un responsable. Votre souhait concernant {{number}} a été transmis à la direction de ce service.

La personne qui suit votre dossier continue pendant ce temps.

{{desk}}
`,
  "price-offer": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Un prix à accepter {{/subject}}[{{number}}]

Le travail que demande {{number}} est facturé :

Prix : {{price}}
Pour : {{what}}

Rien de ce qui est facturé ne commence avant votre accord. D'ici là, nous attendons votre réponse.

Pour accepter, répondez à ce message avec ceci, seul, sur la première ligne :

{{accept}}

Pour refuser :

{{refuse}}

Ou utilisez un message déjà prêt. Accepter : {{acceptHref}}
Refuser : {{refuseHref}}

{{desk}}
`,
  "score-asked": `Subject: Comment avons-nous fait ? [{{number}}]

Comment avons-nous fait ? Répondez par un chiffre de 1 (mauvais) à 5 (très bien), ou par l'un de ces messages :

{{#scores}}
- {{label}} {{href}}
{{/scores}}
`,
} as const satisfies { readonly [name in TemplateName]?: string };

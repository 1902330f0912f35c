import { FR_ASKS } from "./fr-asks.ts";
import type { TemplateSet } from "./template-set.ts";

/** What customers read; agents' texts fall back to English. */
export const FR: TemplateSet = {
  acknowledgement: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Nous avons bien reçu votre message {{/subject}}[{{number}}]

Nous avons bien reçu votre message du {{receivedAt}}. Son numéro est {{number}}.

{{#closed}}
{{closed}}
{{/closed}}
{{promise}}

Nous lui avons attribué la gravité {{severity}} ({{severityName}}). Si ce n'est pas exact, répondez à ce message pour nous le dire.
{{#emergency}}

{{emergency}}
{{/emergency}}
{{#asksManager}}

Vous avez demandé à parler à un responsable : votre demande a été transmise à la direction de ce service.
{{/asksManager}}

Gardez {{number}} dans l'objet quand vous nous écrivez à ce sujet.
Pour certaines choses, un mot suffit en réponse : statut, fermer, ou urgent et pourquoi.
{{#policyUrl}}
Ce que nous promettons est écrit ici : {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  resolved: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Votre demande est résolue {{/subject}}[{{number}}]

Nous considérons la demande {{number}} comme résolue.

Si elle ne l'est pas, répondez simplement à ce message et nous reprendrons où nous en étions.
{{#closesAt}}
Sinon elle se ferme d'elle-même le {{closesAt}} ; vous n'avez rien à faire.
{{/closesAt}}

{{#asks}}
Comment avons-nous fait ? Répondez par un chiffre de 1 (mauvais) à 5 (très bien), ou par l'un de ces messages :

{{#scores}}
- {{label}} {{href}}
{{/scores}}

{{/asks}}
{{desk}}
`,
  slip: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Plus tard que promis {{/subject}}[{{number}}]

Nous vous avions promis une réponse à la demande {{number}} avant le {{promisedAt}}. Nous n'y arriverons pas, et nous en sommes désolés.
{{#reason}}

La raison : {{reason}}
{{/reason}}
{{#nextNewsAt}}

Vous aurez de nos nouvelles avant le {{nextNewsAt}}, ne serait-ce que pour dire où nous en sommes.
{{/nextNewsAt}}

{{desk}}
`,
  questions: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Quelques questions sur votre demande {{/subject}}[{{number}}]

Pour avancer sur la demande {{number}}, nous avons besoin de quelques éléments de votre part :

{{#questions}}
- {{text}}
{{/questions}}

Il suffit de répondre à ce message. Si vous ignorez l'un de ces points, dites-nous ce que vous voyez ; cela nous aide aussi.

{{desk}}
`,
  "promise-changed": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Notre délai a changé {{/subject}}[{{number}}]

Nous traitons désormais la demande {{number}} avec la gravité {{severity}} ({{severityName}}).

{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}

{{/promise}}
Si ce n'est pas exact, répondez à ce message pour nous le dire.
{{#policyUrl}}
Ce que nous promettons est écrit ici : {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-refused": `Subject: Nous n'avons pas pu accepter votre message

Cette adresse est réservée aux clients de {{desk}}, et nous n'avons pu rattacher la vôtre à aucun d'eux.
{{#contact}}

Si vous êtes client, écrivez depuis une adresse que votre société nous a communiquée, ou joignez-nous ici : {{contact}}
{{/contact}}

Votre message n'a pas été traité.
{{#policyUrl}}
Qui nous servons, et comment, est écrit ici : {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-asked": `Subject: Pour quelle société écrivez-vous ? [{{number}}]

Nous avons bien reçu votre message, sous le numéro {{number}}, mais nous n'avons pas pu rattacher votre adresse à un client.

Répondez à ce message et dites-nous, s'il vous plaît, pour quelle société vous écrivez.
{{#contact}}
Ou joignez-nous ici : {{contact}}
{{/contact}}

{{desk}}
`,
  ...FR_ASKS,
};

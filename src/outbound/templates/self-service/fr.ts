import type { SelfServiceName } from "./names.ts";

export const FR: { readonly [name in Exclude<SelfServiceName, "agent-customer-said">]: string } = {
  status: `Subject: Où en sont vos demandes{{#number}} [{{number}}]{{/number}}

{{#none}}
Vous n'avez aucune demande ouverte chez nous.
{{/none}}
{{#cases}}
{{number}} : {{subject}}
{{state}}
{{#promise}}
{{promise}}
{{/promise}}
{{#late}}
Nous vous avions promis une réponse avant {{late}} et nous sommes en retard. Nous en sommes désolés.
{{/late}}
{{#last}}
Nous vous avons écrit pour la dernière fois {{last}}.
{{/last}}

{{/cases}}
{{#more}}
Et {{more}} de plus.

{{/more}}
{{#commands}}
Un mot suffit en réponse : statut, fermer, ou urgent et pourquoi.
{{/commands}}

{{desk}}
`,
  "closed-by-customer": `Subject: La demande {{number}} est fermée

La demande {{number}} est fermée, comme vous l'avez souhaité.

{{#until}}
S'il reste quelque chose, répondez à ce message avant {{until}} et nous reprendrons où nous en étions.
{{/until}}

{{desk}}
`,
  closed: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Votre demande est fermée {{/subject}}[{{number}}]

La demande {{number}} est fermée : nous la considérions comme résolue et n'avons pas reçu d'autres nouvelles de votre part. Vous n'avez rien à faire.

{{#until}}
S'il reste quelque chose, répondez à ce message avant {{until}} et nous reprendrons où nous en étions. Ce que vous écrirez plus tard ouvrira une nouvelle demande.
{{/until}}

{{desk}}
`,
  urgent: `Subject: La demande {{number}} est urgente

Nous avons lu que la demande {{number}} est urgente et avons prévenu ceux qui peuvent s'en occuper.

{{#raised}}
Nous la traitons désormais avec la gravité {{severity}} ({{severityName}}).
{{/raised}}
{{^raised}}
Elle garde la gravité {{severity}} ({{severityName}}) jusqu'à ce que l'un de nous l'ait examinée.
{{/raised}}
{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}
{{/promise}}
{{#emergency}}

{{emergency}}
{{/emergency}}

{{desk}}
`,
};

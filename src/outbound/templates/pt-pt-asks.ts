import type { TemplateName } from "./names.ts";

/** What customers ask of the desk and are asked: somebody above, a price. */
export const PT_PT_ASKS = {
  "manager-told": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O seu pedido foi transmitido {{/subject}}[{{number}}]

Pediu para falar com um responsável. O que pediu sobre {{number}} foi transmitido a quem dirige este serviço.

Entretanto, quem trata do seu pedido continua.

{{desk}}
`,
  "price-offer": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Um preço para aceitar {{/subject}}[{{number}}]

O trabalho de que o pedido {{number}} precisa é cobrado:

Preço: {{price}}
Para: {{what}}

Nada do que é cobrado começa antes de o aceitar. Até lá, ficamos à sua espera.

Para aceitar, responda a esta mensagem com isto na primeira linha, e mais nada nessa linha:

{{accept}}

Para recusar:

{{refuse}}

Ou use uma mensagem já pronta. Aceitar: {{acceptHref}}
Recusar: {{refuseHref}}

{{desk}}
`,
  "manager-asked": `Subject: Pedem um responsável: {{subject}} [{{number}}]

{{customer}} pede um responsável no pedido {{number}}. O pedido fica com quem está; deve responder alguém que dirija a equipa.

Severidade: {{severity}} {{severityName}}
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}
{{#message}}

Escreveu:

{{message}}
{{/message}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "score-asked": `Subject: Como nos saímos? [{{number}}]

Como nos saímos? Responda com um número de 1 (mau) a 5 (muito bom), ou por um destes e-mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}
`,
} as const satisfies { readonly [name in TemplateName]?: string };

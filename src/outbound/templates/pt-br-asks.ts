import type { TemplateName } from "./names.ts";

/** What customers ask of the desk and are asked: somebody above, a price. */
export const PT_BR_ASKS = {
  "manager-told": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O seu pedido foi repassado {{/subject}}[{{number}}]

Você pediu para falar com um gestor. O seu pedido sobre o chamado {{number}} foi repassado a quem coordena este atendimento.

Enquanto isso, quem cuida do seu chamado continua.

{{desk}}
`,
  "price-offer": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Um preço para você aceitar {{/subject}}[{{number}}]

O trabalho de que o chamado {{number}} precisa é cobrado:

Preço: {{price}}
Para: {{what}}

Nada do que é cobrado começa antes de você aceitar. Até lá, ficamos no aguardo.

Para aceitar, responda a este e-mail com isto na primeira linha, e nada mais nessa linha:

{{accept}}

Para recusar:

{{refuse}}

Ou use um e-mail já pronto. Aceitar: {{acceptHref}}
Recusar: {{refuseHref}}

{{desk}}
`,
  "manager-asked": `Subject: Pedem um gestor: {{subject}} [{{number}}]

{{customer}} pede um gestor no chamado {{number}}. O chamado fica com quem está; quem lidera a equipe deve responder.

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

Como nos saímos? Responda com um número de 1 (ruim) a 5 (muito bom), ou por um destes e-mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}
`,
} as const satisfies { readonly [name in TemplateName]?: string };

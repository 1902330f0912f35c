import type { SelfServiceName } from "./names.ts";

export const PT_BR: { readonly [name in SelfServiceName]: string } = {
  status: `Subject: Situação dos seus chamados{{#number}} [{{number}}]{{/number}}

{{#none}}
Você não tem nenhum chamado aberto conosco.
{{/none}}
{{#cases}}
{{number}}: {{subject}}
{{state}}
{{#promise}}
{{promise}}
{{/promise}}
{{#late}}
Prometemos a você uma resposta até {{late}} e estamos atrasados. Pedimos desculpas.
{{/late}}
{{#last}}
Escrevemos a você pela última vez em {{last}}.
{{/last}}

{{/cases}}
{{#more}}
E mais {{more}}.

{{/more}}
{{#commands}}
Basta responder com uma palavra: status, encerrar, ou urgente e o motivo.
{{/commands}}

{{desk}}
`,
  "closed-by-customer": `Subject: O chamado {{number}} foi encerrado

O chamado {{number}} foi encerrado, como você pediu.

{{#until}}
Se faltar alguma coisa, responda a este e-mail até {{until}} e continuamos de onde paramos.
{{/until}}

{{desk}}
`,
  closed: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O seu chamado foi encerrado {{/subject}}[{{number}}]

O chamado {{number}} foi encerrado: nós o demos por resolvido e não recebemos mais notícias suas. Você não precisa fazer nada.

{{#until}}
Se faltar alguma coisa, responda a este e-mail até {{until}} e continuamos de onde paramos. O que você escrever depois abre um novo chamado.
{{/until}}

{{desk}}
`,
  urgent: `Subject: O chamado {{number}} é urgente

Lemos que o chamado {{number}} é urgente e avisamos quem pode cuidar dele.

{{#raised}}
A partir de agora ele é tratado com a severidade {{severity}} ({{severityName}}).
{{/raised}}
{{^raised}}
Ele continua com a severidade {{severity}} ({{severityName}}) até que um de nós o veja.
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
  "agent-customer-said": `Subject: {{#urgent}}URGENTE: {{/urgent}}{{subject}} [{{number}}]

{{#urgent}}
URGENTE, diz o cliente: {{number}} {{subject}}
{{/urgent}}
{{#closed}}
O cliente encerrou {{number}} {{subject}}
{{/closed}}
{{#rated}}
{{rated}} de 5, diz o cliente sobre {{number}} {{subject}}
{{/rated}}
Cliente: {{customer}}
De: {{sender}}
{{#said}}
Escreveu: {{said}}
{{/said}}

{{#urgent}}
{{#raised}}
Severidade A a partir de agora, pelas palavras que contém. {{^unheard}}O cliente sabe.{{/unheard}}{{#unheard}}O cliente NÃO foi avisado: {{unheard}}.{{/unheard}} #severity B desfaz.
{{/raised}}
{{^raised}}
Continua com a severidade {{severity}}; {{^unheard}}o cliente sabe{{/unheard}}{{#unheard}}o cliente NÃO foi avisado: {{unheard}}{{/unheard}}. #severity A a eleva.
{{/raised}}
{{#promise}}
Prazo: {{promise}}
{{/promise}}
Responsável: {{assignee}}{{^assignee}}ninguém; fica com ele quem responder primeiro{{/assignee}}
{{/urgent}}
{{#closed}}
{{^unheard}}
Ele sabe que uma resposta o reabre. Não é preciso fazer nada.
{{/unheard}}
{{#unheard}}
Ele NÃO foi avisado: {{unheard}}. Uma resposta dele o reabre, e talvez ele não saiba disso.
{{/unheard}}
{{/closed}}
{{#rated}}
Nada foi dito a ele. O que deu errado, e alguém quer escrever a ele?
{{/rated}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

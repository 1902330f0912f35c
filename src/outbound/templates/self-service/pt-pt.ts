import type { SelfServiceName } from "./names.ts";

export const PT_PT: { readonly [name in SelfServiceName]: string } = {
  status: `Subject: Em que ponto estão os seus pedidos{{#number}} [{{number}}]{{/number}}

{{#none}}
Não tem nenhum pedido em aberto connosco.
{{/none}}
{{#cases}}
{{number}}: {{subject}}
{{state}}
{{#promise}}
{{promise}}
{{/promise}}
{{#late}}
Prometemos-lhe uma resposta até {{late}} e estamos atrasados. Pedimos desculpa.
{{/late}}
{{#last}}
Escrevemos-lhe pela última vez em {{last}}.
{{/last}}

{{/cases}}
{{#more}}
E mais {{more}}.

{{/more}}
{{#commands}}
Basta responder com uma palavra: estado, fechar, ou urgente e porquê.
{{/commands}}

{{desk}}
`,
  "closed-by-customer": `Subject: O pedido {{number}} está fechado

O pedido {{number}} está fechado, como pediu.

{{#until}}
Se faltar alguma coisa, responda a esta mensagem até {{until}} e continuamos de onde ficámos.
{{/until}}

{{desk}}
`,
  closed: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O seu pedido está fechado {{/subject}}[{{number}}]

O pedido {{number}} está fechado: demo-lo por resolvido e não recebemos mais notícias suas. Não precisa de fazer nada.

{{#until}}
Se faltar alguma coisa, responda a esta mensagem até {{until}} e continuamos de onde ficámos. O que escrever depois abre um novo pedido.
{{/until}}

{{desk}}
`,
  urgent: `Subject: O pedido {{number}} é urgente

Lemos que o pedido {{number}} é urgente e avisámos quem pode tratar dele.

{{#raised}}
A partir de agora tratamo-lo com a severidade {{severity}} ({{severityName}}).
{{/raised}}
{{^raised}}
Mantém a severidade {{severity}} ({{severityName}}) até um de nós o ter visto.
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
O cliente fechou {{number}} {{subject}}
{{/closed}}
{{#rated}}
{{rated}} em 5, diz o cliente de {{number}} {{subject}}
{{/rated}}
Cliente: {{customer}}
De: {{sender}}
{{#said}}
Escreveu: {{said}}
{{/said}}

{{#urgent}}
{{#raised}}
Severidade A a partir de agora, pelas palavras que contém. {{^unheard}}O cliente sabe.{{/unheard}}{{#unheard}}O cliente NÃO foi informado: {{unheard}}.{{/unheard}} #severity B volta atrás.
{{/raised}}
{{^raised}}
Mantém a severidade {{severity}}; {{^unheard}}o cliente sabe{{/unheard}}{{#unheard}}o cliente NÃO foi informado: {{unheard}}{{/unheard}}. #severity A sobe-a.
{{/raised}}
{{#promise}}
Prazo: {{promise}}
{{/promise}}
Responsável: {{assignee}}{{^assignee}}ninguém; fica com ele quem responder primeiro{{/assignee}}
{{/urgent}}
{{#closed}}
{{^unheard}}
Sabe que uma resposta o reabre. Não precisa de fazer nada.
{{/unheard}}
{{#unheard}}
NÃO foi informado: {{unheard}}. Uma resposta sua reabre-o, e pode não o saber.
{{/unheard}}
{{/closed}}
{{#rated}}
Não lhe foi dito nada. O que correu mal, e alguém quer escrever-lhe?
{{/rated}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

import type { OwnName } from "./names.ts";
import { PT_PT_ASKS } from "./pt-pt-asks.ts";

export const PT_PT: { readonly [name in OwnName]: string } = {
  acknowledgement: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Recebemos a sua mensagem {{/subject}}[{{number}}]

Recebemos a sua mensagem de {{receivedAt}}. Tem o número {{number}}.

{{#closed}}
{{closed}}
{{/closed}}
{{promise}}

Atribuímos-lhe a severidade {{severity}} ({{severityName}}). Se não estiver certo, responda a esta mensagem e diga-nos.
{{#emergency}}

{{emergency}}
{{/emergency}}
{{#asksManager}}

Pediu para falar com um responsável: o seu pedido foi transmitido a quem dirige este serviço.
{{/asksManager}}

Mantenha {{number}} no assunto quando nos escrever sobre este pedido.
Para algumas coisas basta responder com uma palavra: estado, fechar, ou urgente e porquê.
{{#policyUrl}}
O que prometemos está escrito aqui: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  resolved: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O seu pedido está resolvido {{/subject}}[{{number}}]

Consideramos o pedido {{number}} resolvido.

Se não estiver, basta responder a esta mensagem e continuamos de onde ficámos.
{{#closesAt}}
Caso contrário fecha-se por si em {{closesAt}}; não precisa de fazer nada.
{{/closesAt}}

{{#asks}}
Como nos saímos? Responda com um número de 1 (mau) a 5 (muito bom), ou por um destes e-mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}

{{/asks}}
{{desk}}
`,
  slip: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Mais tarde do que prometido {{/subject}}[{{number}}]

Prometemos-lhe uma resposta ao pedido {{number}} até {{promisedAt}}. Não vamos conseguir cumprir, e pedimos desculpa.
{{#reason}}

O motivo: {{reason}}
{{/reason}}
{{#nextNewsAt}}

Terá notícias nossas até {{nextNewsAt}}, nem que seja para dizer em que ponto estamos.
{{/nextNewsAt}}

{{desk}}
`,
  questions: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Algumas perguntas sobre o seu pedido {{/subject}}[{{number}}]

Para avançarmos com o pedido {{number}} precisamos de algo da vossa parte:

{{#questions}}
- {{text}}
{{/questions}}

Basta responder a esta mensagem. Se não souber alguma destas coisas, diga-nos o que consegue ver; também nos ajuda.

{{desk}}
`,
  "promise-changed": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O nosso prazo mudou {{/subject}}[{{number}}]

O pedido {{number}} passa a ser tratado com a severidade {{severity}} ({{severityName}}).

{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}

{{/promise}}
Se não estiver certo, responda a esta mensagem e diga-nos.
{{#policyUrl}}
O que prometemos está escrito aqui: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-refused": `Subject: Não pudemos aceitar a sua mensagem

Este endereço destina-se a clientes de {{desk}}, e não conseguimos associar o seu endereço a nenhum.
{{#contact}}

Se é cliente, escreva de um endereço que a sua empresa nos tenha comunicado, ou contacte-nos aqui: {{contact}}
{{/contact}}

A sua mensagem não foi tratada.
{{#policyUrl}}
Quem servimos, e como, está escrito aqui: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-asked": `Subject: De que empresa nos escreve? [{{number}}]

Recebemos a sua mensagem, com o número {{number}}, mas não conseguimos associar o seu endereço a um cliente nosso.

Responda a esta mensagem e diga-nos, por favor, em nome de que empresa escreve.
{{#contact}}
Ou contacte-nos aqui: {{contact}}
{{/contact}}

{{desk}}
`,
  "agent-receipt": `Subject: {{#isDone}}Feito: {{/isDone}}{{#isPartly}}Feito em parte: {{/isPartly}}{{#isHeld}}Retido: {{/isHeld}}{{#isNotDone}}Não feito: {{/isNotDone}}{{#isNotSent}}Não enviado: {{/isNotSent}}{{#isShown}}Só mostrado: {{/isShown}}{{#number}}[{{number}}] {{/number}}{{subject}}

{{#held}}
Nada foi enviado: {{held}}

{{/held}}
{{#leavesAt}}
- a sua resposta a {{leavingTo}} sai às {{leavesAt}}, a menos que responda antes com #undo
{{/leavesAt}}
{{#done}}
- {{line}}
{{/done}}
{{#problems}}
- não feito: {{line}} (esperado: {{expected}})
{{/problems}}
{{#undoUntil}}

Pode anular com #undo até {{undoUntil}}.
{{/undoUntil}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "agent-undelivered": `Subject: Não entregue: {{subject}} [{{number}}]

{{#unsure}}
Um servidor de correio diz que uma mensagem para {{address}} não foi entregue. Não prova de que mensagem se trata, mas só pode ser {{#isAnswer}}a resposta{{/isAnswer}}{{^isAnswer}}uma mensagem automática{{/isAnswer}} em {{number}}. Nada foi alterado por causa disso.
{{/unsure}}
{{^unsure}}
{{#isAnswer}}A resposta{{/isAnswer}}{{^isAnswer}}Uma mensagem automática{{/isAnswer}} em {{number}} não chegou a {{address}}.{{#someGotIt}} Dos outros destinatários nada foi devolvido.{{/someGotIt}}
{{/unsure}}
{{#said}}

O outro servidor de correio disse: {{said}}
{{/said}}

Cliente: {{customer}}

{{#permanent}}
O que fazer: não vale a pena escrever de novo para lá. Procure outro endereço ou telefone.
{{/permanent}}
{{^permanent}}
O que fazer: falhou por agora. Tente mais tarde, procure outro endereço ou telefone.
{{/permanent}}
{{#owed}}
O cliente ainda não tem a resposta, e continua à espera dela.
{{/owed}}
`,
  "agent-muted": `Subject: O correio automático{{#key}} para {{key}}{{/key}} parou

O correio automático{{#key}} para {{key}}{{/key}} parou: {{because}}. É o que se vê quando duas máquinas respondem uma à outra.
{{#tickets}}

Os pedidos em causa: {{tickets}}
{{/tickets}}

O que de lá chega é tratado como sempre, e o que as pessoas escrevem continua a sair.
{{#until}}
Recomeça por si em {{until}}.
{{/until}}
Para permitir de novo: answerable allow {{allow}}

{{desk}}
`,
  warning: `Subject: {{#breached}}Prazo falhado{{/breached}}{{^breached}}Prazo a terminar{{/breached}}: {{subject}} [{{number}}]

{{#breached}}
O prazo "{{target}}" do pedido {{number}} terminou em {{dueAt}} e foi falhado{{#late}}, com {{late}} de atraso{{/late}}.
{{/breached}}
{{^breached}}
O prazo "{{target}}" do pedido {{number}} termina em {{dueAt}}{{#left}}: faltam {{left}} de serviço{{/left}}.
{{/breached}}

Cliente: {{customer}} ({{plan}})
Severidade: {{severity}} {{severityName}}
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "slip-offer": `Subject: Avisar {{customer}} antes de nos atrasarmos? [{{number}}]

O prazo "{{target}}" do pedido {{number}} termina em {{dueAt}}{{#left}} (faltam {{left}} de serviço){{/left}}.
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}

Seria enviado isto ao cliente:

{{mail}}

Enviar: {{sendHref}}
`,
  ...PT_PT_ASKS,
};

import type { OwnName } from "./names.ts";
import { PT_BR_ASKS } from "./pt-br-asks.ts";

export const PT_BR: { readonly [name in OwnName]: string } = {
  acknowledgement: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Recebemos a sua mensagem {{/subject}}[{{number}}]

Recebemos a sua mensagem de {{receivedAt}}. O número do chamado é {{number}}.

{{#closed}}
{{closed}}
{{/closed}}
{{promise}}

Registramos o chamado com a severidade {{severity}} ({{severityName}}). Se não estiver certo, responda a este e-mail e nos avise.
{{#emergency}}

{{emergency}}
{{/emergency}}
{{#asksManager}}

Você pediu para falar com um gestor: o seu pedido foi repassado a quem coordena este atendimento.
{{/asksManager}}

Mantenha {{number}} no assunto quando escrever sobre este chamado.
Para algumas coisas basta responder com uma palavra: status, encerrar, ou urgente e o motivo.
{{#policyUrl}}
O que prometemos está escrito aqui: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  resolved: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O seu chamado está resolvido {{/subject}}[{{number}}]

Consideramos o chamado {{number}} resolvido.

Se não estiver, basta responder a este e-mail e continuamos de onde paramos.
{{#closesAt}}
Caso contrário ele será encerrado automaticamente em {{closesAt}}; você não precisa fazer nada.
{{/closesAt}}

{{#asks}}
Como nos saímos? Responda com um número de 1 (ruim) a 5 (muito bom), ou por um destes e-mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}

{{/asks}}
{{desk}}
`,
  slip: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Mais tarde do que o prometido {{/subject}}[{{number}}]

Prometemos a você uma resposta ao chamado {{number}} até {{promisedAt}}. Não vamos conseguir cumprir, e pedimos desculpas.
{{#reason}}

O motivo: {{reason}}
{{/reason}}
{{#nextNewsAt}}

Você terá notícias nossas até {{nextNewsAt}}, nem que seja para dizer em que ponto estamos.
{{/nextNewsAt}}

{{desk}}
`,
  questions: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Algumas perguntas sobre o seu chamado {{/subject}}[{{number}}]

Para avançarmos com o chamado {{number}}, precisamos de algumas informações:

{{#questions}}
- {{text}}
{{/questions}}

Basta responder a esta mensagem. Se você não souber alguma delas, conte o que consegue ver; isso também nos ajuda.

{{desk}}
`,
  "promise-changed": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}O nosso prazo mudou {{/subject}}[{{number}}]

O chamado {{number}} passa a ser tratado com a severidade {{severity}} ({{severityName}}).

{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}

{{/promise}}
Se não estiver certo, responda a este e-mail e nos avise.
{{#policyUrl}}
O que prometemos está escrito aqui: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-refused": `Subject: Não pudemos aceitar a sua mensagem

Este endereço é para clientes de {{desk}}, e não conseguimos associar o seu endereço a nenhum deles.
{{#contact}}

Se você é cliente, escreva de um endereço que a sua empresa tenha nos informado, ou fale conosco aqui: {{contact}}
{{/contact}}

A sua mensagem não foi atendida.
{{#policyUrl}}
Quem atendemos, e como, está escrito aqui: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-asked": `Subject: De qual empresa você é? [{{number}}]

Recebemos a sua mensagem, com o número {{number}}, mas não conseguimos associar o seu endereço a um cliente nosso.

Responda a este e-mail e diga, por favor, em nome de qual empresa você escreve.
{{#contact}}
Ou fale conosco aqui: {{contact}}
{{/contact}}

{{desk}}
`,
  "agent-receipt": `Subject: {{#isDone}}Feito: {{/isDone}}{{#isPartly}}Feito em parte: {{/isPartly}}{{#isHeld}}Retido: {{/isHeld}}{{#isNotDone}}Não feito: {{/isNotDone}}{{#isNotSent}}Não enviado: {{/isNotSent}}{{#isShown}}Só mostrado: {{/isShown}}{{#number}}[{{number}}] {{/number}}{{subject}}

{{#held}}
Nada foi enviado: {{held}}

{{/held}}
{{#leavesAt}}
- sua resposta a {{leavingTo}} sai às {{leavesAt}}, a menos que você responda antes com #undo
{{/leavesAt}}
{{#done}}
- {{line}}
{{/done}}
{{#problems}}
- não feito: {{line}} (esperado: {{expected}})
{{/problems}}
{{#undoUntil}}

Você pode desfazer com #undo até {{undoUntil}}.
{{/undoUntil}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "agent-undelivered": `Subject: Não entregue: {{subject}} [{{number}}]

{{#unsure}}
Um servidor de e-mail diz que uma mensagem para {{address}} não foi entregue. Não prova de que mensagem se trata, mas só pode ser {{#isAnswer}}a resposta{{/isAnswer}}{{^isAnswer}}uma mensagem automática{{/isAnswer}} em {{number}}. Nada foi alterado por causa disso.
{{/unsure}}
{{^unsure}}
{{#isAnswer}}A resposta{{/isAnswer}}{{^isAnswer}}Uma mensagem automática{{/isAnswer}} em {{number}} não chegou a {{address}}.{{#someGotIt}} Dos outros destinatários nada foi devolvido.{{/someGotIt}}
{{/unsure}}
{{#said}}

O outro servidor de e-mail disse: {{said}}
{{/said}}

Cliente: {{customer}}

{{#permanent}}
O que fazer: não vale a pena escrever de novo para esse endereço. Procure outro endereço ou telefone.
{{/permanent}}
{{^permanent}}
O que fazer: falhou por agora. Tente mais tarde, procure outro endereço ou telefone.
{{/permanent}}
{{#owed}}
O cliente ainda não tem a resposta, e continua à espera dela.
{{/owed}}
`,
  "agent-muted": `Subject: O e-mail automático{{#key}} para {{key}}{{/key}} parou

O e-mail automático{{#key}} para {{key}}{{/key}} parou: {{because}}. É o que se vê quando duas máquinas respondem uma à outra.
{{#tickets}}

Os chamados: {{tickets}}
{{/tickets}}

O que de lá chega é tratado como sempre, e o que as pessoas escrevem continua a sair.
{{#until}}
Recomeça por si em {{until}}.
{{/until}}
Para permitir de novo: answerable allow {{allow}}

{{desk}}
`,
  warning: `Subject: {{#breached}}Prazo perdido{{/breached}}{{^breached}}Prazo no fim{{/breached}}: {{subject}} [{{number}}]

{{#breached}}
O prazo "{{target}}" do chamado {{number}} venceu em {{dueAt}} e foi perdido{{#late}}, com {{late}} de atraso{{/late}}.
{{/breached}}
{{^breached}}
O prazo "{{target}}" do chamado {{number}} vence em {{dueAt}}{{#left}}: restam {{left}} de atendimento{{/left}}.
{{/breached}}

Cliente: {{customer}} ({{plan}})
Severidade: {{severity}} {{severityName}}
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "slip-offer": `Subject: Avisar {{customer}} antes do atraso? [{{number}}]

O prazo "{{target}}" do chamado {{number}} vence em {{dueAt}}{{#left}} (restam {{left}} de atendimento){{/left}}.
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}

Isto seria enviado ao cliente:

{{mail}}

Enviar: {{sendHref}}
`,
  ...PT_BR_ASKS,
};

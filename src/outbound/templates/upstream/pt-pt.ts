import type { UPSTREAM_TEMPLATES } from "./names.ts";

export const PT_PT_UPSTREAM: { readonly [name in keyof typeof UPSTREAM_TEMPLATES]: string } = {
  "handed-on": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Onde está o seu pedido {{/subject}}[{{number}}]

Analisámos o pedido {{number}} até onde nos é possível. Está agora com {{#name}}{{name}}{{/name}}{{^name}}especialistas com quem trabalhamos{{/name}}, juntamente com o que apurámos.
{{#caseNumber}}
O número deles é {{caseNumber}}. Não precisa dele para nos escrever.
{{/caseNumber}}

Para si nada muda: continuamos a ser o seu contacto, acompanhamos o pedido e damos-lhe conta do resultado. Se quiser acrescentar alguma coisa, responda a esta mensagem.
{{#nextNewsAt}}

Terá notícias nossas até {{nextNewsAt}}.
{{/nextNewsAt}}

{{desk}}
`,
  "incident-news": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Sobre o seu pedido {{/subject}}[{{number}}]

{{#isKnown}}
O que nos escreveu faz parte de um incidente que o fabricante do serviço publicou. O número é {{incident}}, e estão a trabalhar nele.

Acompanhamos o incidente e dizemos-lhe quando tiver terminado. Se o que vê é outra coisa, ou se piorar, responda a esta mensagem.
{{/isKnown}}
{{#isNews}}
Há novidades sobre o incidente publicado {{incident}}, do qual o seu pedido {{number}} faz parte:

{{news}}
{{/isNews}}
{{#isOver}}
O incidente publicado {{incident}}, do qual o seu pedido {{number}} faz parte, foi dado como resolvido.

Por favor, tente de novo. Se ainda não funcionar, responda a esta mensagem: o seu pedido fica aberto até que um de nós diga o contrário.
{{/isOver}}

{{desk}}
`,
  "upstream-handoff": `Subject: [{{number}}] {{subject}}

Olá,

solicitamos que assumam este pedido. O nosso número é {{number}}: mantenham-no no assunto e indiquem-nos o vosso.
{{#expected}}
Contamos com a vossa primeira resposta até {{expected}}.
{{/expected}}
{{#unable}}
Se não o conseguirem resolver, respondam com #unable e o motivo na primeira linha; o pedido volta então para nós.
{{/unable}}

Número: {{number}}
Título: {{subject}}
Cliente: {{customer}}
{{#tenantId}}
Tenant: {{tenantId}}
{{/tenantId}}
{{#cloud}}
Nuvem: {{cloud}}
{{/cloud}}
{{#subscriptionId}}
Subscrição: {{subscriptionId}}
{{/subscriptionId}}
Serviço: {{service}}
Tipo: {{kind}}
Severidade: {{severity}}
{{#fields}}
{{label}}: {{value}}
{{/fields}}
Contacto: {{contact}}, {{address}}
Fuso horário: {{timeZone}}
Língua: {{language}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}

Escrevam apenas para nós e não para o cliente.

{{desk}}
`,
  "upstream-word": `Subject: Re: [{{number}}] {{subject}}

{{#isReminder}}
Não temos notícias vossas sobre {{number}}{{#caseNumber}} (o vosso {{caseNumber}}){{/caseNumber}} desde {{since}}.{{#expected}} Contávamos com uma resposta até {{expected}}.{{/expected}}

Em que ponto está, e quando teremos notícias?
{{/isReminder}}
{{#isEnded}}
Para nós, {{number}}{{#caseNumber}} (o vosso {{caseNumber}}){{/caseNumber}} está resolvido. Podem fechá-lo; não precisamos de mais nada. Obrigado.
{{/isEnded}}
{{#isTakenBack}}
Retomamos o pedido {{number}}{{#caseNumber}} (o vosso {{caseNumber}}){{/caseNumber}} e continuamos nós a tratá-lo. Podem fechá-lo.

O motivo: {{reason}}
{{/isTakenBack}}

{{desk}}
`,
  "agent-upstream": `Subject: {{subject}} [{{number}}]

De fora: {{partner}} sobre {{number}}{{#caseNumber}}, lá {{caseNumber}}{{/caseNumber}}
Remetente: {{sender}}
{{#held}}
Retido: {{held}}
{{/held}}
Cliente: {{customer}}
Severidade: {{severity}} {{severityName}}
{{#promise}}
Prometido ao cliente: {{promise}}{{#left}} (restam {{left}} de tempo de serviço){{/left}}
{{/promise}}

Uma resposta a este e-mail vai para {{partner}}, não para o cliente. O cliente não recebeu nada disto; para o informar, responda a um aviso sobre ele.
{{#unable}}

Não conseguem resolver: o pedido voltou para nós.
{{/unable}}

{{message}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}
{{#staying}}

Fica guardado, não segue em anexo: {{staying}}
{{/staying}}
{{#gone}}

Não segue em anexo, o e-mail em que veio já não está guardado: {{gone}}
{{/gone}}
{{#unreadable}}

Não segue em anexo, não se consegue ler do e-mail em que veio: {{unreadable}}
{{/unreadable}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (nota, não enviada){{/note}}:
{{text}}
{{/history}}
`,
  "agent-portal": `Subject: {{subject}} [{{number}}]

A registar junto de {{partner}}: {{number}}
Cliente: {{customer}}

1. Abra aqui, no contexto do cliente: {{link}}
{{#noTenant}}
O tenant do cliente não é conhecido: procure-o e confirme que não está no nosso.
{{/noTenant}}
{{#checklist}}
- {{line}}
{{/checklist}}

2. Copie daqui, campo a campo:
{{#fields}}

{{label}}
{{value}}
{{/fields}}
{{#hasFiles}}

Carregue também, tal como vão em anexo a este e-mail:
{{/hasFiles}}
{{#files}}
- {{line}}
{{/files}}

3. Envie o número que lhe derem, sozinho numa linha: {{fileHref}}
Só o comando: qualquer outro texto numa resposta a este e-mail vai para o cliente.
{{#expected}}

A partir daí espera-se uma resposta em {{expected}}.
{{/expected}}
`,
  "agent-handoff": `Subject: {{subject}} [{{number}}]

{{#isUnfiled}}
{{number}} devia ser registado junto de {{partner}} e, que saibamos, não foi, desde {{since}}. O texto preparado está num e-mail anterior desta conversa; a página para o registar: {{link}}
Depois de registado, responda com #upstream e o número.
{{/isUnfiled}}
{{#isUnanswered}}
{{partner}} ainda não respondeu sobre {{number}}{{#caseNumber}} (lá {{caseNumber}}){{/caseNumber}}.{{#expected}} Esperava-se a resposta até {{expected}}.{{/expected}}
{{#reminded}}
Lembretes enviados: {{reminded}}.
{{/reminded}}
{{#link}}
Veja lá: {{link}}
{{/link}}
{{/isUnanswered}}
{{#isToClose}}
{{number}} está concluído. Feche-o também junto de {{partner}}{{#caseNumber}}: lá é o {{caseNumber}}{{/caseNumber}}. {{link}}
{{/isToClose}}
{{#isFailed}}
O nosso e-mail para {{partner}} sobre {{number}} não chegou a {{address}}. O pedido está de novo connosco.
{{#said}}
O servidor de correio disse: {{said}}
{{/said}}

O que fazer: corrija o endereço (partners em desk.yaml) ou peça outro; depois #escalate volta a passá-lo.
{{/isFailed}}
{{#isUnreached}}
O nosso e-mail para {{partner}} sobre {{number}}{{#caseNumber}} (lá {{caseNumber}}){{/caseNumber}} não chegou a {{address}}. O pedido está aberto lá e é a nossa vez: escreva-o no portal. {{link}}
{{#said}}
O servidor de correio disse: {{said}}
{{/said}}
{{/isUnreached}}
{{#isGone}}
{{number}} não foi passado: {{partner}} já não é parceiro em desk.yaml. O pedido está de novo connosco: #escalate decide outra vez.
{{/isGone}}
{{#isWithoutFiles}}
{{number}} segue para {{partner}} sem ficheiros que deviam ir junto.
{{#gone}}
O e-mail deles já não está guardado: {{gone}}
{{/gone}}
{{#unreadable}}
Não se conseguem ler do e-mail em que vieram: {{unreadable}}
{{/unreadable}}
{{#others}}
Já não podem seguir, porque o e-mail deles está retido ou passou para outro pedido: {{others}}
{{/others}}
Se os tiver, envie-os.
{{/isWithoutFiles}}

{{#answersThem}}
Uma resposta a este e-mail vai para {{partner}}, não para o cliente.
{{/answersThem}}
{{^answersThem}}
Só comandos: qualquer outro texto numa resposta a este e-mail vai para o cliente.
{{/answersThem}}

Cliente: {{customer}}
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

import type { UPSTREAM_TEMPLATES } from "./names.ts";

export const PT_BR_UPSTREAM: { readonly [name in keyof typeof UPSTREAM_TEMPLATES]: string } = {
  "handed-on": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Onde está o seu chamado {{/subject}}[{{number}}]

Analisamos o chamado {{number}} até onde podemos. Ele agora está com {{#name}}{{name}}{{/name}}{{^name}}especialistas com quem trabalhamos{{/name}}, junto com o que descobrimos.
{{#caseNumber}}
O número deles é {{caseNumber}}. Você não precisa dele para escrever para nós.
{{/caseNumber}}

Para você nada muda: continuamos sendo o seu contato, acompanhamos o chamado e informamos o resultado. Se quiser acrescentar algo, responda a este e-mail.
{{#nextNewsAt}}

Você terá notícias nossas até {{nextNewsAt}}.
{{/nextNewsAt}}

{{desk}}
`,
  "incident-news": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Sobre o seu chamado {{/subject}}[{{number}}]

{{#isKnown}}
O que você nos escreveu faz parte de um incidente que o fabricante do serviço publicou. O número é {{incident}}, e eles estão trabalhando nisso.

Nós acompanhamos o incidente e avisamos quando terminar. Se o que você vê é outra coisa, ou se piorar, responda a este e-mail.
{{/isKnown}}
{{#isNews}}
Há novidades sobre o incidente publicado {{incident}}, do qual o seu chamado {{number}} faz parte:

{{news}}
{{/isNews}}
{{#isOver}}
O incidente publicado {{incident}}, do qual o seu chamado {{number}} faz parte, foi dado como resolvido.

Por favor, tente de novo. Se ainda não funcionar, responda a este e-mail: o seu chamado fica aberto até que um de nós diga o contrário.
{{/isOver}}

{{desk}}
`,
  "upstream-handoff": `Subject: [{{number}}] {{subject}}

Olá,

solicitamos que assumam este chamado. O nosso número é {{number}}: mantenham-no no assunto e informem o de vocês.
{{#expected}}
Esperamos a primeira resposta até {{expected}}.
{{/expected}}
{{#unable}}
Se não conseguirem resolver, respondam com #unable e o motivo na primeira linha; o chamado então volta para nós.
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
Assinatura: {{subscriptionId}}
{{/subscriptionId}}
Serviço: {{service}}
Tipo: {{kind}}
Severidade: {{severity}}
{{#fields}}
{{label}}: {{value}}
{{/fields}}
Contato: {{contact}}, {{address}}
Fuso horário: {{timeZone}}
Idioma: {{language}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}

Escrevam somente para nós, não para o cliente.

{{desk}}
`,
  "upstream-word": `Subject: Re: [{{number}}] {{subject}}

{{#isReminder}}
Não temos notícias de vocês sobre {{number}}{{#caseNumber}} (o {{caseNumber}} de vocês){{/caseNumber}} desde {{since}}.{{#expected}} Esperávamos uma resposta até {{expected}}.{{/expected}}

Como está o andamento, e quando teremos notícias?
{{/isReminder}}
{{#isEnded}}
Para nós, {{number}}{{#caseNumber}} (o {{caseNumber}} de vocês){{/caseNumber}} está resolvido. Podem encerrar; não precisamos de mais nada. Obrigado.
{{/isEnded}}
{{#isTakenBack}}
Retomamos o {{number}}{{#caseNumber}} (o {{caseNumber}} de vocês){{/caseNumber}} e seguimos nós com ele. Podem encerrar.

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
Prometido ao cliente: {{promise}}{{#left}} (restam {{left}} de atendimento){{/left}}
{{/promise}}

Uma resposta a este e-mail vai para {{partner}}, não para o cliente. O cliente não recebeu nada disto; para informá-lo, responda a um aviso sobre ele.
{{#unable}}

Eles não conseguem resolver: o chamado voltou para nós.
{{/unable}}

{{message}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}
{{#staying}}

Fica guardado, não segue em anexo: {{staying}}
{{/staying}}
{{#gone}}

Não vai em anexo, o e-mail em que veio não está mais guardado: {{gone}}
{{/gone}}
{{#unreadable}}

Não vai em anexo, não dá para ler do e-mail em que veio: {{unreadable}}
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

A registrar com {{partner}}: {{number}}
Cliente: {{customer}}

1. Abra aqui, no contexto do cliente: {{link}}
{{#noTenant}}
O tenant do cliente não é conhecido: procure-o e confira que você não está no nosso.
{{/noTenant}}
{{#checklist}}
- {{line}}
{{/checklist}}

2. Copie daqui, um campo de cada vez:
{{#fields}}

{{label}}
{{value}}
{{/fields}}
{{#hasFiles}}

Envie também, como estão em anexo neste e-mail:
{{/hasFiles}}
{{#files}}
- {{line}}
{{/files}}

3. Envie o número que derem, sozinho em uma linha: {{fileHref}}
Só o comando: qualquer outro texto em uma resposta a este e-mail vai para o cliente.
{{#expected}}

A partir daí se espera uma resposta em {{expected}}.
{{/expected}}
`,
  "agent-handoff": `Subject: {{subject}} [{{number}}]

{{#isUnfiled}}
{{number}} devia ser registrado com {{partner}} e, até onde sabemos, não foi, desde {{since}}. O texto preparado está em um e-mail anterior desta conversa; a página para registrar: {{link}}
Depois de registrar, responda com #upstream e o número.
{{/isUnfiled}}
{{#isUnanswered}}
{{partner}} ainda não respondeu sobre {{number}}{{#caseNumber}} (lá {{caseNumber}}){{/caseNumber}}.{{#expected}} A resposta era esperada até {{expected}}.{{/expected}}
{{#reminded}}
Lembretes enviados: {{reminded}}.
{{/reminded}}
{{#link}}
Veja lá: {{link}}
{{/link}}
{{/isUnanswered}}
{{#isToClose}}
{{number}} está concluído. Encerre também com {{partner}}{{#caseNumber}}: lá é o {{caseNumber}}{{/caseNumber}}. {{link}}
{{/isToClose}}
{{#isFailed}}
Nosso e-mail para {{partner}} sobre {{number}} não chegou a {{address}}. O chamado está conosco de novo.
{{#said}}
O servidor de e-mail disse: {{said}}
{{/said}}

O que fazer: corrija o endereço (partners em desk.yaml) ou peça outro; depois #escalate passa adiante outra vez.
{{/isFailed}}
{{#isUnreached}}
Nosso e-mail para {{partner}} sobre {{number}}{{#caseNumber}} (lá {{caseNumber}}){{/caseNumber}} não chegou a {{address}}. O chamado está aberto lá e a vez é nossa: escreva no portal. {{link}}
{{#said}}
O servidor de e-mail disse: {{said}}
{{/said}}
{{/isUnreached}}
{{#isGone}}
{{number}} não foi passado adiante: {{partner}} não é mais parceiro em desk.yaml. O chamado está conosco de novo: #escalate decide outra vez.
{{/isGone}}
{{#isWithoutFiles}}
{{number}} segue para {{partner}} sem arquivos que deviam ir junto.
{{#gone}}
O e-mail deles não está mais guardado: {{gone}}
{{/gone}}
{{#unreadable}}
Não dá para ler do e-mail em que vieram: {{unreadable}}
{{/unreadable}}
{{#others}}
Não podem mais seguir, porque o e-mail deles está retido ou passou para outro chamado: {{others}}
{{/others}}
Se você os tiver, envie.
{{/isWithoutFiles}}

{{#answersThem}}
Uma resposta a este e-mail vai para {{partner}}, não para o cliente.
{{/answersThem}}
{{^answersThem}}
Só comandos: qualquer outro texto em uma resposta a este e-mail vai para o cliente.
{{/answersThem}}

Cliente: {{customer}}
Responsável: {{assignee}}{{^assignee}}ninguém{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

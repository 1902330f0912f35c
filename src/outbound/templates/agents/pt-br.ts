import type { AgentsName } from "./names.ts";

export const PT_BR: { readonly [name in AgentsName]: string } = {
  "agent-notice": `Subject: {{subject}} [{{number}}]

{{#isNew}}Novo chamado{{/isNew}}{{#waitOver}}O prazo de espera terminou{{/waitOver}}{{#handedOver}}Passado para você ou sua equipe{{/handedOver}}{{#isReopened}}Reaberto{{/isReopened}}{{#isNews}}Nova mensagem{{/isNews}}: {{number}}
Cliente: {{customer}} ({{plan}})
De: {{sender}}{{#unverified}} (não verificado: #allow para aceitar){{/unverified}}
Severidade: {{severity}} {{severityName}}{{#service}}, {{service}}{{/service}}{{#kind}}, {{kind}}{{/kind}}
Responsável: {{assignee}}{{^assignee}}ainda ninguém; fica com quem responder primeiro{{/assignee}}{{#proposed}}\n{{#urgent}}Urgente: querem cancelar ou reduzir algo que só pode ser cancelado por alguns dias. {{/urgent}}Proposta: {{proposed}}. #sorted aceita tipo e serviço; #kind, #service e #severity corrigem.{{/proposed}}
{{#promise}}
Prazo: {{promise}}{{#left}} (restam {{left}} de atendimento){{/left}}{{#late}} (atraso de {{late}}){{/late}}
{{/promise}}
{{#guidance}}
Leve em conta: {{text}}
{{/guidance}}
{{#alsoTo}}
Escrito também para: {{alsoTo}}. Fica guardado só aqui; #move e esse número o passa para lá.
{{/alsoTo}}
{{#asksManager}}
Pede um gestor: o líder e o gerente são avisados, o chamado fica com quem está.
{{/asksManager}}
{{#isNotice}}
Incidente publicado{{#incident}} {{incident}}{{/incident}}: {{#direct}}um aviso do fabricante{{/direct}}{{#passedOn}}encaminharam um aviso do fabricante{{/passedOn}}{{#pasted}}há palavras de um aviso do fabricante na mensagem{{/pasted}}, reconhecido por{{#byAddress}} [endereço do remetente]{{/byAddress}}{{#byName}} [nome do remetente]{{/byName}}{{#byNumber}} [número]{{/byNumber}}{{#phrases}} {{phrases}}{{/phrases}}. {{#proved}}O remetente está comprovado.{{/proved}}{{^proved}}Nada comprova quem o escreveu.{{/proved}}
{{#alone}}
Eles não descrevem nenhuma falha própria.
{{/alone}}
{{^alone}}
O que eles mesmos escrevem é avaliado pelas próprias palavras.
{{/alone}}
{{#linked}}
O chamado está vinculado ao incidente.
{{/linked}}
{{#linkHref}}
Nada está vinculado ainda: {{linkHref}}
{{/linkHref}}
{{#others}}
Também vinculados: {{others}}
{{/others}}
A seguir: avisar o cliente; #escalate não abre nada e vincula o chamado, #incident mostra todos os que estão vinculados.
{{/isNotice}}
{{#suspicious}}
Suspeito: diz ser do fabricante, reconhecido por{{#byAddress}} [endereço do remetente]{{/byAddress}}{{#byName}} [nome do remetente]{{/byName}}{{#byNumber}} [número]{{/byNumber}}{{#phrases}} {{phrases}}{{/phrases}}, e é sobre uma assinatura. O fabricante não escreve a ninguém sobre assinaturas. Não abra nenhum link; nada mais foi feito.
{{/suspicious}}

{{message}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}
{{#staying}}

Fica guardado, não segue em anexo: {{staying}} (#files envia o que puder seguir)
{{/staying}}
{{#gone}}

Não vai em anexo, o e-mail em que veio não está mais guardado: {{gone}}
{{/gone}}
{{#unreadable}}

Não vai em anexo, não dá para ler do e-mail em que veio: {{unreadable}}
{{/unreadable}}
{{#numbered}}\n\nPara seguir com #escalar, depois de revisado: #anexar e o número\n{{numbered}}\n{{/numbered}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (nota, não enviada){{/note}}:
{{text}}
{{/history}}
`,
  "agent-work-list": `Subject: Sua lista de trabalho, {{date}}

{{#due}}
{{number}} {{severity}} {{subject}} ({{customer}}){{#unassigned}}: ninguém assumiu ainda{{/unassigned}}
{{#promise}}
{{#late}}
O prazo era {{promise}}.
{{/late}}
{{^late}}
Prazo: {{promise}}{{#left}}, faltam {{left}} de atendimento{{/left}}.
{{/late}}
{{/promise}}
{{#takeHref}}
Assumir: {{takeHref}}
{{/takeHref}}
Resolver: {{resolveHref}}

{{/due}}
{{#isEmpty}}
Não há nada pendente.
{{/isEmpty}}
{{#waiting}}
Aguardando{{#until}} até {{until}}{{/until}}: {{number}} {{severity}} {{subject}} ({{customer}})
Resolver: {{resolveHref}}

{{/waiting}}
{{#held}}
Sua resposta em {{number}} {{subject}} não foi enviada. Responda a esse chamado com #send ou #drop.

{{/held}}
{{#more}}
E mais {{more}}; use #find para procurar.

{{/more}}
{{#digest}}
Feito: {{line}}
{{/digest}}
`,
  "agent-welcome": `Subject: Você já responde por {{desk}}

Olá {{name}},

a partir de agora você responde por {{desk}}, só por e-mail. Guarde este cartão.

Responda a um aviso e o cliente recebe sua resposta: de {{address}}, com o seu nome. Seu endereço, o aviso e sua assinatura ficam aqui.{{#undo}} A resposta espera {{undo}} antes de sair; responder com #undo a segura.{{/undo}}

Quem responde primeiro assume o chamado. O que o cliente escrever depois vai para quem o assumiu, no seu horário.

Os comandos ficam juntos no início da mensagem, um por linha. Se algo não estiver claro, nada é enviado e você é avisado do motivo.

{{#commands}}
{{name}}: {{help}}
{{/commands}}

#dryrun no início mostra o que o cliente receberia, e não envia nada.
{{#practice}}

Você vai receber um chamado de treino: {{practice}}. Responda como responderia a um cliente. Ninguém de fora recebe nada.
{{/practice}}
`,
};

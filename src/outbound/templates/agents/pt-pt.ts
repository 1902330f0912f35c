import type { AgentsName } from "./names.ts";

export const PT_PT: { readonly [name in AgentsName]: string } = {
  "agent-notice": `Subject: {{subject}} [{{number}}]

{{#isNew}}Novo pedido{{/isNew}}{{#waitOver}}O tempo de espera terminou{{/waitOver}}{{#handedOver}}Passado para si ou para a sua equipa{{/handedOver}}{{#isReopened}}Reaberto{{/isReopened}}{{#isNews}}Nova mensagem{{/isNews}}: {{number}}
Cliente: {{customer}} ({{plan}})
De: {{sender}}{{#unverified}} (não verificado: #allow para aceitar){{/unverified}}
Severidade: {{severity}} {{severityName}}{{#service}}, {{service}}{{/service}}{{#kind}}, {{kind}}{{/kind}}
Responsável: {{assignee}}{{^assignee}}ainda ninguém; fica com ele quem responder primeiro{{/assignee}}{{#proposed}}\n{{#urgent}}Urgente: querem cancelar ou reduzir algo que só pode ser cancelado durante alguns dias. {{/urgent}}Proposta: {{proposed}}. #sorted aceita tipo e serviço; #kind, #service e #severity corrigem.{{/proposed}}
{{#promise}}
Prazo: {{promise}}{{#left}} (faltam {{left}} de serviço){{/left}}{{#late}} (atraso de {{late}}){{/late}}
{{/promise}}
{{#guidance}}
A ter em conta: {{text}}
{{/guidance}}
{{#alsoTo}}
Escrito também para: {{alsoTo}}. Fica guardado só aqui; #move e esse número passa-o para lá.
{{/alsoTo}}
{{#asksManager}}
Pede um responsável: o líder e o gestor são avisados, o pedido fica com quem está.
{{/asksManager}}
{{#isNotice}}
Incidente publicado{{#incident}} {{incident}}{{/incident}}: {{#direct}}um aviso do fabricante{{/direct}}{{#passedOn}}reencaminharam um aviso do fabricante{{/passedOn}}{{#pasted}}há palavras de um aviso do fabricante na mensagem{{/pasted}}, reconhecido por{{#byAddress}} [endereço do remetente]{{/byAddress}}{{#byName}} [nome do remetente]{{/byName}}{{#byNumber}} [número]{{/byNumber}}{{#phrases}} {{phrases}}{{/phrases}}. {{#proved}}O remetente está provado.{{/proved}}{{^proved}}Nada prova quem o escreveu.{{/proved}}
{{#alone}}
Não descrevem nenhuma avaria própria.
{{/alone}}
{{^alone}}
O que escrevem eles próprios é avaliado pelas suas palavras.
{{/alone}}
{{#linked}}
O pedido está ligado ao incidente.
{{/linked}}
{{#linkHref}}
Ainda nada está ligado: {{linkHref}}
{{/linkHref}}
{{#others}}
Também ligados: {{others}}
{{/others}}
A seguir: avisar o cliente; #escalate não abre nada e liga o pedido, #incident mostra todos os que estão ligados.
{{/isNotice}}
{{#suspicious}}
Suspeito: diz ser do fabricante, reconhecido por{{#byAddress}} [endereço do remetente]{{/byAddress}}{{#byName}} [nome do remetente]{{/byName}}{{#byNumber}} [número]{{/byNumber}}{{#phrases}} {{phrases}}{{/phrases}}, e é sobre uma subscrição. O fabricante não escreve a ninguém sobre subscrições. Não abra nenhuma ligação; nada mais foi feito.
{{/suspicious}}

{{message}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}
{{#staying}}

Fica guardado, não segue em anexo: {{staying}} (#files envia o que puder seguir)
{{/staying}}
{{#gone}}

Não segue em anexo, o e-mail em que veio já não está guardado: {{gone}}
{{/gone}}
{{#unreadable}}

Não segue em anexo, não se consegue ler do e-mail em que veio: {{unreadable}}
{{/unreadable}}
{{#numbered}}\n\nPara seguir com #escalar, depois de revisto: #anexar e o número\n{{numbered}}\n{{/numbered}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (nota, não enviada){{/note}}:
{{text}}
{{/history}}
`,
  "agent-work-list": `Subject: A sua lista de trabalho, {{date}}

{{#due}}
{{number}} {{severity}} {{subject}} ({{customer}}){{#unassigned}}: ainda ninguém o tem{{/unassigned}}
{{#promise}}
{{#late}}
O prazo era {{promise}}.
{{/late}}
{{^late}}
Prazo: {{promise}}{{#left}}, faltam {{left}} de serviço{{/left}}.
{{/late}}
{{/promise}}
{{#takeHref}}
Ficar com ele: {{takeHref}}
{{/takeHref}}
Resolver: {{resolveHref}}

{{/due}}
{{#isEmpty}}
Não há nada por tratar.
{{/isEmpty}}
{{#waiting}}
À espera{{#until}} até {{until}}{{/until}}: {{number}} {{severity}} {{subject}} ({{customer}})
Resolver: {{resolveHref}}

{{/waiting}}
{{#held}}
A sua resposta em {{number}} {{subject}} não foi enviada. Responda a esse pedido com #send ou #drop.

{{/held}}
{{#more}}
E mais {{more}}; #find procura-os.

{{/more}}
{{#digest}}
Feito: {{line}}
{{/digest}}
`,
  "agent-welcome": `Subject: Já responde por {{desk}}

Olá {{name}},

a partir de agora responde por {{desk}}, só por correio. Guarde este cartão.

Responda a um aviso e o cliente recebe a sua resposta: de {{address}}, com o seu nome. O seu endereço, o aviso e a sua assinatura ficam cá.{{#undo}} A resposta espera {{undo}} antes de sair; responder com #undo trava-a.{{/undo}}

Quem responde primeiro fica com o pedido. O que o cliente escrever depois vai para quem o tem, no seu horário.

Os comandos ficam juntos no início da mensagem, um por linha. Se algo não for claro, nada é enviado e é-lhe dito porquê.

{{#commands}}
{{name}}: {{help}}
{{/commands}}

#dryrun no início mostra o que o cliente receberia, e não envia nada.
{{#practice}}

Vai receber um pedido de treino: {{practice}}. Responda como responderia a um cliente. Ninguém de fora recebe nada.
{{/practice}}
`,
};

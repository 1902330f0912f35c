import type { AgentsName } from "./names.ts";

export const PT_BR: { readonly [name in AgentsName]: string } = {
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

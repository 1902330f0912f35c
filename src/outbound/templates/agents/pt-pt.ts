import type { AgentsName } from "./names.ts";

export const PT_PT: { readonly [name in AgentsName]: string } = {
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

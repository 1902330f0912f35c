import type { AskedName } from "./names.ts";

export const PT_PT: { readonly [name in AskedName]?: string } = {
  confirm: `Subject: Esta mensagem é sua?

Chegou a {{desk}} uma mensagem em seu nome{{#number}} sobre {{number}}{{/number}}. Nada nela prova que é sua, por isso ainda não teve qualquer efeito.
{{#acts}}

Faria isto: {{line}}
{{/acts}}
{{#text}}

Diz o seguinte:

{{text}}
{{/text}}

Se é sua, responda a esta mensagem com "sim" ou escreva para aqui: {{href}}
Se não é, não faça nada: nesse caso nada acontece. Alguém pode estar a escrever em seu nome.

Pode confirmá-la uma vez, até {{until}}.

{{secret}}

{{desk}}
`,
  "agent-held": `Subject: {{subject}} [{{number}}]

Está retida uma mensagem em {{number}} ({{customer}}): quem a enviou não faz parte deste pedido.
De: {{sender}}{{#other}}, {{other}}{{/other}}
{{#byAddress}}
Porque chegou aqui: foi enviada para um endereço que conduz a este pedido e que foi dado a outra pessoa.
{{/byAddress}}
{{#byReply}}
Porque chegou aqui: responde a uma mensagem nossa que foi escrita a outra pessoa.
{{/byReply}}
{{#byTag}}
Porque chegou aqui: o assunto é o deste pedido, com o seu número.
{{/byTag}}

Não alterou nada, nenhum prazo conta por causa dela e o remetente não recebeu qualquer resposta.

{{message}}
{{#attachments}}

Em anexo: {{attachments}}
{{/attachments}}
{{#staying}}

Fica guardado, não segue em anexo: {{staying}}
{{/staying}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

import type { AskedName } from "./names.ts";

export const PT_BR: { readonly [name in AskedName]?: string } = {
  confirm: `Subject: Esta mensagem é sua?

Uma mensagem em seu nome chegou a {{desk}}{{#number}} sobre {{number}}{{/number}}. Nada nela prova que é sua, por isso ela ainda não fez nada.
{{#acts}}

Ela faria isto: {{line}}
{{/acts}}
{{#text}}

Ela diz:

{{text}}
{{/text}}

Se é sua, responda a esta mensagem com "sim" ou escreva para cá: {{href}}
Se não é, não faça nada: assim nada acontece. Alguém pode estar escrevendo em seu nome.

Você pode confirmá-la uma vez, até {{until}}.

{{secret}}

{{desk}}
`,
  "agent-held": `Subject: {{subject}} [{{number}}]

Uma mensagem em {{number}} ({{customer}}) está retida: quem a enviou não faz parte deste chamado.
De: {{sender}}{{#other}}, {{other}}{{/other}}
{{#byAddress}}
Por que chegou aqui: foi enviada para um endereço que leva a este chamado e que foi dado a outra pessoa.
{{/byAddress}}
{{#byReply}}
Por que chegou aqui: responde a uma mensagem nossa que foi escrita para outra pessoa.
{{/byReply}}
{{#byTag}}
Por que chegou aqui: o assunto é o deste chamado, com o número dele.
{{/byTag}}

Ela não mudou nada, nenhum prazo conta por causa dela e o remetente não foi avisado de nada.

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

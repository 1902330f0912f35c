import type { SelfServiceName } from "./names.ts";

export const ES: { readonly [name in Exclude<SelfServiceName, "agent-customer-said">]: string } = {
  status: `Subject: Cómo están sus casos{{#number}} [{{number}}]{{/number}}

{{#none}}
No tiene ningún caso abierto con nosotros.
{{/none}}
{{#cases}}
{{number}}: {{subject}}
{{state}}
{{#promise}}
{{promise}}
{{/promise}}
{{#late}}
Le prometimos una respuesta antes del {{late}} y llegamos tarde. Lo sentimos.
{{/late}}
{{#last}}
Le escribimos por última vez el {{last}}.
{{/last}}

{{/cases}}
{{#more}}
Y {{more}} más.

{{/more}}
{{#commands}}
Basta con responder una palabra: estado, cerrar, o urgente y el motivo.
{{/commands}}

{{desk}}
`,
  "closed-by-customer": `Subject: El caso {{number}} está cerrado

El caso {{number}} está cerrado, como nos pidió.

{{#until}}
Si queda algo pendiente, responda a este mensaje antes del {{until}} y seguimos donde lo dejamos.
{{/until}}

{{desk}}
`,
  closed: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Su caso está cerrado {{/subject}}[{{number}}]

El caso {{number}} está cerrado: lo dimos por resuelto y no hemos recibido más noticias suyas. No tiene que hacer nada.

{{#until}}
Si queda algo pendiente, responda a este mensaje antes del {{until}} y seguimos donde lo dejamos. Lo que escriba después abrirá un caso nuevo.
{{/until}}

{{desk}}
`,
  urgent: `Subject: El caso {{number}} es urgente

Hemos leído que el caso {{number}} es urgente y hemos avisado a quienes pueden ocuparse de él.

{{#raised}}
Desde ahora lo tratamos con la gravedad {{severity}} ({{severityName}}).
{{/raised}}
{{^raised}}
Mantiene la gravedad {{severity}} ({{severityName}}) hasta que uno de nosotros lo haya visto.
{{/raised}}
{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}
{{/promise}}
{{#emergency}}

{{emergency}}
{{/emergency}}

{{desk}}
`,
};

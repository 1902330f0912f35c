import type { TemplateName } from "./names.ts";

/** What customers ask of the desk and are asked: somebody above, a price. */
export const ES_ASKS = {
  "manager-told": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Hemos trasladado su petición {{/subject}}[{{number}}]

Ha pedido hablar con un responsable. Hemos trasladado su petición sobre {{number}} a quienes dirigen este servicio.

Mientras tanto, quien lleva su caso sigue trabajando en él.

{{desk}}
`,
  "price-offer": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Un precio para su aceptación {{/subject}}[{{number}}]

El trabajo que necesita el caso {{number}} se cobra:

Precio: {{price}}
Por: {{what}}

Nada de lo que se cobra empieza antes de que lo acepte. Hasta entonces esperamos su respuesta.

Para aceptar, responda a este mensaje con esto en la primera línea, y nada más en ella:

{{accept}}

Para rechazar:

{{refuse}}

O use un mensaje ya preparado. Aceptar: {{acceptHref}}
Rechazar: {{refuseHref}}

{{desk}}
`,
  "score-asked": `Subject: ¿Qué tal lo hemos hecho? [{{number}}]

¿Qué tal lo hemos hecho? Responda con un número del 1 (mal) al 5 (muy bien), o con uno de estos correos:

{{#scores}}
- {{label}} {{href}}
{{/scores}}
`,
} as const satisfies { readonly [name in TemplateName]?: string };

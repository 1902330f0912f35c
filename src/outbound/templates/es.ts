import { ES_ASKS } from "./es-asks.ts";
import type { TemplateSet } from "./template-set.ts";

/** What customers read; agents' texts fall back to English. */
export const ES: TemplateSet = {
  acknowledgement: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Hemos recibido su mensaje {{/subject}}[{{number}}]

Hemos recibido su mensaje del {{receivedAt}}. Su número es {{number}}.

{{#closed}}
{{closed}}
{{/closed}}
{{promise}}

Le hemos asignado la gravedad {{severity}} ({{severityName}}). Si no es correcto, responda a este mensaje y díganoslo.
{{#emergency}}

{{emergency}}
{{/emergency}}
{{#asksManager}}

Ha pedido hablar con un responsable: hemos trasladado su petición a quienes dirigen este servicio.
{{/asksManager}}

Mantenga {{number}} en el asunto cuando nos escriba sobre este caso.
Para algunas cosas basta con responder una palabra: estado, cerrar, o urgente y el motivo.
{{#policyUrl}}
Lo que prometemos está escrito aquí: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  resolved: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Su caso está resuelto {{/subject}}[{{number}}]

Consideramos resuelto el caso {{number}}.

Si no lo está, responda a este mensaje y seguimos donde lo dejamos.
{{#closesAt}}
De lo contrario se cierra solo el {{closesAt}}; no tiene que hacer nada.
{{/closesAt}}

{{#asks}}
¿Qué tal lo hemos hecho? Responda con un número del 1 (mal) al 5 (muy bien), o con uno de estos correos:

{{#scores}}
- {{label}} {{href}}
{{/scores}}

{{/asks}}
{{desk}}
`,
  slip: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Más tarde de lo prometido {{/subject}}[{{number}}]

Le prometimos una respuesta al caso {{number}} antes del {{promisedAt}}. No vamos a cumplirlo, y lo sentimos.
{{#reason}}

El motivo: {{reason}}
{{/reason}}
{{#nextNewsAt}}

Tendrá noticias nuestras antes del {{nextNewsAt}}, aunque solo sea para decirle cómo vamos.
{{/nextNewsAt}}

{{desk}}
`,
  questions: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Algunas preguntas sobre su caso {{/subject}}[{{number}}]

Para avanzar con el caso {{number}} necesitamos lo siguiente de usted:

{{#questions}}
- {{text}}
{{/questions}}

Basta con responder a este mensaje. Si no sabe alguna de estas cosas, díganos lo que ve; también nos ayuda.

{{desk}}
`,
  "promise-changed": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Nuestro plazo ha cambiado {{/subject}}[{{number}}]

Tratamos el caso {{number}} ahora con la gravedad {{severity}} ({{severityName}}).

{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}

{{/promise}}
Si no es correcto, responda a este mensaje y díganoslo.
{{#policyUrl}}
Lo que prometemos está escrito aquí: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-refused": `Subject: No hemos podido aceptar su mensaje

Esta dirección es para clientes de {{desk}}, y no hemos podido asociar la suya a ninguno.
{{#contact}}

Si es cliente, escriba desde una dirección que su empresa nos haya comunicado, o contacte aquí: {{contact}}
{{/contact}}

Su mensaje no ha sido atendido.
{{#policyUrl}}
A quién atendemos y cómo está escrito aquí: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-asked": `Subject: ¿De qué empresa nos escribe? [{{number}}]

Hemos recibido su mensaje, con el número {{number}}, pero no hemos podido asociar su dirección a un cliente nuestro.

Responda a este mensaje y díganos, por favor, en nombre de qué empresa escribe.
{{#contact}}
O contacte aquí: {{contact}}
{{/contact}}

{{desk}}
`,
  ...ES_ASKS,
};

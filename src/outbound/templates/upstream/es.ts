import type { UPSTREAM_TEMPLATES } from "./names.ts";

export const ES_UPSTREAM: { readonly [name in keyof typeof UPSTREAM_TEMPLATES]: string } = {
  "handed-on": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Dónde está su caso {{/subject}}[{{number}}]

Hemos analizado {{number}} hasta donde podemos nosotros mismos. Ahora lo tienen {{#name}}{{name}}{{/name}}{{^name}}especialistas con los que trabajamos{{/name}}, junto con lo que hemos averiguado.
{{#caseNumber}}
Su número allí es {{caseNumber}}. No lo necesita para escribirnos.
{{/caseNumber}}

Para usted no cambia nada: seguimos siendo su contacto, hacemos el seguimiento y le informamos del resultado. Si quiere añadir algo, responda a este correo.
{{#nextNewsAt}}

Tendrá noticias nuestras antes de {{nextNewsAt}}.
{{/nextNewsAt}}

{{desk}}
`,
  "incident-news": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Sobre su caso {{/subject}}[{{number}}]

{{#isKnown}}
Lo que nos escribió forma parte de un incidente que el fabricante del servicio ha publicado. Su número es {{incident}}, y están trabajando en él.

Lo seguimos y le avisamos cuando haya terminado. Si lo que usted ve es otra cosa, o si empeora, responda a este correo.
{{/isKnown}}
{{#isNews}}
Hay novedades sobre el incidente publicado {{incident}}, del que su caso {{number}} forma parte:

{{news}}
{{/isNews}}
{{#isOver}}
El incidente publicado {{incident}}, del que su caso {{number}} forma parte, se da por resuelto.

Inténtelo de nuevo, por favor. Si todavía no funciona, responda a este correo: su caso queda abierto hasta que uno de nosotros diga lo contrario.
{{/isOver}}

{{desk}}
`,
  "upstream-handoff": `Subject: [{{number}}] {{subject}}

Hola:

les pedimos que se hagan cargo de este caso. Nuestro número es {{number}}: consérvenlo en el asunto y dígannos el suyo.
{{#expected}}
Esperamos su primera respuesta antes de {{expected}}.
{{/expected}}
{{#unable}}
Si no pueden resolverlo, respondan con #unable y el motivo en la primera línea; entonces vuelve a nosotros.
{{/unable}}

Número: {{number}}
Título: {{subject}}
Cliente: {{customer}}
{{#tenantId}}
Tenant: {{tenantId}}
{{/tenantId}}
{{#cloud}}
Nube: {{cloud}}
{{/cloud}}
{{#subscriptionId}}
Suscripción: {{subscriptionId}}
{{/subscriptionId}}
Servicio: {{service}}
Tipo: {{kind}}
Severidad: {{severity}}
{{#fields}}
{{label}}: {{value}}
{{/fields}}
Contacto: {{contact}}, {{address}}
Zona horaria: {{timeZone}}
Idioma: {{language}}
{{#attachments}}

Adjunto: {{attachments}}
{{/attachments}}

Escriban solo a nosotros y no al cliente.

{{desk}}
`,
  "upstream-word": `Subject: Re: [{{number}}] {{subject}}

{{#isReminder}}
No hemos tenido noticias suyas sobre {{number}}{{#caseNumber}} (su {{caseNumber}}){{/caseNumber}} desde {{since}}.{{#expected}} Esperábamos una respuesta antes de {{expected}}.{{/expected}}

¿Cómo va, y cuándo tendremos noticias?
{{/isReminder}}
{{#isEnded}}
Para nosotros {{number}}{{#caseNumber}} (su {{caseNumber}}){{/caseNumber}} está resuelto. Pueden cerrarlo; no necesitamos nada más. Gracias.
{{/isEnded}}
{{#isTakenBack}}
Retomamos {{number}}{{#caseNumber}} (su {{caseNumber}}){{/caseNumber}} y seguimos nosotros con él. Pueden cerrarlo.

El motivo: {{reason}}
{{/isTakenBack}}

{{desk}}
`,
  "agent-upstream": `Subject: {{subject}} [{{number}}]

De fuera: {{partner}} sobre {{number}}{{#caseNumber}}, allí {{caseNumber}}{{/caseNumber}}
Remitente: {{sender}}
{{#held}}
Retenido: {{held}}
{{/held}}
Cliente: {{customer}}
Severidad: {{severity}} {{severityName}}
{{#promise}}
Prometido al cliente: {{promise}}{{#left}} (quedan {{left}} de servicio){{/left}}
{{/promise}}

Responder a este correo contesta a {{partner}}, no al cliente. Nada de esto ha llegado al cliente; para informarle, responda a un aviso suyo.
{{#unable}}

No pueden resolverlo: vuelve a ser nuestro.
{{/unable}}

{{message}}
{{#attachments}}

Adjunto: {{attachments}}
{{/attachments}}
{{#staying}}

Se queda guardado, no va adjunto: {{staying}}
{{/staying}}
{{#gone}}

No adjunto, ya no se conserva el correo en que venía: {{gone}}
{{/gone}}
{{#unreadable}}

No adjunto, no se puede leer del correo en que venía: {{unreadable}}
{{/unreadable}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (nota, no enviada){{/note}}:
{{text}}
{{/history}}
`,
  "agent-portal": `Subject: {{subject}} [{{number}}]

Para presentar a {{partner}}: {{number}}
Cliente: {{customer}}

1. Ábralo aquí, en el contexto del cliente: {{link}}
{{#noTenant}}
No se conoce el tenant del cliente: búsquelo y compruebe que no está en el nuestro.
{{/noTenant}}
{{#checklist}}
- {{line}}
{{/checklist}}

2. Copie de aquí, campo por campo:
{{#fields}}

{{label}}
{{value}}
{{/fields}}
{{#hasFiles}}

Suba también lo que va adjunto a este correo:
{{/hasFiles}}
{{#files}}
- {{line}}
{{/files}}

3. Envíe el número que le den, solo en una línea: {{fileHref}}
Solo el comando: cualquier otro texto en una respuesta a este correo va al cliente.
{{#expected}}

Desde entonces se espera una respuesta en {{expected}}.
{{/expected}}
`,
  "agent-handoff": `Subject: {{subject}} [{{number}}]

{{#isUnfiled}}
{{number}} debía presentarse a {{partner}} y, que sepamos, no se ha hecho, desde {{since}}. El texto preparado está en un correo anterior de esta conversación; la página para presentarlo: {{link}}
Cuando esté, responda con #upstream y su número.
{{/isUnfiled}}
{{#isUnanswered}}
{{partner}} no ha respondido sobre {{number}}{{#caseNumber}} (allí {{caseNumber}}){{/caseNumber}}.{{#expected}} Se esperaba su respuesta antes de {{expected}}.{{/expected}}
{{#reminded}}
Recordatorios enviados: {{reminded}}.
{{/reminded}}
{{#link}}
Mírelo allí: {{link}}
{{/link}}
{{/isUnanswered}}
{{#isToClose}}
{{number}} está terminado. Ciérrelo también con {{partner}}{{#caseNumber}}: allí es {{caseNumber}}{{/caseNumber}}. {{link}}
{{/isToClose}}
{{#isFailed}}
Nuestro correo a {{partner}} sobre {{number}} no llegó a {{address}}. El caso vuelve a estar con nosotros.
{{#said}}
El servidor de correo dijo: {{said}}
{{/said}}

Qué hacer: corrija la dirección (partners en desk.yaml) o pídales otra; después #escalate lo pasa de nuevo.
{{/isFailed}}
{{#isUnreached}}
Nuestro correo a {{partner}} sobre {{number}}{{#caseNumber}} (allí {{caseNumber}}){{/caseNumber}} no llegó a {{address}}. El caso sigue abierto allí y nos toca a nosotros: escríbalo en el portal. {{link}}
{{#said}}
El servidor de correo dijo: {{said}}
{{/said}}
{{/isUnreached}}
{{#isGone}}
{{number}} no se pasó: {{partner}} ya no figura como socio en desk.yaml. El caso vuelve a estar con nosotros: #escalate decide de nuevo.
{{/isGone}}
{{#isWithoutFiles}}
{{number}} sale hacia {{partner}} sin archivos que debían acompañarlo.
{{#gone}}
Ya no se conserva su correo: {{gone}}
{{/gone}}
{{#unreadable}}
No se pueden leer de su correo: {{unreadable}}
{{/unreadable}}
{{#others}}
Ya no pueden salir, porque su correo está retenido o pasó a otro caso: {{others}}
{{/others}}
Si los tiene usted, envíelos.
{{/isWithoutFiles}}

{{#answersThem}}
Responder a este correo contesta a {{partner}}, no al cliente.
{{/answersThem}}
{{^answersThem}}
Solo comandos: cualquier otro texto en una respuesta a este correo va al cliente.
{{/answersThem}}

Cliente: {{customer}}
Responsable: {{assignee}}{{^assignee}}nadie{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

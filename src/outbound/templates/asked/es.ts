import type { AskedName } from "./names.ts";

export const ES: { readonly [name in AskedName]?: string } = {
  confirm: `Subject: ¿Es suyo este mensaje?

Ha llegado a {{desk}} un mensaje en su nombre{{#number}} sobre {{number}}{{/number}}. Nada en él demuestra que sea suyo, así que todavía no ha tenido ningún efecto.
{{#acts}}

Haría lo siguiente: {{line}}
{{/acts}}
{{#text}}

Dice:

{{text}}
{{/text}}

Si es suyo, responda a este mensaje con "sí" o escriba aquí: {{href}}
Si no lo es, no haga nada: entonces no pasa nada. Puede que alguien esté escribiendo en su nombre.

Puede confirmarlo una vez, hasta {{until}}.

{{secret}}

{{desk}}
`,
};

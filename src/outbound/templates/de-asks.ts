import type { TemplateName } from "./names.ts";

/** What customers ask of the desk and are asked: somebody above, a price. */
export const DE_ASKS = {
  "manager-told": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Ihr Wunsch wurde weitergegeben {{/subject}}[{{number}}]

Sie möchten jemanden aus der Leitung sprechen. Ihr Wunsch zu {{number}} wurde an die Leitung dieses Supports weitergegeben.

Wer Ihr Anliegen bearbeitet, arbeitet währenddessen weiter daran.

{{desk}}
`,
  "price-offer": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Ein Preis zu Ihrer Zustimmung {{/subject}}[{{number}}]

Die Arbeit, die {{number}} braucht, wird berechnet:

Preis: {{price}}
Für: {{what}}

Nichts, was berechnet wird, beginnt, bevor Sie zugestimmt haben. Bis dahin warten wir auf Sie.

Um zuzustimmen, antworten Sie auf diese Mail mit genau diesem Satz in der ersten Zeile:

{{accept}}

Um abzulehnen:

{{refuse}}

Oder nehmen Sie eine fertige Mail. Zustimmen: {{acceptHref}}
Ablehnen: {{refuseHref}}

{{desk}}
`,
  "score-asked": `Subject: Wie waren wir? [{{number}}]

Wie waren wir? Antworten Sie mit einer Zahl von 1 (schlecht) bis 5 (sehr gut), oder mit einer dieser Mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}
`,
} as const satisfies { readonly [name in TemplateName]?: string };

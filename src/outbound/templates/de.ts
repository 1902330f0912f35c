import { DE_ASKS } from "./de-asks.ts";
import type { TemplateSet } from "./template-set.ts";

/** What customers read; agents' texts fall back to English. */
export const DE: TemplateSet = {
  acknowledgement: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Ihre Nachricht ist da {{/subject}}[{{number}}]

Ihre Nachricht vom {{receivedAt}} ist bei uns. Ihre Nummer lautet {{number}}.

{{#closed}}
{{closed}}
{{/closed}}
{{promise}}

Wir haben sie als Schweregrad {{severity}} ({{severityName}}) eingestuft. Stimmt das nicht, antworten Sie bitte auf diese Mail.
{{#emergency}}

{{emergency}}
{{/emergency}}
{{#asksManager}}

Sie möchten jemanden aus der Leitung sprechen: Ihr Wunsch wurde an die Leitung dieses Supports weitergegeben.
{{/asksManager}}

Lassen Sie {{number}} im Betreff stehen, wenn Sie uns dazu schreiben.
Für manches genügt ein Wort als Antwort: Status, schließen, oder dringend und warum.
{{#policyUrl}}
Was wir zusagen, steht hier: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  resolved: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Ihr Anliegen ist gelöst {{/subject}}[{{number}}]

Wir halten {{number}} für gelöst.

Ist es das nicht, antworten Sie einfach auf diese Mail, und wir machen weiter, wo wir aufgehört haben.
{{#closesAt}}
Andernfalls schließt es sich am {{closesAt}} von selbst; Sie brauchen nichts zu tun.
{{/closesAt}}

{{#asks}}
Wie waren wir? Antworten Sie mit einer Zahl von 1 (schlecht) bis 5 (sehr gut), oder mit einer dieser Mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}

{{/asks}}
{{desk}}
`,
  slip: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Später als zugesagt {{/subject}}[{{number}}]

Wir hatten Ihnen zu {{number}} eine Antwort bis {{promisedAt}} zugesagt. Das schaffen wir nicht, und es tut uns leid.
{{#reason}}

Der Grund: {{reason}}
{{/reason}}
{{#nextNewsAt}}

Sie hören bis {{nextNewsAt}} von uns, und sei es nur, um zu sagen, wie weit wir sind.
{{/nextNewsAt}}

{{desk}}
`,
  questions: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Einige Fragen zu Ihrem Anliegen {{/subject}}[{{number}}]

Damit wir bei {{number}} weiterkommen, brauchen wir noch etwas von Ihnen:

{{#questions}}
- {{text}}
{{/questions}}

Antworten Sie einfach auf diese E-Mail. Wenn Sie etwas davon nicht wissen, schreiben Sie uns, was Sie sehen; auch das hilft uns.

{{desk}}
`,
  "promise-changed": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Unsere Zusage hat sich geändert {{/subject}}[{{number}}]

Wir behandeln {{number}} jetzt als Schweregrad {{severity}} ({{severityName}}).

{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}

{{/promise}}
Stimmt das nicht, antworten Sie bitte auf diese Mail.
{{#policyUrl}}
Was wir zusagen, steht hier: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-refused": `Subject: Ihre Nachricht konnten wir nicht annehmen

Diese Adresse ist für Kunden von {{desk}}, und wir konnten Ihre Adresse keinem Kunden zuordnen.
{{#contact}}

Sind Sie Kunde, schreiben Sie bitte von einer Adresse, die Ihre Firma uns genannt hat, oder erreichen Sie uns hier: {{contact}}
{{/contact}}

Ihre Nachricht wurde nicht bearbeitet.
{{#policyUrl}}
Wem wir wie helfen, steht hier: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-asked": `Subject: Für welche Firma schreiben Sie? [{{number}}]

Ihre Nachricht ist bei uns und hat die Nummer {{number}}, aber wir konnten Ihre Adresse keinem Kunden zuordnen.

Bitte antworten Sie auf diese Mail und nennen Sie uns die Firma, für die Sie schreiben.
{{#contact}}
Oder erreichen Sie uns hier: {{contact}}
{{/contact}}

{{desk}}
`,
  ...DE_ASKS,
};

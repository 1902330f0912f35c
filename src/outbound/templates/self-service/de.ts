import type { SelfServiceName } from "./names.ts";

export const DE: { readonly [name in Exclude<SelfServiceName, "agent-customer-said">]: string } = {
  status: `Subject: Wie es um Ihre Anliegen steht{{#number}} [{{number}}]{{/number}}

{{#none}}
Sie haben bei uns kein offenes Anliegen.
{{/none}}
{{#cases}}
{{number}}: {{subject}}
{{state}}
{{#promise}}
{{promise}}
{{/promise}}
{{#late}}
Wir hatten Ihnen eine Antwort bis {{late}} zugesagt und sind damit im Rückstand. Das tut uns leid.
{{/late}}
{{#last}}
Zuletzt haben wir Ihnen am {{last}}, geschrieben.
{{/last}}

{{/cases}}
{{#more}}
Und {{more}} weitere.

{{/more}}
{{#commands}}
Ein Wort als Antwort genügt: Status, schließen, oder dringend und warum.
{{/commands}}

{{desk}}
`,
  "closed-by-customer": `Subject: {{number}} ist geschlossen

{{number}} ist geschlossen, wie Sie es wünschten.

{{#until}}
Ist noch etwas offen, antworten Sie bis {{until}}, auf diese Mail, und wir machen weiter, wo wir aufgehört haben.
{{/until}}

{{desk}}
`,
  closed: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Ihr Anliegen ist geschlossen {{/subject}}[{{number}}]

{{number}} ist geschlossen: Wir hielten es für gelöst und haben nichts anderes von Ihnen gehört. Sie müssen nichts tun.

{{#until}}
Ist noch etwas offen, antworten Sie bis {{until}} auf diese Mail, und wir machen weiter, wo wir aufgehört haben. Was Sie später schreiben, wird ein neues Anliegen.
{{/until}}

{{desk}}
`,
  urgent: `Subject: {{number}} ist dringend

Wir haben gelesen, dass {{number}} dringend ist, und denen Bescheid gegeben, die sich darum kümmern können.

{{#raised}}
Ab jetzt behandeln wir es als Schweregrad {{severity}} ({{severityName}}).
{{/raised}}
{{^raised}}
Es bleibt bei Schweregrad {{severity}} ({{severityName}}), bis einer von uns es angesehen hat.
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

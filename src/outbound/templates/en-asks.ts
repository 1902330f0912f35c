import type { TemplateName } from "./names.ts";

/** What customers ask of the desk and are asked: somebody above, a price. */
export const EN_ASKS = {
  "manager-told": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Your wish was passed on {{/subject}}[{{number}}]

You asked for somebody above. Your wish on {{number}} was passed to those who lead this desk.

Who works on your case goes on meanwhile.

{{desk}}
`,
  "price-offer": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}A price for you to accept {{/subject}}[{{number}}]

The work that {{number}} needs is charged:

Price: {{price}}
For: {{what}}

Nothing that is charged begins before you have accepted. Meanwhile we wait for you.

To accept, answer this mail with this on its first line, and nothing else there:

{{accept}}

To refuse:

{{refuse}}

Or use a ready mail. Accept: {{acceptHref}}
Refuse: {{refuseHref}}

{{desk}}
`,
  "manager-asked": `Subject: A manager is asked for: {{subject}} [{{number}}]

{{customer}} asks for somebody above on {{number}}. The ticket stays where it is; somebody who leads should answer.

Severity: {{severity}} {{severityName}}
Assignee: {{assignee}}{{^assignee}}nobody{{/assignee}}
{{#message}}

They wrote:

{{message}}
{{/message}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "score-asked": `Subject: How did we do? [{{number}}]

How did we do? Answer with a number from 1 (bad) to 5 (very good), or by one of these mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}
`,
} as const satisfies { readonly [name in TemplateName]?: string };

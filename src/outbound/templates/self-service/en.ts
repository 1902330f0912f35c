import type { SelfServiceName } from "./names.ts";

export const EN: { readonly [name in SelfServiceName]: string } = {
  status: `Subject: Where your cases stand{{#number}} [{{number}}]{{/number}}

{{#none}}
You have no open case with us.
{{/none}}
{{#cases}}
{{number}}: {{subject}}
{{state}}
{{#promise}}
{{promise}}
{{/promise}}
{{#late}}
We had promised you an answer by {{late}}, and we are late. We are sorry.
{{/late}}
{{#last}}
We last wrote to you on {{last}}.
{{/last}}

{{/cases}}
{{#more}}
And {{more}} more.

{{/more}}
{{#commands}}
One word in reply is enough: status, close, or urgent and why.
{{/commands}}

{{desk}}
`,
  "closed-by-customer": `Subject: {{number}} is closed

{{number}} is closed, as you asked.

{{#until}}
If something is left, answer this mail until {{until}} and we go on where we left off.
{{/until}}

{{desk}}
`,
  closed: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Your case is closed {{/subject}}[{{number}}]

{{number}} is closed: we took it for solved, and heard nothing else from you. You need not do anything.

{{#until}}
If something is left, answer this mail until {{until}} and we go on where we left off. Whatever you write later opens a new case.
{{/until}}

{{desk}}
`,
  urgent: `Subject: {{number}} is urgent

We have read that {{number}} is urgent, and have told those who can act on it.

{{#raised}}
From now on we handle it as severity {{severity}} ({{severityName}}).
{{/raised}}
{{^raised}}
It stays severity {{severity}} ({{severityName}}) until one of us has looked at it.
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
  "agent-customer-said": `Subject: {{#urgent}}URGENT: {{/urgent}}{{subject}} [{{number}}]

{{#urgent}}
URGENT, says the customer: {{number}} {{subject}}
{{/urgent}}
{{#closed}}
The customer closed {{number}} {{subject}}
{{/closed}}
{{#rated}}
{{rated}} of 5, says the customer of {{number}} {{subject}}
{{/rated}}
Customer: {{customer}}
From: {{sender}}
{{#said}}
They wrote: {{said}}
{{/said}}

{{#urgent}}
{{#raised}}
Severity A from now on, because of the words in it. {{^unheard}}The customer knows.{{/unheard}}{{#unheard}}The customer has NOT been told: {{unheard}}.{{/unheard}} #severity B takes it back.
{{/raised}}
{{^raised}}
It stays severity {{severity}}; {{^unheard}}the customer knows{{/unheard}}{{#unheard}}the customer has NOT been told: {{unheard}}{{/unheard}}. #severity A raises it.
{{/raised}}
{{#promise}}
Promise: {{promise}}
{{/promise}}
Assignee: {{assignee}}{{^assignee}}nobody yet; who answers first has it{{/assignee}}
{{/urgent}}
{{#closed}}
{{^unheard}}
They know that a reply opens it again. You need not do anything.
{{/unheard}}
{{#unheard}}
They have NOT been told: {{unheard}}. A reply of theirs opens it again, and they may not know that.
{{/unheard}}
{{/closed}}
{{#rated}}
They have not been told anything. What went wrong, and does somebody want to write to them?
{{/rated}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

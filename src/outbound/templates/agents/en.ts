import type { AgentsName } from "./names.ts";

export const EN: { readonly [name in AgentsName]: string } = {
  "agent-work-list": `Subject: Your work list, {{date}}

{{#due}}
{{number}} {{severity}} {{subject}} ({{customer}}){{#unassigned}}: nobody has it{{/unassigned}}
{{#promise}}
{{#late}}
Was due {{promise}}.
{{/late}}
{{^late}}
Due {{promise}}{{#left}}, {{left}} of service time left{{/left}}.
{{/late}}
{{/promise}}
{{#takeHref}}
Take it: {{takeHref}}
{{/takeHref}}
Resolve: {{resolveHref}}

{{/due}}
{{#isEmpty}}
Nothing is due.
{{/isEmpty}}
{{#waiting}}
Waiting{{#until}} until {{until}}{{/until}}: {{number}} {{severity}} {{subject}} ({{customer}})
Resolve: {{resolveHref}}

{{/waiting}}
{{#held}}
Your answer on {{number}} {{subject}} was not sent. Reply to that ticket with #send or #drop.

{{/held}}
{{#more}}
And {{more}} more; #find looks for one.

{{/more}}
{{#digest}}
Done: {{line}}
{{/digest}}
`,
  "agent-welcome": `Subject: You answer for {{desk}} now

Hello {{name}},

you answer for {{desk}} now, by mail and nothing else. Keep this card.

Reply to a notice, and the customer has your answer: from {{address}}, with your name. Your own address, the notice and your signature stay here.{{#undo}} It waits {{undo}} before it leaves; #undo as a reply stops it.{{/undo}}

The first to answer has the ticket. Later mail of the customer comes to who has it, in their hours.

Commands stand together at the very top of your mail, each on a line of its own. If something is unclear, nothing is sent and you are told why.

{{#commands}}
{{name}}: {{help}}
{{/commands}}

#dryrun on top shows what the customer would get, and sends nothing.
{{#practice}}

A practice ticket is on its way to you: {{practice}}. Answer it as you would answer a customer. Nobody outside gets anything.
{{/practice}}
`,
};

import type { AgentsName } from "./names.ts";

export const EN: { readonly [name in AgentsName]: string } = {
  "agent-notice": `Subject: {{subject}} [{{number}}]

{{#isNew}}New ticket{{/isNew}}{{#waitOver}}The wait is over{{/waitOver}}{{#handedOver}}Handed over to you or your team{{/handedOver}}{{#isReopened}}Reopened{{/isReopened}}{{#isNews}}New message{{/isNews}}: {{number}}
Customer: {{customer}} ({{plan}})
From: {{sender}}{{#unverified}} (not verified: #allow to accept){{/unverified}}
Severity: {{severity}} {{severityName}}{{#service}}, {{service}}{{/service}}{{#kind}}, {{kind}}{{/kind}}
Assignee: {{assignee}}{{^assignee}}nobody yet; who answers first has it{{/assignee}}{{#proposed}}\n{{#urgent}}Urgent: they want to cancel or reduce something that can be cancelled for a few days only. {{/urgent}}Proposed: {{proposed}}. #sorted takes over kind and service; #kind, #service and #severity say it otherwise.{{/proposed}}
{{#promise}}
Promise: {{promise}}{{#left}} ({{left}} of service time left){{/left}}{{#late}} (late by {{late}}){{/late}}
{{/promise}}
{{#guidance}}
Mind: {{text}}
{{/guidance}}
{{#alsoTo}}
Also written to: {{alsoTo}}. It is kept here only; #move and that number puts it there instead.
{{/alsoTo}}
{{#asksManager}}
Asks for a manager: lead and manager are told, the ticket stays where it is.
{{/asksManager}}
{{#isNotice}}
Published incident{{#incident}} {{incident}}{{/incident}}: {{#direct}}a notice of the vendor's{{/direct}}{{#passedOn}}they passed a notice of the vendor's on{{/passedOn}}{{#pasted}}words of a notice of the vendor's stand in their mail{{/pasted}}, recognised by{{#byAddress}} [sender's address]{{/byAddress}}{{#byName}} [sender's name]{{/byName}}{{#byNumber}} [number]{{/byNumber}}{{#phrases}} {{phrases}}{{/phrases}}. {{#proved}}Its sender is proved.{{/proved}}{{^proved}}Nothing proves who wrote it.{{/proved}}
{{#alone}}
They describe no fault of their own.
{{/alone}}
{{^alone}}
What they write themselves is judged by its own words.
{{/alone}}
{{#linked}}
The ticket hangs on the incident.
{{/linked}}
{{#linkHref}}
Nothing is linked yet: {{linkHref}}
{{/linkHref}}
{{#others}}
Also on it: {{others}}
{{/others}}
Next: tell the customer; #escalate files nothing and links it, #incident shows all that hang on it.
{{/isNotice}}
{{#suspicious}}
Suspicious: it claims to be the vendor's, recognised by{{#byAddress}} [sender's address]{{/byAddress}}{{#byName}} [sender's name]{{/byName}}{{#byNumber}} [number]{{/byNumber}}{{#phrases}} {{phrases}}{{/phrases}}, and is about a subscription. The vendor mails nobody about subscriptions. Open no link of it; nothing else was done.
{{/suspicious}}

{{message}}
{{#attachments}}

Attached: {{attachments}}
{{/attachments}}
{{#staying}}

Kept at the desk, not sent along: {{staying}} (#files sends what can be sent)
{{/staying}}
{{#gone}}

Not attached, the desk does not keep the mail it came with any more: {{gone}}
{{/gone}}
{{#unreadable}}

Not attached, it cannot be read out of the mail it came with: {{unreadable}}
{{/unreadable}}
{{#numbered}}\n\nTo hand on with #escalate, once looked through: #attach and the number\n{{numbered}}\n{{/numbered}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (note, not sent){{/note}}:
{{text}}
{{/history}}
`,
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

Reply to a notice, and the customer has your answer: from {{address}}, with your name. Your own address, the notice and your signature stay here.{{#undo}} Your answer waits {{undo}} before it leaves; #undo as a reply stops it.{{/undo}}

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

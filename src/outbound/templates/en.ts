import { EN_ASKS } from "./en-asks.ts";
import type { OwnName } from "./names.ts";

export const EN: { readonly [name in OwnName]: string } = {
  acknowledgement: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}We have your message {{/subject}}[{{number}}]

We have your message of {{receivedAt}}. Its number is {{number}}.

{{#closed}}
{{closed}}
{{/closed}}
{{promise}}

We have taken it as severity {{severity}} ({{severityName}}). If that is not right, answer this mail and tell us.
{{#emergency}}

{{emergency}}
{{/emergency}}
{{#asksManager}}

You asked for somebody above: your wish was passed to those who lead this desk.
{{/asksManager}}

Keep {{number}} in the subject when you write to us about this.
For some things one word in reply is enough: status, close, or urgent and why.
{{#policyUrl}}
What we promise is written here: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  resolved: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Your case is solved {{/subject}}[{{number}}]

We think that {{number}} is solved.

If it is not, just answer this mail and we go on where we left off.
{{#closesAt}}
Otherwise it closes by itself on {{closesAt}}; you need not do anything.
{{/closesAt}}

{{#asks}}
How did we do? Answer with a number from 1 (bad) to 5 (very good), or by one of these mails:

{{#scores}}
- {{label}} {{href}}
{{/scores}}

{{/asks}}
{{desk}}
`,
  slip: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Later than promised {{/subject}}[{{number}}]

We promised you an answer on {{number}} by {{promisedAt}}. We will not keep that, and we are sorry.
{{#reason}}

The reason: {{reason}}
{{/reason}}
{{#nextNewsAt}}

You will hear from us by {{nextNewsAt}}, even if it is only to say how far we are.
{{/nextNewsAt}}

{{desk}}
`,
  questions: `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Some questions about your case {{/subject}}[{{number}}]

To go on with {{number}} we need something from you:

{{#questions}}
- {{text}}
{{/questions}}

Just answer this mail. If you do not know one of these things, tell us what you can see; it helps us too.

{{desk}}
`,
  "promise-changed": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}What we promise has changed {{/subject}}[{{number}}]

{{number}} is now handled as severity {{severity}} ({{severityName}}).

{{#closed}}
{{closed}}
{{/closed}}
{{#promise}}
{{promise}}

{{/promise}}
If that is not right, answer this mail and tell us.
{{#policyUrl}}
What we promise is written here: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-refused": `Subject: We could not take your message

This address is for customers of {{desk}}, and we could not match your address to one.
{{#contact}}

If you are a customer, please write from an address your company has given us, or reach us here: {{contact}}
{{/contact}}

Your message has not been dealt with.
{{#policyUrl}}
Whom we serve, and how, is written here: {{policyUrl}}
{{/policyUrl}}

{{desk}}
`,
  "unknown-sender-asked": `Subject: Which company are you with? [{{number}}]

We have your message and gave it the number {{number}}, but we could not match your address to a customer of ours.

Please answer this mail and tell us which company you write for.
{{#contact}}
Or reach us here: {{contact}}
{{/contact}}

{{desk}}
`,
  "agent-receipt": `Subject: {{#isDone}}Done: {{/isDone}}{{#isPartly}}Done in part: {{/isPartly}}{{#isHeld}}Held: {{/isHeld}}{{#isNotDone}}Not done: {{/isNotDone}}{{#isNotSent}}Not sent: {{/isNotSent}}{{#isShown}}Only shown: {{/isShown}}{{#number}}[{{number}}] {{/number}}{{subject}}

{{#held}}
Nothing was sent: {{held}}

{{/held}}
{{#leavesAt}}
- your answer to {{leavingTo}} leaves at {{leavesAt}}, unless you reply #undo before
{{/leavesAt}}
{{#done}}
- {{line}}
{{/done}}
{{#problems}}
- not done: {{line}} (expected {{expected}})
{{/problems}}
{{#undoUntil}}

#undo takes it back until {{undoUntil}}.
{{/undoUntil}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "agent-undelivered": `Subject: Not delivered: {{subject}} [{{number}}]

{{#unsure}}
A mail server says that mail to {{address}} could not be delivered. It does not prove which mail it means, but {{#isAnswer}}the answer{{/isAnswer}}{{^isAnswer}}an automatic mail{{/isAnswer}} on {{number}} is the only one it can be. Nothing was changed because of it.
{{/unsure}}
{{^unsure}}
{{#isAnswer}}The answer{{/isAnswer}}{{^isAnswer}}An automatic mail{{/isAnswer}} on {{number}} did not reach {{address}}.{{#someGotIt}} Nothing came back from the others it was written to.{{/someGotIt}}
{{/unsure}}
{{#said}}

The other mail server said: {{said}}
{{/said}}

Customer: {{customer}}

{{#permanent}}
What to do: writing there again is pointless. Look for another address of theirs, or call them.
{{/permanent}}
{{^permanent}}
What to do: it failed for the time being. Try again later, look for another address of theirs, or call them.
{{/permanent}}
{{#owed}}
They do not have the answer, so one is still owed.
{{/owed}}
`,
  "agent-muted": `Subject: Automatic mail{{#key}} to {{key}}{{/key}} has stopped

Automatic mail{{#key}} to {{key}}{{/key}} has stopped: {{because}}. So two machines look that answer each other.
{{#tickets}}

The tickets it was about: {{tickets}}
{{/tickets}}

Mail from there is dealt with as always, and what people write still goes out.
{{#until}}
It goes on by itself on {{until}}.
{{/until}}
To let automatic mail go there again: answerable allow {{allow}}

{{desk}}
`,
  warning: `Subject: {{#breached}}Missed{{/breached}}{{^breached}}Soon due{{/breached}}: {{subject}} [{{number}}]

{{#breached}}
The target "{{target}}" of {{number}} was due {{dueAt}} and is missed{{#late}} by {{late}}{{/late}}.
{{/breached}}
{{^breached}}
The target "{{target}}" of {{number}} is due {{dueAt}}{{#left}}: {{left}} of service time left{{/left}}.
{{/breached}}

Customer: {{customer}} ({{plan}})
Severity: {{severity}} {{severityName}}
Assignee: {{assignee}}{{^assignee}}nobody{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
  "slip-offer": `Subject: Tell {{customer}} before we are late? [{{number}}]

The target "{{target}}" of {{number}} is due {{dueAt}}{{#left}} ({{left}} of service time left){{/left}}.
Assignee: {{assignee}}{{^assignee}}nobody{{/assignee}}

This would go to the customer:

{{mail}}

Send it: {{sendHref}}
`,
  ...EN_ASKS,
};

import type { UPSTREAM_TEMPLATES } from "./names.ts";

export const EN_UPSTREAM: { readonly [name in keyof typeof UPSTREAM_TEMPLATES]: string } = {
  "handed-on": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}Where your case is now {{/subject}}[{{number}}]

We have looked into {{number}} as far as we can ourselves. It is now with {{#name}}{{name}}{{/name}}{{^name}}specialists we work with{{/name}}, together with what we found out.
{{#caseNumber}}
Their number for it is {{caseNumber}}. You do not need it when you write to us.
{{/caseNumber}}

Nothing changes for you: we stay your contact, follow it up and tell you what comes of it. If you have something to add, answer this mail.
{{#nextNewsAt}}

You will hear from us by {{nextNewsAt}}.
{{/nextNewsAt}}

{{desk}}
`,
  "incident-news": `Subject: {{#subject}}Re: {{subject}} {{/subject}}{{^subject}}About your case {{/subject}}[{{number}}]

{{#isKnown}}
What you wrote to us about is part of an incident that the manufacturer of the service has published. Its number is {{incident}}, and they are working on it.

We follow it up and tell you when it is over. If what you see is something else, or if it gets worse, answer this mail.
{{/isKnown}}
{{#isNews}}
There is something new about the published incident {{incident}}, of which your case {{number}} is part:

{{news}}
{{/isNews}}
{{#isOver}}
The published incident {{incident}}, of which your case {{number}} is part, is reported as solved.

Please try again. If it still does not work, answer this mail: your case stays open until you or we say otherwise.
{{/isOver}}

{{desk}}
`,
  "upstream-handoff": `Subject: [{{number}}] {{subject}}

Hello,

please take over this issue. Our number is {{number}}: keep it in the subject, and tell us yours.
{{#expected}}
We expect your first answer by {{expected}}.
{{/expected}}
{{#unable}}
If you cannot solve it, reply with #unable and the reason on the first line; it then comes back to us.
{{/unable}}

Number: {{number}}
Title: {{subject}}
Customer: {{customer}}
{{#tenantId}}
Tenant: {{tenantId}}
{{/tenantId}}
{{#cloud}}
Cloud: {{cloud}}
{{/cloud}}
{{#subscriptionId}}
Subscription: {{subscriptionId}}
{{/subscriptionId}}
Service: {{service}}
Kind: {{kind}}
Severity: {{severity}}
{{#fields}}
{{label}}: {{value}}
{{/fields}}
Contact: {{contact}}, {{address}}
Time zone: {{timeZone}}
Language: {{language}}
{{#attachments}}

Attached: {{attachments}}
{{/attachments}}

Please write to us only, and not to the customer.

{{desk}}
`,
  "upstream-word": `Subject: Re: [{{number}}] {{subject}}

{{#isReminder}}
We have not heard from you about {{number}}{{#caseNumber}} (your {{caseNumber}}){{/caseNumber}} since {{since}}.{{#expected}} We expected an answer by {{expected}}.{{/expected}}

How far are you, and when do we hear from you?
{{/isReminder}}
{{#isEnded}}
{{number}}{{#caseNumber}} (your {{caseNumber}}){{/caseNumber}} is solved for us. You can close it; we need nothing more. Thank you.
{{/isEnded}}
{{#isTakenBack}}
We take {{number}}{{#caseNumber}} (your {{caseNumber}}){{/caseNumber}} back and go on with it ourselves. Please close it.

The reason: {{reason}}
{{/isTakenBack}}

{{desk}}
`,
  "agent-upstream": `Subject: {{subject}} [{{number}}]

From upstream: {{partner}} on {{number}}{{#caseNumber}}, their {{caseNumber}}{{/caseNumber}}
Sender: {{sender}}
{{#held}}
Held: {{held}}
{{/held}}
Customer: {{customer}}
Severity: {{severity}} {{severityName}}
{{#promise}}
Promise to the customer: {{promise}}{{#left}} ({{left}} of service time left){{/left}}
{{/promise}}

Replying answers {{partner}}, not the customer. Nothing of this has gone to the customer; to tell them, reply to a notice of theirs.
{{#unable}}

They cannot solve it: it is back with us.
{{/unable}}

{{message}}
{{#attachments}}

Attached: {{attachments}}
{{/attachments}}
{{#staying}}

Kept at the desk, not sent along: {{staying}}
{{/staying}}
{{#gone}}

Not attached, the desk does not keep the mail it came with any more: {{gone}}
{{/gone}}
{{#unreadable}}

Not attached, it cannot be read out of the mail it came with: {{unreadable}}
{{/unreadable}}
{{#links}}

{{label}}: {{href}}
{{/links}}
{{#history}}

--- {{at}}, {{who}}{{#note}} (note, not sent){{/note}}:
{{text}}
{{/history}}
`,
  "agent-portal": `Subject: {{subject}} [{{number}}]

To be filed with {{partner}}: {{number}}
Customer: {{customer}}

1. Open it here, in the customer's context: {{link}}
{{#noTenant}}
The customer's tenant is not known: look it up, and check that you are not in our own.
{{/noTenant}}
{{#checklist}}
- {{line}}
{{/checklist}}

2. Copy from here, a field at a time:
{{#fields}}

{{label}}
{{value}}
{{/fields}}
{{#hasFiles}}

Upload with it, as attached to this mail:
{{/hasFiles}}
{{#files}}
- {{line}}
{{/files}}

3. Send the number they give it, alone on a line: {{fileHref}}
Only the command: other text in a reply to this goes to the customer.
{{#expected}}

From then on they are expected to answer within {{expected}}.
{{/expected}}
`,
  "agent-handoff": `Subject: {{subject}} [{{number}}]

{{#isUnfiled}}
{{number}} was to be filed with {{partner}} and is not, as far as we know, since {{since}}. The prepared text is in an earlier mail of this conversation; the page to file it: {{link}}
Once it is filed, reply with #upstream and its number.
{{/isUnfiled}}
{{#isUnanswered}}
{{partner}} has not answered on {{number}}{{#caseNumber}} (their {{caseNumber}}){{/caseNumber}}.{{#expected}} They were expected to by {{expected}}.{{/expected}}
{{#reminded}}
They were reminded {{reminded}} times.
{{/reminded}}
{{#link}}
Look there: {{link}}
{{/link}}
{{/isUnanswered}}
{{#isToClose}}
{{number}} is done. Please close it with {{partner}} too{{#caseNumber}}: it is {{caseNumber}} there{{/caseNumber}}. {{link}}
{{/isToClose}}
{{#isFailed}}
Our mail to {{partner}} on {{number}} did not reach {{address}}. It is with us again.
{{#said}}
The mail server said: {{said}}
{{/said}}

What to do: put the address right (partners in desk.yaml) or ask them for another one; then #escalate hands it on anew.
{{/isFailed}}
{{#isUnreached}}
Our mail to {{partner}} on {{number}}{{#caseNumber}} (their {{caseNumber}}){{/caseNumber}} did not reach {{address}}. It is open there, and our turn: write it into the portal. {{link}}
{{#said}}
The mail server said: {{said}}
{{/said}}
{{/isUnreached}}
{{#isGone}}
{{number}} was not handed on: {{partner}} is no partner in desk.yaml any more. It is with us again: #escalate decides anew.
{{/isGone}}
{{#isWithoutFiles}}
{{number}} leaves for {{partner}} without files that were to go along with it.
{{#gone}}
The desk does not keep their mail any more: {{gone}}
{{/gone}}
{{#unreadable}}
They cannot be read out of their mail: {{unreadable}}
{{/unreadable}}
{{#others}}
May not leave any more, since their mail is held or went to another ticket: {{others}}
{{/others}}
Where you have them yourself, send them on.
{{/isWithoutFiles}}

{{#answersThem}}
Replying answers {{partner}}, not the customer.
{{/answersThem}}
{{^answersThem}}
Only commands: other text in a reply to this goes to the customer.
{{/answersThem}}

Customer: {{customer}}
Assignee: {{assignee}}{{^assignee}}nobody{{/assignee}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

import type { AskedName } from "./names.ts";

export const EN: { readonly [name in AskedName]: string } = {
  confirm: `Subject: Is this mail yours?

A mail in your name came to {{desk}}{{#number}} about {{number}}{{/number}}. Nothing in it proves that it is from you, so it has done nothing yet.
{{#acts}}

It would do this: {{line}}
{{/acts}}
{{#text}}

It says:

{{text}}
{{/text}}

If it is yours, answer this mail with "yes", or write here: {{href}}
If it is not, do nothing: then nothing happens. Somebody may be writing in your name.

You can confirm it once, until {{until}}.

{{secret}}

{{desk}}
`,
  "agent-held": `Subject: {{subject}} [{{number}}]

A mail on {{number}} ({{customer}}) is held: its sender is nobody of this ticket.
From: {{sender}}{{#other}}, {{other}}{{/other}}
{{#byAddress}}
Why it came here: it was sent to an address that leads to this ticket and was given to somebody else.
{{/byAddress}}
{{#byReply}}
Why it came here: it answers a mail of ours that was written to somebody else.
{{/byReply}}
{{#byTag}}
Why it came here: its subject is that of this ticket, with its number.
{{/byTag}}

It has changed nothing, no clock runs for it, and its sender was told nothing.

{{message}}
{{#attachments}}

Attached: {{attachments}}
{{/attachments}}
{{#staying}}

Kept at the desk, not sent along: {{staying}}
{{/staying}}
{{#links}}

{{label}}: {{href}}
{{/links}}
`,
};

import type { SandboxExample } from "../http/sandbox-port.ts";

/** What an example carries beyond what a person types: sent with it as long as its subject is kept. */
export interface ExampleMail extends SandboxExample {
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: string;
    readonly contentType: string;
  }[];
}

/** Mails to pick in the sandbox, written for it: every kind of mail whose handling is worth seeing. */
export function exampleMails(desk: string): readonly ExampleMail[] {
  return EXAMPLES.map((example) => ({ ...example, to: desk }));
}

const SIGN_IN_LOG = `time (UTC);user;application;status;reason
2026-05-12 07:58:11;j.costa@fabrikam.example;Outlook;failure;50053 account locked
2026-05-12 08:01:40;m.reis@fabrikam.example;Outlook;failure;50053 account locked
2026-05-12 08:02:03;m.reis@fabrikam.example;Teams;failure;50053 account locked
`;

const EXAMPLES: readonly Omit<ExampleMail, "to">[] = [
  {
    id: "question",
    name: "A question about a licence",
    for: "customer",
    subject: "Moving two people to another licence",
    text: `Hello,

two colleagues join our marketing team on Monday and need the desktop apps. They have Business Basic today.
Can they move to Business Standard in the middle of the month, and what will the invoice say?

Thank you
Carla Nunes
Fabrikam
`,
  },
  {
    id: "urgent",
    name: "Urgent: nobody can sign in",
    for: "customer",
    subject: "URGENT: nobody can sign in since 8 this morning",
    text: `Since 8:00 nobody in our Lisbon office can sign in to Outlook or Teams. All 140 people are affected and we cannot
take orders. Passwords are right, the message says that the account is locked.

Please call me: +351 21 000 00 00

Carla
`,
  },
  {
    id: "portuguese",
    name: "Em português: correio que não chega",
    for: "customer",
    subject: "E-mails de um fornecedor não chegam",
    text: `Bom dia,

desde ontem à tarde não recebemos nenhuma mensagem do nosso fornecedor de logística. Eles dizem que as mensagens foram
enviadas e que não receberam nenhum erro. No lixo também não estão.

Conseguem verificar, por favor?

Obrigada,
Carla Nunes
`,
  },
  {
    id: "attachment",
    name: "With an attachment",
    for: "customer",
    subject: "Locked accounts: the sign-in log you asked for",
    text: "Here is the sign-in log of this morning, as a CSV file.\n\nDave\n",
    attachments: [
      { filename: "sign-ins 12 May.csv", content: SIGN_IN_LOG, contentType: "text/csv; charset=utf-8" },
    ],
  },
  {
    id: "german",
    name: "In German, a language this desk does not offer",
    for: "customer",
    subject: "Freigegebenes Postfach wird nicht angezeigt",
    text: `Guten Tag,

das freigegebene Postfach „Einkauf“ wird bei drei Kolleginnen seit heute früh nicht mehr angezeigt. Im Browser ist es da,
in Outlook fehlt es. Ein Neustart hat nichts geändert.

Mit freundlichen Grüßen
Dave Miller
`,
  },
  {
    id: "out-of-office",
    name: "An out-of-office reply, which nobody should answer",
    for: "customer",
    subject: "Automatic reply: your request",
    text: "I am away until 1 June and read no mail. In urgent cases please call our reception.\n\nDave Miller\n",
    headers: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" },
  },
  {
    id: "two-things",
    name: "Two problems in one mail",
    for: "customer",
    subject: "Printer and invoice",
    text: `Hi team,

1. The invoice of April lists 52 seats, we have 47. Could you send a corrected one?
2. Since the last update the scanner in the warehouse cannot send mail ("authentication unsuccessful").

Best
Dave
`,
  },
  {
    id: "thanks",
    name: "Only thanks",
    for: "customer",
    subject: "Thank you!",
    text: "That was quick. Everything works again, thank you very much!\n\nCarla\n",
  },
  {
    id: "on-behalf",
    name: "An agent opens a ticket after a phone call",
    for: "agent",
    subject: "Phone call: shared calendar of Fabrikam",
    text: `#customer carla@fabrikam.example
#severity C

Carla called: the shared calendar of the Porto office shows times one hour off for people who travel. She would like to
know whether this is a setting or a fault.
`,
  },
];

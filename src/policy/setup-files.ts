import { z } from "zod";
import { MailAddress } from "./schema.ts";
import { TimeZone } from "./schema-hours.ts";
import { Language } from "./text.ts";

const ShortName = z.string("a name").min(1, "a name").max(120, "a name of at most 120 characters");
const Person = z.strictObject({ name: ShortName, address: MailAddress });
const HOURS = /^[a-z]{3}(?:-[a-z]{3})?(?: \d\d:\d\d-\d\d:\d\d)+$/;

/** What `answerable setup` has to know, asked or read from a file. */
export const SetupAnswers = z.strictObject({
  name: ShortName,
  address: MailAddress,
  timeZone: TimeZone,
  /** `mon-fri 09:00-13:00 14:00-18:00` */
  hours: z
    .string("hours such as mon-fri 09:00-18:00")
    .regex(HOURS, "hours such as mon-fri 09:00-13:00 14:00-18:00")
    .default("mon-fri 09:00-18:00"),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country of ISO 3166 such as PT")
    .optional(),
  region: z.string().min(1).max(20).optional(),
  languages: z.array(Language).min(1).max(20).default(["en"]),
  phone: z.string().min(3).max(40).optional(),
  agents: z.array(Person, "at least one agent").min(1, "at least one agent").max(500),
  manager: MailAddress.optional(),
  mailbox: z
    .strictObject({
      provider: z
        .enum(["microsoft365", "google", "generic"], "microsoft365, google or generic")
        .default("generic"),
      imap: z.string().regex(/^[\w.-]+:\d{1,5}$/, "host:port such as imap.contoso.example:993"),
      smtp: z
        .string()
        .regex(/^[\w.-]+:\d{1,5}$/, "host:port such as smtp.contoso.example:465")
        .optional(),
      user: z.string().min(1).max(320).optional(),
    })
    .optional(),
});
export type SetupAnswers = z.infer<typeof SetupAnswers>;

/** Of the mailbox; stands in .env, never in a settings file. */
export const PASSWORD_NAME = "SUPPORT_PASSWORD";

export interface SetupFiles {
  readonly policy: string;
  readonly desk: string;
  /** Lines for .env: a name, and a value where it is no secret. */
  readonly env: readonly (readonly [name: string, value: string])[];
}

/** A service that the desk supports, as the vendor's profile names it. */
export interface NamedService {
  readonly id: string;
  readonly name: string;
}

/** Both settings files as somebody would begin them by hand, with remarks that say what each part is for. */
export function settingsFrom(answers: SetupAnswers, services: readonly NamedService[]): SetupFiles {
  return {
    policy: policyText(answers, services),
    desk: deskText(answers),
    env: [
      ["POLICY_FILE", "policy.yaml"],
      ["DESK_FILE", "desk.yaml"],
      ...(answers.mailbox ? [[PASSWORD_NAME, ""] as const] : []),
    ],
  };
}

/** Whatever was typed is one YAML text: JSON's quotes are YAML's. */
const q = (text: string): string => JSON.stringify(text);

function policyText(
  { name, address, timeZone, hours, country, region, languages, phone }: SetupAnswers,
  services: readonly NamedService[],
): string {
  const [days, ...shifts] = hours.split(" ");
  const place = [country && `country: ${country}`, region && `region: ${q(region)}`]
    .filter(Boolean)
    .join(", ");
  return `# The support policy of ${name.replaceAll(/[\r\n]/g, " ")}: what customers are promised. From this one file come the page
# they read, the sentence in the acknowledgement, and the clocks. Read it through before you publish it:
#   answerable policy check       every mistake with its line
#   answerable policy calendar    twelve months of open hours and holidays
#   answerable policy publish
# A text is one for everybody ("...") or one by language ({ en: ..., pt-PT: ... }). Durations are time in which you are open.
version: 1

desk:
  name: ${q(name)}
  address: ${q(address)}
  languages: [${languages.join(", ")}] # the first is used where a customer's own is not known
  timeZone: ${timeZone}

serviceHours:
  office:
    timeZone: ${timeZone}
    weekly:
      ${days}: [${shifts.map(q).join(", ")}]
    holidays: { ${place} }${place === "" ? " # open on all of them; a country would be { country: PT }" : ""}

contact:
  - email: ${q(address)}
${phone === undefined ? "" : `  - phone: ${q(phone)}\n    hours: office\n`}
# What kinds of support there are, whatever the plan.
support:
  - name: Technical support
    includes: [Diagnosis and repair of faults in the services below]
  - name: Commercial support
    includes: ["Invoices, licences, renewals, changes and cancellations of subscriptions"]

severities:
  A: { name: Critical, means: "A whole service or site is down, or data or security is at risk now." }
  B: { name: Moderate, means: "Part of the work is hindered, or one person cannot work." }
  C: { name: Minor, means: "A question, a request, or something that disturbs little." }

raisingSeverity: Answer any of our mails and say what has become worse.

plans:
  standard:
    name: Standard
    includes: [Technical and commercial support by mail in office hours]
    price: included # in the price of the subscriptions; or { amount: 400, currency: EUR, per: month }
    targets:
      A: { firstResponse: 1h, update: 2h, hours: office }
      B: { firstResponse: 4h, hours: office }
      C: { firstResponse: 8h, hours: office }

${servicesText(services)}
escalation:
  functional: We diagnose first. What only the vendor can repair we hand to the vendor ourselves, and we stay your contact.
  hierarchic: Before a target is missed the head of support is told, and after it the manager.
`;
}

/** The key is left out where no profile could be read: nobody's scope is made up. */
function servicesText(services: readonly NamedService[]): string {
  if (services.length === 0) return "";
  const each = services.map(
    ({ id, name }) => `  - id: ${q(id)}
    name: ${q(name)}
    scope: [Faults and questions of what you have bought of it from us, and its licences]
    exclusions: [What others have added to it]`,
  );
  return `# Say for each what you do and what not: customers read it.
services:
${each.join("\n")}
`;
}

function deskText({ address, agents, manager, mailbox }: SetupAnswers): string {
  const [lead] = agents;
  return `# How the desk keeps what policy.yaml promises. Private: customers never see this file. Only version and teams are needed;
# examples/desk.yaml shows every other setting with its default.
version: 1

teams:
  support:
    members: [${agents.map((agent) => q(agent.address)).join(", ")}]
    lead: ${q(lead!.address)} # told before a promise is missed
    manager: ${q(manager ?? lead!.address)} # told when it stays missed
    hours: office # of policy.yaml

# Which team a new ticket goes to: the first rule that fits, else the first team.
routing: []
assignment: first-to-answer # or round-robin, or nobody
${mailbox === undefined ? `\n# Where mail comes from: IMAP_URL and SMTP_URL in .env, or a list here (examples/desk.yaml).\n` : mailboxText(address, mailbox)}`;
}

function mailboxText(
  address: string,
  { provider, imap, smtp, user }: NonNullable<SetupAnswers["mailbox"]>,
): string {
  const server = (at: string): string => {
    const { host, port, tls } = serverOf(at);
    return `host: ${host}, port: ${port}, tls: ${tls}`;
  };
  const signIn = user === undefined ? "" : `, user: ${q(user)}`;
  return `
# Secrets are never written here: .env has ${PASSWORD_NAME}.
mailboxes:
  - name: support
    address: ${q(address)}
    provider: ${provider} # how it proves senders
    imap: { ${server(imap)}${signIn}, password: { env: ${PASSWORD_NAME} } }
${smtp === undefined ? "" : `    smtp: { ${server(smtp)} } # user and password as above\n`}`;
}

/** `imap.contoso.example:993`. 143 and 587 begin in the clear and must change to TLS. */
export function serverOf(at: string): { host: string; port: number; tls: "starttls" | "implicit" } {
  const [host, port] = at.split(":");
  return { host: host!, port: Number(port), tls: port === "143" || port === "587" ? "starttls" : "implicit" };
}

import { z } from "zod";
import { ServiceDuration, WallDuration } from "./duration.ts";
import { Mailboxes } from "./mailbox-schema.ts";
import { MailAddress, SeveritySchema, WebAddress } from "./schema.ts";
import { Name } from "./schema-hours.ts";
import { Language, Text } from "./text.ts";

const DomainName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z0-9-]{1,62}[a-z0-9]$/, "a domain such as nightdesk.example");

const Kind = z.enum(["commercial", "technical"], "commercial or technical");

const Team = z.strictObject({
  /** People are in the database; these may be named before they are. */
  members: z.array(MailAddress).max(500).default([]),
  lead: MailAddress.optional(),
  manager: MailAddress.optional(),
  /** When somebody of this team is on duty; one of the policy's service hours. */
  hours: Name.optional(),
});

/** Somebody else who does part of the support. The partner stays answerable. */
const Partner = z.strictObject({
  kind: z.enum(
    ["outsourcer", "support-reseller", "provider", "isv"],
    "outsourcer, support-reseller, provider or isv",
  ),
  name: z.string().min(1).max(120).optional(),
  address: MailAddress,
  hours: Name.optional(),
  /** Within how much time of their hours they answer what is handed on to them. */
  response: ServiceDuration.optional(),
  /** From where else they write: domains, or whole addresses. */
  senders: z
    .array(z.union([MailAddress, DomainName], "a domain or a mail address"))
    .max(20)
    .default([]),
  /** What their case numbers look like: `#` a digit, `@` a letter, the rest as it stands. */
  caseNumbers: z
    .array(z.string().regex(/^[#@A-Za-z0-9._/-]{3,40}$/, "a shape such as ND-###### (# a digit, @ a letter)"))
    .max(10)
    .default([]),
  /** In which language they are written to; the desk's first where left out. */
  language: Language.optional(),
});

/** Who gets a new ticket of their team: whoever answers first, one after the other, or nobody until somebody takes it. */
const Assignment = z.enum(
  ["first-to-answer", "round-robin", "nobody"],
  "first-to-answer, round-robin or nobody",
);

const matching = {
  kinds: z.array(Kind).min(1).optional(),
  services: z.array(z.string().min(1).max(40)).min(1).optional(),
  severities: z.array(SeveritySchema).min(1).optional(),
  languages: z.array(Language).min(1).optional(),
};

/** Who does what, when: the first rule that fits and is on duty. `to` names a team or a partner. */
const Delivery = z.strictObject({ ...matching, hours: Name.optional(), to: Name });

/** Which team a new ticket goes to: the first rule that fits. */
const Route = z.strictObject({
  ...matching,
  /** The address the customer wrote to. */
  sentTo: z.array(MailAddress).min(1).optional(),
  customers: z.array(z.string().min(1).max(120)).min(1).optional(),
  team: Name,
  /** Where it differs from the desk's. */
  assignment: Assignment.optional(),
});

/** A place that takes a POST. In the clear only on this machine: what is told names no person, and still concerns nobody else. */
const HookAddress = WebAddress.refine((text) => {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
}, "a web address that begins with https:// and has no user name in it");

const Teller = z.union(
  [
    z.enum(["assignee", "lead", "manager", "team"]),
    z.strictObject({ team: Name }),
    z.strictObject({ webhook: HookAddress }),
    z.strictObject({ mail: MailAddress }),
  ],
  "assignee, lead, manager, team, { team: name }, { mail: address } or { webhook: https://… }",
);
export type Teller = z.infer<typeof Teller>;

export const TARGET_KINDS = ["first-response", "next-response", "update", "resolution"] as const;

const Rung = z.strictObject({
  at: z
    .string("75%, breach or breach+2h")
    .regex(
      /^(?:[1-9]\d?%|breach|breach\+(?:\d{1,3}d)?(?:\d{1,4}h)?(?:\d{1,5}m)?)$/,
      "75%, breach or breach+2h",
    )
    .refine(
      (at) => !at.startsWith("breach+") || ServiceDuration.safeParse(at.slice(7)).success,
      "breach+30m or more",
    ),
  tell: z.union([Teller, z.array(Teller).min(1).max(20)], "assignee, lead, manager, team or a list of these"),
  severities: z.array(SeveritySchema).min(1).optional(),
  targets: z.array(z.enum(TARGET_KINDS)).min(1).optional(),
  /** Of the policy's; tickets of other plans do not climb it. */
  plans: z.array(Name).min(1).optional(),
});
export type Rung = z.infer<typeof Rung>;

const DEFAULT_LADDER: readonly z.input<typeof Rung>[] = [
  { at: "75%", tell: ["assignee"] },
  { at: "breach", tell: ["assignee", "lead"] },
  { at: "breach+4h", tell: ["manager"] },
];

const Defaults = z.strictObject({
  severity: SeveritySchema.default("B"),
  /** The plan of a customer who has none; the policy's first where left out. */
  plan: Name.optional(),
  /** What becomes of a mail whose sender belongs to no customer. */
  unknownSender: z
    .enum(["default-plan", "refuse", "ask"], "default-plan, refuse or ask")
    .default("default-plan"),
});

const count = (fallback: number) => z.int().min(0).max(1_000_000).default(fallback);

/** Automatic mail is budgeted, so that two desks wired to each other fall silent. */
const AutomaticMail = z.strictObject({
  acknowledge: z.boolean().default(true),
  closedNotice: z.boolean().default(true),
  perAddressPerHour: count(4),
  perAddressPerDay: count(12),
  /** To one domain; not counted for those where anybody can have an address. */
  perSystemPerDay: count(200),
  perTicketPerDay: count(4),
  perDeskPerHour: count(600),
});

const Closing = z.strictObject({
  /** From resolved to closed. */
  closeAfter: WallDuration.default("7d"),
  /** A mail that comes this long after closing still reopens; later it opens a new, linked ticket. */
  followUpReopens: WallDuration.default("14d"),
});

const Keep = z.union([WallDuration, z.literal("forever")], "a duration such as 90d or 3y, or forever");
const Retention = z.strictObject({
  closedTickets: Keep.default("3y"),
  rawMail: Keep.default("1y"),
  automaticMail: Keep.default("90d"),
  quarantine: Keep.default("30d"),
  audit: Keep.default("3y"),
});

/** Below each answer, in place of the agent's own: `{{agent}}` and `{{desk}}` stand for their names. */
const Signature = z.union([z.literal("off"), Text], "off, a text, or a map of language to text");

const Agents = z.strictObject({
  /** How long an answer waits before it is sent, so that `#undo` finds it. */
  undo: WallDuration.default("60s"),
  receipts: z.enum(["always", "exceptions", "digest"], "always, exceptions or digest").default("exceptions"),
  workList: z.boolean().default(true),
  signature: Signature.optional(),
});

/** How the desk stands to the vendor. */
const Upstream = z.strictObject({
  model: z
    .enum(["direct_bill", "indirect_reseller"], "direct_bill or indirect_reseller")
    .default("direct_bill"),
  /** One of `partners`: where an indirect reseller's issues go. */
  provider: Name.optional(),
  /** Services an indirect reseller may file with the vendor itself. */
  resellerDirectFile: z.array(z.string().min(1).max(40)).default([]),
  /** Usable vehicles are tried in this order, those it does not name after them in the profile's. */
  vehicles: z.array(z.string().min(1).max(60)).optional(),
  /** Least vehicle a service needs, where it differs from the profile's. */
  minimumVehicle: z.record(z.string().min(1).max(40), z.string().min(1).max(60)).optional(),
  /** Tenants of our own, by id: what is filed for them is not filed for a customer. */
  ownTenants: z
    .array(z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "a tenant id in small letters"))
    .max(100)
    .default([]),
  /** Support contacts are our own record; nothing reads the vendor's. */
  supportContactSync: z
    .literal(
      "off",
      "off: nothing reads support contacts from the vendor yet; write them down with `answerable customers subscription contact`",
    )
    .default("off"),
  /** What only the customer knows is asked for when an agent says `#escalate ask`, or at once (auto). */
  ask: z.enum(["agent", "auto"], "agent or auto").default("agent"),
  /** How often, in service time, an unanswered or unfiled handoff is reminded of, and how many times before the lead is told. */
  remindEvery: ServiceDuration.default("4h"),
  reminders: z.int().min(0).max(20).default(3),
  /** The one honest word to the customer once their issue is with somebody else. */
  tellCustomer: z
    .strictObject({
      handedOn: z.boolean().default(true),
      /** Name whom it was handed on to. */
      name: z.boolean().default(false),
      caseNumber: z.boolean().default(false),
    })
    .prefault({}),
});

/** `desk.yaml`: how the desk keeps what `policy.yaml` promises. Private. */
export const DeskFile = z.strictObject({
  version: z.literal(1, "1"),
  teams: z.record(Name, Team).refine((teams) => Object.keys(teams).length > 0, "at least one team"),
  partners: z.record(Name, Partner).default({}),
  delivery: z.array(Delivery).max(200).default([]),
  routing: z.array(Route).max(500).default([]),
  assignment: Assignment.default("first-to-answer"),
  ladder: z
    .array(Rung)
    .max(50)
    .default(DEFAULT_LADDER as z.output<typeof Rung>[]),
  defaults: Defaults.prefault({}),
  automaticMail: AutomaticMail.prefault({}),
  closing: Closing.prefault({}),
  retention: Retention.prefault({}),
  profile: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "the name of a file in profiles/ such as current")
    .default("current"),
  upstream: Upstream.prefault({}),
  /** Whether customers are asked for a score from 1 to 5 when their case is taken for solved. */
  satisfaction: z.enum(["ask", "off"], "ask or off").default("off"),
  slipMail: z.enum(["ask", "auto", "off"], "ask, auto or off").default("ask"),
  agents: Agents.prefault({}),
  /** A directory beside this file with texts that replace the built-in ones. */
  templates: z.string().min(1).max(500).optional(),
  /** Where mail comes from; left out where IMAP_URL names the one mailbox. */
  mailboxes: Mailboxes.optional(),
});
export type DeskFile = z.infer<typeof DeskFile>;

/** For editors, as `policyJsonSchema`. */
export function deskJsonSchema(): unknown {
  return { title: "Answerable: desk.yaml", ...z.toJSONSchema(DeskFile, { io: "input" }) };
}

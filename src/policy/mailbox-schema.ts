import { z } from "zod";
import type { Problem } from "./problem.ts";
import { problemsOf } from "./read-issues.ts";
import { MailAddress } from "./schema.ts";
import { Name } from "./schema-hours.ts";
import { readYaml } from "./yaml-file.ts";

/** A secret is never in the file: it names the environment variable that holds it. */
const Secret = z.strictObject({
  env: z
    .string("the name of an environment variable")
    .regex(/^[A-Z][A-Z0-9_]{0,99}$/, "the name of an environment variable such as SUPPORT_PASSWORD"),
});

/** Sign-in by access tokens in place of a password; what is left out is the usual of `provider`. */
const OAuth = z.strictObject({
  /** Microsoft's: an id or a domain. */
  tenant: z.string().min(1).max(253).optional(),
  clientId: z.string("the id of the client").min(1).max(500).optional(),
  clientSecret: Secret.optional(),
  refreshToken: Secret.optional(),
  /** A folder for newer refresh tokens, where the endpoint hands them out. */
  keepIn: z.string().min(1).max(1000).optional(),
  /** A service account's JSON key, in place of client and secret. */
  keyFile: z.string().min(1).max(1000).optional(),
  tokenUrl: z.string().min(1).max(2000).optional(),
  scope: z.string().min(1).max(2000).optional(),
  secretExpires: z.iso.date("a date such as 2027-03-01").optional(),
});

/** Where to connect. `user` is the mailbox's address where left out, `port` the usual one of `tls`. */
const Server = z.strictObject({
  host: z.string("a host name").regex(/^[^\s/@]{1,253}$/, "a host name such as imap.contoso.example"),
  port: z.int().min(1).max(65535).optional(),
  tls: z
    .enum(["implicit", "starttls", "if-offered", "never"], "implicit, starttls, if-offered or never")
    .default("implicit"),
  user: z.string().min(1).max(254).optional(),
  password: Secret.optional(),
});

const FolderPath = z.string("the path of a folder").min(1).max(500);
const Folder = z.strictObject({
  path: FolderPath,
  role: z.enum(["inbox", "junk", "sent"], "inbox, junk or sent"),
});

/** What is done on the server with a mail whose bytes the database has. */
const AfterStoring = z.union(
  [
    z.literal("leave"),
    z.strictObject({
      flag: z
        .string()
        .regex(/^[A-Za-z$][A-Za-z0-9$_.-]{0,59}$/, "a keyword such as $Answerable")
        .or(z.enum(["\\Seen", "\\Flagged", "\\Answered"])),
    }),
    z.strictObject({ move: FolderPath }),
  ],
  "leave, { flag: $Answerable } or { move: Archive }",
);

const DnsName = z.string("a DNS name").regex(/^[A-Za-z0-9_.-]{1,253}$/, "a DNS name such as desk2026");
const limit = z.int().min(1).max(1_000_000).optional();

/** How mail leaves by this mailbox's `smtp`; what is left out is the provider's. Over all nodes together. */
const Sending = z.strictObject({
  connections: limit,
  mailsPerMinute: limit,
  recipientsPerDay: limit,
  /** A copy of each answer in the Sent folder: put there by us, by the server itself, or by nobody. */
  sentCopy: z.enum(["append", "server", "none"], "append, server or none").optional(),
  /** Signs its mail (RFC 6376): a PEM file, and the domain of the address where none is told. */
  dkim: z.strictObject({ keyFile: FolderPath, selector: DnsName, domain: DnsName.optional() }).optional(),
});

const Mailbox = z.strictObject({
  name: Name,
  /** The desk's address in this mailbox; one a mailbox. */
  address: MailAddress.transform((address) => address.toLowerCase()),
  /** How the mailbox's provider proves senders. */
  provider: z.enum(["generic", "microsoft365", "google"]).default("generic"),
  /** The authserv-id whose Authentication-Results are believed (RFC 8601). */
  authservId: z.string().min(1).max(253).optional(),
  imap: Server,
  /** For both servers. */
  oauth: OAuth.optional(),
  /** Where mail of this mailbox is submitted; SMTP_URL where left out. User and password are those of `imap` unless told. */
  smtp: Server.optional(),
  sending: Sending.default({}),
  folders: z
    .union([z.literal("auto"), z.array(Folder).min(1).max(50)], "auto or a list of { path, role }")
    .default("auto"),
  afterStoring: AfterStoring.default("leave"),
  /** Mail that was there before the desk began is left alone, but for what came since this date. */
  import: z.strictObject({ since: z.iso.date("a date such as 2026-10-01") }).optional(),
});
export type MailboxFile = z.infer<typeof Mailbox>;

const unique = (key: "name" | "address") => (mailboxes: readonly MailboxFile[]) =>
  new Set(mailboxes.map((mailbox) => mailbox[key].toLowerCase())).size === mailboxes.length;

/** `mailboxes` of desk.yaml. Not part of what is published: it promises nothing. */
export const Mailboxes = z
  .array(Mailbox)
  .min(1)
  .max(50)
  .refine(unique("name"), "a name of its own for each mailbox")
  .refine(unique("address"), "an address of its own for each mailbox");

export type LoadedMailboxes =
  | { readonly kind: "mailboxes"; readonly mailboxes: readonly MailboxFile[] }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Reads only `mailboxes` of desk.yaml; none where it has no such list. The rest is for `loadDesk` to judge. */
export function loadMailboxes(text: string, fileName: string): LoadedMailboxes {
  const file = readYaml(text, fileName);
  if (!("data" in file)) return { kind: "refused", problems: file };
  const data = file.data;
  if (typeof data !== "object" || data === null || !("mailboxes" in data)) {
    return { kind: "mailboxes", mailboxes: [] };
  }
  const read = z.object({ mailboxes: Mailboxes }).safeParse(data, { reportInput: true });
  return read.success
    ? { kind: "mailboxes", mailboxes: read.data.mailboxes }
    : { kind: "refused", problems: problemsOf(read.error.issues, file) };
}

import { readFileSync } from "node:fs";
import { loadMailboxes, type MailboxFile } from "../../policy/mailbox-schema.ts";
import { describeProblem } from "../../policy/problem.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import { type ReadOAuth, readOAuth, withOAuth } from "./mail-oauth.ts";
import { dkimKey, dkimKeyProblem, domainOf, type Sending } from "./sending.ts";
import type { MailServer } from "./settings-urls.ts";

export type FolderRole = "inbox" | "junk" | "sent";

/** What is done on the server with a mail whose bytes are committed. */
export type AfterStoring =
  | { readonly kind: "leave" }
  | { readonly kind: "flag"; readonly keyword: string }
  | { readonly kind: "move"; readonly folder: string };

/** One mailbox of the desk, with its secrets. */
export interface MailboxSettings {
  /** For people: on pages, in logs. */
  readonly name: string;
  /** The desk's address in it; mail that comes here is answered from here. */
  readonly address: string;
  /** How it proves senders; see `Receiver`. */
  readonly provider: "generic" | "microsoft365" | "google" | "sandbox";
  readonly authservId: string | null;
  readonly imap: MailServer;
  /** Null: the desk's own submission server. */
  readonly smtp: MailServer | null;
  /** How mail leaves by it, where it has a submission server of its own. */
  readonly sending?: Sending;
  /** `auto`: INBOX, Junk and Sent by their special use (RFC 6154). */
  readonly folders: "auto" | readonly { readonly path: string; readonly role: FolderRole }[];
  readonly afterStoring: AfterStoring;
  /** Mail that was there at the first connection is left alone, but for what came since. Null: all of it is. */
  readonly importSince: Instant | null;
}

/** A mailbox with nothing but what IMAP_URL and its neighbours say. */
export function plainMailbox(
  given: Pick<MailboxSettings, "name" | "address" | "provider" | "authservId" | "imap">,
): MailboxSettings {
  return { ...given, smtp: null, folders: "auto", afterStoring: { kind: "leave" }, importSince: null };
}

export interface ReadMailboxes {
  readonly mailboxes: readonly MailboxSettings[];
  readonly problems: readonly string[];
}

const PORTS = { imap: { implicit: 993, other: 143 }, smtp: { implicit: 465, other: 587 } } as const;

/**
 * The `mailboxes` of desk.yaml with the secrets they name filled in from the environment. Every problem at once; a
 * variable is named, its value never.
 *
 * @param shared  how those sign in that have neither a password nor an `oauth` of their own
 */
export function readMailboxes(
  deskFile: string,
  env: Readonly<Record<string, string | undefined>>,
  shared: ReadOAuth = { kind: "none" },
): ReadMailboxes {
  const loaded = loadMailboxes(readFileSync(deskFile, "utf8"), deskFile);
  if (loaded.kind === "refused") return { mailboxes: [], problems: loaded.problems.map(describeProblem) };
  const problems: string[] = [];
  for (const { name, sending } of loaded.mailboxes) {
    const problem = sending.dkim === undefined ? null : dkimKeyProblem(sending.dkim.keyFile);
    if (problem !== null) problems.push(`${deskFile} mailbox ${name}: sending.dkim.keyFile: ${problem}`);
  }
  const mailboxes = loaded.mailboxes.map((mailbox) => {
    const secret = (name: string): string | null => {
      const value = env[name];
      if (!value) problems.push(`${name}: missing; mailbox ${mailbox.name} in ${deskFile} names it`);
      return value || null;
    };
    const oauth = mailbox.oauth === undefined ? shared : oauthOf(mailbox, deskFile, secret);
    if (oauth.kind === "refused" && mailbox.oauth !== undefined) problems.push(...oauth.problems);
    if (mailbox.imap.password === undefined && oauth.kind === "none")
      problems.push(
        `${deskFile} mailbox ${mailbox.name}: imap.password is missing, e.g. { env: SUPPORT_PASSWORD }, or oauth`,
      );
    if (mailbox.imap.password !== undefined && mailbox.oauth !== undefined)
      problems.push(`${deskFile} mailbox ${mailbox.name}: imap.password and oauth; leave one of the two out`);
    return settingsOf(mailbox, secret, oauth);
  });
  return { mailboxes, problems: [...new Set(problems)] };
}

/** A secret that is named and not there is told as that, and not once more as missing here. */
function oauthOf(
  { name, oauth, provider }: MailboxFile,
  deskFile: string,
  secret: (name: string) => string | null,
): ReadOAuth {
  const of = (one: { readonly env: string } | undefined) =>
    one === undefined ? undefined : (secret(one.env) ?? "?");
  const { clientSecret, refreshToken, ...rest } = oauth!;
  const fields = { ...rest, clientSecret: of(clientSecret), refreshToken: of(refreshToken) };
  return readOAuth(fields, provider, (field) => `${deskFile} mailbox ${name}: oauth.${field}`);
}

function settingsOf(
  file: MailboxFile,
  secret: (name: string) => string | null,
  oauth: ReadOAuth,
): MailboxSettings {
  const imap = withOAuth(serverOf("imap", file.imap, file, secret), oauth);
  return {
    name: file.name,
    address: file.address,
    provider: file.provider,
    authservId: file.authservId ?? null,
    imap,
    smtp: file.smtp === undefined ? null : withOAuth(smtpOf(file.smtp, file, imap, secret), oauth),
    sending: {
      pace: {
        connections: file.sending.connections,
        mailsPerMinute: file.sending.mailsPerMinute,
        recipientsPerDay: file.sending.recipientsPerDay,
      },
      sentCopy: file.sending.sentCopy ?? null,
      dkim: dkimOf(file),
    },
    folders: file.folders,
    afterStoring: afterStoringOf(file.afterStoring),
    importSince: file.import === undefined ? null : fromMs(Date.parse(file.import.since)),
  };
}

/** A key that cannot be used is among the problems. */
function dkimOf({ address, sending: { dkim } }: MailboxFile): Sending["dkim"] {
  if (dkim === undefined || dkimKeyProblem(dkim.keyFile) !== null) return null;
  return dkimKey({ ...dkim, domain: dkim.domain ?? domainOf(address) });
}

function serverOf(
  kind: keyof typeof PORTS,
  server: MailboxFile["imap"],
  { address }: MailboxFile,
  secret: (name: string) => string | null,
): MailServer {
  return {
    host: server.host,
    port: server.port ?? PORTS[kind][server.tls === "implicit" ? "implicit" : "other"],
    tls: server.tls,
    user: server.user ?? address,
    password: server.password === undefined ? null : secret(server.password.env),
  };
}

/** Most providers take one name and password for both. */
function smtpOf(
  server: MailboxFile["imap"],
  file: MailboxFile,
  imap: MailServer,
  secret: (name: string) => string | null,
): MailServer {
  const own = serverOf("smtp", server, file, secret);
  return { ...own, user: server.user ?? imap.user, password: own.password ?? imap.password };
}

function afterStoringOf(file: MailboxFile["afterStoring"]): AfterStoring {
  if (file === "leave") return { kind: "leave" };
  return "flag" in file ? { kind: "flag", keyword: file.flag } : { kind: "move", folder: file.move };
}

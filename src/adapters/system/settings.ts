import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { AlarmSettings } from "./alarm-channels.ts";
import { oauthOfEnvironment, type ReadOAuth, signInProblems, withOAuth } from "./mail-oauth.ts";
import { type MailboxSettings, readMailboxes } from "./mailboxes.ts";
import { DNS_NAME, dkimProblems, limit, SENT_COPIES, type Sending, sendingOf } from "./sending.ts";
import { alarmsOf, halfAlarms } from "./settings-alarms.ts";
import {
  httpUrl,
  isLoopback,
  type MailServer,
  mailServer,
  postgresUrl,
  redisUrl,
  webhookUrl,
} from "./settings-urls.ts";
import { StartError } from "./start-error.ts";

export type { MailServer } from "./settings-urls.ts";

export interface Settings {
  readonly production: boolean;
  /** Null for each of the four: nothing given, an embedded one serves. Never null in production. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Of the first mailbox, however it was named. */
  readonly imap: MailServer | null;
  readonly smtp: MailServer | null;
  /** The `mailboxes` of desk.yaml; none: IMAP_URL names the one there is, or it is embedded. */
  readonly mailboxes: readonly MailboxSettings[];
  /** Absolute. Holds the embedded parts' data; nothing is written to it when there are none. */
  readonly dataDir: string;
  readonly operations: {
    readonly host: string;
    readonly port: number;
    /** How operators' browsers reach it, without a trailing slash. */
    readonly url: string;
  };
  /** Null: the sandbox's own, or the IMAP user where that is an address. */
  readonly deskAddress: string | null;
  /** Null: the example of the sandbox. */
  readonly policyFile: string | null;
  readonly deskFile: string | null;
  /** PEM of certificate authorities to trust beside the system's, for IMAP, SMTP and PostgreSQL. */
  readonly tlsCaFile: string | null;
  /** How the mailbox's provider proves senders. */
  readonly mailProvider: (typeof MAIL_PROVIDERS)[number];
  /** The authserv-id whose Authentication-Results are believed (RFC 8601); null: none is. */
  readonly mailAuthservId: string | null;
  /** Where operators are told of alarms and of the daily proof. */
  readonly alarms: AlarmSettings;
  /** How mail leaves by SMTP_URL. */
  readonly sending: Sending;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type ReadSettings =
  | { readonly kind: "settings"; readonly settings: Settings }
  | { readonly kind: "refused"; readonly problems: readonly string[] };

const MAIL_PROVIDERS = ["generic", "microsoft365", "google"] as const;
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "expected a port number")
  .transform(Number)
  .refine((value) => value <= 65535, "expected a port number up to 65535");
const address = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, "expected an address like support@contoso.example")
  .transform((value) => value.toLowerCase());
const file = z.string().refine(existsSync, "no such file");

const isHost = (text: string): boolean => URL.canParse(`http://${text.includes(":") ? `[${text}]` : text}:1`);

/** One row a variable. An empty value counts as not given, as in a `.env` with nothing after the equals sign. */
const VARIABLES = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).optional(),
  DATABASE_URL: z.string().superRefine(postgresUrl).optional(),
  REDIS_URL: z.string().superRefine(redisUrl).optional(),
  IMAP_URL: z.string().transform(mailServer("imap")).optional(),
  SMTP_URL: z.string().transform(mailServer("smtp")).optional(),
  DATA_DIR: z.string().default("./data"),
  OPERATIONS_HOST: z
    .string()
    .refine(isHost, "expected a host name or an address such as 0.0.0.0")
    .default("127.0.0.1"),
  OPERATIONS_PORT: port.default(8380),
  OPERATIONS_URL: z.string().transform(httpUrl).optional(),
  DESK_ADDRESS: address.optional(),
  POLICY_FILE: file.optional(),
  DESK_FILE: file.optional(),
  TLS_CA_FILE: file.optional(),
  ALARM_WEBHOOK_URL: z.string().superRefine(webhookUrl).optional(),
  ALARM_SMTP_URL: z.string().transform(mailServer("smtp")).optional(),
  ALARM_MAIL_TO: address.optional(),
  ALARM_MAIL_FROM: address.optional(),
  LADDER_WEBHOOK_SECRET: z.string().min(16, "expected 16 characters or more").max(500).optional(),
  ALARM_FOLDER_MINUTES: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "expected a number of minutes")
    .default("10"),
  PROOF_HOUR: z
    .string()
    .regex(/^([01]?\d|2[0-3])$/, "expected an hour, 0 to 23")
    .default("7"),
  MAIL_PROVIDER: z.enum(MAIL_PROVIDERS).default("generic"),
  MAIL_AUTHSERV_ID: z.string().max(253).optional(),
  MAIL_OAUTH_TENANT: z.string().max(253).optional(),
  MAIL_OAUTH_CLIENT_ID: z.string().max(500).optional(),
  MAIL_OAUTH_CLIENT_SECRET: z.string().max(5000).optional(),
  MAIL_OAUTH_REFRESH_TOKEN: z.string().max(20_000).optional(),
  MAIL_OAUTH_KEY_FILE: z.string().max(1000).optional(),
  MAIL_OAUTH_KEEP_IN: z.string().max(1000).optional(),
  MAIL_OAUTH_TOKEN_URL: z.string().max(2000).optional(),
  MAIL_OAUTH_SCOPE: z.string().max(2000).optional(),
  MAIL_OAUTH_SECRET_EXPIRES: z.iso.date("expected a date such as 2027-03-01").optional(),
  SMTP_CONNECTIONS: z.string().transform(limit).optional(),
  SMTP_MAILS_PER_MINUTE: z.string().transform(limit).optional(),
  SMTP_RECIPIENTS_PER_DAY: z.string().transform(limit).optional(),
  SENT_COPY: z.enum(SENT_COPIES).optional(),
  DKIM_KEY_FILE: file.optional(),
  DKIM_SELECTOR: z.string().regex(DNS_NAME, "expected a DNS name").optional(),
  DKIM_DOMAIN: z.string().regex(DNS_NAME, "expected a DNS name").optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
});
type Variables = z.output<typeof VARIABLES>;

const CONNECTIONS = {
  DATABASE_URL: "postgres://user:password@host:5432/database",
  REDIS_URL: "redis://host:6379",
  IMAP_URL: "imaps://user:password@host",
  SMTP_URL: "smtps://user:password@host",
} as const;

/**
 * Reads every variable and reports all problems at once, each naming its variable, what was expected and never a secret.
 *
 * @param env  as `process.env`
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): ReadSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = VARIABLES.safeParse(given, { reportInput: false });
  const problems = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const oauth = oauthOfEnvironment(given);
  const deskFile = given["DESK_FILE"];
  const { mailboxes, problems: wrong } =
    deskFile === undefined || !existsSync(deskFile)
      ? { mailboxes: [], problems: [] }
      : readMailboxes(deskFile, env, oauth);
  problems.push(...wrong, ...missingIn(given, mailboxes), ...halfAlarms(given), ...dkimProblems(given));
  const variables = read.data;
  problems.push(...signInProblems(oauth, variables?.IMAP_URL, serversOf(variables, mailboxes)));
  if (variables?.IMAP_URL && !variables.DESK_ADDRESS && !variables.IMAP_URL.user?.includes("@")) {
    problems.push(
      "DESK_ADDRESS: missing; the IMAP user is no address, so the desk's own address must be told",
    );
  }
  if (variables === undefined || problems.length > 0) return { kind: "refused", problems };
  return { kind: "settings", settings: toSettings(variables, mailboxes, oauth) };
}

function serversOf(v: Variables | undefined, mailboxes: readonly MailboxSettings[]) {
  if (v === undefined) return null;
  return [v.IMAP_URL, v.SMTP_URL, ...mailboxes.flatMap(({ imap, smtp }) => [imap, smtp])];
}

/** What production needs and nobody gave; and what was given twice. */
function missingIn(
  given: Readonly<Record<string, string | undefined>>,
  mailboxes: readonly MailboxSettings[],
): readonly string[] {
  const listed = mailboxes.length > 0;
  const enough: Readonly<Record<string, boolean>> = {
    IMAP_URL: listed,
    SMTP_URL: listed && mailboxes.every(({ smtp }) => smtp !== null),
  };
  const missing = Object.entries(CONNECTIONS).filter(
    ([name]) => given["NODE_ENV"] === "production" && given[name] === undefined && !enough[name],
  );
  return [
    ...missing.map(([name, example]) => `${name}: missing; production needs it, e.g. ${example}`),
    ...(listed && given["IMAP_URL"] !== undefined
      ? ["IMAP_URL: the desk file lists mailboxes; name the mailbox in one of the two places"]
      : []),
  ];
}

/** `.env` of the working directory, where there is one, beside the environment, which wins. Changes `process.env`. */
export function readDotEnv(path = ".env"): void {
  if (!existsSync(path)) return;
  try {
    process.loadEnvFile(path);
  } catch (error) {
    throw new StartError(`cannot read ${resolve(path)}`, "Make it readable for this user, or remove it.", {
      cause: error,
    });
  }
}

/** Settings of this process, or a `StartError` that names every problem. */
export function settingsOrStartError(env: Readonly<Record<string, string | undefined>>): Settings {
  const read = readSettings(env);
  if (read.kind === "settings") return read.settings;
  throw new StartError(
    `settings: ${read.problems.join("; ")}`,
    "Correct them in the environment or in .env (.env.example explains each).",
  );
}

function toSettings(v: Variables, mailboxes: readonly MailboxSettings[], oauth: ReadOAuth): Settings {
  const imap = v.IMAP_URL && withOAuth(v.IMAP_URL, oauth);
  const smtp = v.SMTP_URL && withOAuth(v.SMTP_URL, oauth);
  const shown = isLoopback(v.OPERATIONS_HOST) || /^(0\.0\.0\.0|::)$/.test(v.OPERATIONS_HOST);
  const host = shown ? "127.0.0.1" : v.OPERATIONS_HOST;
  return {
    production: v.NODE_ENV === "production",
    databaseUrl: v.DATABASE_URL ?? null,
    redisUrl: v.REDIS_URL ?? null,
    imap: mailboxes[0]?.imap ?? imap ?? null,
    smtp: smtp ?? mailboxes.find(({ smtp }) => smtp !== null)?.smtp ?? null,
    mailboxes,
    dataDir: resolve(v.DATA_DIR),
    operations: {
      host: v.OPERATIONS_HOST,
      port: v.OPERATIONS_PORT,
      url: v.OPERATIONS_URL ?? `http://${host.includes(":") ? `[${host}]` : host}:${v.OPERATIONS_PORT}`,
    },
    deskAddress: mailboxes[0]?.address ?? v.DESK_ADDRESS ?? (v.IMAP_URL?.user?.toLowerCase() || null),
    policyFile: v.POLICY_FILE ?? null,
    deskFile: v.DESK_FILE ?? null,
    tlsCaFile: v.TLS_CA_FILE ?? null,
    mailProvider: v.MAIL_PROVIDER,
    mailAuthservId: v.MAIL_AUTHSERV_ID ?? null,
    alarms: alarmsOf(v),
    sending: sendingOf(v, mailboxes[0]?.address ?? v.DESK_ADDRESS ?? v.IMAP_URL?.user ?? null),
    logLevel: v.LOG_LEVEL,
  };
}

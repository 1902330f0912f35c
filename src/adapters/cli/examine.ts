import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { Redis } from "ioredis";
import { alarmWords } from "../../ops/alarms.ts";
import { explainRefusal } from "../../ops/refusal-cause.ts";
import { secretExpiry } from "../../ops/secret-expiry.ts";
import { count } from "../../ops/words.ts";
import { fromMs } from "../../values/instant.ts";
import { systemResolver } from "../dns/resolver.ts";
import { connectImap } from "../imap/connect.ts";
import { openAlarms } from "../postgres/alarms.ts";
import { silenced } from "../postgres/allow.ts";
import { type Connection, connect } from "../postgres/connect.ts";
import { newestVersion } from "../postgres/policy-versions.ts";
import { agents, desk } from "../postgres/schema.ts";
import { accountsOf } from "../smtp/accounts.ts";
import { dkimRecordProblem } from "../smtp/dkim-record.ts";
import { openSubmitter } from "../smtp/submit.ts";
import { expiringSecrets } from "../system/expiring-secrets.ts";
import type { MailServer, Settings } from "../system/settings.ts";
import { lesserHoursIn } from "./cloud-check.ts";
import { deskSettings } from "./desk-settings.ts";
import { planLackingIn } from "./plan-check.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "note" | "problem";
  readonly found: string;
}

const LOW_DISK_BYTES = 2 * 1024 ** 3;

/** Looks at everything a desk needs; each thing is looked at even where others fail. */
export async function examine(): Promise<readonly Finding[]> {
  const settings = await deskSettings();
  const database = await look("database", () => examineDatabase(settings));
  const others = await Promise.all([
    look("redis", () => examineRedis(settings)),
    look("mail in", () => examineImap(settings)),
    look("mail out", () => examineSmtp(settings)),
    look("mail secrets", async () => examineSecrets(settings)),
    look("disk", () => examineDisk(settings)),
  ]);
  return [ok("node", process.version), ...database, ...others.flat()];
}

async function look(what: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return [{ what, state: "problem", found: message || code || String(error) }];
  }
}

async function examineDatabase({ databaseUrl, dataDir }: Settings): Promise<readonly Finding[]> {
  if (databaseUrl === null)
    return [problem("database", `nothing runs on ${dataDir}: npm start, or set DATABASE_URL`)];
  await using connection = connect(databaseUrl, 2);
  const [row] = await connection.sql`select version() as version, now() - pg_postmaster_start_time() as up`;
  const version = String(row!["version"]).split(" ").slice(0, 2).join(" ");
  return [ok("database", version), ...(await examineDesk(connection))];
}

async function examineDesk({ db }: Connection): Promise<readonly Finding[]> {
  const [row] = await db.select().from(desk);
  const published = await newestVersion(db);
  const lesser = published === null ? null : await lesserHoursIn(db, published);
  const lacking = published === null ? null : await planLackingIn(db, published.desk);
  const people = await db.$count(agents, sql`removed_at is null`);
  const due = await db.execute<{ queue: string; n: number; oldest: number }>(sql`
    select queue, count(*)::int as n, extract(epoch from now() - min(due_at))::int as oldest from (
      select 'inbound' as queue, due_at from inbound_mail union all select 'targets', due_at from targets
      union all select 'replies', due_at from outbound_mail union all select 'escalations', due_at from escalations
    ) as rows where due_at < now() - interval '1 minute' group by queue`);
  const [aside] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from inbound_mail where state = 'aside'`,
  );
  const silent = await silenced(db, { kind: "database" });
  const alarms = (await openAlarms(db)).filter(
    ({ beganAt, code }) => beganAt !== null && code !== "mails-aside" && code !== "folder-not-read",
  );
  const folders = await db.execute<{ path: string; error: string }>(sql`
    select path, last_error as error from folders where last_error is not null`);
  return [
    row === undefined
      ? problem("desk", "never started")
      : row.shadow
        ? note("desk", `in shadow: ${row.shadowBecause}`)
        : ok("desk", "live"),
    published === null
      ? problem("policy", "none published: answerable policy publish")
      : ok("policy", published.id),
    ...(lesser === null ? [] : [problem("hours", lesser)]),
    ...(lacking === null
      ? []
      : [note("plan", `${lacking.read}; ${lacking.expected}: answerable entitlements add --help`)]),
    people === 0
      ? problem("agents", "nobody answers: answerable agents add ADDRESS --name NAME")
      : ok("agents", String(people)),
    ...folders.map(({ path, error }) => problem(`folder ${path}`, error)),
    ...due.map(({ queue, n, oldest }) =>
      problem(`queue ${queue}`, `${n} due for up to ${oldest} s: is its worker running?`),
    ),
    ...alarms.map((alarm) => problem(`alarm ${alarm.code}`, alarmWords("begins", alarm))),
    silent.length === 0
      ? ok("automatic mail", "goes to everybody")
      : note("automatic mail", `stopped to ${silent.length}: answerable muted`),
    aside!.n === 0 ? ok("quarantine", "empty") : note("quarantine", `${aside!.n} mails wait for a person`),
  ];
}

async function examineRedis({ redisUrl }: Settings): Promise<readonly Finding[]> {
  if (redisUrl === null) return [problem("redis", "not running")];
  const redis = new Redis(redisUrl.replace(/^unix:/, ""), {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    const info = await redis.info("server");
    const policy = await redis.config("GET", "maxmemory-policy").catch(() => []);
    const version = /redis_version:(\S+)/.exec(info)?.[1] ?? "unknown";
    const evicts = Array.isArray(policy) && policy[1] !== undefined && policy[1] !== "noeviction";
    return [
      evicts
        ? problem("redis", `${version}, evicts (${policy[1]}): set maxmemory-policy noeviction`)
        : ok("redis", version),
    ];
  } finally {
    redis.disconnect();
  }
}

async function examineImap({ imap, tlsCaFile }: Settings): Promise<readonly Finding[]> {
  if (imap === null) return [problem("mail in", "no IMAP_URL")];
  const client = await connectImap(imap, caOf(tlsCaFile));
  const idle = client.capabilities.has("IDLE") ? "IDLE" : "no IDLE: polled";
  await client.logout();
  return [ok("mail in", `${imap.user} at ${imap.host}:${imap.port}, ${idle}`)];
}

async function examineSmtp(settings: Settings): Promise<readonly Finding[]> {
  const { smtp, tlsCaFile } = settings;
  if (smtp === null) return [problem("mail out", "no SMTP_URL")];
  const ca = caOf(tlsCaFile);
  const accounts = accountsOf({ ...settings, smtp });
  const found = await Promise.all(accounts.map(({ server }) => examineSubmission(server, ca)));
  const keys = [...accounts, ...settings.mailboxes].flatMap(({ sending }) => sending?.dkim ?? []);
  const signatures = [...new Set(keys)].map(async (key) => {
    const wrong = await dkimRecordProblem(key, systemResolver);
    return wrong === null ? ok("signature", key.domain) : problem("signature", wrong);
  });
  return [...found, ...(await Promise.all(signatures))];
}

async function examineSubmission(server: MailServer, ca: string | undefined): Promise<Finding> {
  await using submitter = openSubmitter(server, { max: 1, ...(ca ? { ca } : {}) });
  const refused = await submitter.greet();
  const where = `${server.host}:${server.port}`;
  if (refused === null) return ok("mail out", where);
  const cause = explainRefusal("smtp", refused, server.user ?? "MAILBOX");
  const because = cause === null ? "" : `: ${cause.cause}. ${cause.next}`;
  return problem("mail out", `${where}: ${refused}${because}`);
}

function caOf(file: string | null): string | undefined {
  return file === null ? undefined : readFileSync(file, "utf8");
}

function examineSecrets(settings: Settings): readonly Finding[] {
  return expiringSecrets(settings).map(({ subject, expiresAt }) => {
    const { kind, daysLeft } = secretExpiry(expiresAt, fromMs(Date.now()));
    const what = `secret of ${subject}`;
    if (kind === "ended") return problem(what, "has ended: renew it, and MAIL_OAUTH_SECRET_EXPIRES with it");
    return (kind === "soon" ? note : ok)(what, `ends in ${count(daysLeft, "day")}`);
  });
}

async function examineDisk({ dataDir }: Settings): Promise<readonly Finding[]> {
  const { bavail, bsize } = await statfs(dataDir).catch(() => statfs("."));
  const gigabytes = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB free`;
  return [bavail * bsize < LOW_DISK_BYTES ? problem("disk", gigabytes) : ok("disk", gigabytes)];
}

const ok = (what: string, found: string): Finding => ({ what, state: "ok", found });
const note = (what: string, found: string): Finding => ({ what, state: "note", found });
const problem = (what: string, found: string): Finding => ({ what, state: "problem", found });

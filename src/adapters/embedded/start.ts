import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SandboxPort } from "../http/sandbox-port.ts";
import type { MailServer, Settings } from "../system/settings.ts";
import { mailServerUrl } from "../system/settings-urls.ts";
import { asStartError } from "../system/start-error.ts";
import { type HeldFolder, holdFolder } from "./folder.ts";
import type { Log } from "./log.ts";
import type { MailChoice, SandboxMailServers } from "./mail.ts";
import type { EmbeddedPostgres } from "./postgres.ts";
import { isRunning } from "./process.ts";
import type { EmbeddedRedis, RedisChoice } from "./redis.ts";

/** Settings with nothing missing. */
export interface CompleteSettings extends Settings {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly imap: MailServer;
  readonly smtp: MailServer;
  readonly deskAddress: string;
}

export interface Embedded {
  /** What was given, completed by what is embedded. */
  readonly settings: CompleteSettings;
  readonly postgres: EmbeddedPostgres | null;
  readonly redis: EmbeddedRedis | null;
  /** Runs where IMAP_URL or SMTP_URL is missing. */
  readonly mail: SandboxMailServers | null;
  /** For the sandbox page; null unless every endpoint is embedded. */
  readonly sandbox: SandboxPort | null;
  /** The same as environment variables, for further processes. Holds secrets. */
  readonly env: Readonly<
    Record<"DATABASE_URL" | "REDIS_URL" | "IMAP_URL" | "SMTP_URL" | "DESK_ADDRESS", string>
  >;
  /** After the workers have drained. Safe to call twice. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly log: Log;
  readonly redis?: RedisChoice;
  readonly mail?: MailChoice;
}

/**
 * Brings up an embedded part for each of the database, Redis, IMAP and SMTP that the settings do not give. Their code is
 * loaded only then: in the production image it is not installed.
 *
 * Throws `StartError` with the next step; whatever had started is stopped again.
 */
export async function startEmbedded(settings: Settings, options: StartOptions): Promise<Embedded> {
  const { log } = options;
  const wanted = {
    postgres: settings.databaseUrl === null,
    redis: settings.redisUrl === null,
    mail: settings.imap === null || settings.smtp === null,
  };
  const any = wanted.postgres || wanted.redis || wanted.mail;
  const folder = any ? holdFolder(settings.dataDir) : null;
  const at = (name: string) => join(settings.dataDir, name);
  const [postgres, redis, mail] = await Promise.allSettled([
    wanted.postgres ? import("./postgres.ts").then((part) => part.startPostgres(at("postgres"), log)) : null,
    wanted.redis
      ? import("./redis.ts").then((part) => part.startRedis(at("redis"), log, options.redis))
      : null,
    wanted.mail
      ? import("./mail.ts").then((part) =>
          part.startMail(
            at("sandbox"),
            { deskAddress: settings.deskAddress, choice: options.mail ?? "first-found" },
            log,
          ),
        )
      : null,
  ]);
  const stop = stopper(folder, settings.dataDir, [mail, redis, postgres]);
  for (const part of [postgres, redis, mail]) {
    if (part.status === "fulfilled") continue;
    await stop();
    throw asStartError(part.reason, settings.dataDir);
  }
  const parts = { postgres: value(postgres), redis: value(redis), mail: value(mail) };
  const complete = completed(settings, parts);
  const env = environment(complete);
  if (folder !== null) writeRunning(settings.dataDir, env);
  const all = wanted.postgres && wanted.redis && settings.imap === null && settings.smtp === null;
  const sandbox = all ? (await import("./sandbox-page.ts")).sandboxPage(parts.mail!) : null;
  return { settings: complete, ...parts, sandbox, env, stop };
}

/**
 * Addresses of the embedded parts that another process of this machine serves from this data folder, as environment
 * variables; null: none does. For the command line.
 */
export function runningEmbedded(dataDir: string): Embedded["env"] | null {
  try {
    const { pid, env } = JSON.parse(readFileSync(join(dataDir, "running.json"), "utf8"));
    return isRunning(pid) ? env : null;
  } catch {
    return null;
  }
}

type Parts = Pick<Embedded, "postgres" | "redis" | "mail">;

function completed(settings: Settings, { postgres, redis, mail }: Parts): CompleteSettings {
  const sandboxDesk = mail?.accounts.find(({ role }) => role === "desk")?.address ?? "";
  return {
    ...settings,
    databaseUrl: settings.databaseUrl ?? postgres!.url,
    redisUrl: settings.redisUrl ?? redis!.url,
    imap: settings.imap ?? mail!.imap(sandboxDesk),
    smtp: settings.smtp ?? mail!.smtp(sandboxDesk),
    deskAddress: settings.deskAddress ?? sandboxDesk,
  };
}

function environment(settings: CompleteSettings): Embedded["env"] {
  return {
    DATABASE_URL: settings.databaseUrl,
    REDIS_URL: settings.redisUrl,
    IMAP_URL: mailServerUrl("imap", settings.imap),
    SMTP_URL: mailServerUrl("smtp", settings.smtp),
    DESK_ADDRESS: settings.deskAddress,
  };
}

function writeRunning(dataDir: string, env: Embedded["env"]): void {
  const path = join(dataDir, "running.json");
  writeFileSync(`${path}.new`, JSON.stringify({ pid: process.pid, env }), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function stopper(
  folder: HeldFolder | null,
  dataDir: string,
  parts: readonly PromiseSettledResult<{ stop(): Promise<void> } | null>[],
): () => Promise<void> {
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    await Promise.allSettled(parts.map((part) => value(part)?.stop()));
    if (folder === null) return;
    rmSync(join(dataDir, "running.json"), { force: true });
    folder.release();
  };
  return () => {
    stopped ??= stop();
    return stopped;
  };
}

function value<T>(part: PromiseSettledResult<T>): T | null {
  return part.status === "fulfilled" ? part.value : null;
}

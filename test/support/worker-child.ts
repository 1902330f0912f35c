import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import type { CheckpointName } from "../../src/jobs/checkpoints.ts";
import type { DeskInPostgres } from "./desk-in-postgres.ts";

/** The workers of a desk, without the one that fetches mail, in a process of their own. */
export interface WorkerChild extends AsyncDisposable {
  /** Starts it, with an empty Redis; it works by the desk's clock as `tick` last saw it. */
  start(dieAt?: CheckpointName): Promise<void>;
  /** Until it has killed itself; the signal it ended by. */
  died(): Promise<string | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** The desk's time is now the process's as well. */
  tick(): void;
  /** All it has logged. */
  readonly log: () => string;
}

export function workerChild(
  desk: DeskInPostgres,
  {
    redisUrl,
    smtpPort,
    ladderSecret = null,
  }: { redisUrl: string; smtpPort: number; ladderSecret?: string | null },
): WorkerChild {
  const folder = mkdtempSync(join(tmpdir(), "answerable-worker-"));
  const clockFile = join(folder, "now");
  const tick = (): void => writeFileSync(clockFile, String(desk.now()));
  const account = { host: "127.0.0.1", tls: "never", user: desk.address, password: "any" } as const;
  const context = {
    databaseUrl: desk.database.url,
    redisUrl,
    mailboxes: [
      plainMailbox({
        name: "support",
        address: desk.address,
        provider: "generic",
        authservId: `mx.${desk.address.split("@")[1]}`,
        imap: { ...account, port: 1 },
      }),
    ],
    smtp: { ...account, port: smtpPort },
    deskAddress: desk.address,
    sandbox: false,
    submissionsAtOnce: 1,
    alarms: { webhookUrl: null, mail: null, folderLateMs: 0, proofHour: 0, ladderSecret },
  };
  let child: ChildProcess | null = null;
  let log = "";
  const ended = async (): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise((resolve) => child!.once("exit", resolve));
  };
  const kill = async (): Promise<void> => {
    child?.kill("SIGKILL");
    await ended();
  };
  return {
    async start(dieAt) {
      await kill();
      tick();
      const redis = new Redis(redisUrl.replace(/^unix:/, ""));
      await redis.flushall();
      redis.disconnect();
      const env = {
        ...process.env,
        CRASH_CONTEXT: JSON.stringify(context),
        CRASH_CLOCK: clockFile,
        CRASH_AT: dieAt ?? "",
        CRASH_QUEUES_ONLY: "1",
        TEST_LOG: "info",
      };
      child = spawn(process.execPath, ["test/support/crash-child.ts"], {
        env,
        stdio: ["pipe", "pipe", "pipe"],
      });
      const started = new Promise<void>((resolve) => {
        const hear = (data: Buffer): void => {
          log += data;
          if (log.includes("started\n")) resolve();
        };
        log = "";
        child!.stdout!.on("data", hear);
        child!.stderr!.on("data", (data) => {
          log += data;
        });
      });
      await Promise.race([started, ended()]);
      if (child.exitCode !== null) throw new Error(`the workers did not start: ${log}`);
    },
    async died() {
      await ended();
      return child!.signalCode;
    },
    kill,
    tick,
    log: () => log,
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

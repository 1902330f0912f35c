import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type DovecotPlan, dovecotConfig, dovecotTokens, dovecotUser } from "./dovecot-config.ts";
import { type Ids, makeMaildir } from "./maildir.ts";
import { isListening } from "./ports.ts";
import { isRunning, type Kept, keep } from "./process.ts";
import { findOnPath } from "./redis.ts";

export interface DovecotOptions {
  readonly dir: string;
  readonly imapPort: number;
  readonly imapsPort?: number;
  readonly lmtpPort?: number;
  readonly authPort?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly tokenInfoUrl?: string;
  readonly plusAddressing?: boolean;
  readonly accounts: readonly { readonly address: string; readonly password: string }[];
}

export interface Dovecot {
  readonly kept: Kept;
  /** Of its master process. */
  pid(): number;
  /** Of the mailbox with this address. */
  maildir(address: string): string;
  /** Whom files put into a Maildir must belong to; null: ourselves. */
  readonly ids: Ids | null;
  stop(): Promise<void>;
}

const LONGEST_SOCKET_FOLDER = 60;

/** Why a private Dovecot cannot run here, in words for the log; null: it can. */
export function dovecotMissing(dir: string): string | null {
  const program = findOnPath("dovecot");
  if (program === null) return "no dovecot on PATH";
  const version = spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
  if (!version.startsWith("2.3.")) return `dovecot ${version.split(" ")[0]} is not 2.3`;
  const ids = mailIds();
  if (ids === null) return null;
  const reaches =
    spawnSync("sh", ["-c", 'cd "$1"', "look", dir], { ...ids, cwd: "/", stdio: "ignore" }).status === 0;
  return reaches ? null : `user ${ids.uid} may not enter ${dir}`;
}

/** Starts a private Dovecot and waits until it accepts connections. Throws with the end of its log if it does not. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const { dir } = options;
  const ids = mailIds();
  const mail = join(dir, "mail");
  const maildir = (address: string) => join(mail, address, "Maildir");
  mkdirSync(join(dir, "state"), { recursive: true, mode: 0o755 });
  mkdirSync(mail, { recursive: true, mode: 0o711 });
  chmodSync(mail, 0o711);
  for (const { address } of options.accounts) {
    makeMaildir(maildir(address), ids);
    if (ids !== null) chownHome(join(mail, address), ids);
  }
  const runDir = socketFolder(dir);
  const configFile = writeConfiguration(
    { ...options, dir, runDir, mailDir: `${mail}/%u/Maildir` },
    options,
    ids,
  );
  await endLeftover(runDir, options.imapPort);
  const kept = keep(findOnPath("dovecot")!, ["-F", "-c", configFile], { cwd: dir });
  const stop = async () => {
    await kept.stop();
    if (runDir !== join(dir, "run")) rmSync(runDir, { recursive: true, force: true });
  };
  if (!(await listening(options.imapPort, kept))) {
    await stop();
    throw new Error(`dovecot does not start: ${endOf(join(dir, "dovecot.log"))}`);
  }
  return { kept, pid: () => masterPid(runDir), maildir, ids, stop };
}

/** As root, mails belong to `nobody`: Dovecot reads none as root. */
export function mailIds(): Ids | null {
  if (process.getuid?.() !== 0) return null;
  const nobody = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === "nobody");
  return { uid: Number(nobody?.[2] ?? 65534), gid: Number(nobody?.[3] ?? 65534) };
}

function writeConfiguration(
  plan: Omit<DovecotPlan, "users" | "chroot">,
  options: DovecotOptions,
  ids: Ids | null,
): string {
  const me = userInfo();
  const owner = ids ?? { uid: me.uid, gid: me.gid };
  const group = spawnSync("id", ["-gn"], { encoding: "utf8" }).stdout.trim();
  const users =
    ids === null
      ? { internal: me.username, group, login: me.username }
      : { internal: "dovecot", group: "dovecot", login: "dovenull" };
  const lines = options.accounts.map((account) =>
    dovecotUser({ ...account, ...owner, home: join(plan.dir, "mail", account.address) }),
  );
  writeFileSync(join(plan.dir, "users"), lines.join(""), { mode: 0o644 });
  if (plan.tokenInfoUrl !== undefined) {
    writeFileSync(join(plan.dir, "oauth2.conf"), dovecotTokens(plan.tokenInfoUrl), { mode: 0o644 });
  }
  const configFile = join(plan.dir, "dovecot.conf");
  writeFileSync(configFile, dovecotConfig({ ...plan, users, chroot: ids !== null }), { mode: 0o644 });
  return configFile;
}

/** One of ours that is still ending, or that lost its keeper: it holds the port and would refuse a second. */
async function endLeftover(runDir: string, port: number): Promise<void> {
  const pid = masterPid(runDir);
  for (let tries = 0; tries < 100 && isRunning(pid); tries++) {
    if (tries % 20 === 0) process.kill(pid, tries < 60 ? "SIGTERM" : "SIGKILL");
    await wait(50);
  }
  for (let tries = 0; tries < 60 && (await isListening(port)); tries++) await wait(50);
}

/** 0: none has run here. A process id that another program has by now is not taken for it. */
function masterPid(runDir: string): number {
  try {
    const pid = Number(readFileSync(join(runDir, "master.pid"), "utf8"));
    if (process.platform !== "linux") return pid;
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(join(runDir, "..")) ? pid : 0;
  } catch {
    return 0;
  }
}

/** A socket's path may be some hundred bytes long; a deep data folder does not leave enough of them. */
function socketFolder(dir: string): string {
  const run = join(dir, "run");
  if (run.length <= LONGEST_SOCKET_FOLDER) {
    mkdirSync(run, { recursive: true, mode: 0o755 });
    return run;
  }
  const short = mkdtempSync(join(tmpdir(), "answerable-"));
  chmodSync(short, 0o755);
  return short;
}

function chownHome(home: string, ids: Ids): void {
  spawnSync("chown", [`${ids.uid}:${ids.gid}`, home], { stdio: "ignore" });
}

async function listening(port: number, kept: Kept): Promise<boolean> {
  let ended = false;
  void kept.ended.then(() => {
    ended = true;
  });
  for (let tries = 0; tries < 200 && !ended; tries++) {
    if (await isListening(port)) return true;
    await wait(50);
  }
  return false;
}

function endOf(path: string): string {
  try {
    return readFileSync(path, "utf8").trim().split("\n").slice(-3).join(" | ");
  } catch {
    return "it wrote no log";
  }
}

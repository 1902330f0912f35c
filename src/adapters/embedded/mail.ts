import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { MailServer } from "../system/settings.ts";
import { StartError } from "../system/start-error.ts";
import { type Account, DESK_ADDRESS, sandboxAccounts } from "./accounts.ts";
import { dovecotMissing, startDovecot } from "./dovecot.ts";
import type { Log } from "./log.ts";
import { deliver, type Ids, makeMaildir } from "./maildir.ts";
import { freePort, isListening } from "./ports.ts";
import type { Kept } from "./process.ts";
import { keepModule } from "./process-module.ts";

export interface SandboxMailServers {
  readonly accounts: readonly Account[];
  readonly name: "dovecot" | "hoodiecrow-imap";
  imap(address: string): MailServer;
  smtp(address: string): MailServer;
  maildir(address: string): string;
  /** Whom files in a Maildir must belong to; null: ourselves. */
  readonly ids: Ids | null;
  stop(): Promise<void>;
}

export type MailChoice = "dovecot" | "hoodiecrow" | "first-found";

/** IMAP of the sandbox: what the rest needs to know of it. */
interface Store {
  readonly name: SandboxMailServers["name"];
  readonly ids: Ids | null;
  imapPort(address: string): number;
  maildir(address: string): string;
  stop(): Promise<void>;
}

interface Ports {
  readonly smtp: number;
  readonly imap: readonly number[];
}

const HOODIECROW_PROCESS = join(import.meta.dirname, "hoodiecrow-process.ts");
/** Tried first, so that what a person typed into a mail client stays right. */
const USUAL: Ports = { smtp: 8587, imap: [8143, 8144, 8145, 8146, 8147] };

/**
 * A mail server of its own for trying things out: mailboxes for the desk, agents and customers, kept as Maildirs below
 * `dir`; IMAP by a private Dovecot, else by hoodiecrow-imap; one SMTP server in front that lets nothing out.
 */
export async function startMail(
  dir: string,
  options: { readonly deskAddress: string | null; readonly choice?: MailChoice },
  log: Log,
): Promise<SandboxMailServers> {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  chmodSync(dir, 0o755);
  const accounts = sandboxAccounts(dir, options.deskAddress ?? DESK_ADDRESS);
  const ports = await choosePorts(join(dir, "ports.json"), accounts.length);
  const store = await startStore(dir, accounts, ports, options.choice ?? "first-found", log);
  try {
    const { startSmtpFront } = await import("./smtp-front.ts").catch((error) => {
      throw new StartError(
        "SMTP_URL is not set and the sandbox's SMTP server (smtp-server) is not installed",
        "Set SMTP_URL, or run `npm ci` with optional packages.",
        { cause: error },
      );
    });
    const put = async ({ address }: Account, mail: readonly Buffer[]) => {
      await deliver(store.maildir(address), "INBOX", mail, { ids: store.ids });
    };
    const front = await startSmtpFront(ports.smtp, accounts, put, log);
    const server = (address: string, port: number): MailServer => {
      const password = accounts.find((account) => account.address === address)?.password;
      if (password === undefined) throw new RangeError(`no such mailbox in the sandbox: ${address}`);
      return { host: "127.0.0.1", port, tls: "never", user: address, password };
    };
    return {
      accounts,
      name: store.name,
      imap: (address) => server(address, store.imapPort(address)),
      smtp: (address) => server(address, ports.smtp),
      maildir: store.maildir,
      ids: store.ids,
      async stop() {
        await front.stop();
        await store.stop();
      },
    };
  } catch (error) {
    await store.stop();
    throw error;
  }
}

async function startStore(
  dir: string,
  accounts: readonly Account[],
  ports: Ports,
  choice: MailChoice,
  log: Log,
): Promise<Store> {
  const missing = choice === "hoodiecrow" ? "not wanted" : dovecotMissing(dir);
  if (missing === null) {
    try {
      const open = { dir, accounts, imapPort: ports.imap[0]! };
      const dovecot = await startDovecot(open);
      const kept = keepGoing("dovecot", dovecot, () => startDovecot(open), log);
      return {
        name: "dovecot",
        ids: dovecot.ids,
        imapPort: () => ports.imap[0]!,
        maildir: dovecot.maildir,
        stop: kept,
      };
    } catch (error) {
      if (choice === "dovecot") throw error;
      log.warn(
        { part: "dovecot", error: String(error) },
        "dovecot did not start, hoodiecrow-imap serves instead",
      );
    }
  } else if (choice === "dovecot") throw new StartError(missing, "Install dovecot-imapd, or set IMAP_URL.");
  return startHoodiecrow(dir, accounts, ports, log);
}

async function startHoodiecrow(
  dir: string,
  accounts: readonly Account[],
  ports: Ports,
  log: Log,
): Promise<Store> {
  const maildir = (address: string) => join(dir, "mail", address, "Maildir");
  const mailboxes = accounts.map(({ address, password }, n) => {
    makeMaildir(maildir(address), null);
    return { address, password, port: ports.imap[n]!, maildir: maildir(address) };
  });
  const open = async () => {
    const kept = keepModule(HOODIECROW_PROCESS, { mailboxes });
    if (await allListening(ports.imap.slice(0, accounts.length), kept))
      return { kept, stop: () => kept.stop() };
    await kept.stop();
    throw new StartError(
      "IMAP_URL is not set, no Dovecot can be used and the embedded hoodiecrow-imap does not start",
      "Install dovecot-imapd, set IMAP_URL, or run `npm ci` with optional packages.",
    );
  };
  const stop = keepGoing("hoodiecrow-imap", await open(), open, log);
  const imapPort = (address: string) => mailboxes.find((mailbox) => mailbox.address === address)!.port;
  return { name: "hoodiecrow-imap", ids: null, imapPort, maildir, stop };
}

/** Starts a server again whenever it ends, after a pause that doubles up to ten seconds. Gives what stops it for good. */
function keepGoing(
  part: string,
  first: { kept: Kept; stop(): Promise<void> },
  start: () => Promise<{ kept: Kept; stop(): Promise<void> }>,
  log: Log,
): () => Promise<void> {
  let current = first;
  let stopping = false;
  const watching = (async () => {
    for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      await current.kept.ended;
      if (stopping) return;
      log.warn({ part, pauseMs }, "the sandbox's IMAP server is gone, starting it again");
      await wait(pauseMs);
      if (stopping) return;
      current = await start().catch(() => current);
    }
  })();
  return async () => {
    stopping = true;
    await current.stop();
    await watching;
  };
}

/** The ports of the last start, else the usual ones, else any. A server of a killed start may still be letting go. */
async function choosePorts(file: string, mailboxes: number): Promise<Ports> {
  const kept = readPorts(file);
  for (let tries = 0; tries < 15 && kept !== null; tries++) {
    const taken = await Promise.all([kept.smtp, ...kept.imap].map(isListening));
    if (!taken.includes(true)) break;
    await wait(200);
  }
  const imap: number[] = [];
  for (let n = 0; n < mailboxes; n++) {
    const preferred = [kept?.imap[n], USUAL.imap[n]].filter(
      (port) => port !== undefined && !imap.includes(port),
    );
    imap.push(await freePort(preferred as number[]));
  }
  const ports = { smtp: await freePort([kept?.smtp ?? USUAL.smtp, USUAL.smtp]), imap };
  writeFileSync(file, `${JSON.stringify(ports)}\n`, { mode: 0o600 });
  return ports;
}

function readPorts(file: string): Ports | null {
  if (!existsSync(file)) return null;
  try {
    const { smtp, imap } = JSON.parse(readFileSync(file, "utf8")) as Ports;
    return [smtp, ...imap].every((port) => Number.isInteger(port) && port > 0 && port < 65536)
      ? { smtp, imap }
      : null;
  } catch {
    rmSync(file, { force: true });
    return null;
  }
}

async function allListening(ports: readonly number[], kept: Kept): Promise<boolean> {
  let ended = false;
  void kept.ended.then(() => {
    ended = true;
  });
  for (let tries = 0; tries < 200 && !ended; tries++) {
    if (!(await Promise.all(ports.map(isListening))).includes(false)) return true;
    await wait(50);
  }
  return false;
}

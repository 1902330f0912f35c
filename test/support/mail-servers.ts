import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { type ParsedMail, simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { type Dovecot, dovecotMissing, startDovecot } from "../../src/adapters/embedded/dovecot.ts";
import { deliver as putInto } from "../../src/adapters/embedded/maildir.ts";
import { freePort } from "../../src/adapters/embedded/ports.ts";
import { findOnPath } from "../../src/adapters/embedded/redis.ts";
import { type Postfix, startPostfix } from "./postfix.ts";
import { type Sink, startSink } from "./smtp-sink.ts";

export const DESK = "support@contoso.example";
const PEOPLE = [
  DESK,
  "ana@contoso.example",
  "ben@contoso.example",
  "carla@fabrikam.example",
  "dave@tailspin.example",
];
/** Who vouches for senders in `Authentication-Results`. */
export const AUTHSERV_ID = "mx.contoso.example";

/** A server that a test may stop, kill and start again at the same port. */
export interface Switch {
  readonly host: "127.0.0.1";
  readonly port: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface ReadMail {
  readonly uid: number;
  readonly raw: Buffer;
  readonly mail: ParsedMail;
}

export interface MailServers extends AsyncDisposable {
  /** Dovecot. No TLS unless asked for; then STARTTLS here and `imapsPort`. */
  readonly imap: Switch & { readonly imapsPort: number };
  /** Postfix, the port of the world: no password, forged stamps are taken out. */
  readonly smtp: Switch;
  /** Postfix, the port of users: each of `accounts` by password; says who it was in `Authentication-Results`. */
  readonly submission: { readonly host: "127.0.0.1"; readonly port: number };
  readonly lmtp: { readonly host: "127.0.0.1"; readonly port: number };
  readonly accounts: readonly { readonly address: string; readonly password: string }[];
  /** Everybody @customer.test. */
  readonly sink: Sink;
  /** PEM to trust; null without TLS. */
  readonly caFile: string | null;
  readonly dir: string;
  imapUrl(address: string): string;
  submissionUrl(address: string): string;
  /** By SMTP: from the world, or `as` a user with their password. */
  deliver(raw: string | Buffer, from: string, to: string | readonly string[], as?: string): Promise<void>;
  /** Straight into the folder on the disk, whatever the servers do at the moment. */
  put(address: string, raw: Buffer): Promise<void>;
  /** Oldest first. */
  inbox(address: string, folder?: string): Promise<readonly ReadMail[]>;
  /** The first that fits, also one that came before; rejects after `ms`, naming the subjects that are there. */
  awaitMail(address: string, fits: (mail: ReadMail) => boolean, ms?: number): Promise<ReadMail>;
  stop(): Promise<void>;
}

export interface MailServersOptions {
  /** Beside the desk, two agents and two customers. Any domain. */
  readonly more?: readonly string[];
  readonly tls?: boolean;
  /** Both servers take access tokens beside passwords, and ask here whose one is. */
  readonly tokenInfoUrl?: string;
  /** False: mail to an address with a plus sign comes back. */
  readonly plusAddressing?: boolean;
}

/**
 * Why mail journeys cannot run on this machine, by name; null: they can. With `CI=true` a missing server is an error, so
 * that nothing is skipped there unseen.
 */
export function mailServersMissing(): string | null {
  const missing =
    dovecotMissing(tmpdir()) ??
    (findOnPath("postfix") === null ? "no postfix on PATH" : null) ??
    (process.getuid?.() === 0 ? null : "postfix runs as root only");
  if (missing !== null && process.env["CI"] === "true") throw new Error(`CI needs mail servers: ${missing}`);
  return missing;
}

/** A private Dovecot and Postfix on free loopback ports, delivering to each other; gone with this process. */
export async function startMailServers(options: MailServersOptions = {}): Promise<MailServers> {
  const dir = mkdtempSync(join(tmpdir(), "answerable-mail-"));
  chmodSync(dir, 0o755);
  const accounts = [...PEOPLE, ...(options.more ?? [])].map((address) => ({
    address,
    password: `pw of ${address}`,
  }));
  const tls = options.tls ? certificate(dir) : null;
  const [imapPort, imapsPort, lmtpPort, authPort, smtpPort, submissionPort] = await freePorts(6);
  const sink = await startSink();
  const dovecotOptions = {
    dir,
    accounts,
    ...{ imapPort, lmtpPort, authPort },
    ...(tls === null ? {} : { tls, imapsPort }),
    ...(options.plusAddressing === false ? { plusAddressing: false } : {}),
    ...(options.tokenInfoUrl === undefined ? {} : { tokenInfoUrl: options.tokenInfoUrl }),
  };
  const postfixPlan = {
    dir: join(dir, "postfix"),
    ...{ smtpPort, submissionPort, lmtpPort, authPort, tls },
    sinkPort: sink.port,
    authservId: AUTHSERV_ID,
    domains: [...new Set(accounts.map(({ address }) => address.split("@")[1]!))],
    users: accounts.map(({ address }) => address),
  };
  let dovecot: Dovecot = await startDovecot(dovecotOptions);
  let postfix: Postfix = await startPostfix(postfixPlan);
  const passwordOf = (address: string) => accounts.find((one) => one.address === address)!.password;
  const login = (address: string) =>
    `${encodeURIComponent(address)}:${encodeURIComponent(passwordOf(address))}`;
  const read = (address: string, folder = "INBOX") =>
    readFolder(imapPort, address, passwordOf(address), folder);
  const servers: MailServers = {
    dir,
    accounts,
    sink,
    caFile: tls?.cert ?? null,
    imap: {
      ...switchOf(
        imapPort,
        () => dovecot,
        async () => {
          dovecot = await startDovecot(dovecotOptions);
        },
      ),
      imapsPort,
    },
    smtp: switchOf(
      smtpPort,
      () => postfix,
      async () => {
        postfix = await startPostfix(postfixPlan);
      },
    ),
    submission: { host: "127.0.0.1", port: submissionPort },
    lmtp: { host: "127.0.0.1", port: lmtpPort },
    imapUrl: (address) => `imap://${login(address)}@127.0.0.1:${imapPort}`,
    submissionUrl: (address) => `smtp://${login(address)}@127.0.0.1:${submissionPort}`,
    deliver: (raw, from, to, as) =>
      submit(as === undefined ? smtpPort : submissionPort, raw, { from, to: [to].flat() }, as, passwordOf),
    async put(address, raw) {
      await putInto(dovecot.maildir(address), "INBOX", [raw], { ids: dovecot.ids });
    },
    inbox: read,
    async awaitMail(address, fits, ms = 20_000) {
      const deadline = performance.now() + ms;
      for (;;) {
        const mails = await read(address);
        const found = mails.find(fits);
        if (found !== undefined) return found;
        if (performance.now() > deadline) {
          const there = mails.map(({ mail }) => JSON.stringify(mail.subject)).join(", ");
          throw new Error(`no such mail for ${address} within ${ms} ms; there are: ${there || "none"}`);
        }
        await wait(100);
      }
    },
    async stop() {
      await Promise.all([dovecot.stop(), postfix.stop(), sink.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
    [Symbol.asyncDispose]: () => servers.stop(),
  };
  return servers;
}

function switchOf(port: number, current: () => Dovecot | Postfix, start: () => Promise<void>): Switch {
  return {
    host: "127.0.0.1",
    port,
    start,
    stop: () => current().stop(),
    async kill() {
      process.kill(current().pid(), "SIGKILL");
      await current().kept.ended;
    },
  };
}

async function submit(
  port: number,
  raw: string | Buffer,
  envelope: { from: string; to: string[] },
  as: string | undefined,
  passwordOf: (address: string) => string,
): Promise<void> {
  const auth = as === undefined ? {} : { auth: { user: as, pass: passwordOf(as) } };
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true, ...auth });
  try {
    await transport.sendMail({
      envelope,
      raw: typeof raw === "string" ? raw.replaceAll(/\r?\n/g, "\r\n") : raw,
    });
  } finally {
    transport.close();
  }
}

async function readFolder(
  port: number,
  user: string,
  pass: string,
  folder: string,
): Promise<readonly ReadMail[]> {
  const client = new ImapFlow({
    host: "127.0.0.1",
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass },
    logger: false,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    const { exists } = await client.mailboxOpen(folder, { readOnly: true });
    const mails: ReadMail[] = [];
    if (exists === 0) return mails;
    for await (const { uid, source } of client.fetch("1:*", { uid: true, source: true })) {
      mails.push({ uid, raw: source!, mail: await simpleParser(source!, { keepDeliveryStatus: true }) });
    }
    return mails;
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function freePorts(n: 6): Promise<[number, number, number, number, number, number]>;
async function freePorts(n: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < n) ports.add(await freePort());
  return [...ports];
}

function certificate(dir: string): { cert: string; key: string } {
  const [cert, key] = [join(dir, "tls.pem"), join(dir, "tls.key")];
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
  const made = spawnSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"].concat([
      ...["-addext", names, "-keyout", key, "-out", cert],
    ]),
    { encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`no certificate: ${made.stderr}`);
  return { cert, key };
}

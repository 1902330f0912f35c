import { lookup } from "node:dns/promises";
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import { type Explained, explainRefusal, type RefusalStep } from "../../ops/refusal-cause.ts";
import { connectImap, ImapRefused } from "../imap/connect.ts";
import { tokensOf } from "../oauth/access-token.ts";
import { openSubmitter } from "../smtp/submit.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { trusted } from "../system/trusted.ts";

/** One thing that was tried on the way to a mailbox. */
export interface Check {
  readonly step: string;
  readonly state: "ok" | "problem" | "skipped";
  /** What was found, or what was said. */
  readonly found: string;
  readonly explained: Explained | null;
}

export interface CheckedMailbox {
  readonly address: string;
  readonly imap: MailServer;
  readonly smtp: MailServer;
}

const WITHIN_MS = 10_000;

/**
 * Walks to a mailbox step by step: name, port, TLS, token, IMAP, SMTP. A step whose ground did not hold is skipped, all
 * else is tried, so that everything that is wrong is seen at once. Sends no mail.
 */
export async function checkMailbox(
  mailbox: CheckedMailbox,
  ca: string | undefined,
): Promise<readonly Check[]> {
  const { address, imap, smtp } = mailbox;
  const checks: Check[] = [];
  const attempt = async (step: string, kind: RefusalStep, work: () => Promise<string>): Promise<boolean> => {
    const check = await outcome(step, kind, address, work);
    checks.push(check);
    return check.state === "ok";
  };
  const skip = (step: string, because: string) =>
    void checks.push({ step, state: "skipped", found: because, explained: null });
  for (const { kind, server, open } of [
    { kind: "imap" as const, server: imap, open: () => openInbox(imap, ca) },
    { kind: "smtp" as const, server: smtp, open: () => greet(smtp, ca) },
  ]) {
    const where = `${server.host}:${server.port}`;
    const reached =
      (await attempt(`${kind}: name`, "connect", () => resolved(server.host))) &&
      (await attempt(`${kind}: connection`, "connect", () => reach(server, ca)));
    const token =
      server.oauth === undefined ||
      (await attempt(`${kind}: access token`, "token", () => permissions(server, kind, ca)));
    if (!reached) skip(`${kind}: sign-in`, `${where} was not reached`);
    else if (!token) skip(`${kind}: sign-in`, "there is no access token");
    else await attempt(`${kind}: sign-in`, kind, open);
  }
  return checks;
}

async function outcome(
  step: string,
  kind: RefusalStep,
  address: string,
  work: () => Promise<string>,
): Promise<Check> {
  try {
    return { step, state: "ok", found: await work(), explained: null };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const said = error instanceof ImapRefused ? error.said : `${code ?? ""} ${message ?? error}`;
    const found = said.replaceAll(/\s+/g, " ").trim().slice(0, 300);
    return { step, state: "problem", found, explained: explainRefusal(kind, said, address) };
  }
}

async function resolved(host: string): Promise<string> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address).join(", ");
}

/** To the end of the TLS handshake, where TLS is from the first byte; else STARTTLS is a part of signing in. */
function reach({ host, port, tls }: MailServer, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const secure = tls === "implicit";
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = secure
      ? connectTls({ host, port, ...servername, ...trusted(ca) })
      : connectTcp({ host, port });
    socket.setTimeout(WITHIN_MS, () => socket.destroy(new Error(`no answer within ${WITHIN_MS / 1000} s`)));
    socket.once("error", reject);
    socket.once(secure ? "secureConnect" : "connect", () => {
      socket.destroy();
      resolve(`${host}:${port}, ${secure ? "TLS" : "STARTTLS follows"}`);
    });
  });
}

const APP_ROLES = { imap: "IMAP.AccessAsApp", smtp: "SMTP.SendAsApp" } as const;

/** Microsoft writes the application's permissions into its tokens: one that is missing is seen before Exchange is asked. */
async function permissions(
  { oauth }: MailServer,
  kind: "imap" | "smtp",
  ca: string | undefined,
): Promise<string> {
  const token = await tokensOf(oauth!, ca).get();
  const appOnly = oauth!.refreshToken === null && /microsoftonline/.test(new URL(oauth!.tokenUrl).hostname);
  const roles = rolesIn(token);
  if (!appOnly || roles === null) return "given";
  const needed = APP_ROLES[kind];
  if (!roles.includes(needed))
    throw new Error(
      `AADSTS65001 (as we read it): the token holds no ${needed}, only: ${roles.join(", ") || "nothing"}`,
    );
  return `given, with ${needed}`;
}

/** Null: the token is no JWT that we can read. It is only looked at, nothing is decided by it. */
export function rolesIn(token: string): readonly string[] | null {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const roles = (claims as { roles?: unknown } | null)?.roles ?? [];
    return Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : null;
  } catch {
    return null;
  }
}

async function openInbox(server: MailServer, ca: string | undefined): Promise<string> {
  const client = await connectImap(server, ca);
  try {
    const { exists } = await client.mailboxOpen("INBOX", { readOnly: true }).catch((error) => {
      throw new ImapRefused(error, server);
    });
    const idle = client.capabilities.has("IDLE") ? "IDLE" : "no IDLE: polled";
    return `INBOX holds ${exists} mails; ${idle}`;
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function greet(server: MailServer, ca: string | undefined): Promise<string> {
  await using submitter = openSubmitter(server, { max: 1, ...(ca ? { ca } : {}) });
  const refused = await submitter.greet();
  if (refused !== null) throw new Error(refused);
  return server.user === null ? "mail is taken without signing in" : "signed in";
}

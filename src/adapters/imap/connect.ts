import { ImapFlow, type ImapFlowOptions } from "imapflow";
import { Unavailable } from "../../values/trouble.ts";
import { tokensOf } from "../oauth/access-token.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { trusted } from "../system/trusted.ts";

/** Every 25 s the connection is asked; a server that has said nothing 30 s later is taken for gone. */
export const POLL_MS = 25_000;
const SILENCE_MS = 30_000;

/** TLS as the settings ask for it; `if-offered` is for loopback, where certificates prove nothing. */
export function imapOptions(server: MailServer, ca?: string, silenceMs = SILENCE_MS): ImapFlowOptions {
  return {
    host: server.host,
    port: server.port,
    secure: server.tls === "implicit",
    doSTARTTLS: server.tls === "starttls",
    auth: { user: server.user ?? "", pass: server.password ?? "" },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: 4 * 60_000,
    socketTimeout: silenceMs,
    qresync: true,
    connectionTimeout: 15_000,
    greetingTimeout: 10_000,
    tls: trusted(ca),
  };
}

/** The server would not have this user with this password or token. */
export class SignInRefused extends Unavailable {}

/**
 * Opens one IMAP connection. An ImapFlow lives for one connection only; reconnecting is the caller's.
 *
 * @throws Unavailable with what the server said, and the next step where the cause is known
 */
export async function connectImap(server: MailServer, ca?: string, silenceMs?: number): Promise<ImapFlow> {
  const options = imapOptions(server, ca, silenceMs);
  if (server.oauth === undefined) return connectOnce(server, options);
  const tokens = tokensOf(server.oauth, ca);
  const signIn = (accessToken: string) =>
    connectOnce(server, { ...options, auth: { user: server.user ?? "", accessToken } });
  const token = await tokens.get();
  return signIn(token).catch(async (error) => {
    if (!(error instanceof SignInRefused)) throw error;
    return signIn(await tokens.get(token));
  });
}

async function connectOnce(server: MailServer, options: ImapFlowOptions): Promise<ImapFlow> {
  const client = new ImapFlow(options);
  // Without a listener an error event would end the process; `close` tells the same to whoever waits.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    const { authenticationFailed } = error as { authenticationFailed?: boolean };
    const Trouble = authenticationFailed === true ? SignInRefused : Unavailable;
    throw new Trouble(explain(error, server));
  }
}

function explain(error: unknown, { host: hostname, port }: MailServer): string {
  const known = error as {
    authenticationFailed?: boolean;
    responseText?: string;
    code?: string;
    message?: string;
  };
  const where = `${hostname}:${port}`;
  if (known.authenticationFailed) {
    return `IMAP sign-in refused by ${where} (${known.responseText ?? "no reason given"}): check user and password in IMAP_URL`;
  }
  const causes: Readonly<Record<string, string>> = {
    ENOTFOUND: `no such host as ${hostname}: check the host in IMAP_URL`,
    EAI_AGAIN: `the name ${hostname} cannot be looked up now: check DNS`,
    ECONNREFUSED: `nothing listens at ${where}: check host and port in IMAP_URL`,
    ETIMEDOUT: `${where} does not answer: check host, port and firewall`,
    CONNECT_TIMEOUT: `${where} does not answer: check host, port and firewall`,
    DEPTH_ZERO_SELF_SIGNED_CERT: `${where} shows a self-signed certificate: name its CA file in TLS_CA_FILE`,
  };
  return (
    causes[known.code ?? ""] ??
    `IMAP connection to ${where} failed: ${known.responseText ?? known.message ?? known.code}`
  );
}

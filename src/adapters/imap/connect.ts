import { ImapFlow, type ImapFlowOptions } from "imapflow";
import { explainRefusal } from "../../ops/refusal-cause.ts";
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

/** An IMAP server could not be reached, or would not have us. */
export class ImapRefused extends Unavailable {
  /** In its own words, bounded. */
  readonly said: string;
  /** It was the user, the password or the token. */
  readonly signIn: boolean;

  constructor(error: unknown, { host, port }: MailServer) {
    const { said, all, signIn } = wordsOf(error);
    const cause = explainRefusal("imap", all, "MAILBOX");
    const because = cause === null ? "check IMAP_URL" : `${cause.cause}. ${cause.next}`;
    const what = signIn ? "IMAP sign-in refused by" : "IMAP connection failed to";
    super(`${what} ${host}:${port} (${said}): ${because}`);
    this.said = all;
    this.signIn = signIn;
  }
}

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
    if (!(error instanceof ImapRefused && error.signIn)) throw error;
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
    throw new ImapRefused(error, server);
  }
}

/** What was said, for people; and all of it, codes too, for who looks for a cause. */
function wordsOf(error: unknown): { readonly said: string; readonly all: string; readonly signIn: boolean } {
  const known = error as {
    authenticationFailed?: boolean;
    response?: unknown;
    responseText?: string;
    code?: string;
    message?: string;
  };
  const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim().slice(0, 300);
  const answer = typeof known.response === "string" ? known.response : "";
  const own = `${known.code ?? ""} ${known.message ?? ""}`;
  const said = oneLine(known.responseText ?? (answer || own)) || "no reason given";
  return { said, all: oneLine(`${said} ${answer} ${own}`), signIn: known.authenticationFailed === true };
}

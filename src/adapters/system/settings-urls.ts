import type { z } from "zod";
import type { OAuthGrant } from "../oauth/grant.ts";

/**
 * Where to connect for mail.
 *
 * `implicit`: TLS from the first byte. `starttls`: upgrade or fail. `if-offered`: upgrade where the server can; the
 * default on loopback only. `never`: in the clear, for those who ask for it by `?starttls=never`.
 */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: "implicit" | "starttls" | "if-offered" | "never";
  /** Null: no authentication. */
  readonly user: string | null;
  readonly password: string | null;
  /** Sign-in by access tokens (XOAUTH2, RFC 7628) in place of a password. */
  readonly oauth?: OAuthGrant;
}

const PORTS = { imap: 143, imaps: 993, smtp: 587, smtps: 465 } as const;
const STARTTLS: Readonly<Record<string, MailServer["tls"]>> = {
  required: "starttls",
  "if-offered": "if-offered",
  never: "never",
};

/**
 * Reads `imap(s)://user:password@host:port?starttls=required|if-offered|never`, and the same for `smtp`. A user without a
 * password is for sign-in by OAuth, which other settings tell.
 */
export function mailServer(kind: "imap" | "smtp") {
  return (text: string, context: z.core.$RefinementCtx<string>): MailServer => {
    const refuse = (message: string): MailServer => {
      context.addIssue({ code: "custom", message });
      return { host: "", port: 0, tls: "never", user: null, password: null };
    };
    const url = URL.canParse(text) ? new URL(text) : null;
    const expected = `expected ${kind}s://user:password@host:port (or ${kind}:// for STARTTLS)`;
    if (url === null)
      return refuse(`${expected}; @, :, / and % in a password are written %40, %3A, %2F and %25`);
    const scheme = url.protocol.slice(0, -1);
    if (scheme !== kind && scheme !== `${kind}s`) return refuse(`${expected}, read the scheme "${scheme}"`);
    if (url.hostname === "") return refuse(`${expected}, read no host`);
    const user = decoded(url.username);
    const password = decoded(url.password);
    if (user === undefined || password === undefined)
      return refuse("a % in the user or password is written %25");
    if (kind === "imap" && user === null) return refuse(`${expected}, read no user`);
    const asked = url.searchParams.get("starttls");
    if (asked !== null && STARTTLS[asked] === undefined) {
      return refuse(`expected starttls=required, if-offered or never, read "${asked.slice(0, 20)}"`);
    }
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const plain = asked === null ? (isLoopback(host) ? "if-offered" : "starttls") : STARTTLS[asked]!;
    return {
      host,
      port: url.port === "" ? PORTS[scheme as keyof typeof PORTS] : Number(url.port),
      tls: scheme === `${kind}s` ? "implicit" : plain,
      user,
      password,
    };
  };
}

/** The other way round, for handing a server to another process. Holds the password; how OAuth signs in is not in it. */
export function mailServerUrl(kind: "imap" | "smtp", server: MailServer): string {
  const login =
    server.user === null
      ? ""
      : `${encodeURIComponent(server.user)}${server.password === null ? "" : `:${encodeURIComponent(server.password)}`}@`;
  const host = server.host.includes(":") ? `[${server.host}]` : server.host;
  const scheme = server.tls === "implicit" ? `${kind}s` : kind;
  const asked = Object.keys(STARTTLS).find((name) => STARTTLS[name] === server.tls);
  return `${scheme}://${login}${host}:${server.port}${asked === undefined ? "" : `?starttls=${asked}`}`;
}

export function postgresUrl(text: string, context: z.core.$RefinementCtx<string>): void {
  expectUrl(text, ["postgres:", "postgresql:"], "postgres://user:password@host:5432/database", context);
}

export function redisUrl(text: string, context: z.core.$RefinementCtx<string>): void {
  expectUrl(
    text,
    ["redis:", "rediss:", "unix:"],
    "redis://host:6379 or rediss://user:password@host:6379",
    context,
  );
}

/** Not repeated, and kept as it is: what stands in its path is often the secret. */
export function webhookUrl(text: string, context: z.core.$RefinementCtx<string>): void {
  expectUrl(text, ["http:", "https:"], "https://chat.example/hooks/…", context);
}

/** Without a trailing slash. */
export function httpUrl(text: string, context: z.core.$RefinementCtx<string>): string {
  expectUrl(text, ["http:", "https:"], "https://desk.example", context);
  return text.replace(/\/$/, "");
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** What was read is not repeated: it may hold a password. */
function expectUrl(
  text: string,
  schemes: readonly string[],
  example: string,
  context: z.core.$RefinementCtx<string>,
): void {
  const scheme = URL.canParse(text) ? new URL(text).protocol : null;
  if (scheme !== null && schemes.includes(scheme)) return;
  const read = scheme === null ? "what was read is no URL" : `read the scheme "${scheme.slice(0, -1)}"`;
  context.addIssue({ code: "custom", message: `expected ${example}, ${read}` });
}

/** Undefined: broken percent-encoding. */
function decoded(part: string): string | null | undefined {
  try {
    return part === "" ? null : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

import { fromMs } from "../../values/instant.ts";
import type { OAuthGrant } from "../oauth/grant.ts";
import { readServiceAccount } from "./service-account.ts";
import { isLoopback, type MailServer } from "./settings-urls.ts";

/** What the settings say, with their secrets; each is undefined where nothing is said. */
export interface OAuthFields {
  readonly tenant?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly refreshToken?: string | undefined;
  /** A service account's, in place of client and secret. */
  readonly keyFile?: string | undefined;
  /** A folder for newer refresh tokens. */
  readonly keepIn?: string | undefined;
  readonly tokenUrl?: string | undefined;
  readonly scope?: string | undefined;
  /** A date; the secret counts as ended when it begins, in UTC. */
  readonly secretExpires?: string | undefined;
}

export type ReadOAuth =
  | { readonly kind: "none" }
  | { readonly kind: "oauth"; readonly grant: OAuthGrant }
  | { readonly kind: "refused"; readonly problems: readonly string[] };

type Provider = "generic" | "microsoft365" | "google" | "sandbox";
type Field = keyof OAuthFields;

const VARIABLES: Readonly<Record<Field, string>> = {
  tenant: "MAIL_OAUTH_TENANT",
  clientId: "MAIL_OAUTH_CLIENT_ID",
  clientSecret: "MAIL_OAUTH_CLIENT_SECRET",
  refreshToken: "MAIL_OAUTH_REFRESH_TOKEN",
  keyFile: "MAIL_OAUTH_KEY_FILE",
  keepIn: "MAIL_OAUTH_KEEP_IN",
  tokenUrl: "MAIL_OAUTH_TOKEN_URL",
  scope: "MAIL_OAUTH_SCOPE",
  secretExpires: "MAIL_OAUTH_SECRET_EXPIRES",
};

/** What the environment says for every mailbox that has no password and no sign-in of its own. */
export function oauthOfEnvironment(given: Readonly<Record<string, string | undefined>>): ReadOAuth {
  const fields = Object.fromEntries(
    Object.entries(VARIABLES).map(([field, name]) => [field, given[name]]),
  ) as OAuthFields;
  const provider = (["microsoft365", "google"] as const).find((one) => one === given["MAIL_PROVIDER"]);
  return readOAuth(fields, provider ?? "generic", (field) => VARIABLES[field]);
}

/**
 * What is wrong with how the environment says to sign in: a mailbox must sign in somehow, and a way to sign in that no
 * server takes is a mistake.
 *
 * @param servers  all that are named, in the environment and in desk.yaml; null: not known, for other mistakes
 */
export function signInProblems(
  read: ReadOAuth,
  imap: MailServer | undefined,
  servers: readonly (MailServer | null | undefined)[] | null,
): readonly string[] {
  if (read.kind === "refused") return read.problems;
  if (read.kind === "none") {
    const how =
      "read no password, and no MAIL_OAUTH_CLIENT_ID is given (@, :, / and % in a password are written %40, %3A, %2F and %25)";
    return imap?.password === null && imap.user !== null ? [`IMAP_URL: ${how}`] : [];
  }
  if (servers === null) return [];
  if (servers.some((server) => server && server.user !== null && (server.password === null || server.oauth)))
    return [];
  return ["MAIL_OAUTH_CLIENT_ID: no mailbox signs in by it; take the password out of IMAP_URL and SMTP_URL"];
}

/** A server whose user has no password signs in by the grant, where there is one. */
export function withOAuth(server: MailServer, read: ReadOAuth): MailServer {
  if (read.kind !== "oauth" || server.user === null || server.password !== null) return server;
  const { serviceAccount, ...grant } = read.grant;
  const acting = serviceAccount && { serviceAccount: { ...serviceAccount, user: server.user } };
  return { ...server, oauth: { ...grant, ...acting } };
}

/** Of the world's cloud; the national ones are told by tokenUrl and scope. */
const SCOPES: Readonly<Record<Provider, { readonly app: string | null; readonly user: string | null }>> = {
  microsoft365: {
    app: "https://outlook.office365.com/.default",
    user: "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
  },
  google: { app: "https://mail.google.com/", user: null },
  generic: { app: null, user: null },
  sandbox: { app: null, user: null },
};

/**
 * Reads how a mailbox gets its access tokens. A refresh token makes it RFC 6749 §6, none makes it client credentials.
 *
 * @param nameOf  how the settings call a field, for what is wrong with it; values are never repeated
 */
export function readOAuth(
  fields: OAuthFields,
  provider: Provider,
  nameOf: (field: Field) => string,
): ReadOAuth {
  const given = Object.values(fields).some((value) => value !== undefined);
  if (!given) return { kind: "none" };
  const problems: string[] = [];
  const problem = (field: Field, what: string) => void problems.push(`${nameOf(field)}: ${what}`);
  const { clientId, clientSecret, refreshToken, scope, secretExpires } = fields;
  const account = fields.keyFile === undefined ? null : readServiceAccount(fields.keyFile);
  if (account?.kind === "refused") problem("keyFile", account.because);
  if (account === null) {
    if (clientId === undefined) problem("clientId", "missing; sign-in by OAuth needs the id of the client");
    if (clientSecret === undefined && refreshToken === undefined)
      problem("clientSecret", "missing; sign-in by OAuth needs it, or a refresh token");
    if (provider === "google" && refreshToken === undefined)
      problem("refreshToken", `missing; Google takes it, or a service account (${nameOf("keyFile")})`);
  } else if (clientSecret !== undefined || refreshToken !== undefined) {
    problem("keyFile", "a service account needs no client secret and no refresh token; leave them out");
  }
  const ofAccount = account?.kind === "key" ? account.tokenUrl : null;
  const tokenUrl = fields.tokenUrl ?? ofAccount ?? tokenUrlOf(fields, provider);
  if (tokenUrl === null) {
    const more =
      provider === "microsoft365" ? `; or ${nameOf("tenant")}, which is enough in the world's cloud` : "";
    problem("tokenUrl", `missing; expected the https URL of the token endpoint${more}`);
  } else if (!mayCarrySecrets(tokenUrl)) {
    problem("tokenUrl", "expected an https URL without user, password or fragment");
  }
  const expiresMs = secretExpires === undefined ? null : Date.parse(secretExpires);
  if (Number.isNaN(expiresMs)) problem("secretExpires", "expected a date such as 2027-03-01");
  if (problems.length > 0) return { kind: "refused", problems };
  const usual = SCOPES[provider][refreshToken === undefined ? "app" : "user"];
  const grant: OAuthGrant = {
    tokenUrl: tokenUrl!,
    clientId: clientId ?? "",
    clientSecret: clientSecret ?? null,
    scope: scope ?? usual,
    refreshToken: refreshToken ?? null,
    ...(fields.keepIn === undefined ? {} : { keepIn: fields.keepIn }),
    secretExpiresAt: expiresMs === null ? null : fromMs(expiresMs),
    ...(account?.kind === "key" ? { serviceAccount: { key: account.key, user: null } } : {}),
  };
  return { kind: "oauth", grant };
}

function tokenUrlOf({ tenant }: OAuthFields, provider: Provider): string | null {
  if (provider === "google") return "https://oauth2.googleapis.com/token";
  if (provider !== "microsoft365" || tenant === undefined) return null;
  return `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
}

/** In the clear only on this machine. */
function mayCarrySecrets(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== "" || password !== "" || hash !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname.replace(/^\[|\]$/g, "")));
}

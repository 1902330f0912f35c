import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { fromMs } from "../../values/instant.ts";
import { Unavailable } from "../../values/trouble.ts";
import { trusted } from "../system/trusted.ts";
import { assertionOf } from "./assertion.ts";
import type { OAuthGrant } from "./grant.ts";

export interface Token {
  readonly value: string;
  readonly livesMs: number;
  /** A newer refresh token, where the endpoint rotates them (RFC 6749 §6). */
  readonly refreshToken: string | null;
}

/** The token endpoint said no: `error` as in RFC 6749 §5.2, with what it added. Neither holds a secret. */
export class TokenRefused extends Unavailable {
  readonly said: string;
  constructor(said: string, host: string) {
    super(`no access token from ${host}: ${said}`);
    this.said = said;
  }
}

const WITHIN_MS = 10_000;
const LARGEST_ANSWER = 64 * 1024;
/** RFC 6749 §5.1 recommends `expires_in` and does not require it; an hour is what everybody gives. */
const USUAL_LIFE_S = 3600;

/**
 * Asks a token endpoint once. All of it together takes ten seconds at most; redirects are not followed.
 *
 * @throws TokenRefused where it refuses, Unavailable where it does not answer or answers something else
 */
export async function requestToken(
  grant: OAuthGrant,
  {
    ca,
    refreshToken = grant.refreshToken,
    withinMs = WITHIN_MS,
  }: {
    ca?: string | undefined;
    refreshToken?: string | null;
    withinMs?: number;
  } = {},
): Promise<Token> {
  const url = new URL(grant.tokenUrl);
  const answer = await post(url, formOf(grant, refreshToken), ca, withinMs).catch((error) => {
    const { name, code, message } = error as { name?: string; code?: string; message?: string };
    const late = name === "TimeoutError" || name === "AbortError" || code === "ABORT_ERR";
    const because = late ? `no answer within ${withinMs / 1000} s` : (code ?? message ?? "unreachable");
    throw new Unavailable(`no access token from ${url.host}: ${because}`);
  });
  const fields = fieldsOf(answer.body);
  if (answer.status === 200) {
    const token = tokenOf(fields);
    if (token !== null) return token;
    throw new Unavailable(`no access token from ${url.host}: its answer holds none`);
  }
  const error = text(fields["error"]) ?? `HTTP ${answer.status}`;
  const more = text(fields["error_description"]);
  const said = more === null ? error : `${error}: ${more}`;
  const secrets = [grant.clientSecret, grant.refreshToken, refreshToken];
  throw new TokenRefused(withoutAny(said, secrets).replaceAll(/\s+/g, " ").slice(0, 300), url.host);
}

function formOf(grant: OAuthGrant, refreshToken: string | null): string {
  const { serviceAccount, scope, tokenUrl: audience } = grant;
  if (serviceAccount !== undefined) {
    const { key, user: subject } = serviceAccount;
    const assertion = assertionOf(key, { subject, scope, audience }, fromMs(Date.now()));
    const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    return new URLSearchParams({ grant_type: grantType, assertion }).toString();
  }
  const form = new URLSearchParams({
    grant_type: refreshToken === null ? "client_credentials" : "refresh_token",
    client_id: grant.clientId,
  });
  if (grant.clientSecret !== null) form.set("client_secret", grant.clientSecret);
  if (refreshToken !== null) form.set("refresh_token", refreshToken);
  if (grant.scope !== null) form.set("scope", grant.scope);
  return form.toString();
}

function post(
  url: URL,
  form: string,
  ca: string | undefined,
  withinMs: number,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === "https:" ? requestTls : requestPlain;
    const options = {
      method: "POST",
      signal: AbortSignal.timeout(withinMs),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(form),
        accept: "application/json",
      },
      ...trusted(ca),
    };
    const sent = request(url, options, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on("error", reject);
      response.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size > LARGEST_ANSWER) response.destroy(new Error("its answer is too large"));
        else pieces.push(piece);
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString("utf8") }),
      );
    });
    sent.on("error", reject);
    sent.end(form);
  });
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Null: no token that a mail server could take (RFC 6750 §2.1 says of which characters one is made). */
function tokenOf(fields: Readonly<Record<string, unknown>>): Token | null {
  const value = text(fields["access_token"]);
  if (value === null || !/^[\x21-\x7e]{1,16000}$/.test(value)) return null;
  const seconds = Number(fields["expires_in"] ?? USUAL_LIFE_S);
  const livesMs = (Number.isFinite(seconds) && seconds > 0 ? seconds : USUAL_LIFE_S) * 1000;
  return { value, livesMs, refreshToken: text(fields["refresh_token"]) };
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function withoutAny(said: string, secrets: readonly (string | null)[]): string {
  return secrets.reduce<string>((rest, secret) => (secret ? rest.replaceAll(secret, "***") : rest), said);
}

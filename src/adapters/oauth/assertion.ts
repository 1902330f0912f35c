import { sign } from "node:crypto";
import type { Instant } from "../../values/instant.ts";

/** Who states something to a token endpoint in place of a secret (RFC 7523), as Google's service accounts do. */
export interface AssertionKey {
  readonly issuer: string;
  readonly keyId: string | null;
  /** PEM of an RSA key. */
  readonly privateKey: string;
}

export interface Claims {
  /** The mailbox's user, in whose place we act. */
  readonly subject: string | null;
  readonly scope: string | null;
  /** The token endpoint. */
  readonly audience: string;
}

const LIVES_S = 300;

/** A signed statement, good for five minutes: a JWT with RS256 (RFC 7515, RFC 7519). */
export function assertionOf(key: AssertionKey, { subject, scope, audience }: Claims, now: Instant): string {
  const atS = Math.floor(now / 1000);
  const header = { alg: "RS256", typ: "JWT", ...(key.keyId === null ? {} : { kid: key.keyId }) };
  const claims = {
    iss: key.issuer,
    ...(subject === null ? {} : { sub: subject }),
    ...(scope === null ? {} : { scope }),
    aud: audience,
    iat: atS,
    exp: atS + LIVES_S,
  };
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${text}.${sign("sha256", Buffer.from(text), key.privateKey).toString("base64url")}`;
}

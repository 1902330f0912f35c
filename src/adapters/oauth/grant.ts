import type { Instant } from "../../values/instant.ts";
import type { AssertionKey } from "./assertion.ts";

/** How access tokens are got for a mailbox (RFC 6749), in place of a password. */
export interface OAuthGrant {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Null: a public client, which has none. */
  readonly clientSecret: string | null;
  /** Null: what the token endpoint gives by default. */
  readonly scope: string | null;
  /** Null: client credentials (RFC 6749 §4.4), the desk for itself; else §6, on behalf of who once agreed. */
  readonly refreshToken: string | null;
  /** A folder for newer refresh tokens; they live in memory only where left out. */
  readonly keepIn?: string;
  /** A service account acts for the user in place of all that (RFC 7523 §2.1). */
  readonly serviceAccount?: { readonly key: AssertionKey; readonly user: string | null };
  /** When the client secret or the refresh token ends; null: nobody said. */
  readonly secretExpiresAt: Instant | null;
}

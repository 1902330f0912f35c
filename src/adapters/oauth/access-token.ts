import type { OAuthGrant } from "./grant.ts";
import { type KeptToken, keptToken } from "./kept-token.ts";
import { requestToken, type Token, TokenRefused } from "./request-token.ts";

interface Held {
  readonly token: Token;
  readonly gotMs: number;
}

/** A token is renewed this long before its end, or halfway where it lives less than ten minutes. */
const BEFORE_END_MS = 5 * 60_000;

/** Tokens of this process by grant. Connections of all mailboxes that share a grant share its token. */
const grants = new Map<string, TokenSource>();

/** The source of tokens for a grant: one a process, so that ten connections ask its endpoint once. */
export function tokensOf(grant: OAuthGrant, ca?: string): TokenSource {
  const key = JSON.stringify([
    ...[
      grant.tokenUrl,
      grant.clientId,
      grant.clientSecret,
      grant.scope,
      grant.refreshToken,
      ca ?? null,
      grant.serviceAccount?.key.issuer,
      grant.serviceAccount?.key.keyId,
      grant.serviceAccount?.user,
    ],
  ]);
  const known = grants.get(key);
  if (known !== undefined) return known;
  const source = new TokenSource(grant, ca);
  grants.set(key, source);
  return source;
}

/** Holds one access token and renews it; asks the endpoint one question at a time. */
export class TokenSource {
  readonly #grant: OAuthGrant;
  readonly #ca: string | undefined;
  readonly #nowMs: () => number;
  #held: Held | null = null;
  #asking: Promise<string> | null = null;
  /** The newest there is; endpoints that rotate them hand out a new one with each access token. */
  #refreshToken: string | null;
  readonly #kept: KeptToken | null;

  /** @param nowMs  a clock that never goes back; where it starts does not matter */
  constructor(grant: OAuthGrant, ca?: string, nowMs: () => number = () => performance.now()) {
    this.#grant = grant;
    this.#ca = ca;
    this.#nowMs = nowMs;
    const { refreshToken, keepIn } = grant;
    this.#kept = keepIn === undefined || refreshToken === null ? null : keptToken(keepIn, refreshToken);
    this.#refreshToken = this.#kept?.load() ?? refreshToken;
  }

  /**
   * A token that is good for some minutes.
   *
   * @param refused  a token that a server has refused: it is not given out again
   * @throws TokenRefused or Unavailable, see `requestToken`
   */
  async get(refused?: string): Promise<string> {
    const held = this.#held;
    if (held !== null && held.token.value !== refused && !this.#isOld(held)) return held.token.value;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    try {
      return await this.#asking;
    } catch (error) {
      // An endpoint that is down does not matter while the token that is held still lives.
      if (held !== null && held.token.value !== refused && this.#lives(held)) return held.token.value;
      throw error;
    }
  }

  async #ask(): Promise<string> {
    const gotMs = this.#nowMs();
    const token = await this.#request();
    this.#held = { token, gotMs };
    if (token.refreshToken !== null && token.refreshToken !== this.#refreshToken) {
      this.#refreshToken = token.refreshToken;
      this.#kept?.save(token.refreshToken);
    }
    return token.value;
  }

  /** Another process may have got a newer refresh token, which ended ours; the settings' own is the last resort. */
  async #request(): Promise<Token> {
    const mine = this.#refreshToken;
    const tries = new Set([mine, this.#kept?.load() ?? mine, this.#grant.refreshToken]);
    let refused: unknown;
    for (const refreshToken of tries) {
      try {
        return await requestToken(this.#grant, { ca: this.#ca, refreshToken });
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        refused ??= error;
      }
    }
    throw refused;
  }

  #isOld({ token, gotMs }: Held): boolean {
    return this.#nowMs() >= gotMs + Math.max(token.livesMs - BEFORE_END_MS, token.livesMs / 2);
  }

  #lives({ token, gotMs }: Held): boolean {
    return this.#nowMs() < gotMs + token.livesMs;
  }
}

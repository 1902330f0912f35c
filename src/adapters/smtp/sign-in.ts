import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { tokensOf } from "../oauth/access-token.ts";
import type { MailServer } from "../system/settings-urls.ts";

type Credentials = Parameters<SMTPConnection["login"]>[0];

/** Signs in on an open connection. Rejects with what nodemailer says, its `response` being the server's. */
export type SignIn = (connection: SMTPConnection) => Promise<void>;

/** How to sign in; null: the server takes mail without. */
export function signInOf({ user, password, oauth }: MailServer, ca?: string): SignIn | null {
  if (user === null) return null;
  if (oauth === undefined) {
    return (connection) => login(connection, { credentials: { user, pass: password ?? "" } });
  }
  const tokens = tokensOf(oauth, ca);
  return async (connection) => {
    const token = await tokens.get();
    let renewed = false;
    const again = () => {
      renewed = true;
      return tokens.get(token);
    };
    try {
      await login(connection, bearer(user, token, again));
    } catch (error) {
      // 454 is "temporary" (RFC 4954 §6): the token is not to blame.
      if (renewed || codeOf(error) !== 535 || connection.destroyed) throw error;
      const fresh = await again();
      await login(
        connection,
        bearer(user, fresh, async () => fresh),
      ).catch((refused) => {
        // Some servers hang up on a second try; their first answer says more.
        throw codeOf(refused) === undefined ? error : refused;
      });
    }
  };
}

function codeOf(error: unknown): number | undefined {
  return (error as { responseCode?: number }).responseCode;
}

function login(connection: SMTPConnection, credentials: Credentials): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login(credentials, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * XOAUTH2 as Google and Microsoft have it: user, token and two separators in Base64. A server that gives its reason by
 * 334 is asked once more by nodemailer itself, with the token of `again`; one that says 535 at once is not.
 */
function bearer(user: string, token: string, again: () => Promise<string>): Credentials {
  type Done = (error: Error | null, token?: string) => void;
  const oauth2 = {
    getToken(isAgain: boolean, done: Done) {
      if (!isAgain) return done(null, token);
      again().then((fresh) => done(null, fresh), done);
    },
    buildXOAuth2Token: (shown: string) =>
      Buffer.from(`user=${user}\u0001auth=Bearer ${shown}\u0001\u0001`).toString("base64"),
  };
  return { user, method: "XOAUTH2", oauth2 } as unknown as Credentials;
}

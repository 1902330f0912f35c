import SMTPConnection, { type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import type { MailServer } from "../system/settings-urls.ts";
import { trusted } from "../system/trusted.ts";
import { type SignIn, signInOf } from "./sign-in.ts";

export { SMTPConnection, type SMTPConnectionOptions };

export interface Server {
  readonly options: SMTPConnectionOptions;
  /** Null: mail is taken without. */
  readonly signIn: SignIn | null;
}

/** TLS as the settings ask for it; `if-offered` is for loopback, where certificates prove nothing. */
export function optionsOf(server: MailServer, ca?: string): Server {
  const { host, port, tls } = server;
  return {
    options: {
      host,
      port,
      secure: tls === "implicit",
      requireTLS: tls === "starttls",
      ignoreTLS: tls === "never" || tls === "if-offered",
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      tls: trusted(ca),
    },
    signIn: signInOf(server, ca),
  };
}

/**
 * Connects and signs in.
 *
 * @param withinMs  for all of it together; a server that trickles is given up too
 */
export function connect({ options, signIn }: Server, withinMs: number): Promise<SMTPConnection> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection(options);
    const fail = (error: Error): void => {
      clearTimeout(limit);
      connection.close();
      reject(error);
    };
    const limit = setTimeout(
      () => fail(new Error(`no session within ${Math.round(withinMs / 1000)} s`)),
      withinMs,
    );
    connection.once("error", fail);
    connection.connect((error) => {
      if (error) return fail(error);
      const ready = (refused?: Error | null): void => {
        if (refused) return fail(refused);
        clearTimeout(limit);
        connection.off("error", fail);
        connection.on("error", () => {});
        resolve(connection);
      };
      if (signIn === null) return ready();
      signIn(connection).then(() => ready(), ready);
    });
  });
}

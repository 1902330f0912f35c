import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Readable } from "node:stream";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { type Account, mailboxOf } from "./accounts.ts";
import type { Log } from "./log.ts";
import { AUTHSERV_ID, stamped } from "./stamp.ts";

export interface SmtpFront {
  readonly port: number;
  stop(): Promise<void>;
}

/** Puts a stamped mail on the disk; resolves when it can no longer be lost. */
export type Deliver = (mailbox: Account, mail: readonly Buffer[]) => Promise<void>;

const LARGEST_MAIL = 50_000_000;

/** A reply of the server with this code and text. */
function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/**
 * The sandbox's only way for mail: takes mail from its users by password, for its users, and sends nothing anywhere else.
 * The sender may write any From; the server says who it really was (`Authentication-Results`). It answers 250 only when
 * the mail is on the disk of every recipient.
 */
export async function startSmtpFront(
  port: number,
  accounts: readonly Account[],
  deliver: Deliver,
  log: Log,
): Promise<SmtpFront> {
  const server = new SMTPServer({
    name: AUTHSERV_ID,
    banner: "Answerable sandbox",
    hideSTARTTLS: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    authMethods: ["PLAIN", "LOGIN"],
    size: LARGEST_MAIL,
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 3_000,
    maxClients: 100,
    logger: false,
    onAuth({ username, password }, _session, done) {
      const account = accounts.find(({ address }) => address === username?.toLowerCase());
      if (account !== undefined && same(account.password, password ?? ""))
        done(null, { user: account.address });
      else done(refusal(535, "5.7.8 Wrong user or password; the start screen shows them"));
    },
    onRcptTo({ address }, _session, done) {
      if (mailboxOf(accounts, address) !== null) done();
      else done(refusal(550, `5.1.1 <${address}>: no such mailbox; mail does not leave the sandbox`));
    },
    onData(stream, session, done) {
      accept(stream, session, accounts, deliver).then(
        (refused) => (refused === null ? done() : done(refused)),
        (error) => {
          log.warn(
            { part: "smtp", error: (error as NodeJS.ErrnoException).code ?? String(error) },
            "mail not stored",
          );
          done(refusal(452, "4.3.1 Cannot store the mail now, try again later"));
        },
      );
    },
  });
  server.on("error", (error) => log.warn({ part: "smtp", error: error.message }, "a connection failed"));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Null: accepted. */
async function accept(
  stream: Readable & { sizeExceeded?: boolean },
  session: SMTPServerSession,
  accounts: readonly Account[],
  deliver: Deliver,
): Promise<Error | null> {
  const parts: Buffer[] = [];
  for await (const part of stream) if (!stream.sizeExceeded) parts.push(part as Buffer);
  if (stream.sizeExceeded) return refusal(552, "5.3.4 The mail is too large");
  const mail = Buffer.concat(parts);
  const { mailFrom, rcptTo } = session.envelope;
  const common = {
    user: String(session.user),
    helo: String(session.hostNameAppearsAs || "unknown"),
    reversePath: mailFrom === false ? "" : mailFrom.address,
    id: randomBytes(6).toString("hex"),
    at: new Date(),
  };
  for (const { address } of rcptTo) {
    const bytes = stamped(mail, { ...common, recipient: address });
    if (bytes === null) return refusal(552, "5.3.4 The header is too large");
    await deliver(mailboxOf(accounts, address)!, bytes);
  }
  return null;
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

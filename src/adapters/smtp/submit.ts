import { Readable } from "node:stream";
import type { Refusal, SubmitOutcome } from "../../outbound/delivery.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { SMTPConnection, type SMTPConnectionOptions } from "./connection.ts";

export interface Submission {
  readonly reversePath: string;
  readonly recipients: readonly string[];
  readonly bytes: Uint8Array;
}

export interface Submitter extends AsyncDisposable {
  /**
   * Submits stored bytes (RFC 6409). `beforeStream` is awaited after the recipients are agreed on and before the first
   * byte of the message: from there on a break may mean that the server has it.
   */
  submit(mail: Submission, beforeStream: () => Promise<void>): Promise<SubmitOutcome>;
  /** Connects and signs in, and nothing more; null: it worked, else what the server said. */
  greet(): Promise<string | null>;
}

/** Submission takes no longer than this, whatever the server does; leases are longer. */
export const SUBMISSION_LIMIT_MS = 60_000;

interface Server {
  readonly options: SMTPConnectionOptions;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

/** TLS as the settings ask for it; `if-offered` is for loopback, where certificates prove nothing. */
export function optionsOf(server: MailServer, ca?: string): Server {
  const { host, port, tls, user, password } = server;
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
      ...(ca ? { tls: { ca } } : {}),
    },
    auth: user === null ? null : { user, pass: password ?? "" },
  };
}

/**
 * Keeps up to `max` connections to a submission server and uses them again for a minute.
 *
 * @param max  connections at most (Exchange Online allows 3)
 */
export function openSubmitter(
  to: MailServer,
  { max = 3, ca }: { max?: number; ca?: string } = {},
): Submitter {
  const server = optionsOf(to, ca);
  const idle: SMTPConnection[] = [];
  let closed = false;

  async function take(): Promise<SMTPConnection> {
    for (let held = idle.pop(); held !== undefined; held = idle.pop()) if (!held.destroyed) return held;
    return connect(server);
  }

  function giveBack(connection: SMTPConnection): void {
    if (closed || connection.destroyed || idle.length >= max) return connection.quit();
    idle.push(connection);
    setTimeout(() => {
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1)[0]?.quit();
    }, 60_000).unref();
  }

  async function submit(mail: Submission, beforeStream: () => Promise<void>): Promise<SubmitOutcome> {
    let connection: SMTPConnection;
    try {
      connection = await take();
    } catch (error) {
      return notSent(error);
    }
    const outcome = await submitOn(connection, mail, beforeStream);
    if (outcome.kind === "accepted") giveBack(connection);
    else connection.close();
    return outcome;
  }

  async function greet(): Promise<string | null> {
    try {
      giveBack(await take());
      return null;
    } catch (error) {
      return describe(error);
    }
  }

  return {
    submit,
    greet,
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const connection of idle.splice(0)) connection.quit();
    },
  };
}

function connect({ options, auth }: Server): Promise<SMTPConnection> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection(options);
    const fail = (error: Error): void => {
      connection.close();
      reject(error);
    };
    connection.once("error", fail);
    connection.connect(() => {
      const ready = (error?: Error | null): void => {
        if (error) return fail(error);
        connection.off("error", fail);
        connection.on("error", () => {});
        resolve(connection);
      };
      if (auth === null) return ready();
      connection.login({ credentials: auth }, (error) => ready(error));
    });
  });
}

function submitOn(
  connection: SMTPConnection,
  mail: Submission,
  beforeStream: () => Promise<void>,
): Promise<SubmitOutcome> {
  return new Promise((resolve) => {
    const message = gatedStream(mail.bytes, beforeStream);
    const settle = (outcome: SubmitOutcome): void => {
      clearTimeout(limit);
      connection.off("error", broken);
      resolve(outcome);
    };
    const broken = (error: Error): void => settle(brokenAt(message.ended(), describe(error)));
    const limit = setTimeout(() => {
      connection.close();
      settle(brokenAt(message.ended(), "the server took longer than a minute"));
    }, SUBMISSION_LIMIT_MS);
    connection.once("error", broken);
    message.stream.once("error", broken);
    const size = mail.bytes.length;
    const envelope = { from: mail.reversePath, to: [...mail.recipients], size, use8BitMime: true };
    connection.send(envelope, message.stream, (error, info) => {
      if (!error)
        return settle({ kind: "accepted", reply: info!.response, refused: refusals(info!.rejectedErrors) });
      const code = error.responseCode;
      if (code === undefined) return settle(brokenAt(message.ended(), describe(error)));
      const refused = refusals((error as { rejectedErrors?: unknown }).rejectedErrors);
      settle({ kind: "refused", code: worst(code, refused), reply: describe(error), refused });
    });
  });
}

/** The message as a stream whose first byte waits for `beforeStream`, and which knows whether it has been read to its end. */
function gatedStream(bytes: Uint8Array, beforeStream: () => Promise<void>) {
  let offset = -1;
  const stream = new Readable({
    read() {
      const push = (): void => {
        const end = Math.min(offset + 65_536, bytes.length);
        const chunk = Buffer.from(bytes.buffer, bytes.byteOffset + offset, end - offset);
        offset = end;
        this.push(chunk.length > 0 ? chunk : null);
      };
      if (offset >= 0) return push();
      offset = 0;
      beforeStream().then(push, (error) => this.destroy(error));
    },
  });
  return { stream, ended: () => offset >= bytes.length };
}

function brokenAt(streamEnded: boolean, because: string): SubmitOutcome {
  return streamEnded ? { kind: "unsure", because } : { kind: "not-sent", because };
}

function notSent(error: unknown): SubmitOutcome {
  const { responseCode } = error as { responseCode?: number };
  const because = describe(error);
  return { kind: "not-sent", because: responseCode === 535 ? `sign-in refused: ${because}` : because };
}

function refusals(errors: unknown): readonly Refusal[] {
  if (!Array.isArray(errors)) return [];
  return errors.map(
    (error: { recipient?: string; responseCode?: number; response?: string; message: string }) => ({
      address: error.recipient ?? "",
      code: error.responseCode ?? 451,
      reply: describe(error),
    }),
  );
}

/** With every recipient refused, one that may yet be accepted makes the whole mail worth trying again. */
function worst(code: number, refused: readonly Refusal[]): number {
  return refused.some((refusal) => refusal.code < 500) ? 451 : code;
}

/** The server's reply on one line, bounded. */
function describe(error: unknown): string {
  const { response, message, code } = error as { response?: string; message?: string; code?: string };
  return (response ?? `${code ?? "error"}: ${message ?? error}`).replaceAll(/\s+/g, " ").slice(0, 300);
}

import type { SubmitOutcome } from "../../outbound/delivery.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { optionsOf, type SMTPConnection } from "./connection.ts";
import { type Content, piecesOf } from "./content.ts";
import { type Envelope, envelopeOf } from "./envelope.ts";
import { MessageStream } from "./message-stream.ts";
import { openPool, type Pool, type Taken } from "./pool.ts";
import { brokenAt, describe, failureOf, notSent, refusals, worst } from "./replies.ts";

export interface Submission {
  readonly reversePath: string;
  readonly recipients: readonly string[];
  readonly bytes: Content;
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

/** How long the parts of a submission may take, in ms. `total` is for all of it and shorter than any lease on a mail. */
export interface Limits {
  readonly connect: number;
  readonly total: number;
}
export const LIMITS: Limits = { connect: 20_000, total: 60_000 };

/** How long a connection waits for the next mail. */
export const IDLE_MS = 60_000;

interface Options {
  readonly max?: number;
  readonly ca?: string;
  readonly limits?: Limits;
  readonly idleMs?: number;
}

/** Keeps up to `max` connections to a submission server and uses them again. */
export function openSubmitter(
  to: MailServer,
  { max = 3, ca, limits = LIMITS, idleMs = IDLE_MS }: Options = {},
): Submitter {
  const pool = openPool(optionsOf(to, ca), max, limits.connect, idleMs);

  async function submit(mail: Submission, beforeStream: () => Promise<void>): Promise<SubmitOutcome> {
    const end = performance.now() + limits.total;
    let taken = await took(pool, end, false);
    if ("kind" in taken) return taken;
    let message = new MessageStream(piecesOf(mail.bytes).read(), beforeStream);
    let outcome = await submitOn(taken.connection, mail, message, end);
    if (taken.reused && !message.begun && isStale(outcome)) {
      // It was closed while it waited for us; that says nothing about the mail or the server.
      pool.drop(taken.connection);
      taken = await took(pool, end, true);
      if ("kind" in taken) return taken;
      message = new MessageStream(piecesOf(mail.bytes).read(), beforeStream);
      outcome = await submitOn(taken.connection, mail, message, end);
    }
    if (outcome.kind === "accepted" && message.ended) pool.giveBack(taken.connection);
    else pool.drop(taken.connection);
    return outcome;
  }

  async function greet(): Promise<string | null> {
    try {
      pool.giveBack((await pool.take(limits.total)).connection);
      return null;
    } catch (error) {
      return describe(error);
    }
  }

  return { submit, greet, [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]() };
}

async function took(pool: Pool, end: number, fresh: boolean): Promise<Taken | SubmitOutcome> {
  try {
    return await pool.take(Math.max(0, end - performance.now()), { fresh });
  } catch (error) {
    return notSent(error);
  }
}

function isStale(outcome: SubmitOutcome): boolean {
  return outcome.kind === "not-sent" || (outcome.kind === "refused" && outcome.code === 421);
}

function submitOn(
  connection: SMTPConnection,
  mail: Submission,
  message: MessageStream,
  end: number,
): Promise<SubmitOutcome> {
  const envelope = envelopeOf(mail.reversePath, mail.recipients, takesUtf8(connection));
  const [first] = envelope.refused;
  if (envelope.to.size === 0) {
    const { code, reply } = first ?? { code: 553, reply: "553 5.1.3 nobody to send it to" };
    return Promise.resolve({ kind: "refused", code, reply, refused: envelope.refused });
  }
  return new Promise((resolve) => {
    const settle = (outcome: SubmitOutcome): void => {
      clearTimeout(limit);
      connection.off("error", broken);
      resolve(named(outcome, envelope));
    };
    const broken = (error: Error): void => settle(failureOf(error, message.ended));
    const limit = setTimeout(() => {
      settle(brokenAt(message.ended, "the server took too long"));
      connection.close();
    }, end - performance.now());
    connection.once("error", broken);
    message.once("error", broken);
    const { size } = piecesOf(mail.bytes);
    const wire = { from: envelope.from, to: [...envelope.to.keys()], size, use8BitMime: true };
    connection.send(wire, message, (error, info) => {
      if (error) return broken(error);
      if (!message.ended) return settle(brokenAt(false, `accepted before its end: ${info!.response}`));
      settle({ kind: "accepted", reply: info!.response, refused: refusals(info!.rejectedErrors) });
    });
  });
}

/** Recipients as the desk writes them, and with them those that were not even asked about. */
function named(outcome: SubmitOutcome, { to, refused: unasked }: Envelope): SubmitOutcome {
  if (outcome.kind !== "accepted" && outcome.kind !== "refused") return outcome;
  const theirs = outcome.refused.map((refusal) => ({
    ...refusal,
    address: to.get(refusal.address) ?? refusal.address,
  }));
  const refused = [...theirs, ...unasked];
  return outcome.kind === "accepted"
    ? { ...outcome, refused }
    : { ...outcome, refused, code: worst(outcome.code, theirs) };
}

/** nodemailer keeps what EHLO offered to itself; a version that names it otherwise makes a test of ours fail. */
function takesUtf8(connection: SMTPConnection): boolean {
  const { _supportedExtensions: offered } = connection as { _supportedExtensions?: readonly string[] };
  return offered?.includes("SMTPUTF8") === true;
}

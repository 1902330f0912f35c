import { type Instant, MINUTE, plus, SECOND } from "../values/instant.ts";
import { unreachable } from "../values/unreachable.ts";

/** What the server said to one submission, as far as we heard it. */
export type SubmitOutcome =
  /** The server took the message; some recipients may have been refused. */
  | { readonly kind: "accepted"; readonly reply: string; readonly refused: readonly Refusal[] }
  /** Every recipient, the sender or the message was refused with a reply code. */
  | {
      readonly kind: "refused";
      readonly code: number;
      readonly reply: string;
      readonly refused: readonly Refusal[];
    }
  /** No connection, or it broke before the end of the message stream: the server has nothing. */
  | { readonly kind: "not-sent"; readonly because: string }
  /** The stream had ended (or we died over it) and no reply came: the server may have it. */
  | { readonly kind: "unsure"; readonly because: string };

/** A recipient's reply code of RFC 5321 §4.2 with its text. */
export interface Refusal {
  readonly address: string;
  readonly code: number;
  readonly reply: string;
}

export interface Recipient {
  readonly address: string;
  /** bounced: accepted, and reported undeliverable afterwards. */
  readonly state: "waiting" | "accepted" | "failed" | "bounced";
  readonly reply: string;
}

/** What a submission made of a mail. `dueAt` null: nothing more to do. */
export interface Delivery {
  readonly state: "accepted" | "deferred" | "unsure" | "failed" | "cancelled";
  readonly because: string;
  readonly dueAt: Instant | null;
  readonly recipients: readonly Recipient[];
  /** Count this as the one permitted repeat, and mark the bytes as such. */
  readonly repeat: boolean;
}

export interface SubmittedMail {
  readonly recipients: readonly Recipient[];
  /** Submissions so far, this one included. */
  readonly attempts: number;
  readonly repeats: number;
  /** Answers of people are worth one marked repeat; acknowledgements and notices never are. */
  readonly repeatable: boolean;
}

/** Waits before the next try, by the number of tries made; after the last the mail has failed. About two days in all. */
export const WAITS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  ...Array.from({ length: 22 }, () => 120 * MINUTE),
];

/** An answer that may or may not have been taken is repeated after this long, so that a slow report can come first. */
const REPEAT_AFTER = 2 * MINUTE;

/**
 * What becomes of a mail after a submission. 2yz: accepted. 4yz and whatever broke before the message stream ended:
 * again by `WAITS`. 5yz: failed for those recipients. After the end of the stream without a reply: unsure; an answer is
 * repeated once, anything else never.
 *
 * @param jitter  0 to 1; adds up to a quarter of the wait so that a recovering server is not stormed
 */
export function decideDelivery(
  mail: SubmittedMail,
  outcome: SubmitOutcome,
  now: Instant,
  jitter: number,
): Delivery {
  switch (outcome.kind) {
    case "accepted":
      return afterAcceptance(mail, outcome, now, jitter);
    case "refused": {
      const recipients = mark(mail.recipients, outcome.refused);
      if (outcome.code >= 500)
        return failed(mail, allFailed(recipients, outcome.reply), `refused: ${outcome.reply}`);
      return again(mail, recipients, `refused for now: ${outcome.reply}`, now, jitter);
    }
    case "not-sent":
      return again(mail, mail.recipients, outcome.because, now, jitter);
    case "unsure":
      return mail.repeatable && mail.repeats === 0
        ? { ...unsure(mail, outcome.because), dueAt: plus(now, REPEAT_AFTER), repeat: true }
        : unsure(mail, outcome.because);
    default:
      return unreachable(outcome);
  }
}

function afterAcceptance(
  mail: SubmittedMail,
  outcome: SubmitOutcome & { kind: "accepted" },
  now: Instant,
  jitter: number,
): Delivery {
  const recipients = mark(mail.recipients, outcome.refused).map((recipient) =>
    recipient.state === "waiting" && !outcome.refused.some(({ address }) => address === recipient.address)
      ? { ...recipient, state: "accepted" as const, reply: outcome.reply }
      : recipient,
  );
  if (recipients.some(({ state }) => state === "waiting")) {
    return again(mail, recipients, "some recipients were refused for now", now, jitter);
  }
  const refused = recipients.filter(({ state }) => state === "failed").length;
  if (refused === recipients.length) return failed(mail, recipients, "every recipient was refused");
  const because =
    refused === 0
      ? outcome.reply
      : inDoubt(mail, `accepted for ${recipients.length - refused}, refused for ${refused}`);
  return { state: "accepted", because, dueAt: null, recipients, repeat: false };
}

/** 5yz fails a recipient for good; 4yz leaves it waiting. */
function mark(recipients: readonly Recipient[], refused: readonly Refusal[]): readonly Recipient[] {
  return recipients.map((recipient) => {
    const refusal = refused.find(({ address }) => address === recipient.address);
    if (!refusal) return recipient;
    return {
      ...recipient,
      state: refusal.code >= 500 ? ("failed" as const) : recipient.state,
      reply: refusal.reply,
    };
  });
}

function again(
  mail: SubmittedMail,
  recipients: readonly Recipient[],
  because: string,
  now: Instant,
  jitter: number,
): Delivery {
  const wait = WAITS[mail.attempts - 1];
  if (wait === undefined)
    return failed(mail, allFailed(recipients, because), `given up after ${mail.attempts} tries: ${because}`);
  return { state: "deferred", because, dueAt: plus(now, wait * (1 + jitter / 4)), recipients, repeat: false };
}

function unsure(mail: SubmittedMail, because: string): Delivery {
  return { state: "unsure", because, dueAt: null, recipients: mail.recipients, repeat: false };
}

/** No more tries. Who had it from an earlier one still has it. */
function failed(mail: SubmittedMail, recipients: readonly Recipient[], why: string): Delivery {
  const have = recipients.filter(({ state }) => state === "accepted").length;
  const because = have === 0 ? why : `accepted for ${have}, refused for ${recipients.length - have} (${why})`;
  const state = have === 0 ? "failed" : "accepted";
  return { state, because: inDoubt(mail, because), dueAt: null, recipients, repeat: false };
}

/** A refused repeat says nothing of the first copy. */
function inDoubt(mail: SubmittedMail, because: string): string {
  return mail.repeats === 0 ? because : `${because} (a first copy may have arrived)`;
}

function allFailed(recipients: readonly Recipient[], reply: string): readonly Recipient[] {
  return recipients.map((recipient) =>
    recipient.state === "waiting" ? { ...recipient, state: "failed" as const, reply } : recipient,
  );
}

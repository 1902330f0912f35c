import type { z } from "zod";
import type { Pace } from "../../outbound/pacing.ts";

/** Where a copy of an answer comes from in the mailbox's Sent folder: from us, from the provider, or from nobody. */
export const SENT_COPIES = ["append", "server", "none"] as const;
export type SentCopy = (typeof SENT_COPIES)[number];

/** How mail leaves by one account, as far as somebody said so. */
export interface Sending {
  /** What is left out is the provider's. */
  readonly pace: { readonly [K in keyof Pace]?: number | undefined };
  /** Null: as the provider does it. */
  readonly sentCopy: SentCopy | null;
}

export const PLAIN_SENDING: Sending = { pace: {}, sentCopy: null };

/** Of the environment. */
export function sendingOf(v: {
  readonly SMTP_CONNECTIONS?: number | undefined;
  readonly SMTP_MAILS_PER_MINUTE?: number | undefined;
  readonly SMTP_RECIPIENTS_PER_DAY?: number | undefined;
  readonly SENT_COPY?: SentCopy | undefined;
}): Sending {
  return {
    pace: {
      connections: v.SMTP_CONNECTIONS,
      mailsPerMinute: v.SMTP_MAILS_PER_MINUTE,
      recipientsPerDay: v.SMTP_RECIPIENTS_PER_DAY,
    },
    sentCopy: v.SENT_COPY ?? null,
  };
}

/** A whole number from 1. */
export function limit(text: string, context: z.core.$RefinementCtx<string>): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  context.addIssue({ code: "custom", message: "expected a whole number from 1" });
  return 1;
}

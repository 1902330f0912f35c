import { z } from "zod";

/** Which proof of a sender a mailbox gives: what the provider stamps, what a named server writes, our own check, none. */
export const PROOFS = ["provider-stamp", "authserv-id", "own-check", "none"] as const;
export type Proof = (typeof PROOFS)[number];

/** What a mailbox can do, as round trips have shown. */
export const MailboxAbilities = z.object({
  /** A mail to the desk comes back at all. */
  works: z.boolean(),
  /** A mail to `desk+token@` arrives (RFC 5233). */
  plusAddressing: z.boolean(),
  /** The reverse-path we gave stands in Return-Path: delivery reports could find their mail by it (VERP). */
  returnPathKept: z.boolean(),
  fromKept: z.boolean(),
  messageIdKept: z.boolean(),
  /** The provider puts what is submitted into the Sent folder by itself. */
  sentCopyByServer: z.boolean(),
  idle: z.boolean(),
  proof: z.enum(PROOFS),
  /** Who writes the first Authentication-Results; null: nobody, or without a name as Microsoft 365 does. */
  authservIdSeen: z.string().nullable(),
  /** Mail of ourselves to ourselves lands there. */
  landsIn: z.enum(["inbox", "junk", "elsewhere"]).nullable(),
});
export type MailboxAbilities = z.infer<typeof MailboxAbilities>;

/** One mail of the test as it arrived. */
export interface Arrival {
  readonly folder: "inbox" | "junk" | "elsewhere";
  readonly messageId: string | null;
  readonly from: string | null;
  readonly returnPath: string | null;
  /** By what the receiver wrote; null: nothing proved. */
  readonly provedBy: string | null;
  /** Our own look at DKIM and DMARC proved the sender. */
  readonly provedByUs: boolean;
  readonly authservId: string | null;
}

/** What was sent and what came of it; null: it did not arrive, or was not even taken. */
export interface Trips {
  readonly address: string;
  readonly provider: string;
  readonly messageId: string;
  readonly reversePath: string;
  readonly plain: Arrival | null;
  readonly plus: Arrival | null;
  /** The one with a reverse-path of its own. */
  readonly returned: Arrival | null;
  readonly sentCopy: boolean;
  readonly idle: boolean;
}

/** What round trips show. Without a mail that arrives nothing but that is known, and all else counts as not there. */
export function abilitiesOf(trips: Trips): MailboxAbilities {
  const { plain, plus, returned } = trips;
  return {
    works: plain !== null,
    plusAddressing: plus !== null,
    returnPathKept: same(returned?.returnPath, trips.reversePath),
    fromKept: same(plain?.from, trips.address),
    messageIdKept: plain?.messageId === trips.messageId,
    sentCopyByServer: trips.sentCopy,
    idle: trips.idle,
    proof: proofOf(plain, trips.provider),
    authservIdSeen: plain?.authservId ?? null,
    landsIn: plain?.folder ?? null,
  };
}

function proofOf(plain: Arrival | null, provider: string): Proof {
  if (plain?.provedBy) return provider === "generic" ? "authserv-id" : "provider-stamp";
  return plain?.provedByUs ? "own-check" : "none";
}

function same(found: string | null | undefined, expected: string): boolean {
  return found?.toLowerCase() === expected.toLowerCase();
}

/** What was measured before, as the database keeps it; null: nothing, or by a version that measured less. */
export function readAbilities(stored: unknown): MailboxAbilities | null {
  const read = MailboxAbilities.safeParse(stored);
  return read.success ? read.data : null;
}

/** False only where a test has shown that plus-addresses do not arrive: what was never measured is tried. */
export function mayUsePlus(stored: unknown): boolean {
  const { works, plusAddressing } = (stored ?? {}) as { works?: unknown; plusAddressing?: unknown };
  return !(works === true && plusAddressing === false);
}

/** What follows from the abilities, a line each, the grave ones first. */
export function abilityAdvice(found: MailboxAbilities, authservId: string | null): readonly string[] {
  if (!found.works)
    return ["A mail to the desk did not come back: look for it at the provider, and test again."];
  const rows: readonly (readonly [applies: boolean, advice: string])[] = [
    [
      found.proof === "none" && found.authservIdSeen !== null && authservId === null,
      `Nothing proves who sent a mail, but ${found.authservIdSeen} writes Authentication-Results: if that is your own server, set MAIL_AUTHSERV_ID (or authservId) to it.`,
    ],
    [
      found.proof === "none",
      "Nothing proves who sent a mail: what agents write is held until they confirm it.",
    ],
    [
      !found.fromKept,
      "The submission server writes another From: allow the account to send as the desk's address.",
    ],
    [
      !found.messageIdKept,
      "The submission server writes another Message-ID: replies are found by plus-address only.",
    ],
    [
      !found.plusAddressing,
      "Plus-addresses do not arrive: replies are found by Message-ID, and Reply-To is the plain address.",
    ],
    [
      !found.plusAddressing && !found.messageIdKept,
      "With neither, replies open new tickets: change one of the two at the provider.",
    ],
    [
      found.landsIn === "junk",
      "The desk's own mail lands in Junk: have SPF and DKIM of the domain looked at.",
    ],
    [!found.idle, "The server has no IDLE: new mail is seen every 25 seconds."],
    [
      found.sentCopyByServer,
      "The provider keeps a Sent copy by itself: SENT_COPY=server avoids a second one.",
    ],
  ];
  return rows.filter(([applies]) => applies).map(([, advice]) => advice);
}

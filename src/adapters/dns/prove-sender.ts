import { authenticate } from "mailauth";
import { areAligned, domainOf } from "../../mail/authentication/alignment.ts";
import type { Authentication } from "../../mail/reading.ts";

/** DNS as mailauth asks for it: TXT answers are lists of chunks; throws an error with `code` `ENOTFOUND` where there is none. */
export type Resolve = (name: string, rrtype: string) => Promise<string[][]>;

export interface SenderProofOptions {
  readonly resolver: Resolve;
  /** The whole check, DNS included; default 10 s. */
  readonly timeoutMs?: number;
  /** Larger mails are not checked; default 35 MB, more than mail servers carry. */
  readonly maxBytes?: number;
}

export type ProveSender = (bytes: Uint8Array, fromAddress: string) => Promise<Authentication>;

/** A mail asks for about five answers; one made to make us ask for hundreds gets these. */
const MOST_LOOKUPS = 25;
const MOST_SIGNATURES = 10;
const LONGEST_HEADER = 1024 * 1024;

/**
 * Our own check of DKIM and DMARC (RFC 6376, RFC 7489), for mailboxes whose provider writes no results.
 *
 * Proof is a signature over the whole mail by a domain aligned with the From address, and no DMARC policy of that
 * domain that says otherwise. SPF proves nothing here: who connected to the provider is not known. Everything that
 * fails, is too large or takes too long proves nothing; never throws.
 */
export function openSenderProof(options: SenderProofOptions): ProveSender {
  const { resolver, timeoutMs = 10_000, maxBytes = 35 * 1024 * 1024 } = options;
  return async (bytes, fromAddress) => {
    const refused = refuse(bytes, fromAddress, maxBytes);
    if (refused !== null) return nothing(refused);
    const over = new AbortController();
    const { promise: late, resolve: end } = Promise.withResolvers<Authentication>();
    const timer = setTimeout(() => end(nothing(`no proof within ${timeoutMs} ms`)), timeoutMs);
    try {
      return await Promise.race([late, check(bytes, fromAddress, bounded(resolver, over.signal))]);
    } finally {
      clearTimeout(timer);
      over.abort();
    }
  };
}

async function check(bytes: Uint8Array, fromAddress: string, resolver: Resolve): Promise<Authentication> {
  try {
    const result = await authenticate(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      resolver,
      mta: "desk.invalid",
      rejectRsaSha1: true,
      disableArc: true,
      disableBimi: true,
    });
    const signed = result.dkim.headerFrom ?? [];
    if (signed.length !== 1 || domainOf(signed[0]!) !== domainOf(fromAddress)) {
      return nothing("our own check: the From field does not name one mailbox");
    }
    const verdict = result.dmarc === false ? "none" : (result.dmarc?.status?.result ?? "none");
    if (!["pass", "none"].includes(verdict))
      return { ...nothing(`our own check: dmarc=${verdict}`), failed: verdict === "fail" };
    const signature = result.dkim.results.find(
      ({ status, signingDomain }) =>
        status.result === "pass" &&
        !status.underSized &&
        areAligned(signingDomain ?? "", domainOf(fromAddress)),
    );
    if (signature === undefined)
      return nothing("our own check: no valid signature aligned with the From address");
    const method = verdict === "pass" ? "dmarc" : "dkim";
    const because = `our own check: signed by ${signature.signingDomain}`;
    return { proved: { address: fromAddress, method, authservId: null }, because };
  } catch (error) {
    return nothing(`our own check failed: ${error instanceof Error ? error.name : "unknown"}`);
  }
}

/** Why a mail is not even looked at; null where it is. */
function refuse(bytes: Uint8Array, fromAddress: string, maxBytes: number): string | null {
  if (bytes.length > maxBytes) return `larger than ${maxBytes} bytes`;
  if (domainOf(fromAddress) === "") return "no From address";
  const header = headerOf(bytes);
  if (header === null) return "a header too long to check";
  const count = (name: RegExp): number => header.match(name)?.length ?? 0;
  const froms = count(/^from[ \t]*:/gim);
  if (froms !== 1) return `${froms} From fields`;
  const signatures = count(/^dkim-signature[ \t]*:/gim);
  if (signatures === 0) return "not signed";
  return signatures > MOST_SIGNATURES ? `${signatures} signatures` : null;
}

/** The header block, one character a byte; null where it does not end in time. */
function headerOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, LONGEST_HEADER),
  ).toString("latin1");
  const end = /\r?\n\r?\n/.exec(start)?.index;
  if (end === undefined) return bytes.length > LONGEST_HEADER ? null : start;
  return start.slice(0, end);
}

/** Answers until the mail has had its share or its time is over. */
function bounded(resolver: Resolve, signal: AbortSignal): Resolve {
  let asked = 0;
  return async (name, rrtype) => {
    asked += 1;
    if (asked > MOST_LOOKUPS || signal.aborted) {
      throw Object.assign(new Error("no more lookups for this mail"), { code: "ETIMEOUT" });
    }
    return resolver(name, rrtype);
  };
}

const nothing = (because: string): Authentication => ({ proved: null, because });

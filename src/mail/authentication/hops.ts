import { areAligned } from "./alignment.ts";
import { withoutComments } from "./results.ts";

type RawHeaders = readonly (readonly [name: string, value: string])[];

/** A Received field (RFC 5321 §4.4): where it stands, and who says to have taken the mail from whom. */
export interface Hop {
  readonly index: number;
  readonly by: string;
  readonly from: string;
}

const MOST_HOPS = 100;

/** The Received fields from the newest down; hosts lower-cased, empty where the field names none. */
export function readHops(headers: RawHeaders): readonly Hop[] {
  const hops: Hop[] = [];
  headers.forEach(([name, value], index) => {
    if (name.toLowerCase() !== "received" || hops.length >= MOST_HOPS) return;
    const plain = withoutComments(value.slice(0, 4096));
    hops.push({ index, by: hostIn(plain, BY), from: hostIn(plain, FROM) });
  });
  return hops;
}

/**
 * Whether every hop above `index` is the receiver's own, so that only the receiver, or the last to hand the mail to
 * it, can have written the field there. The newest hop is always the receiver's; further ones by their host's organization.
 */
export function isWrittenByReceiver(hops: readonly Hop[], index: number, authservId: string): boolean {
  const above = hops.filter((hop) => hop.index < index);
  return above.slice(1).every((hop) => isLocal(hop.by) || areAligned(hop.by, authservId));
}

const MICROSOFT = /(?:^|\.)(?:outlook\.com|office365\.com|outlook\.office365\.com)$/;

export function isMicrosoft(host: string): boolean {
  return MICROSOFT.test(host);
}

function isLocal(host: string): boolean {
  return host !== "" && !host.includes(".") && !host.includes(":");
}

const BY = /(?:^|\s)by\s{1,20}([^\s;]+)/i;
const FROM = /(?:^|\s)from\s{1,20}([^\s;]+)/i;

function hostIn(value: string, named: RegExp): string {
  return named.exec(value)?.[1]?.toLowerCase() ?? "";
}

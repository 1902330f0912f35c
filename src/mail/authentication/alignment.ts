import { getDomain } from "tldts";

/** Below these, each name belongs to another customer, though the public suffix list does not say so. */
const SHARED_ROOTS = [
  "onmicrosoft.com",
  "onmicrosoft.us",
  "onmicrosoft.de",
  "partner.onmschina.cn",
  "gappssmtp.com",
];

/**
 * Whether two domains are of one organization (RFC 7489 §3.1, relaxed). Domains of hosting services count as public
 * suffixes: `a.onmicrosoft.com` and `b.onmicrosoft.com` are strangers. Unknown suffixes and addresses in brackets: only equal ones.
 */
export function areAligned(one: string, other: string): boolean {
  const a = ascii(one);
  const b = ascii(other);
  if (a === "" || b === "") return false;
  if (a === b) return true;
  const organization = organizationalDomain(a);
  return organization !== null && organization === organizationalDomain(b);
}

/** The domain of an addr-spec, lower-cased, as A-labels; empty where there is none. */
export function domainOf(address: string): string {
  return ascii(address.slice(address.lastIndexOf("@") + 1));
}

function organizationalDomain(domain: string): string | null {
  const root = SHARED_ROOTS.find((shared) => domain.endsWith(`.${shared}`));
  if (root !== undefined) {
    const labels = domain.slice(0, -root.length - 1).split(".");
    return `${labels.at(-1)}.${root}`;
  }
  return getDomain(domain, { allowPrivateDomains: true });
}

function ascii(domain: string): string {
  const trimmed = domain.trim().toLowerCase().replace(/\.$/, "");
  if (/^[a-z0-9.-]{1,253}$/.test(trimmed)) return trimmed;
  if (!/^[\p{L}\p{M}\p{N}.-]{1,253}$/u.test(trimmed)) return "";
  return URL.canParse(`http://${trimmed}`) ? new URL(`http://${trimmed}`).hostname : "";
}

import { extractIds } from "./extract.ts";
import { folded } from "./folded.ts";
import { isSender } from "./issuer.ts";
import type { Profile } from "./profile.ts";

/** A mail that may be a notice of the vendor's, as whoever sent it to us has it. */
export interface PassedNotice {
  /** Who wrote it, by its own header: proves nothing. Null: the header names nobody. */
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly subject: string;
  readonly text: string;
  /** direct: it came from there; forwarded: it was passed on; pasted: its words stand in somebody's own mail. */
  readonly how: "direct" | "forwarded" | "pasted";
}

/** What a mail is recognised as. It is a label: nobody is believed because of it. */
export interface VendorNotice {
  /** subscription: it claims to be the vendor's, who mails nobody about subscriptions. */
  readonly about: "incident" | "subscription";
  readonly how: PassedNotice["how"];
  /** Numbers of published incidents in it, in capitals, the subject's first. */
  readonly incidents: readonly string[];
  /** By what it was recognised: `address`, `name`, `number`, and phrases of the profile. */
  readonly signs: readonly string[];
}

const LONGEST_TEXT = 30_000;
const MOST_SIGNS = 8;
const MOST_INCIDENTS = 5;

/**
 * Recognises a notice of the vendor's by its address or name, the shape of an incident's number, and phrases of such notices, all
 * of them data of the profile. One sign alone is none. Null: it is no notice.
 */
export function readNotice(mail: PassedNotice, profile: Profile): VendorNotice | null {
  const { vendor, table } = profile;
  const text = mail.text.slice(0, LONGEST_TEXT);
  const words = wordsOf(`${mail.subject}\n${text}`);
  const spoken = phrasesIn(words, table.notices.incident);
  const sold = phrasesIn(words, table.notices.subscription);
  const incidents = incidentsIn(`${mail.subject}\n${text}`, profile);
  const address = mail.from !== null && isSender(mail.from.address, vendor.sender_domains);
  const name = !address && mail.from !== null && claimsName(mail.from, vendor);
  const claims = [...(address ? ["address"] : []), ...(name ? ["name"] : [])];
  const { how } = mail;
  if (claims.length > 0 && sold.length > 0 && sold.length >= spoken.length)
    return { about: "subscription", how, incidents: [], signs: [...claims, ...sold].slice(0, MOST_SIGNS) };
  const numbered = incidents.length > 0;
  const isNotice = address ? numbered || spoken.length >= 3 : numbered && spoken.length >= (name ? 1 : 2);
  if (!isNotice) return null;
  const signs = [...claims, ...(numbered ? ["number"] : []), ...spoken].slice(0, MOST_SIGNS);
  return { about: "incident", how, incidents, signs };
}

/** Numbers of published incidents in a text, in capitals and in order, each once. */
export function incidentsIn(text: string, { table }: Profile): readonly string[] {
  const found = extractIds([{ source: "", text }], table.ids).filter(({ kind }) => kind === "incident");
  return [...new Set(found.map(({ value }) => value.toUpperCase()))].slice(0, MOST_INCIDENTS);
}

/** Folded words between single blanks: a phrase is found whole or not at all. */
export function wordsOf(text: string): string {
  return ` ${folded(text.replaceAll(/[’`´]/g, "'")).replaceAll(/[^\p{L}\p{N}']+/gu, " ")} `;
}

export function phrasesIn(
  words: string,
  phrases: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const known = Object.values(phrases).flat();
  return [...new Set(known)].filter((phrase) => words.includes(wordsOf(phrase)));
}

/** By display name, or by a domain that has the name in it: both are what somebody who pretends would use. */
function claimsName(
  from: NonNullable<PassedNotice["from"]>,
  { called, tenant_domains }: Profile["vendor"],
): boolean {
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1).toLowerCase();
  const squeezed = isSender(from.address, tenant_domains) ? "" : domain.replaceAll(/[^a-z0-9]/g, "");
  const name = wordsOf(from.name);
  return called.some(
    (known) => name.includes(wordsOf(known)) || squeezed.includes(folded(known).replaceAll(" ", "")),
  );
}

import { domainToASCII } from "node:url";
import type { Refusal } from "../../outbound/delivery.ts";

export interface Envelope {
  readonly from: string;
  /** What goes over the wire, and whom it stands for. */
  readonly to: ReadonlyMap<string, string>;
  /** Nobody needs to be asked about these. */
  readonly refused: readonly Refusal[];
}

/**
 * Addresses as the wire takes them. A domain of other letters goes as IDNA (RFC 5890); a local part of other letters needs
 * a server with SMTPUTF8 (RFC 6531) and is refused here where there is none, as is what is no address at all: one such
 * recipient must not keep the mail from the others.
 */
export function envelopeOf(from: string, recipients: readonly string[], smtpUtf8: boolean): Envelope {
  const to = new Map<string, string>();
  const refused: Refusal[] = [];
  for (const address of recipients) {
    const wire = wireAddress(address);
    if (wire === null) refused.push({ address, code: 553, reply: "553 5.1.3 not an address" });
    else if (!smtpUtf8 && !isAscii(wire)) {
      const reply = "553 5.6.7 the submission server takes no letters outside ASCII before the @ (SMTPUTF8)";
      refused.push({ address, code: 553, reply });
    } else to.set(wire, address);
  }
  return { from: wireAddress(from) ?? from, to, refused };
}

/** Null: no address. */
function wireAddress(address: string): string | null {
  const at = address.lastIndexOf("@");
  if (at < 1 || address.length > 320 || /[\p{Cc}\s<>]/u.test(address)) return null;
  const domain = address.slice(at + 1);
  // An address literal (RFC 5321 §4.1.3) is no domain.
  const ascii = /^\[[0-9A-Za-z:.]+\]$/.test(domain) ? domain : domainToASCII(domain);
  return ascii === "" ? null : `${address.slice(0, at)}@${ascii}`;
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text);
}

import { HOUR, MINUTE, SECOND } from "../../values/instant.ts";

/** A number as people write it and as a subject carries it. */
export function numbered(number: number): string {
  return `#${number}`;
}

/**
 * A mail that is ready to be sent (RFC 6068). A reply would name the notice it answers; this one does not, so where the
 * address has no token in it (`+…`) the ticket's tag in the subject leads it back.
 */
export function mailto(address: string, body: string, number: number | null): string {
  const isLed = address.slice(0, address.lastIndexOf("@")).includes("+");
  const tag = isLed || number === null ? "" : `&subject=${encodeURIComponent(`[${numbered(number)}]`)}`;
  return `mailto:${address}?body=${encodeURIComponent(body)}${tag}`;
}

/** A mail that says yes; where the address holds no secret, its text does. */
export function confirming(address: string, secret: string): string {
  const body = address.includes(`+${secret}@`) ? "yes" : `yes\n\nconfirm: ${secret}`;
  return mailto(address, body, null);
}

/** `2 h 10 min`; minutes are rounded down, so that nobody is told of time that is not there. */
export function duration(ms: number): string {
  const hours = Math.floor(ms / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** How long an answer waits; less than a minute is said in seconds. */
export function wait(ms: number): string {
  return ms < MINUTE ? `${Math.round(ms / SECOND)} s` : duration(ms);
}

/** What whoever is told of a ticket may do at once; nothing where the desk would not believe their mails. */
export function toldLinks(address: string | null, number: number) {
  if (address === null) return [];
  const links = [
    ["I have seen it", "#ack"],
    ["Take it", "#mine"],
    ["Give it to", "#assign "],
  ] as const;
  return links.map(([label, body]) => ({ label, href: mailto(address, body, number) }));
}

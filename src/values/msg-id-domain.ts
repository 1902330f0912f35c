/**
 * The right-hand side of every msg-id that the desk mints. A name of its own below the desk's domain: agents' mail clients
 * mint msg-ids with the desk's domain too, and theirs are not ours.
 */
export function mintedDomain(deskAddress: string): string {
  return `answerable.${deskAddress.slice(deskAddress.lastIndexOf("@") + 1).toLowerCase()}`;
}

import { createHash, sign as cryptoSign, type Hash, type KeyObject } from "node:crypto";

/** Signs for a domain; the public half is in DNS at `<selector>._domainkey.<domain>`. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** RSA or Ed25519 (RFC 8463). */
  readonly key: KeyObject;
}

/** `from` twice: so that nobody can add a second one. */
const SIGNED = [
  ...["from", "from", "reply-to", "subject", "date", "message-id", "to", "cc", "in-reply-to", "references"],
  ...["mime-version", "content-type", "content-transfer-encoding", "auto-submitted"],
];

/**
 * The DKIM-Signature field (RFC 6376, relaxed/simple) for a message that goes out as these bytes, with its CRLF. Same
 * bytes, same key, same field. What is put above it later, such as the mark of a repeat, does not break it.
 *
 * @param pieces  the message; its header must lie in the first piece
 */
export async function dkimField(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { domain, selector, key }: DkimKey,
): Promise<string> {
  const body = new SimpleBody();
  let fields: readonly Field[] | null = null;
  for await (const piece of pieces) {
    if (fields !== null) body.update(piece);
    else {
      const end = Buffer.from(piece.buffer, piece.byteOffset, piece.length).indexOf("\r\n\r\n");
      const header = end < 0 ? piece : piece.subarray(0, end);
      fields = fieldsOf(Buffer.from(header).toString("latin1"));
      if (end >= 0) body.update(piece.subarray(end + 4));
    }
  }
  const signed = pick(fields ?? []);
  const algorithm = key.asymmetricKeyType === "ed25519" ? "ed25519-sha256" : "rsa-sha256";
  const tags = [
    `v=1; a=${algorithm}; c=relaxed/simple; d=${domain}; s=${selector}`,
    `h=${signed.names.join(":")}`,
    `bh=${body.digest()}`,
    "b=",
  ];
  const unsigned = `DKIM-Signature: ${tags.join(";\r\n ")}`;
  const data = Buffer.from(`${signed.text}${relaxed(unsigned)}`, "latin1");
  return `${unsigned}${folded(signature(data, key))}\r\n`;
}

function signature(data: Buffer, key: KeyObject): string {
  // RFC 8463 §3: Ed25519 signs the SHA-256 of the data.
  const signed =
    key.asymmetricKeyType === "ed25519"
      ? cryptoSign(null, createHash("sha256").update(data).digest(), key)
      : cryptoSign("sha256", data, key);
  return signed.toString("base64");
}

interface Field {
  readonly name: string;
  readonly raw: string;
}

function fieldsOf(header: string): readonly Field[] {
  return header
    .split(/\r\n(?![ \t])/)
    .map((raw) => ({ name: raw.slice(0, raw.indexOf(":")).trim().toLowerCase(), raw }));
}

/** Fields from the last of a name to its first, as verifiers take them; a name without a field left signs its absence. */
function pick(fields: readonly Field[]): { readonly names: readonly string[]; readonly text: string } {
  const names: string[] = [];
  let text = "";
  for (const [nth, name] of SIGNED.entries()) {
    const there = fields.filter((field) => field.name === name).reverse();
    const field = there[SIGNED.slice(0, nth).filter((other) => other === name).length];
    if (field === undefined && there.length === 0) continue;
    names.push(name);
    if (field) text += `${relaxed(field.raw)}\r\n`;
  }
  return { names, text };
}

/** RFC 6376 §3.4.2. */
function relaxed(field: string): string {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replaceAll("\r\n", "")
    .replaceAll(/[ \t]+/g, " ");
  return `${field.slice(0, colon).trim().toLowerCase()}:${value.trim()}`;
}

function folded(base64: string): string {
  return (base64.match(/.{1,72}/g) ?? []).join("\r\n ");
}

/** RFC 6376 §3.4.3: as it is, but the line ends at its end are one. */
class SimpleBody {
  readonly #hash: Hash = createHash("sha256");
  /** Line ends seen last: they count only if something follows. */
  #held = "";

  update(piece: Uint8Array): void {
    let end = piece.length;
    while (end > 0 && (piece[end - 1] === 0x0a || piece[end - 1] === 0x0d)) end--;
    const rest = Buffer.from(piece.subarray(end)).toString("latin1");
    if (end === 0) this.#held += rest;
    else {
      this.#hash.update(this.#held).update(piece.subarray(0, end));
      this.#held = rest;
    }
  }

  digest(): string {
    return this.#hash.update("\r\n").digest("base64");
  }
}

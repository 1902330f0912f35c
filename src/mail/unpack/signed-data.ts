/** A DER or BER element: where its content lies. `end` is behind the element. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly stop: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const OBJECT_ID = 0x06;
const CONTEXT_0 = 0xa0;
const OCTETS = 0x04;
const CONSTRUCTED_OCTETS = 0x24;
/** 1.2.840.113549.1.7.2, signedData (RFC 5652 §5.1). */
const SIGNED_DATA = "2a864886f70d010702";
const MOST_PIECES = 100_000;

/** The mail inside an opaque S/MIME signature (RFC 8551 §3.5.2); null when it is encrypted, damaged or something else. */
export function signedContent(bytes: Buffer): Buffer | null {
  const [outer] = childrenOf(bytes, { tag: 0, start: 0, stop: bytes.length, end: bytes.length }, 1);
  const [kind, explicit] = outer?.tag === SEQUENCE ? childrenOf(bytes, outer, 2) : [];
  if (kind?.tag !== OBJECT_ID || bytes.toString("hex", kind.start, kind.stop) !== SIGNED_DATA) return null;
  const [signedData] = explicit?.tag === CONTEXT_0 ? childrenOf(bytes, explicit, 1) : [];
  const [, , encapsulated] = signedData?.tag === SEQUENCE ? childrenOf(bytes, signedData, 3) : [];
  const [, content] = encapsulated?.tag === SEQUENCE ? childrenOf(bytes, encapsulated, 2) : [];
  const [octets] = content?.tag === CONTEXT_0 ? childrenOf(bytes, content, 1) : [];
  if (octets?.tag === OCTETS) return bytes.subarray(octets.start, octets.stop);
  if (octets?.tag !== CONSTRUCTED_OCTETS) return null;
  const pieces = childrenOf(bytes, octets, MOST_PIECES).filter(({ tag }) => tag === OCTETS);
  return Buffer.concat(pieces.map(({ start, stop }) => bytes.subarray(start, stop)));
}

function childrenOf(bytes: Buffer, parent: Element, most: number): Element[] {
  const children: Element[] = [];
  let at = parent.start;
  while (at < parent.stop && children.length < most) {
    const child = elementAt(bytes, at, parent.stop, 0);
    if (child === null || (child.tag === 0 && child.stop === child.start)) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

const DEEPEST = 12;

function elementAt(bytes: Buffer, at: number, limit: number, depth: number): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit || depth > DEEPEST) return null;
  if (first === 0x80) return indefinite(bytes, at, limit, depth);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4 || at + 2 + size > limit) return null;
  const length = size === 0 ? first : bytes.readUIntBE(at + 2, size);
  const start = at + 2 + size;
  // A cut signature still shows what it signed.
  const stop = Math.min(start + length, limit);
  return { tag, start, stop, end: stop };
}

/** BER's indefinite length (X.690 §8.1.3.6): ends at two zero bytes behind its last child. */
function indefinite(bytes: Buffer, at: number, limit: number, depth: number): Element | null {
  const start = at + 2;
  let inner = start;
  for (let count = 0; count < MOST_PIECES && inner + 2 <= limit; count++) {
    if (bytes[inner] === 0 && bytes[inner + 1] === 0) {
      return { tag: bytes[at]!, start, stop: inner, end: inner + 2 };
    }
    const child = elementAt(bytes, inner, limit, depth + 1);
    if (child === null) return null;
    inner = child.end;
  }
  return { tag: bytes[at]!, start, stop: Math.min(inner, limit), end: Math.min(inner, limit) };
}

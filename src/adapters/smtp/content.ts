/** A message that is read in pieces, again from its beginning as often as needed. */
export interface Pieces {
  /** In bytes, of all pieces together. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

export type Content = Uint8Array | Pieces;

export function piecesOf(content: Content): Pieces {
  return content instanceof Uint8Array ? { size: content.length, read: () => sliced(content) } : content;
}

/** With these header fields on top. */
export function withFields(fields: string, content: Content): Pieces {
  const { size, read } = piecesOf(content);
  const first = Buffer.from(fields, "latin1");
  return {
    size: size + first.length,
    async *read() {
      if (first.length > 0) yield first;
      yield* read();
    },
  };
}

const PIECE = 65_536;

async function* sliced(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

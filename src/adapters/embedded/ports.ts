import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";

/** Below what systems lend to outgoing connections: a server that starts again finds its port as it left it. */
const [LOWEST, HIGHEST] = [12_000, 32_000];
const TRIES = 20;

/** A port on loopback that is free now; `preferred` where it is. Somebody may take it before it is used. */
export async function freePort(preferred: readonly number[] = []): Promise<number> {
  const drawn = Array.from({ length: TRIES }, () => randomInt(LOWEST, HIGHEST));
  for (const port of [...preferred, ...drawn]) if ((await tryPort(port)) !== null) return port;
  const port = await tryPort(0);
  if (port === null) throw new Error("no free port on 127.0.0.1");
  return port;
}

/** Whether something accepts connections there within a second. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.on("connect", () => answer(true)).on("error", () => answer(false));
  });
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer().on("error", () => resolve(null));
    probe.listen(port, "127.0.0.1", () => {
      const taken = probe.address() as { port: number };
      probe.close(() => resolve(taken.port));
    });
  });
}

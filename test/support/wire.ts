import { connect, createServer, type Socket } from "node:net";

/** A network between a desk and a server that a test may cut, silence and heal. */
export interface Wire extends AsyncDisposable {
  readonly port: number;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Connections stay, and nothing comes through any more: what a dead router looks like. */
  silence(): void;
  heal(): void;
}

export async function startWire(target: number): Promise<Wire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: "whole" | "cut" | "silent" = "whole";
  const server = createServer((near) => {
    near.on("error", () => {});
    if (state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    far.on("error", () => near.destroy());
    near.pipe(far);
    far.pipe(near);
    if (state === "silent") hush(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      state = "cut";
      drop();
    },
    silence() {
      state = "silent";
      for (const pair of pairs) hush(pair);
    },
    heal() {
      // What was silenced has lost its time: clients of a healed network connect again.
      if (state === "silent") drop();
      state = "whole";
    },
    async [Symbol.asyncDispose]() {
      state = "cut";
      drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function hush([near, far]: readonly [Socket, Socket]): void {
  near.unpipe(far);
  far.unpipe(near);
  near.pause();
  far.pause();
}

import { connect, type Server, type SMTPConnection } from "./connection.ts";

export interface Taken {
  readonly connection: SMTPConnection;
  /** It served another mail before: the server may have closed it since, without our having noticed. */
  readonly reused: boolean;
}

/** Connections to one submission server: never more than `max`, each used again while it is good. */
export interface Pool extends AsyncDisposable {
  /** Waits for a free place, connects where none is idle. Throws what connecting threw, or that there was no place in time. */
  take(withinMs: number, how?: { readonly fresh: boolean }): Promise<Taken>;
  /** For the next mail; closed after a while without one. */
  giveBack(connection: SMTPConnection): void;
  drop(connection: SMTPConnection): void;
}

/**
 * @param max         connections at most (Exchange Online allows 3)
 * @param connectMs   connecting and signing in takes no longer
 * @param idleMs      a connection without a mail is kept no longer
 */
export function openPool(server: Server, max: number, connectMs: number, idleMs: number): Pool {
  const idle: SMTPConnection[] = [];
  const waiting: (() => void)[] = [];
  let places = max;
  let closed = false;

  async function place(withinMs: number): Promise<void> {
    if (places > 0) {
      places -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const mine = (): void => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(new Error(`all ${max} connections were busy`));
      }, withinMs);
      waiting.push(mine);
    });
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else places += 1;
  }

  async function take(withinMs: number, { fresh }: { readonly fresh: boolean } = { fresh: false }) {
    await place(withinMs);
    for (let held = fresh ? undefined : idle.pop(); held !== undefined; held = idle.pop()) {
      if (!held.destroyed) return { connection: held, reused: true };
    }
    try {
      return { connection: await connect(server, Math.min(connectMs, withinMs)), reused: false };
    } catch (error) {
      leave();
      throw error;
    }
  }

  return {
    take,
    giveBack(connection) {
      leave();
      if (closed || connection.destroyed || idle.length >= max) return connection.quit();
      idle.push(connection);
      setTimeout(() => {
        const at = idle.indexOf(connection);
        if (at >= 0) idle.splice(at, 1)[0]?.quit();
      }, idleMs).unref();
    },
    drop(connection) {
      leave();
      connection.close();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const connection of idle.splice(0)) connection.quit();
    },
  };
}

import { registerHooks } from "node:module";

// postgres.js 3.4.9 writes to a socket it has let go of when a connection ends between two statements: an exception that
// nobody can catch, and the process dies with PostgreSQL (porsager/postgres issues 1066, 1154 and 1208; the fixes of pull
// requests 1168 and 1209 are not released). Until they are, these lines are put right as they are loaded: the statement is
// rejected like any other of a closed connection. Another source, of a newer version, is left as it is.
const REPAIRS: readonly (readonly [broken: string, repaired: string])[] = [
  [
    "    const x = socket.write(chunk, fn)",
    // A timer that is let go of and not cleared would write nothing to the next socket: an exception, too.
    `    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    nextWriteTimer = null
    if (chunk === null) return true
    if (socket === null) {
      chunk = null
      error(Errors.connection('CONNECTION_CLOSED', options))
      return false
    }
    const x = socket.write(chunk, fn)`,
  ],
  // A timer that was cleared and is still remembered keeps the next statement from ever being written.
  [
    "    incomings = null\n    clearImmediate(nextWriteTimer)",
    "    incomings = null\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null",
  ],
  // A statement that is sent between the error of a socket and its end is rejected with it.
  ["    !hadError && (query || sent.length) && error(", "    ;(query || sent.length) && error("],
];

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith("/postgres/src/connection.js") || loaded.source == null) return loaded;
    const { source } = loaded;
    const text = typeof source === "string" ? source : new TextDecoder().decode(source as Uint8Array);
    return {
      ...loaded,
      source: REPAIRS.reduce((sum, [broken, repaired]) => sum.replace(broken, repaired), text),
    };
  },
});

// Loaded now, and not by `import` above, which would come before the hook.
export const { default: postgres } = await import("postgres");
export const { drizzle } = await import("drizzle-orm/postgres-js");
export const { migrate: applyMigrations } = await import("drizzle-orm/postgres-js/migrator");

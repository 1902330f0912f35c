import { registerHooks } from "node:module";

// postgres.js 3.4.9 writes to a socket it has let go of when a connection ends between two statements: an exception that
// nobody can catch, and the process dies with PostgreSQL (porsager/postgres issues 1066, 1154 and 1208; the fixes of pull
// requests 1168 and 1209 are not released). Until they are, the line is put right as it is loaded: the statement is
// rejected like any other of a closed connection. Another source, of a newer version, is left as it is.
const BROKEN = "    const x = socket.write(chunk, fn)";
const GUARD = `    if (socket === null) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options))
      return false
    }
`;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith("/postgres/src/connection.js") || loaded.source == null) return loaded;
    const source =
      typeof loaded.source === "string"
        ? loaded.source
        : new TextDecoder().decode(loaded.source as Uint8Array);
    return { ...loaded, source: source.replace(BROKEN, `${GUARD}${BROKEN}`) };
  },
});

// Loaded now, and not by `import` above, which would come before the hook.
export const { default: postgres } = await import("postgres");
export const { drizzle } = await import("drizzle-orm/postgres-js");
export const { migrate: applyMigrations } = await import("drizzle-orm/postgres-js/migrator");

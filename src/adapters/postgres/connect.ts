import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import { drizzle, postgres } from "./driver.ts";
import { preparing } from "./preparing.ts";
import * as schema from "./schema.ts";

export type Db = PostgresJsDatabase<typeof schema>;
/** What queries run on: the database, or a transaction of it. */
export type Queryable = Pick<
  Db,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "query" | "$count"
>;

export interface Connection extends AsyncDisposable {
  readonly db: Db;
  readonly sql: Sql;
}

/**
 * Opens a pool on one database. Connections are made when needed and made again after a restart of the server;
 * a statement that was running then fails and its job is tried again.
 *
 * @param max  connections at most
 */
export function connect(url: string, max = 10): Connection {
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    connect_timeout: 10,
    idle_timeout: 60,
    max_lifetime: 60 * 60,
    connection: { application_name: "answerable", TimeZone: "UTC", statement_timeout: 60_000 },
  });
  return { db: dbOn(sql), sql, [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }) };
}

/** The desk's tables, and statements on them, through a client. */
export function dbOn(sql: Sql): Db {
  return drizzle(preparing(sql), { schema, casing: "snake_case" });
}

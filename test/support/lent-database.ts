import type postgres from "postgres";
import { dbOn } from "../../src/adapters/postgres/connect.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

interface Owned extends TestDatabase {
  /** What tables, indexes and sequences there are. */
  readonly shape: string;
}

const free: Owned[] = [];

/**
 * A database as new, of those that tests of this process have given back: its connections know its tables already, which is
 * most of what a test costs that takes some milliseconds itself. Whoever changes more than rows, or leaves somebody else
 * at work in it, asks for a `testDatabase`.
 */
export async function lentDatabase(): Promise<TestDatabase> {
  const owned = free.pop() ?? (await newOne());
  return {
    ...owned,
    // What is remembered of a database, by its object, is of one test only.
    db: dbOn(owned.sql),
    async [Symbol.asyncDispose]() {
      if (await isAsNew(owned)) free.push(owned);
      else await owned[Symbol.asyncDispose]();
    },
  };
}

async function newOne(): Promise<Owned> {
  const database = await testDatabase();
  return { ...database, shape: await shapeOf(database.sql) };
}

/** Takes all rows out. False: something else is not as it was, or this server does not let us; the next gets another. */
async function isAsNew({ sql, shape }: Owned): Promise<boolean> {
  try {
    await sql.unsafe(EMPTY);
    const [left] = await sql<{ tables: string[] }[]>`
      select coalesce(array_agg(oid::regclass::text), '{}') as tables from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`;
    // Rows of the next test come in the order of their writing again, and plans are made as for a table never looked at.
    if (left!.tables.length > 0) {
      await sql.unsafe(`vacuum (analyze off) ${left!.tables.join(", ")}`);
      await sql`select pg_clear_relation_stats('public', relname::text) from pg_class where oid = any(${left!.tables}::regclass[])`;
    }
    return (await shapeOf(sql)) === shape;
  } catch {
    return false;
  }
}

const EMPTY = `do $$
declare one regclass;
begin
  perform set_config('session_replication_role', 'replica', true), set_config('lock_timeout', '2s', true);
  for one in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
  loop execute format('delete from %s', one); end loop;
  for one in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'
  loop execute format('alter sequence %s restart', one); end loop;
end $$`;

/** With how much is in them, who is at work and who waits for whom: all is empty and quiet in a new one. */
async function shapeOf(sql: postgres.Sql): Promise<string> {
  const [shape] = await sql<{ shape: string }[]>`
    select concat_ws(' ',
      (select string_agg(concat(oid, relispartition), ' ' order by oid) from pg_class where relnamespace = 'public'::regnamespace),
      (select sum(pg_relation_size(oid)) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'),
      (select string_agg(concat(sequencename, last_value), ' ') from pg_sequences where schemaname = 'public'),
      (select count(*) from pg_locks join pg_database on pg_database.oid = database
        where datname = current_database() and locktype = 'advisory')) as shape`;
  return shape!.shape;
}

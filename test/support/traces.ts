import type { TestDatabase } from "./database.ts";

/** Where in a database words stand, in any table, as text or as bytes: `table: word` for each. */
export async function tracesOf({ sql }: TestDatabase, words: readonly string[]): Promise<readonly string[]> {
  const tables = await sql<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const hex = Buffer.from(word).toString("hex");
      const [hit] = await sql`select 1 from ${sql(name)} t
        where strpos(lower(t::text), lower(${word})) > 0 or strpos(t::text, ${hex}) > 0 limit 1`;
      if (hit !== undefined) found.push(`${name}: ${word}`);
    }
  }
  return found;
}

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { desk, tickets } from "../../src/adapters/postgres/schema.ts";
import { fromMs } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { lentDatabase } from "../support/lent-database.ts";

const FIRST_DESK = {
  id: "01940000-0000-7000-8000-000000000001",
  shadowBecause: "test",
  endpoints: "none",
  identityKey: new Uint8Array(16),
  createdAt: fromMs(0),
} as const;

test("a test database has every table and is alone", async () => {
  await using one = await testDatabase();
  await using two = await testDatabase();
  await one.db.insert(desk).values(FIRST_DESK);
  expect(await one.db.$count(desk)).toBe(1);
  expect(await two.db.$count(desk)).toBe(0);
  expect(await two.db.$count(tickets)).toBe(0);
});

const nextNumber = async ({ sql }: TestDatabase): Promise<unknown> =>
  (await sql`select nextval('ticket_numbers')::int as n`)[0]!["n"];

test("a database that was lent, written to and given back is lent again as new", async () => {
  const urls: string[] = [];
  for (let round = 0; round < 3; round++) {
    await using lent = await lentDatabase();
    urls.push(lent.url);
    expect(await lent.db.$count(desk)).toBe(0);
    expect(await nextNumber(lent)).toBe(1001);
    await lent.db.insert(desk).values(FIRST_DESK);
  }
  expect(new Set(urls).size).toBe(1);
});

test("two that are lent at the same time are two", async () => {
  await using one = await lentDatabase();
  await using two = await lentDatabase();
  await one.db.insert(desk).values(FIRST_DESK);
  expect(await two.db.$count(desk)).toBe(0);
});

test.each([
  ["a table that was not there", "create table left_behind (n int)"],
  ["a lock that is still held", "select pg_advisory_lock(7)"],
])("a database with %s is not lent again", async (_name, statement) => {
  let first = "";
  {
    await using lent = await lentDatabase();
    first = lent.url;
    await lent.sql.unsafe(statement);
  }
  await using next = await lentDatabase();
  expect(next.url).not.toBe(first);
});

test("migrating again, also twice at once, changes nothing", async () => {
  await using database = await testDatabase();
  const outcomes = await Promise.all([migrate(database.url), migrate(database.url)]);
  expect(outcomes).toEqual([{ kind: "migrated" }, { kind: "migrated" }]);
});

test("a database of a newer version is refused", async () => {
  await using database = await testDatabase();
  await database.sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9e15)`;
  expect(await migrate(database.url)).toMatchObject({ kind: "newer" });
});

test("a statement is prepared once a connection, in a transaction and in one inside it; a list of values is not", async () => {
  await using database = await testDatabase();
  const prepared = await database.db.transaction(async (tx) => {
    await tx.select().from(desk).limit(1);
    await tx.transaction((inner) => inner.select().from(desk).limit(1));
    const many = Array.from({ length: 1000 }, (_, n) => n);
    await tx.select({ id: tickets.id }).from(tickets).where(inArray(tickets.number, many));
    return tx.execute<{ statement: string }>(sql`select statement from pg_prepared_statements where ${true}`);
  });
  const texts = prepared.map(({ statement }) => statement);
  expect(texts.filter((statement) => statement.includes('from "desk"'))).toHaveLength(1);
  expect(texts.filter((statement) => statement.includes('from "tickets"'))).toEqual([]);
});

test("a connection that ends between two statements rejects what comes after, and the process lives", async () => {
  await using database = await testDatabase();
  const child = spawn(process.execPath, ["test/support/lost-backend.ts", database.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // What the first statement after it meets, the server's farewell or a socket that is gone, is a matter of luck.
  expect(await text(child.stdout)).toMatch(
    /^(?:57P01|ECONNRESET|EPIPE|CONNECTION_CLOSED) CONNECTION_CLOSED 3\n$/,
  );
});

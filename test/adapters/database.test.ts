import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { desk, tickets } from "../../src/adapters/postgres/schema.ts";
import { fromMs } from "../../src/values/instant.ts";
import { testDatabase } from "../support/database.ts";

test("a test database has every table and is alone", async () => {
  await using one = await testDatabase();
  await using two = await testDatabase();
  await one.db.insert(desk).values({
    id: "01940000-0000-7000-8000-000000000001",
    shadowBecause: "test",
    endpoints: "none",
    identityKey: new Uint8Array(16),
    createdAt: fromMs(0),
  });
  expect(await one.db.$count(desk)).toBe(1);
  expect(await two.db.$count(desk)).toBe(0);
  expect(await two.db.$count(tickets)).toBe(0);
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

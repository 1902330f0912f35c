import { randomUUID } from "node:crypto";
import { connect as connectSocket } from "node:net";
import { text } from "node:stream/consumers";
import postgres from "postgres";
import { inject } from "vitest";
import { connect, type Db } from "../../src/adapters/postgres/connect.ts";
import type { TemplateDatabase } from "./global-setup.ts";

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly db: Db;
  readonly sql: postgres.Sql;
}

/** An own database, cloned from the migrated template in some 30 ms and dropped at the end. */
export async function testDatabase(): Promise<TestDatabase> {
  const { serverUrl, template } = await templateDatabase();
  const name = `answerable_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { db, sql, [Symbol.asyncDispose]: close } = connect(url.href);
  return {
    url: url.href,
    db,
    sql,
    async [Symbol.asyncDispose]() {
      await close();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function templateDatabase(): Promise<TemplateDatabase> {
  const answer = JSON.parse(await text(connectSocket(inject("databaseDesk"), "127.0.0.1")));
  if (answer.error !== undefined) throw new Error(`no test database: ${answer.error}`);
  return answer;
}

async function onServer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

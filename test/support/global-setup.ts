import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { temporaryFolder } from "./fast-folder.ts";
import { startTestPostgres } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Port on loopback that tells where the template database is, having made it when first asked. */
    databaseDesk: number;
  }
}

export interface TemplateDatabase {
  readonly serverUrl: string;
  readonly template: string;
}

/**
 * One PostgreSQL for the run (or `TEST_DATABASE_URL`) with one migrated template database, made when the first test file
 * asks: a run of rules alone does not wait for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = temporaryFolder(process.env);
  let made: Promise<TemplateDatabase & AsyncDisposable> | null = null;
  const desk = createServer((socket) => {
    socket.on("error", () => {});
    made ??= makeTemplate();
    made.then(
      ({ serverUrl, template }) => socket.end(JSON.stringify({ serverUrl, template })),
      (error) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, "127.0.0.1", resolve));
  project.provide("databaseDesk", (desk.address() as { port: number }).port);
  return async () => {
    desk.close();
    await (await made?.catch(() => null))?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  };
}

async function makeTemplate(): Promise<TemplateDatabase & AsyncDisposable> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given === undefined ? await startTestPostgres() : null;
  const serverUrl = given ?? server!.url;
  const template = `answerable_template_${randomUUID().slice(0, 8)}`;
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${template}`;
  await migrate(url.href);
  return {
    serverUrl,
    template,
    async [Symbol.asyncDispose]() {
      if (given !== undefined) await sql.unsafe(`drop database if exists ${template} with (force)`);
      await sql.end({ timeout: 2 });
      await server?.[Symbol.asyncDispose]();
    },
  };
}

import { createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { trySubmission } from "../../src/adapters/roles/try-submission.ts";
import type { Log } from "../../src/adapters/system/log.ts";
import { StartError } from "../../src/adapters/system/start-error.ts";
import { deskInPostgres } from "../support/desk-in-postgres.ts";
import { until } from "../support/until.ts";

/** A submission server that offers to sign people in and answers each with this. */
async function serverSaying(reply: string): Promise<AsyncDisposable & { readonly port: number }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.write("220 mx.test ESMTP\r\n");
    socket.on("data", (data) => {
      const words = data.toString("latin1");
      socket.write(words.startsWith("EHLO") ? "250-mx.test\r\n250 AUTH PLAIN\r\n" : `${reply}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the check comes to, and what was written into the log. */
async function tried(reply: string, shadow: boolean) {
  await using desk = await deskInPostgres();
  await using server = await serverSaying(reply);
  const { db, url } = desk.database;
  await db.update(rows.desk).set({ shadow });
  const warned: string[] = [];
  const log = { warn: (words: string) => warned.push(words) } as unknown as Log;
  const smtp = { host: "127.0.0.1", port: server.port, tls: "never", user: "desk", password: "p" } as const;
  const outcome = await trySubmission({ databaseUrl: url, mailboxes: [], smtp, log }).then(
    () => "starts",
    (error) => (error instanceof StartError ? `StartError: ${error.message}` : String(error)),
  );
  if (!shadow) await until(async () => warned.length > 0, "a warning");
  return { outcome, warned };
}

test.each([
  ["busy", "454 4.7.0 Temporary authentication failure"],
  ["of another opinion about the password", "535 5.7.8 authentication failed"],
])("a desk that is live starts beside a submission server that is %s, and warns", async (_name, reply) => {
  const { outcome, warned } = await tried(reply, false);
  expect(outcome).toBe("starts");
  expect(warned).toEqual([expect.stringContaining(reply)]);
});

test("a desk in shadow says at once what is wrong with the settings, and what to do", async () => {
  const { outcome, warned } = await tried("535 5.7.8 authentication failed", true);
  expect(outcome).toMatch(/^StartError: mail cannot be submitted to 127\.0\.0\.1:\d+ \(535 5\.7\.8 .*\)\. ./);
  expect(warned).toEqual([]);
});

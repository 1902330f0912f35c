import { randomUUIDv7 } from "node:crypto";
import { openSenderProof } from "../../src/adapters/dns/prove-sender.ts";
import type { Log } from "../../src/adapters/http/log.ts";
import { createLoginLink, openSession, type Role } from "../../src/adapters/http/operators.ts";
import { type OperationsOptions, openOperations } from "../../src/adapters/http/server.ts";
import { operators } from "../../src/adapters/postgres/schema.ts";
import { readMail } from "../../src/mail/read-mail.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/** Nothing listens there: the desk with Redis away. */
export const NO_REDIS = "redis://127.0.0.1:1";

/** DNS in which nothing is. */
const noZone = async (): Promise<never> => {
  throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
};

export const silentLog: Log = { info() {}, warn() {}, error() {}, debug() {} };

export interface TestOperations extends AsyncDisposable {
  readonly url: string;
  readonly database: TestDatabase;
  /** The Cookie header of a new session. */
  signIn(role: Role): Promise<string>;
  link(role: Role, name?: string): Promise<string>;
}

/** The operators' server on a database and port of its own. */
export async function testOperations(
  options: Partial<Omit<OperationsOptions, "settings">> & {
    settings?: Partial<OperationsOptions["settings"]>;
    /** A desk that is there already; it outlives the server. */
    database?: TestDatabase;
  } = {},
): Promise<TestOperations> {
  const { database = await testDatabase(), ...given } = options;
  const server = await openOperations({
    db: database.db,
    sql: database.sql,
    redisUrl: NO_REDIS,
    log: silentLog,
    mailReader: {
      read: async (bytes, receiver, own) => readMail(bytes, receiver, own),
      proveSender: openSenderProof({ resolver: noZone }),
    },
    ...given,
    settings: { host: "127.0.0.1", port: 0, url: null, sandbox: null, ...given.settings },
  });
  return {
    url: server.url,
    database,
    async signIn(role) {
      const id = randomUUIDv7();
      await database.db
        .insert(operators)
        .values({ id, name: `${role}-${id.slice(-6)}`, role, createdAt: Date.now() as never });
      return `answerable_${server.port}=${await openSession(database.db, id)}`;
    },
    async link(role, name) {
      return server.url + (await createLoginLink(database.db, role, name)).path;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      if (options.database === undefined) await database[Symbol.asyncDispose]();
    },
  };
}

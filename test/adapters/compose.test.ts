import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { freePort } from "../../src/adapters/embedded/ports.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { DESK, type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { haveRedis, type TestRedis, testRedis } from "../support/redis.ts";

const missing = mailServersMissing() ?? (haveRedis ? null : "no redis-server on PATH");
const compose = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true }) as {
  services: Record<string, { command?: string[]; environment?: Record<string, string> }>;
};
const workers = Object.entries(compose.services).filter(([, service]) => service.command?.[0] === "node");

/** In the image optional packages are not installed: whoever asks for one there fails, and so here. */
const optional = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).optionalDependencies);
const WITHOUT_OPTIONAL = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from "node:module";
const refused = new Set(${JSON.stringify(optional)});
registerHooks({ resolve(name, context, next) {
  const bare = name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : name.split("/")[0];
  if (refused.has(bare)) throw new Error("not in the image: " + name);
  return next(name, context);
} });`)}`;

test("every worker has its service", () => {
  expect(workers.map(([name]) => name).toSorted()).toEqual([
    "escalations",
    "housekeeping",
    "inbound",
    "intake",
    "operations",
    "relay",
    "replies",
    "targets",
  ]);
});

describe.skipIf(missing !== null)(
  "each service's command comes up without optional packages and ends on SIGTERM",
  () => {
    let database: TestDatabase;
    let redis: TestRedis;
    let servers: MailServers;

    beforeAll(async () => {
      [database, redis, servers] = await Promise.all([testDatabase(), testRedis(), startMailServers()]);
    });
    afterAll(async () => {
      await Promise.all([database, redis, servers].map((each) => each?.[Symbol.asyncDispose]()));
    });

    test.each(workers)("%s", async (_name, service) => {
      const child = spawn(process.execPath, ["--import", WITHOUT_OPTIONAL, ...service.command!.slice(1)], {
        env: {
          ...BARE_ENV,
          ...service.environment,
          DATABASE_URL: database.url,
          REDIS_URL: redis.url,
          IMAP_URL: servers.imapUrl(DESK),
          SMTP_URL: servers.submissionUrl(DESK),
          POLICY_FILE: "examples/policy.yaml",
          DESK_FILE: "examples/desk.yaml",
          OPERATIONS_HOST: "127.0.0.1",
          OPERATIONS_PORT: String(await freePort()),
          OPERATIONS_URL: "",
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const output = await untilStarted(child);
      expect(output).toContain('"msg":"started"');
      const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
      child.kill("SIGTERM");
      expect(await ended).toBe(0);
    });
  },
);

function untilStarted(child: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve) => {
    const more = (text: Buffer): void => {
      output += text;
      if (output.includes('"msg":"started"')) resolve(output);
    };
    child.stdout!.on("data", more);
    child.stderr!.on("data", more);
    child.once("exit", (code) => resolve(`${output}\nended with ${code}`));
  });
}

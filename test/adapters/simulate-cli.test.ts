import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { fromMs, MINUTE, plus } from "../../src/values/instant.ts";
import { testDatabase } from "../support/database.ts";
import { openedTicket } from "../support/opened-ticket.ts";
import { EXAMPLE_DESK, EXAMPLE_POLICY, publishedExample } from "../support/policy.ts";

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "desk.yaml"), EXAMPLE_DESK);
writeFileSync(join(folder, "policy.yaml"), EXAMPLE_POLICY);
const minutes = EXAMPLE_POLICY.replace("B: { firstResponse: 4h,", "B: { firstResponse: 5m,").replace(
  /(B: \{.*)hours: office/g,
  "$1hours: always",
);
writeFileSync(join(folder, "minutes.yaml"), minutes);

const MAIL = `From c Mon Nov 02 10:00:00 2026
From: Carla <carla@fabrikam.example>
Message-ID: <1@f>
Date: Mon, 2 Nov 2026 10:00:00 +0000

Where is it?

From a Mon Nov 02 12:00:00 2026
From: Ana <ana@contoso.example>
Message-ID: <2@c>
In-Reply-To: <1@f>
Date: Mon, 2 Nov 2026 12:00:00 +0000

Here.

From d Sat Nov 07 10:00:00 2026
From: Dave <dave@tailspin.example>
Message-ID: <3@t>
Date: Sat, 7 Nov 2026 10:00:00 +0000

Calls drop.

From s Tue Nov 10 12:00:00 2026
From: support@contoso.example
Message-ID: <4@t>
References: <3@t>
Date: Tue, 10 Nov 2026 12:00:00 +0000

Fixed.
`;
writeFileSync(join(folder, "archive.mbox"), MAIL);

async function simulate(databaseUrl: string | null, ...args: readonly string[]) {
  const { DATABASE_URL: _none, ...env } = process.env;
  const child = spawn(process.execPath, [join(process.cwd(), "workers/answerable.ts"), "simulate", ...args], {
    cwd: folder,
    env: { ...env, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("exit", resolve)),
  ]);
  return { out, err, code };
}

describe("an archive", () => {
  test("is judged by who answered when, needs no desk, and says what was supposed", async () => {
    const args = ["--policy", "policy.yaml", "--mail", "archive.mbox", "--desk-address", "@contoso.example"];
    const { out, err, code } = await simulate(null, ...args, "--html", "page.html");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("2 conversations of archive.mbox (4 mails, 2026-11-02 to 2026-11-10)");
    expect(out).toContain("1 met, 1 missed (50 % met)");
    expect(out).toMatch(/^Saturday .* 0 of 1$/m);
    expect(out).toContain("Only answers are judged");
    expect(readFileSync(join(folder, "page.html"), "utf8")).toContain("1 met, 1 missed (50 % met)");
  });

  test("an answer from an address nobody named is a customer's mail", async () => {
    const { out } = await simulate(null, "--policy", "policy.yaml", "--mail", "archive.mbox", "--json");
    const report = JSON.parse(out);
    expect(report).toMatchObject({ tickets: 2, was: null, is: { all: { met: 0, missed: 2, open: 0 } } });
  });

  test("holidays of its own years close the desk, long before the policy was written", async () => {
    const old = MAIL.replaceAll("2026", "2016").replaceAll("Mon, 2 Nov", "Tue, 1 Nov");
    writeFileSync(join(folder, "old.mbox"), old.replace("12:00:00 +0000\n\nHere", "18:00:00 +0000\n\nHere"));
    const args = [
      "--policy",
      "policy.yaml",
      "--mail",
      "old.mbox",
      "--desk-address",
      "@contoso.example",
      "--json",
    ];
    // All Saints' Day: an answer eight hours later is within four hours of service.
    expect(JSON.parse((await simulate(null, ...args)).out).is.all.met).toBe(1);
  });
});

test.each<[string, readonly string[], number, string]>([
  ["no such archive", ["--mail", "none.mbox"], 2, "none.mbox cannot be read (no such file)"],
  ["no mbox", ["--mail", "policy.yaml"], 2, "is no mbox"],
  [
    "a plan that is not there",
    ["--mail", "archive.mbox", "--plan", "gold"],
    2,
    "expected one of: standard, premium",
  ],
  ["a severity that is none", ["--mail", "archive.mbox", "--severity", "D"], 2, "expected A, B or C"],
  ["a time that is none", ["--since", "soon"], 2, "expected a duration such as 90d"],
  ["both", ["--since", "90d", "--mail", "archive.mbox"], 2, "Leave one of --since and --mail out"],
  ["a severity for the desk's tickets", ["--severity", "A"], 2, "--severity is for --mail"],
])("%s is refused with what is expected", async (_name, args, code, words) => {
  const done = await simulate(null, "--policy", "policy.yaml", ...args);
  expect(done.code).toBe(code);
  expect(done.err).toContain(words);
});

test("the desk's tickets: what was recorded beside what would have been, and nothing in the desk changes", async () => {
  await using database = await testDatabase();
  const { db } = database;
  const server = { host: "127.0.0.1", port: 1, tls: "never", user: "u", password: "p" } as const;
  await beginDesk(db, { mailboxes: [], smtp: server, sandbox: true, clock: { kind: "database" } });
  const at = plus(fromMs(Date.now()), -30 * MINUTE);
  await keepVersion(db, { published: publishedExample((policy) => policy, at), templates: {} });
  const opened = await openedTicket(db, "Calls drop", at);
  const before = await db.select().from(rows.targets);

  const { out, err, code } = await simulate(database.url, "--policy", "minutes.yaml", "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const report = JSON.parse(out);
  expect(report.tickets).toBe(1);
  expect(report.was.target["first-response"]).toEqual({ met: 0, missed: 0, open: 1 });
  expect(report.is.target["first-response"]).toEqual({ met: 0, missed: 1, open: 0 });
  expect(report.is.severity.B.missed).toBe(1);
  const shown = await simulate(database.url, "--policy", "minutes.yaml", "--since", "10m");
  expect(shown.out).toContain("0 tickets opened since");
  expect(await db.select().from(rows.targets)).toEqual(before);
  expect(await db.select().from(rows.policyVersions)).toHaveLength(1);
  expect(opened.number).toBeGreaterThan(0);
});

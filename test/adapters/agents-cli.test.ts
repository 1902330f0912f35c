import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import { agentAbsences, outboundMail } from "../../src/adapters/postgres/schema.ts";
import { publishFiles } from "../../src/adapters/system/policy-files.ts";
import { instant, iso } from "../../src/values/instant.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "agents-"));
beforeAll(async () => {
  database = await testDatabase();
  const kept = publishFiles("examples/policy.yaml", "examples/desk.yaml", instant("2026-11-01T00:00Z"));
  await keepVersion(database.db, kept);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** The command as a process, on the test's database. */
function answerable(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: database.url, DATA_DIR: folder };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    const args = ["workers/answerable.ts", "agents", ...words];
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const ANA = "ana@contoso.example";

test("hours, receipts and absences of an agent are set, listed and ended; what is wrong is said with what to do", async () => {
  await answerable("add", ANA, "--name", "Ana Sousa");
  expect((await answerable("hours", ANA, "mornings")).err).toContain(
    "There are no hours mornings; serviceHours of the policy in force has: office, always.",
  );
  expect((await answerable("hours", ANA, "always")).out).toBe("Ana Sousa answers in always.\n");
  expect((await answerable("hours", ANA)).out).toBe("Ana Sousa answers in the hours of their team.\n");
  expect((await answerable("hours", "eva@contoso.example", "office")).err).toContain(
    "There is no agent eva@",
  );
  expect((await answerable("receipts", ANA, "daily")).err).toContain("expected always, exceptions, digest");
  expect(await answerable("receipts", ANA, "digest")).toMatchObject({ code: 0 });

  const away = (from: string, to: string) =>
    answerable("absent", ANA, "--from", from, "--to", to, "--because", "holidays");
  expect(await away("2096-12-31", "2096-12-24")).toMatchObject({
    code: 1,
    err: "The absence would end (2096-12-24) before it begins (2096-12-31).\n",
  });
  expect((await away("2096-02-30", "2096-03-01")).err).toContain("2096-02-30 is no day and no time");
  expect((await away("2001-01-01", "2001-01-02")).err).toContain("is over already");
  expect((await away("2096-01-01", "2099-01-01")).err).toContain("More than 400 days");
  // Lisbon is an hour ahead of UTC in summer.
  expect(await away("2096-07-01", "2096-07-14")).toMatchObject({ code: 0 });
  const [row] = await database.db.select().from(agentAbsences);
  expect([iso(row!.startsAt), iso(row!.endsAt)]).toEqual([
    "2096-06-30T23:00:00.000Z",
    "2096-07-14T23:00:00.000Z",
  ]);
  expect(JSON.parse((await answerable("absences", "--json")).out)).toMatchObject([
    { agent: ANA, from: "2096-07-01 00:00", to: "2096-07-15 00:00", because: "holidays" },
  ]);
  expect((await answerable("back", ANA)).err).toContain("Ana Sousa is not away.");
  expect((await answerable("back", ANA, "--all")).out).toContain("Ana Sousa is back.");
  expect((await answerable("absences")).out).toBe("Nobody is away.\n");
  expect(JSON.parse((await answerable("--json")).out)).toMatchObject([
    { address: ANA, teams: ["support", "on-call"], hours: null, receipts: "digest", awayUntil: null },
  ]);
}, 240_000);

test("a new agent is welcomed once, in their team, with a remark where a name or a team surprises", async () => {
  const server = { host: "mail.example", port: 1, user: "s", password: "", tls: "never" } as const;
  const clock = { kind: "database" } as const;
  await beginDesk(database.db, {
    mailboxes: [{ imap: server, smtp: null }],
    smtp: server,
    sandbox: false,
    clock,
  });
  const added = await answerable("add", "ana.lima@contoso.example", "--name", "Ana Lima");
  expect(added.out).toContain("they count as one of support");
  expect(added.out).toContain("Ana Sousa has the same first name");
  expect(added.out).toContain(
    "The card and the practice ticket #1001 wait until the desk is live (answerable go).",
  );
  expect((await answerable("add", "ana.lima@contoso.example", "--name", "Ana Lima")).out).toContain(
    "no second card",
  );
  const silent = await answerable("add", "eva@contoso.example", "--name", "Eva", "--no-welcome");
  expect(silent.out).not.toContain("card");
  const mails = await database.db.select().from(outboundMail);
  expect(mails.map(({ state, purpose }) => `${state} ${purpose}`).sort()).toEqual([
    "held information",
    "held notice",
  ]);
}, 120_000);

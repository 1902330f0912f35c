import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BARE_ENV } from "../support/bare-env.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "customers-"));
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** The command as a process, on the test's database. */
function answerable(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: database.url, DATA_DIR: folder };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    const args = ["workers/answerable.ts", "customers", ...words];
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test("a list is tried, imported, shown and changed; what is wrong is named and the exit code says it", async () => {
  const file = join(folder, "list.csv");
  writeFileSync(file, "company;domain\nFabrikam;fabrikam.example\nBad;gmail.com\n");
  const tried = await answerable("import", file, "--dry-run");
  expect(tried).toMatchObject({ code: 1, out: expect.stringContaining("Would be: 1 new, 0 changed") });
  expect(tried.err).toContain('list.csv:3:1 domain: read "gmail.com", expected a domain of the customer');
  expect((await answerable()).out).toContain("No customers");

  const done = await answerable("import", file, "--json");
  expect(JSON.parse(done.out)).toMatchObject({ new: 1, dryRun: false, problems: [{ line: 3 }] });
  expect(await answerable("set", "fabrikam", "--plan", "premium")).toMatchObject({ code: 0 });
  expect(JSON.parse((await answerable("show", "fabrikam.example", "--json")).out)).toMatchObject({
    name: "Fabrikam",
    plan: "premium",
    domains: ["fabrikam.example"],
  });
  expect(await answerable("show", "nobody")).toMatchObject({ code: 1 });
  expect((await answerable("import", join(folder, "none.csv"))).err).toContain("cannot be read (ENOENT)");
}, 60_000);

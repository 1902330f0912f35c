import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSettings } from "../../src/adapters/system/settings-files.ts";
import { EXAMPLE_DESK, EXAMPLE_POLICY } from "../support/policy.ts";

const root = mkdtempSync(join(tmpdir(), "policy-cli-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A directory with the examples, changed. */
function directory(name: string, policy = EXAMPLE_POLICY, desk = EXAMPLE_DESK): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "policy.yaml"), policy);
  writeFileSync(join(path, "desk.yaml"), desk);
  return path;
}

function answerable(cwd: string, ...args: readonly string[]) {
  const done = spawnSync(
    process.execPath,
    [join(process.cwd(), "workers/answerable.ts"), "policy", ...args],
    {
      cwd,
      encoding: "utf8",
      timeout: 30_000,
    },
  );
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const GOOD = directory("good");

test("check: the examples are fine", () => {
  expect(answerable(GOOD, "check")).toMatchObject({ code: 0, err: "" });
});

test("check: every problem of both files, exit 1; with --json the same as data", () => {
  const bad = directory(
    "bad",
    EXAMPLE_POLICY.replace("country: PT", "country: Portugal"),
    EXAMPLE_DESK.replace("slipMail: ask", "slipMail: maybe"),
  );
  const { code, err } = answerable(bad, "check");
  expect(code).toBe(1);
  expect(err).toContain(
    'policy.yaml:32:16 serviceHours.office.holidays.country: read "Portugal", expected a country of ISO 3166 such as PT',
  );
  expect(err).toContain('slipMail: read "maybe", expected ask, auto or off');
  const data = JSON.parse(answerable(bad, "check", "--json").out);
  expect(data.problems).toHaveLength(2);
});

test("check: a warning is exit 0, and 1 with --strict", () => {
  const warned = directory(
    "warned",
    EXAMPLE_POLICY.replace("country: PT", "country: PT\n      remove: [Noel]"),
  );
  expect(answerable(warned, "check")).toMatchObject({ code: 0 });
  expect(answerable(warned, "check", "--strict").code).toBe(1);
});

test("a file that is not there is exit 2 and says what to do next", () => {
  const { code, err } = answerable(root, "calendar");
  expect(code).toBe(2);
  expect(err).toContain("--policy");
});

test("publish: the page in each language, data and calendar; refused where a price is missing", () => {
  expect(answerable(GOOD, "publish", "--to", "site").code).toBe(0);
  expect(readdirSync(join(GOOD, "site")).toSorted()).toEqual([
    "hours.ics",
    "index.en.html",
    "index.html",
    "index.pt-BR.html",
    "index.pt-PT.html",
    "policy.json",
  ]);
  const free = directory("free", EXAMPLE_POLICY.replace("price: included #", "#"));
  const refused = answerable(free, "publish", "--to", "site");
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("plans.standard.price: customers must read what it costs");
});

test("diff: two files, in words", () => {
  writeFileSync(
    join(GOOD, "next.yaml"),
    EXAMPLE_POLICY.replace("firstResponse: 4h, nextResponse: 1d", "firstResponse: 2h, nextResponse: 1d"),
  );
  const { code, out } = answerable(GOOD, "diff", "policy.yaml", "next.yaml");
  expect([code, out.trim().split("\n").length]).toEqual([0, 1]);
  expect(out).toContain("plan standard, severity B: first answer was 4 hours, is 2 hours (tighter)");
});

test("preview: the promise in words, for that time, severity and language", () => {
  const { code, out } = answerable(
    GOOD,
    "preview",
    "acknowledgement",
    "--at",
    "2026-12-24T15:00Z",
    "--severity",
    "B",
    "--language",
    "pt-PT",
  );
  expect(code).toBe(0);
  expect(out).toContain("Estamos fechados até segunda-feira, 28 de dezembro, 09:00, hora de Lisboa");
});

test.each([
  [["preview", "--at", "tomorrow"], "--at"],
  [["preview", "--severity", "D"], "--severity"],
  [["preview", "--plan", "gold"], "standard, premium"],
  [["preview", "letter"], "acknowledgement"],
  [["calendar", "--months", "0"], "--months"],
  [["schema", "mail"], "policy, desk"],
])("%o is exit 2 and says what was expected", (args, expected) => {
  const { code, err } = answerable(GOOD, ...args);
  expect(code).toBe(2);
  expect(err).toContain(expected);
});

test("schema: JSON Schema of both files", () => {
  for (const file of ["policy", "desk"]) {
    expect(JSON.parse(answerable(GOOD, "schema", file).out)).toMatchObject({
      type: "object",
      additionalProperties: false,
    });
  }
});

test("texts written out are used once edited, and never written over", () => {
  const own = directory("own", EXAMPLE_POLICY, `${EXAMPLE_DESK}templates: texts\n`);
  expect(answerable(own, "templates", "--to", "texts", "--language", "en").code).toBe(0);
  const path = join(own, "texts/en/acknowledgement.txt");
  writeFileSync(path, "Subject: Ours [{{number}}]\n\n{{promise}}\n");
  answerable(own, "templates", "--to", "texts", "--language", "en");
  expect(readFileSync(path, "utf8")).toContain("Ours");
  expect(answerable(own, "preview").out).toContain("Subject: Ours [C-1042]");
});

test("a text with a wrong name is a problem with its file and line", () => {
  const path = directory("wrong", EXAMPLE_POLICY, `${EXAMPLE_DESK}templates: texts\n`);
  mkdirSync(join(path, "texts/en"), { recursive: true });
  writeFileSync(join(path, "texts/en/slip.txt"), "Subject: x\n\n{{assignee}} is late\n");
  writeFileSync(join(path, "texts/en/letter.txt"), "x");
  const read = readSettings(join(path, "policy.yaml"), join(path, "desk.yaml"));
  const problems = read.kind === "refused" ? read.problems : [];
  expect(problems.map(({ file, line, read: found }) => [file.split("/").at(-1), line, found])).toEqual(
    expect.arrayContaining([
      ["slip.txt", 3, "{{assignee}}"],
      ["letter.txt", 0, "letter.txt"],
    ]),
  );
});

import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/** Each folder may import those before it, and none after. */
const ORDER = [
  "src/values",
  "src/mail",
  "src/service-hours",
  "src/policy",
  "src/triage",
  "src/outbound",
  "src/sla",
  "src/escalation",
  "src/conversation",
  "src/commands",
  "src/tickets",
  "src/ops",
  "src/jobs",
  "src/adapters",
  "workers",
] as const;
const FIRST_IMPURE = ORDER.indexOf("src/jobs");

/** Packages that only compute. */
const PURE_PACKAGES = [
  "zod",
  "yaml",
  "mailparser",
  "postal-mime",
  "iconv-lite",
  "tldts",
  "date-holidays",
  "ical.js",
  "ical-generator",
  "node:buffer",
  "node:crypto",
  "mailauth/lib/parse-dkim-headers.js",
  "nodemailer/lib/mail-composer",
];

const LONGEST_FILE_IN_LINES = 250;

const rank = (path: string): number => ORDER.findIndex((folder) => path.startsWith(`${folder}/`));
const code = (path: string): string =>
  readFileSync(path, "utf8").replaceAll(/(?<!["':])\/\/.*|\/\*[\s\S]*?\*\//g, "");
const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?<=^|[\s;}])(?:from|import)\s*\(?\s*"([@\w.#/:-]+)"/g)].map(([, name]) => name!);
/** The files that one imports, for types only and later on included. */
const neighboursOf = (file: string): string[] =>
  importsOf(code(file))
    .filter((name) => name.startsWith("."))
    .map((name) => join(dirname(file), name));
const files = globSync(["src/**/*.ts", "workers/**/*.ts"]);

/** The circles of a graph: sets of nodes that all reach each other, by Tarjan's walk; each sorted. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  const lower = (node: string, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node)!, to));
  };
  const walk = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) {
        walk(next);
        lower(node, lowest.get(next)!);
      } else if (path.includes(next)) lower(node, order.get(next)!);
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = path.splice(path.indexOf(node));
    if (circle.length > 1 || graph.get(node)!.includes(node)) circles.push(circle.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) walk(node);
  return circles;
}

describe("the house", () => {
  test.each(files)("%s lies in a known folder", (file) => expect(rank(file)).toBeGreaterThanOrEqual(0));

  test.each(files)("%s imports only from folders before its own", (file) => {
    expect(neighboursOf(file).filter((target) => rank(target) > rank(file))).toEqual([]);
  });

  test("no file imports itself by a detour", () => {
    expect(circlesOf(new Map(files.map((file) => [file, neighboursOf(file)])))).toEqual([]);
  });

  test.each(files)("%s is no longer than a person reads in one go", (file) => {
    expect(readFileSync(file, "utf8").split("\n").length).toBeLessThanOrEqual(LONGEST_FILE_IN_LINES);
  });
});

describe("rules are pure", () => {
  const rules = files.filter((file) => rank(file) < FIRST_IMPURE);

  test.each(rules)("%s touches no clock, chance, environment, network or disk", (file) => {
    const source = code(file);
    expect(source).not.toMatch(
      /\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|randomUUID|randomBytes|\bfetch\(/,
    );
    const packages = importsOf(source).filter((name) => !name.startsWith("."));
    expect(packages.filter((name) => !PURE_PACKAGES.includes(name))).toEqual([]);
  });
});

describe("one way of doing it", () => {
  const having = (words: RegExp): string[] => files.filter((file) => words.test(code(file))).sort();

  test("what the database saves has passed the gate for automatic mail", () => {
    expect(having(/\bas GatedDecision\b/)).toEqual(["src/jobs/gate.ts"]);
    expect(having(/\bapplyDecision\b/)).toEqual([
      "src/adapters/postgres/apply.ts",
      "src/adapters/postgres/transact.ts",
    ]);
    expect(having(/\binsert\(outboundMail\b/)).toEqual(["src/adapters/postgres/apply.ts"]);
  });

  test("a mail is one of these letters", () => {
    const letters = [
      "agents/answer",
      "agents/ask-to-confirm",
      "handoff/upstream-letter",
      "letters/write-mail",
      "letters/write-to-agents",
      "letters/write-to-customer",
      "letters/write-without-ticket",
    ];
    expect(having(/\bwriteMail\(/)).toEqual(letters.map((name) => `src/tickets/${name}.ts`));
  });
});

test("a forbidden import would be seen", () => {
  expect(importsOf('import { x } from "../jobs/ports.ts";\nawait import("node:fs");')).toEqual([
    "../jobs/ports.ts",
    "node:fs",
  ]);
  expect(importsOf('const words = ["sent from", "x"];\nconst more = ["x-from","y"];')).toEqual([]);
  expect(rank("src/jobs/ports.ts")).toBeGreaterThan(rank("src/mail/parse.ts"));
});

test("a circle would be seen, of types too", () => {
  expect(importsOf('import type { A } from "./a.ts";')).toEqual(["./a.ts"]);
  const graph = { a: ["b"], b: ["c", "d"], c: ["a"], d: ["e"], e: ["d", "out"], f: ["a", "d"], g: ["g"] };
  expect(circlesOf(new Map(Object.entries(graph)))).toEqual([["d", "e"], ["a", "b", "c"], ["g"]]);
});

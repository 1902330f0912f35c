import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SYSTEM = new Set(["PATH", "CI"]);

test(".env.example explains every variable that the program reads, and no other", () => {
  const sources = globSync(["src/**/*.ts", "workers/**/*.ts"]).map((file) => readFileSync(file, "utf8"));
  const direct = sources.flatMap((source) =>
    [...source.matchAll(/process\.env\["([A-Z_]+)"\]/g)].map(([, name]) => name!),
  );
  const settings = readFileSync("src/adapters/system/settings.ts", "utf8");
  const declared = [...settings.matchAll(/^ {2}([A-Z][A-Z_]+): ?\n? *(?:z|port|address|file)\b/gm)].map(
    ([, name]) => name!,
  );
  const read = new Set([...direct, ...declared].filter((name) => !SYSTEM.has(name)));
  const explained = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)].map(
    ([, name]) => name!,
  );
  expect(explained.toSorted()).toEqual([...read].toSorted());
});

test("docs/agents.md names every command as the grammar has it", async () => {
  const { COMMANDS } = await import("../src/commands/grammar.ts");
  const page = readFileSync("docs/agents.md", "utf8");
  for (const { name, aliases, help } of COMMANDS) {
    const also = aliases.map((alias) => `\`#${alias}\``).join(", ");
    expect(page).toContain(`| \`#${name}\` | ${also} | ${help} |`);
  }
});

test("docs/decisions.md says of every dependency why this one", () => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
  const page = readFileSync("docs/decisions.md", "utf8");
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});

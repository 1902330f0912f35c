import { globSync } from "node:fs";
import { basename, resolve } from "node:path";

// npm run bench [-- NAME…]: runs test/bench/NAME.ts, or all. Each exports one function that returns its lines.

const wanted = process.argv.slice(2);
const files = globSync("test/bench/*.ts")
  .filter((file) => basename(file) !== "run.ts" && !file.endsWith(".d.ts"))
  .filter((file) => wanted.length === 0 || wanted.includes(basename(file, ".ts")))
  .sort();
if (files.length === 0) {
  process.stderr.write(`No such bench: ${wanted.join(", ")}\n`);
  process.exitCode = 2;
}
for (const file of files) {
  const loaded: Record<string, unknown> = await import(resolve(file));
  for (const [name, bench] of Object.entries(loaded)) {
    if (!name.startsWith("bench") || typeof bench !== "function") continue;
    const lines: readonly string[] = await bench();
    process.stdout.write(`${basename(file, ".ts")}\n${lines.map((line) => `  ${line}\n`).join("")}`);
  }
}

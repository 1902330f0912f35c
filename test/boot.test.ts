import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { expect, test } from "vitest";

/** Vitest compiles what plain Node refuses (enums, imports without ".ts"), so each entry is loaded as production does. */
test.each(globSync("workers/*.ts"))("%s loads under plain node", (entry) => {
  const load = `await import(${JSON.stringify(`./${entry}`)}); process.exit(0)`;
  expect(() =>
    execFileSync(process.execPath, ["--input-type=module", "-e", load], { stdio: "pipe" }),
  ).not.toThrow();
});

test("every source file loads under plain node", () => {
  const all = globSync("src/**/*.ts").filter((file) => !file.endsWith("worker-thread.ts"));
  const load = `for (const f of ${JSON.stringify(all)}) await import("./" + f); process.exit(0)`;
  expect(() =>
    execFileSync(process.execPath, ["--input-type=module", "-e", load], { stdio: "pipe" }),
  ).not.toThrow();
});

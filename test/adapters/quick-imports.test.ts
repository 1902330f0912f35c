import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const PACKAGES = ["drizzle-orm", "drizzle-orm/pg-core", "drizzle-orm/postgres-js", "zod", "postgres"];

/** Every file of a package that a process has loaded, and what it takes them for, in order of names. */
function loadedFiles(first: string): readonly string[] {
  const script = `
    import { createRequire, registerHooks } from "node:module";
    const files = new Set();
    registerHooks({ load(url, context, next) { files.add(context.format + " " + url); return next(url, context); } });
    ${first}
    for (const name of ${JSON.stringify(PACKAGES)}) await import(name);
    await import("./src/adapters/postgres/schema.ts");
    createRequire(process.cwd() + "/x.js")("drizzle-orm");
    console.log(JSON.stringify([...files].filter((file) => file.includes("/node_modules/")).sort()));`;
  const args = ["--input-type=module", "-e", script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" }));
}

test("imports that are made quick load the same files as the same kinds of module, by import and by require", () => {
  const quick = loadedFiles(`await import("./src/adapters/system/quick-imports.ts");`);
  expect(quick.length).toBeGreaterThan(200);
  expect(quick).toEqual(loadedFiles(""));
});

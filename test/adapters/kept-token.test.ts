import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keptToken } from "../../src/adapters/oauth/kept-token.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-token-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the newest token outlives a restart, for its owner only, and another token of the settings begins anew", () => {
  keptToken(folder, "first").save("newer");
  expect(keptToken(folder, "first").load()).toBe("newer");
  expect(keptToken(folder, "second").load()).toBeNull();
  expect(statSync(join(folder, readdirSync(folder)[0]!)).mode & 0o777).toBe(0o600);
});

test("a folder that cannot be written is told, without the token, and nothing is thrown", async () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const warned = once(process, "warning");
  keptToken(file, "first").save("the secret itself");
  const [{ message }] = (await warned) as [Error];
  expect(message).toContain(`cannot be kept in ${file}`);
  expect(message).not.toContain("the secret itself");
});

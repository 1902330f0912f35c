import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { seeded } from "../support/mutate-mail.ts";

test("2,000 damaged mails are read without fault", () => {
  const args = ["--expose-gc", "test/fuzz.ts", "--count", "2000", "--seed", "20261124"];
  expect(execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" })).toContain("2000 mails");
});

test("the same seed damages the same way", () => {
  const [a, b, c] = [seeded(1), seeded(1), seeded(2)];
  const first = [a(), a(), a()];
  expect([b(), b(), b()]).toEqual(first);
  expect(c()).not.toBe(first[0]);
});

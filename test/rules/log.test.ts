import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { tellable, withoutSecrets } from "../../src/adapters/system/log.ts";

describe("what a log line may tell of an error", () => {
  test("a failed query tells the database's answer, not the words that were in it", () => {
    const error = new DrizzleQueryError(
      "insert into tickets values ($1)",
      ["a subject"],
      new Error("violates x"),
    );
    expect(tellable(error).message).toBe("violates x");
    expect(`${tellable(error).stack}`).not.toContain("a subject");
  });

  test.each([
    [
      "passwords in URLs are taken out",
      "postgres://desk:secret@host/db is away",
      "postgres://…@host/db is away",
    ],
    [
      "addresses of people are taken out",
      "550 no such user carla.n+x@fabrikam.example here",
      "550 no such user <address> here",
    ],
    ["but not ports and hosts", "connect ECONNREFUSED 127.0.0.1:5432", "connect ECONNREFUSED 127.0.0.1:5432"],
  ])("%s", (_name, text, told) => expect(withoutSecrets(text)).toBe(told));
});

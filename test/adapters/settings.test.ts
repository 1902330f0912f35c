import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/adapters/system/settings.ts";
import { mailServerUrl } from "../../src/adapters/system/settings-urls.ts";

const PRODUCTION = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://desk:secret1@db/desk",
  REDIS_URL: "rediss://:secret2@redis:6380",
  IMAP_URL: "imaps://support%40contoso.example:p%40ss%3Aword@mail.contoso.example",
  SMTP_URL: "smtp://relay.contoso.example",
};

function problems(env: Record<string, string>): readonly string[] {
  const read = readSettings(env);
  return read.kind === "refused" ? read.problems : [];
}
function settings(env: Record<string, string>) {
  const read = readSettings(env);
  if (read.kind === "refused") throw new Error(read.problems.join("; "));
  return read.settings;
}

describe("what is read", () => {
  test("nothing given: everything is embedded and only this machine is served", () => {
    expect(settings({})).toMatchObject({
      ...{ production: false, databaseUrl: null, redisUrl: null, imap: null, smtp: null, deskAddress: null },
      operations: { host: "127.0.0.1", port: 8380, url: "http://127.0.0.1:8380" },
    });
  });

  test("an empty value counts as not given", () => {
    expect(settings({ DATABASE_URL: "", IMAP_URL: "  " })).toMatchObject({ databaseUrl: null, imap: null });
  });

  test("a mail server's user and password are decoded, the port follows the scheme", () => {
    expect(settings(PRODUCTION).imap).toEqual({
      host: "mail.contoso.example",
      port: 993,
      tls: "implicit",
      user: "support@contoso.example",
      password: "p@ss:word",
    });
  });

  test("the desk's address is the IMAP user where that is one", () => {
    expect(settings(PRODUCTION).deskAddress).toBe("support@contoso.example");
    expect(settings({ ...PRODUCTION, DESK_ADDRESS: "Help@Contoso.Example" }).deskAddress).toBe(
      "help@contoso.example",
    );
  });

  test.each([
    ["smtp://mail.contoso.example", "starttls", 587],
    ["smtp://127.0.0.1:2525", "if-offered", 2525],
    ["smtp://[::1]", "if-offered", 587],
    ["smtp://mail.contoso.example?starttls=never", "never", 587],
    ["smtps://mail.contoso.example", "implicit", 465],
  ])("%s is %s at port %d", (url, tls, port) => {
    expect(settings({ SMTP_URL: url }).smtp).toMatchObject({ tls, port, user: null });
  });

  test("a mail server written as a URL reads back the same", () => {
    for (const url of [PRODUCTION.IMAP_URL, "imap://a:b%25@[::1]:1143?starttls=required"]) {
      const { imap } = settings({ IMAP_URL: url, DESK_ADDRESS: "a@b.example" });
      expect(settings({ IMAP_URL: mailServerUrl("imap", imap!), DESK_ADDRESS: "a@b.example" }).imap).toEqual(
        imap,
      );
    }
  });
});

describe("what is refused", () => {
  test("production names each of the four that is missing", () => {
    const told = problems({ NODE_ENV: "production" });
    const names = ["DATABASE_URL", "REDIS_URL", "IMAP_URL", "SMTP_URL"];
    expect(told.map((problem) => problem.split(":")[0])).toEqual(names);
    const one = "REDIS_URL: missing; production needs it, e.g. redis://host:6379";
    expect(problems({ ...PRODUCTION, REDIS_URL: "" })).toEqual([one]);
  });

  test("all problems are told at once", () => {
    const told = problems({
      OPERATIONS_PORT: "99999",
      LOG_LEVEL: "loud",
      DATABASE_URL: "mysql://x",
      DESK_ADDRESS: "x",
    });
    expect(told).toHaveLength(4);
  });

  const POSTGRES = "expected postgres://user:password@host:5432/database";
  const IMAP = "expected imaps://user:password@host:port (or imap:// for STARTTLS)";
  test.each([
    ["DATABASE_URL", "mysql://u:secret@h/d", `${POSTGRES}, read the scheme "mysql"`],
    [
      "REDIS_URL",
      "secret",
      "expected redis://host:6379 or rediss://user:password@host:6379, what was read is no URL",
    ],
    ["IMAP_URL", "smtp://u:secret@h", `${IMAP}, read the scheme "smtp"`],
    ["IMAP_URL", "imaps://h", `${IMAP}, read no user`],
    [
      "IMAP_URL",
      "imaps://u@h",
      "read no password, and no MAIL_OAUTH_CLIENT_ID is given (@, :, / and % in a password are written %40, %3A, %2F and %25)",
    ],
    ["IMAP_URL", "imaps://u:secret%@h", "a % in the user or password is written %25"],
    ["SMTP_URL", "smtp://h?starttls=maybe", 'expected starttls=required, if-offered or never, read "maybe"'],
    ["OPERATIONS_PORT", "http", "expected a port number"],
    ["POLICY_FILE", "/nowhere/policy.yaml", "no such file"],
  ])("%s=%s", (name, value, says) => {
    expect(problems({ [name]: value, DESK_ADDRESS: "a@b.example" })).toEqual([`${name}: ${says}`]);
  });

  test("no problem repeats a secret", () => {
    for (const name of ["DATABASE_URL", "REDIS_URL", "IMAP_URL", "SMTP_URL", "OPERATIONS_URL"]) {
      for (const value of ["x://u:hunter2@h", "hunter2", "imaps://u:hunter2%@h", "http//u:hunter2@h"]) {
        expect(problems({ [name]: value }).join()).not.toContain("hunter2");
      }
    }
  });

  test("an IMAP user that is no address leaves the desk's address to be told", () => {
    expect(problems({ IMAP_URL: "imaps://u:p@h" })[0]).toMatch(/^DESK_ADDRESS: missing/);
  });
});

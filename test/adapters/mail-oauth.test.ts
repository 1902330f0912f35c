import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "../../src/adapters/system/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "answerable-oauth-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SERVERS = {
  IMAP_URL: "imaps://support%40contoso.example@outlook.office365.com",
  SMTP_URL: "smtp://support%40contoso.example@smtp.office365.com:587",
};
const MICROSOFT = {
  ...SERVERS,
  MAIL_PROVIDER: "microsoft365",
  MAIL_OAUTH_TENANT: "contoso.example",
  MAIL_OAUTH_CLIENT_ID: "0000-1111",
  MAIL_OAUTH_CLIENT_SECRET: "hunter2",
};
const GOOGLE = {
  ...SERVERS,
  ...{ MAIL_PROVIDER: "google", MAIL_OAUTH_CLIENT_ID: "desk.apps", MAIL_OAUTH_CLIENT_SECRET: "hunter2" },
};

function settings(env: Readonly<Record<string, string>>) {
  const read = readSettings(env);
  if (read.kind === "refused") throw new Error(read.problems.join("; "));
  return read.settings;
}
function problems(env: Readonly<Record<string, string>>): readonly string[] {
  const read = readSettings(env);
  return read.kind === "refused" ? read.problems : [];
}
function withMailboxes(mailboxes: string): string {
  const file = join(folder, "desk.yaml");
  writeFileSync(file, `version: 1\nteams: { support: {} }\nmailboxes:\n${mailboxes}\n`);
  return file;
}

describe("sign-in by OAuth in the environment", () => {
  test("Microsoft 365 by itself: endpoint and scope follow from the tenant, for both servers", () => {
    const oauth = {
      tokenUrl: "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token",
      ...{ clientId: "0000-1111", clientSecret: "hunter2", refreshToken: null },
      scope: "https://outlook.office365.com/.default",
      secretExpiresAt: Date.parse("2027-03-01T00:00:00Z"),
    };
    const read = settings({ ...MICROSOFT, MAIL_OAUTH_SECRET_EXPIRES: "2027-03-01" });
    expect(read.imap).toMatchObject({ user: "support@contoso.example", password: null, oauth });
    expect(read.smtp).toMatchObject({ port: 587, tls: "starttls", oauth });
  });

  test("a national cloud is told by token URL and scope", () => {
    const cloud = {
      MAIL_OAUTH_TOKEN_URL: "https://login.microsoftonline.us/contoso/oauth2/v2.0/token",
      MAIL_OAUTH_SCOPE: "https://outlook.office365.us/.default",
    };
    expect(settings({ ...MICROSOFT, ...cloud }).imap?.oauth).toMatchObject({
      tokenUrl: cloud.MAIL_OAUTH_TOKEN_URL,
      scope: cloud.MAIL_OAUTH_SCOPE,
    });
  });

  test("Google by refresh token needs no URL", () => {
    expect(settings({ ...GOOGLE, MAIL_OAUTH_REFRESH_TOKEN: "1//x" }).imap?.oauth).toMatchObject({
      ...{ tokenUrl: "https://oauth2.googleapis.com/token", refreshToken: "1//x", scope: null },
    });
  });

  test("a relay that asks for no user, or has a password, is left as it is", () => {
    expect(settings({ ...MICROSOFT, SMTP_URL: "smtp://relay.example" }).smtp?.oauth).toBeUndefined();
    expect(settings({ ...MICROSOFT, SMTP_URL: "smtp://u:p@relay.example" }).smtp?.oauth).toBeUndefined();
  });

  test.each<[string, Record<string, string>, readonly RegExp[]]>([
    [
      "all that is missing is told at once",
      { ...SERVERS, MAIL_OAUTH_SCOPE: "mail" },
      [
        /^MAIL_OAUTH_CLIENT_ID: missing/,
        /^MAIL_OAUTH_CLIENT_SECRET: missing/,
        /^MAIL_OAUTH_TOKEN_URL: missing/,
      ],
    ],
    [
      "Microsoft needs its tenant",
      { ...MICROSOFT, MAIL_OAUTH_TENANT: "" },
      [/^MAIL_OAUTH_TOKEN_URL: .*MAIL_OAUTH_TENANT/],
    ],
    ["Google needs a refresh token", GOOGLE, [/^MAIL_OAUTH_REFRESH_TOKEN: missing/]],
    [
      "a secret never goes over the network in the clear",
      { ...MICROSOFT, MAIL_OAUTH_TOKEN_URL: "http://login.example/token" },
      [/^MAIL_OAUTH_TOKEN_URL: expected an https URL/],
    ],
    [
      "a date that is none",
      { ...MICROSOFT, MAIL_OAUTH_SECRET_EXPIRES: "2027-02-30" },
      [/^MAIL_OAUTH_SECRET_EXPIRES: expected a date/],
    ],
    [
      "a way to sign in that no server takes",
      { ...MICROSOFT, IMAP_URL: "imaps://a%40b.example:p@h", SMTP_URL: "smtps://a:p@h" },
      [/^MAIL_OAUTH_CLIENT_ID: no mailbox signs in by it/],
    ],
  ])("%s", (_name, env, says) => {
    const told = problems(env);
    expect(told).toEqual(says.map((one) => expect.stringMatching(one)));
    expect(told.join()).not.toContain("hunter2");
  });
});

describe("sign-in by OAuth of a mailbox in desk.yaml", () => {
  const mailbox = (more: string) => `  - name: support
    address: support@contoso.example
    provider: microsoft365
    imap: { host: outlook.office365.com${more}`;

  test("a mailbox has its own client, whose secret is in the environment", () => {
    const file = withMailboxes(
      mailbox(
        ` }\n    oauth: { tenant: t1, clientId: c1, clientSecret: { env: BOX }, secretExpires: 2027-03-01 }`,
      ),
    );
    const [one] = settings({ DESK_FILE: file, BOX: "hunter2", SMTP_URL: "smtp://relay.example" }).mailboxes;
    expect(one!.imap.oauth).toMatchObject({ clientId: "c1", clientSecret: "hunter2", refreshToken: null });
    expect(one!.imap.oauth!.tokenUrl).toContain("/t1/");
  });

  test("one without a password and a client of its own takes the environment's, for its SMTP server too", () => {
    const file = withMailboxes(mailbox(" }\n    smtp: { host: smtp.office365.com, tls: starttls }"));
    const { IMAP_URL, SMTP_URL, ...oauth } = MICROSOFT;
    const [one] = settings({ DESK_FILE: file, ...oauth }).mailboxes;
    expect(one!.imap.oauth?.clientId).toBe("0000-1111");
    expect(one!.smtp?.oauth?.clientId).toBe("0000-1111");
  });

  test.each([
    [
      "its secret is not in the environment",
      " }\n    oauth: { tenant: t1, clientId: c1, clientSecret: { env: BOX } }",
      /^BOX: missing/,
    ],
    ["nothing signs it in", " }", /imap\.password is missing/],
    [
      "it has both",
      ", password: { env: PW } }\n    oauth: { tenant: t, clientId: c, clientSecret: { env: PW } }",
      /leave one/,
    ],
    [
      "its tenant is not told",
      " }\n    oauth: { clientId: c1, clientSecret: { env: PW } }",
      /oauth\.tokenUrl: missing; .*oauth\.tenant/,
    ],
  ])("refused: %s", (_name, more, says) => {
    const told = problems({ DESK_FILE: withMailboxes(mailbox(more)), PW: "hunter2" });
    expect(told).toEqual([expect.stringMatching(says)]);
  });
});

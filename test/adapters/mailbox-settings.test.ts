import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "../../src/adapters/system/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "answerable-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const deskFile = join(folder, "desk.yaml");
function read(mailboxes: string, env: Readonly<Record<string, string>> = {}) {
  writeFileSync(deskFile, `version: 1\nteams: { support: {} }\nmailboxes:\n${mailboxes}\n`);
  const found = readSettings({ DESK_FILE: deskFile, ...env });
  return found.kind === "settings" ? found.settings : found.problems;
}

const SUPPORT = `  - name: support
    address: Support@contoso.example
    provider: microsoft365
    imap: { host: imap.contoso.example, password: { env: SUPPORT_PASSWORD } }
    smtp: { host: smtp.contoso.example, tls: starttls }`;
const BILLING = `  - name: billing
    address: billing@contoso.example
    imap: { host: localhost, port: 1143, tls: never, user: bill, password: { env: BILLING_PASSWORD } }
    folders: [{ path: INBOX, role: inbox }, { path: Bulk, role: junk }]
    afterStoring: { move: Archive }
    import: { since: 2026-10-01 }`;
const SECRETS = { SUPPORT_PASSWORD: "s3cret", BILLING_PASSWORD: "b1lls" };

describe("mailboxes in desk.yaml", () => {
  test("each gets its servers, with user, port and password filled in", () => {
    const settings = read(`${SUPPORT}\n${BILLING}`, { ...SECRETS, SMTP_URL: "smtps://relay.example" });
    const imap = { host: "imap.contoso.example", port: 993, tls: "implicit" };
    const account = { user: "support@contoso.example", password: "s3cret" };
    expect(settings).toMatchObject({
      imap: { ...imap, ...account },
      smtp: { host: "relay.example" },
      deskAddress: "support@contoso.example",
      mailboxes: [
        {
          name: "support",
          address: "support@contoso.example",
          provider: "microsoft365",
          authservId: null,
          imap: { ...imap, ...account },
          smtp: { host: "smtp.contoso.example", port: 587, tls: "starttls", ...account },
          folders: "auto",
          afterStoring: { kind: "leave" },
          importSince: null,
        },
        {
          name: "billing",
          provider: "generic",
          imap: { host: "localhost", port: 1143, tls: "never", user: "bill", password: "b1lls" },
          smtp: null,
          folders: [
            { path: "INBOX", role: "inbox" },
            { path: "Bulk", role: "junk" },
          ],
          afterStoring: { kind: "move", folder: "Archive" },
          importSince: Date.parse("2026-10-01T00:00:00Z"),
        },
      ],
    });
  });

  test.each([
    ["a secret that is not in the environment is named", SUPPORT, {}, "SUPPORT_PASSWORD: missing"],
    [
      "a mailbox named in both places is refused",
      SUPPORT,
      { ...SECRETS, IMAP_URL: "imaps://a%40b.example:c@d.example" },
      "IMAP_URL: the desk file lists mailboxes",
    ],
    [
      "a password written into the file is refused, and not repeated",
      SUPPORT.replace("{ env: SUPPORT_PASSWORD }", "hunter2"),
      SECRETS,
      "mailboxes[0].imap.password",
    ],
    [
      "two mailboxes of one address are refused",
      `${SUPPORT}\n${SUPPORT.replace("name: support", "name: other")}`,
      SECRETS,
      "an address of its own for each mailbox",
    ],
    [
      "no password at all is said",
      SUPPORT.replace(/, password: .*? \}/, ""),
      SECRETS,
      "imap.password is missing",
    ],
    [
      "a folder for nothing known is refused",
      BILLING.replace("role: junk", "role: spam"),
      SECRETS,
      "inbox, junk or sent",
    ],
    ["a day that is none is refused", BILLING.replace("2026-10-01", "2026-02-30"), SECRETS, "a date such as"],
  ])("%s", (_name, mailboxes, env, problem) => {
    const problems = read(mailboxes, env);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(JSON.stringify(problems)).not.toMatch(/s3cret|b1lls|hunter2/);
  });

  test("production needs no IMAP_URL then, and SMTP_URL only where a mailbox has no server of its own", () => {
    const env = {
      ...SECRETS,
      NODE_ENV: "production",
      DATABASE_URL: "postgres://x/y",
      REDIS_URL: "redis://x",
    };
    expect(read(SUPPORT, env)).toMatchObject({ smtp: { host: "smtp.contoso.example" } });
    expect(read(`${SUPPORT}\n${BILLING}`, env)).toEqual([expect.stringContaining("SMTP_URL: missing")]);
  });
});

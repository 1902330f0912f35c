import { describe, expect, test } from "vitest";
import { expiringSecrets } from "../../src/adapters/system/expiring-secrets.ts";
import { type MailboxSettings, plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import type { MailServer } from "../../src/adapters/system/settings-urls.ts";
import { DAY, fromMs, type Instant, instant, plus } from "../../src/values/instant.ts";
import { testOperations } from "../support/operations.ts";

const END = instant("2027-03-01T00:00:00Z");

function server(clientId: string, secretExpiresAt: Instant | null): MailServer {
  const oauth = {
    tokenUrl: "https://login.example/token",
    clientSecret: "s",
    scope: null,
    refreshToken: null,
  };
  const place = { host: "imap.example", port: 993, tls: "implicit" } as const;
  return { ...place, user: "u", password: null, oauth: { ...oauth, clientId, secretExpiresAt } };
}
function mailbox(name: string, imap: MailServer): MailboxSettings {
  const address = `${name}@contoso.example`;
  return plainMailbox({ name, address, provider: "generic", authservId: null, imap });
}

describe("secrets whose end is known", () => {
  test.each([
    [
      "a mailbox of IMAP_URL has one, though two servers use it",
      server("a", END),
      server("a", END),
      [],
      ["the mailbox"],
    ],
    ["where nobody said when it ends there is nothing to warn of", server("a", null), null, [], []],
    [
      "mailboxes that share a client are told of once, others by themselves",
      null,
      null,
      [
        mailbox("support", server("a", END)),
        mailbox("billing", server("a", END)),
        mailbox("sales", server("b", END)),
      ],
      ["support, billing", "sales"],
    ],
    [
      "a server for all that needs a secret of its own",
      server("a", END),
      server("relay", END),
      [mailbox("support", server("a", END))],
      ["support", "the mailbox"],
    ],
  ] as const)("%s", (_name, imap, smtp, mailboxes, subjects) => {
    expect(expiringSecrets({ imap, smtp, mailboxes })).toEqual(
      subjects.map((subject) => ({ subject, expiresAt: END })),
    );
  });

  test("/health tells the days of the nearest, /metrics the seconds of each", async () => {
    const now = fromMs(Date.now());
    await using desk = await testOperations({
      expiringSecrets: async () => [
        { subject: "support", expiresAt: plus(now, 20 * DAY) },
        { subject: "billing", expiresAt: plus(now, 6 * DAY) },
      ],
    });
    expect(await (await fetch(`${desk.url}/health`)).json()).toMatchObject({ mailSecretDaysLeft: 6 });
    const metrics = await (await fetch(`${desk.url}/metrics`)).text();
    const [, seconds] = /answerable_mail_secret_expires_seconds\{mailbox="billing"\} (\S+)/.exec(metrics)!;
    expect(Number(seconds)).toBeGreaterThan((5 * DAY) / 1000);
    expect(Number(seconds)).toBeLessThanOrEqual((6 * DAY) / 1000);
  });
});

import { describe, expect, test } from "vitest";
import { accountsOf, openAccounts } from "../../src/adapters/smtp/accounts.ts";
import { type MailboxSettings, plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { PLAIN_SENDING, type Sending } from "../../src/adapters/system/sending.ts";
import { PACES } from "../../src/outbound/pacing.ts";

const server = (user: string, host = "smtp.example") =>
  ({ host, port: 587, tls: "starttls", user, password: "secret" }) as const;
const mailbox = (address: string, over: Partial<MailboxSettings> = {}): MailboxSettings => ({
  ...plainMailbox({
    name: address,
    address,
    provider: "microsoft365",
    authservId: null,
    imap: { ...server(address), port: 993 },
  }),
  ...over,
});
const sending = (over: Partial<Sending>): Sending => ({ ...PLAIN_SENDING, ...over });
const desk = (...mailboxes: MailboxSettings[]) => ({ smtp: server("desk"), mailboxes });

describe("by which account mail leaves", () => {
  test("one mailbox: all by the desk's server, with the budget of its provider", () => {
    const [only, ...more] = accountsOf(desk(mailbox("support@contoso.example")));
    expect(more).toEqual([]);
    expect(only!.budget).toEqual({
      key: "desk@smtp.example:587",
      pace: PACES.microsoft365,
      addresses: { except: [] },
    });
  });

  test("a mailbox with a server of its own: its mail by that, however the address is written, all else by the desk's", async () => {
    const own = mailbox("Sales@contoso.example", { smtp: server("sales"), provider: "google" });
    await using accounts = openAccounts(desk(mailbox("support@contoso.example"), own));
    expect(accounts.budget("SALES@contoso.example")).toMatchObject({
      key: "sales@smtp.example:587",
      pace: PACES.google,
    });
    expect(accounts.budget("support@contoso.example")).toMatchObject({
      key: "desk@smtp.example:587",
      addresses: { except: ["sales@contoso.example"] },
    });
  });

  test("two mailboxes that sign in as one at one server share its budget", () => {
    const [, shared, ...more] = accountsOf(
      desk(
        mailbox("a@contoso.example", { smtp: server("shared") }),
        mailbox("b@contoso.example", { smtp: server("shared", "SMTP.example") }),
      ),
    );
    expect([shared!.budget.addresses, more]).toEqual([
      { of: ["a@contoso.example", "b@contoso.example"] },
      [],
    ]);
  });

  test("one that signs in as the desk does at the desk's server is no other account", () => {
    const same = mailbox("a@contoso.example", { smtp: server("desk") });
    expect(accountsOf(desk(same)).map(({ budget }) => budget.addresses)).toEqual([{ except: [] }]);
  });

  test("settings change single limits; a provider without limits keeps no budget", async () => {
    const given = sending({ pace: { mailsPerMinute: 5, connections: undefined } });
    const [account] = accountsOf({ ...desk(mailbox("a@contoso.example")), sending: given });
    expect(account!.budget.pace).toEqual({ ...PACES.microsoft365, mailsPerMinute: 5 });
    await using free = openAccounts(desk(mailbox("a@contoso.example", { provider: "generic" })));
    expect(free.budget("a@contoso.example")).toBeNull();
  });

  test("where a mailbox says how its copies come into Sent, that holds also by the desk's server", async () => {
    const own = mailbox("a@contoso.example", { sending: sending({ sentCopy: "none" }) });
    await using accounts = openAccounts({ ...desk(own), sending: sending({ sentCopy: "append" }) });
    expect(accounts.of("A@contoso.example").sending.sentCopy).toBe("none");
    expect(accounts.of("b@contoso.example").sending.sentCopy).toBe("append");
    expect(accounts.mailbox("a@CONTOSO.example")).toBe(own);
  });
});

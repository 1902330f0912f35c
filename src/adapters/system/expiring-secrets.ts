import type { ExpiringSecret } from "../../ops/secret-expiry.ts";
import type { MailboxSettings } from "./mailboxes.ts";
import type { MailServer } from "./settings-urls.ts";

interface Named {
  readonly name: string;
  readonly server: MailServer | null;
}

/** The secrets of mailboxes whose end the settings tell, each once, with the names of the mailboxes that use it. */
export function expiringSecrets(settings: {
  readonly imap: MailServer | null;
  readonly smtp: MailServer | null;
  readonly mailboxes: readonly MailboxSettings[];
}): readonly ExpiringSecret[] {
  const { imap, smtp, mailboxes } = settings;
  const servers: readonly Named[] = [
    ...mailboxes.flatMap(({ name, imap, smtp }) => [
      { name, server: imap },
      { name, server: smtp },
    ]),
    // With a list, these two are its first mailbox, unless SMTP_URL names a server for all.
    { name: "the mailbox", server: mailboxes.length > 0 ? null : imap },
    { name: "the mailbox", server: smtp },
  ];
  const users = new Map<string, { names: Set<string>; expiresAt: ExpiringSecret["expiresAt"] }>();
  for (const { name, server } of servers) {
    const { oauth } = server ?? {};
    if (oauth?.secretExpiresAt == null) continue;
    const key = JSON.stringify([oauth.tokenUrl, oauth.clientId, oauth.secretExpiresAt]);
    const known = users.get(key);
    if (known === undefined) users.set(key, { names: new Set([name]), expiresAt: oauth.secretExpiresAt });
    else if (name !== "the mailbox") known.names.add(name);
  }
  return [...users.values()].map(({ names, expiresAt }) => ({ subject: [...names].join(", "), expiresAt }));
}

import { NO_PACE, PACES, type Pace } from "../../outbound/pacing.ts";
import type { SubmissionAccount } from "../postgres/pacing.ts";
import type { RoleContext } from "../roles/context.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import { PLAIN_SENDING, type Sending } from "../system/sending.ts";
import type { MailServer } from "../system/settings-urls.ts";
import { IDLE_MS, openSubmitter, type Submitter } from "./submit.ts";

/** A submission server with the one who signs in, and what goes by it. */
export interface Account {
  readonly server: MailServer;
  readonly budget: SubmissionAccount;
  readonly sending: Sending;
}

export interface Accounts extends AsyncDisposable {
  /** By which a mail goes. */
  of(reversePath: string): Account & { readonly submitter: Submitter };
  /** The mailbox with this address, or the desk's first. */
  mailbox(reversePath: string): MailboxSettings;
  /** Null: no budget is kept. */
  budget(reversePath: string): SubmissionAccount | null;
}

const COUNTED_IDLE_MS = 2_000;

type Context = Pick<RoleContext, "mailboxes" | "smtp" | "sending" | "mailCa" | "submissionsAtOnce">;

/** Mail of a mailbox with a submission server of its own goes by that, all other mail by the desk's. */
export function accountsOf({ mailboxes, smtp, sending = PLAIN_SENDING }: Context): readonly Account[] {
  const own = new Map<string, Account>();
  for (const mailbox of mailboxes) {
    const server = mailbox.smtp;
    if (server === null || keyOf(server) === keyOf(smtp)) continue;
    const key = keyOf(server);
    const before = own.get(key)?.budget.addresses;
    const others = before !== undefined && "of" in before ? before.of : [];
    const addresses = { of: [...others, mailbox.address.toLowerCase()] };
    const theirs = mailbox.sending ?? PLAIN_SENDING;
    own.set(key, {
      server,
      sending: theirs,
      budget: { key, pace: paceOf(mailbox.provider, theirs), addresses },
    });
  }
  const except = [...own.values()].flatMap(({ budget: { addresses } }) =>
    "of" in addresses ? addresses.of : [],
  );
  const provider = mailboxes[0]?.provider ?? "generic";
  const desk = {
    server: smtp,
    sending,
    budget: { key: keyOf(smtp), pace: paceOf(provider, sending), addresses: { except } },
  };
  return [desk, ...own.values()];
}

/** Opens what mail leaves by. Connections are made when first used. */
export function openAccounts(context: Context): Accounts {
  const accounts = accountsOf(context).map((account) => {
    const atOnce = Math.min(
      context.submissionsAtOnce ?? 3,
      account.budget.pace.connections ?? Number.POSITIVE_INFINITY,
    );
    const ca = context.mailCa === undefined ? {} : { ca: context.mailCa };
    // Where connections are counted, one that idles here is one that another node may not have.
    const idleMs = account.budget.pace.connections === null ? IDLE_MS : COUNTED_IDLE_MS;
    return { ...account, submitter: openSubmitter(account.server, { max: atOnce, idleMs, ...ca }) };
  });
  const find = (reversePath: string) => {
    const path = reversePath.toLowerCase();
    const own = accounts.find(
      ({ budget: { addresses } }) => "of" in addresses && addresses.of.includes(path),
    );
    return own ?? accounts[0]!;
  };
  const own = new Map(context.mailboxes.map(({ address, sending }) => [address.toLowerCase(), sending]));
  return {
    of(reversePath) {
      const account = find(reversePath);
      // A signature and a Sent folder are the address's, whichever server its mail goes by.
      const dkim = own.get(reversePath.toLowerCase())?.dkim ?? account.sending.dkim;
      const sentCopy = own.get(reversePath.toLowerCase())?.sentCopy ?? account.sending.sentCopy;
      return { ...account, sending: { ...account.sending, dkim, sentCopy } };
    },
    mailbox: (reversePath) =>
      context.mailboxes.find(({ address }) => address.toLowerCase() === reversePath.toLowerCase()) ??
      context.mailboxes[0]!,
    budget(reversePath) {
      const { budget } = find(reversePath);
      return Object.values(budget.pace).every((limit) => limit === null) ? null : budget;
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(accounts.map(({ submitter }) => submitter[Symbol.asyncDispose]()));
    },
  };
}

function keyOf({ host, port, user }: MailServer): string {
  return `${user ?? ""}@${host}:${port}`.toLowerCase();
}

function paceOf(provider: keyof typeof PACES, { pace }: Sending): Pace {
  const given = Object.entries(pace).filter(([, limit]) => limit !== undefined);
  return { ...NO_PACE, ...PACES[provider], ...(Object.fromEntries(given) as Partial<Pace>) };
}

import type { Checkpoint } from "../../jobs/checkpoints.ts";
import type { ExpiringSecret } from "../../ops/secret-expiry.ts";
import type { Resolver } from "../dns/resolver.ts";
import type { Clock } from "../postgres/transact.ts";
import type { AlarmSettings } from "../system/alarm-channels.ts";
import type { Log } from "../system/log.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { Sending } from "../system/sending.ts";
import type { MailServer } from "../system/settings-urls.ts";

/** What every worker is started with. */
export interface RoleContext {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Where mail comes from; at least one. */
  readonly mailboxes: readonly MailboxSettings[];
  /** Where mail is submitted, unless its mailbox has a server of its own. */
  readonly smtp: MailServer;
  /** How mail leaves by `smtp`. */
  readonly sending?: Sending;
  /** The address of the first mailbox: the desk's own. */
  readonly deskAddress: string;
  /** Every endpoint is embedded: nothing can leave this machine. */
  readonly sandbox: boolean;
  readonly mailCa?: string;
  readonly clock: Clock;
  readonly checkpoint: Checkpoint;
  readonly log: Log;
  /** How many mails one process submits at once; 3 where left out, as many as Exchange Online allows. */
  readonly submissionsAtOnce?: number;
  /** How often chores are done; by their own table where left out. */
  readonly choresEveryMs?: number;
  /** How often IMAP servers are asked, and how long they may be silent; by its own table where left out. */
  readonly imapTimes?: { readonly pollMs: number; readonly silenceMs: number };
  /** DNS for our own check of senders; the system's where left out. */
  readonly resolver?: Resolver;
  /** Where operators are told of alarms; nobody looks for any where left out. */
  readonly alarms?: AlarmSettings;
  /** Secrets whose end is known, for the alarm 30, 7 and 1 days before. */
  readonly expiringSecrets?: () => Promise<readonly ExpiringSecret[]>;
  /** Names this process in claims and leases. */
  readonly owner: string;
}

/** A running role; disposing it lets work in hand finish. */
export type Role = (context: RoleContext) => Promise<AsyncDisposable>;

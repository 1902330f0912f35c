import { readFileSync } from "node:fs";
import { secretExpiry } from "../../ops/secret-expiry.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import type { CompleteSettings } from "../embedded/start.ts";
import { connect, type Db } from "../postgres/connect.ts";
import { addAgents, beginDesk } from "../postgres/first-start.ts";
import { accountOf, SANDBOX_AUTHSERV_ID } from "../postgres/mailboxes.ts";
import { migrate } from "../postgres/migrate.ts";
import { preparePartitions } from "../postgres/partitions.ts";
import { keepVersion, newestVersion } from "../postgres/policy-versions.ts";
import { now } from "../postgres/transact.ts";
import { expiringSecrets } from "../system/expiring-secrets.ts";
import { openLog } from "../system/log.ts";
import { type MailboxSettings, plainMailbox } from "../system/mailboxes.ts";
import { ownerName } from "../system/owner.ts";
import { publishFiles } from "../system/policy-files.ts";
import type { Settings } from "../system/settings.ts";
import { StartError } from "../system/start-error.ts";
import type { RoleContext } from "./context.ts";

export interface Prepared {
  readonly context: RoleContext;
  /** Why nothing leaves; null: the desk is live. */
  readonly shadowBecause: string | null;
  /** What the operator may want to know, one line each. */
  readonly notes: readonly string[];
}

interface Preparation {
  readonly sandbox: boolean;
  /** Who answers in the sandbox. */
  readonly agents?: readonly {
    readonly name: string;
    readonly address: string;
    readonly role: "agent" | "lead";
  }[];
  readonly logToTerminal?: boolean;
}

const EXAMPLES = { policy: "examples/policy.yaml", desk: "examples/desk.yaml" };

/** Brings the database to this version, sees to it that there is a desk and a policy, and makes what workers are started with. */
export async function prepare(settings: CompleteSettings, how: Preparation): Promise<Prepared> {
  const migrated = await migrate(settings.databaseUrl).catch((error) => {
    const { code, message } = error as { code?: string; message: string };
    const next = "Check DATABASE_URL, and that the server runs and lets this user in.";
    throw new StartError(`the database cannot be used (${code ?? ""} ${message})`, next, { cause: error });
  });
  if (migrated.kind === "newer") {
    throw new StartError(migrated.because, "Run that version or a newer one; nothing was changed.");
  }
  const context = contextOf(settings, how);
  await using connection = connect(settings.databaseUrl, 2);
  const { db } = connection;
  const shadowBecause = await beginDesk(db, context);
  await preparePartitions(connection.sql);
  const notes = await seeToPolicy(db, settings, how.sandbox, await now(db, context.clock));
  await addAgents(db, how.agents ?? []);
  await warnOfSecrets(context, fromMs(Date.now()));
  return { context, shadowBecause, notes };
}

/** Beside the alarm: whoever starts a process reads its log. */
async function warnOfSecrets({ log, expiringSecrets }: RoleContext, at: Instant): Promise<void> {
  for (const { subject, expiresAt } of (await expiringSecrets?.()) ?? []) {
    const { kind, daysLeft } = secretExpiry(expiresAt, at);
    if (kind !== "fine") log.warn({ mailbox: subject, daysLeft }, "the secret of a mailbox ends soon");
  }
}

export function contextOf(settings: CompleteSettings, how: Preparation): RoleContext {
  const ca = settings.tlsCaFile === null ? null : readFileSync(settings.tlsCaFile, "utf8");
  return {
    databaseUrl: settings.databaseUrl,
    redisUrl: settings.redisUrl,
    mailboxes: mailboxesOf(settings, how.sandbox),
    smtp: settings.smtp,
    sending: settings.sending,
    deskAddress: settings.deskAddress,
    sandbox: how.sandbox,
    ...(ca === null ? {} : { mailCa: ca }),
    alarms: settings.alarms,
    expiringSecrets: async () => expiringSecrets(settings),
    clock: { kind: "database" },
    checkpoint: () => {},
    log: openLog(settings.logLevel, how.logToTerminal),
    owner: ownerName(),
  };
}

/** The mailboxes of desk.yaml, or the one of IMAP_URL, or the sandbox's. */
function mailboxesOf(settings: CompleteSettings, sandbox: boolean): readonly MailboxSettings[] {
  if (settings.mailboxes.length > 0) return settings.mailboxes;
  const { imap, deskAddress: address } = settings;
  const proof = sandbox
    ? { provider: "sandbox" as const, authservId: SANDBOX_AUTHSERV_ID }
    : { provider: settings.mailProvider, authservId: settings.mailAuthservId };
  return [plainMailbox({ name: accountOf(imap), address, ...proof, imap })];
}

/** The first start publishes; later ones check the files that are named and tell when they differ from what is in force. */
async function seeToPolicy(
  db: Db,
  settings: Settings,
  sandbox: boolean,
  at: Instant,
): Promise<readonly string[]> {
  const newest = await newestVersion(db);
  if (newest !== null && settings.policyFile === null) return [];
  const { policyFile, deskFile } = filesOf(settings, sandbox);
  const files = publishFiles(policyFile, deskFile, at);
  if (newest === null) {
    await keepVersion(db, files);
    return [];
  }
  if (files.published.hash === newest.hash) return [];
  return [
    `${policyFile} and ${deskFile} differ from the published version ${newest.id}: answerable policy publish`,
  ];
}

function filesOf(
  settings: Settings,
  sandbox: boolean,
): { readonly policyFile: string; readonly deskFile: string } {
  if (!sandbox && settings.policyFile === null) {
    throw new StartError(
      "no policy has been published, and POLICY_FILE is not set",
      "Set POLICY_FILE and DESK_FILE.",
    );
  }
  return { policyFile: settings.policyFile ?? EXAMPLES.policy, deskFile: settings.deskFile ?? EXAMPLES.desk };
}

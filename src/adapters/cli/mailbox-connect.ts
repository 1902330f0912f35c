import { readFileSync } from "node:fs";
import {
  type ConnectableProvider,
  type PermissionStep,
  permissionSteps,
} from "../../ops/mailbox-permissions.ts";
import type { Settings } from "../system/settings.ts";
import { StartError } from "../system/start-error.ts";
import { deskSettings } from "./desk-settings.ts";
import { type Check, type CheckedMailbox, checkMailbox } from "./mailbox-checks.ts";

export interface ConnectOptions {
  readonly address?: string;
  readonly tenant?: string;
  readonly mailbox?: string;
}

export interface Connected {
  readonly provider: ConnectableProvider;
  readonly steps: readonly PermissionStep[];
  readonly checks: readonly (Check & { readonly mailbox: string })[];
  /** Why nothing was checked; null: it was. */
  readonly unchecked: string | null;
}

/** What an administrator does for a mailbox of `provider`, and how far the settings that are there get. */
export async function connectMailbox(
  provider: ConnectableProvider,
  options: ConnectOptions,
): Promise<Connected> {
  const read = await deskSettings().catch((error: unknown) => {
    if (error instanceof StartError) return error.message;
    throw error;
  });
  const settings = typeof read === "string" ? null : read;
  const mailboxes = settings === null ? [] : mailboxesOf(settings, options.mailbox);
  const address =
    options.address ?? mailboxes[0]?.address ?? settings?.deskAddress ?? "support@contoso.example";
  const tenant =
    options.tenant ?? process.env["MAIL_OAUTH_TENANT"] ?? address.slice(address.lastIndexOf("@") + 1);
  const ca = settings?.tlsCaFile ? readFileSync(settings.tlsCaFile, "utf8") : undefined;
  const checks = await Promise.all(
    mailboxes.map(async (mailbox) =>
      (await checkMailbox(mailbox, ca)).map((check) => ({ mailbox: mailbox.address, ...check })),
    ),
  );
  const unchecked =
    typeof read === "string"
      ? read
      : mailboxes.length === 0
        ? "no IMAP_URL and SMTP_URL, and no mailbox in the desk file"
        : null;
  return {
    provider,
    steps: permissionSteps(provider, { address, tenant }),
    checks: checks.flat(),
    unchecked,
  };
}

/** Those with a place to fetch from and one to submit to. */
function mailboxesOf(settings: Settings, named: string | undefined): readonly CheckedMailbox[] {
  const { imap, smtp, deskAddress } = settings;
  const all =
    settings.mailboxes.length > 0
      ? settings.mailboxes.map((one) => ({ ...one, smtp: one.smtp ?? smtp }))
      : [{ name: "", address: deskAddress ?? imap?.user ?? "", imap, smtp }];
  return all.flatMap(({ name, address, imap: from, smtp: to }) =>
    from === null || to === null || (named !== undefined && ![name, address].includes(named))
      ? []
      : [{ address, imap: from, smtp: to }],
  );
}

const SIGNS = { ok: "ok      ", problem: "PROBLEM ", skipped: "skipped " } as const;

/** As lines for people: the steps to do, then what was tried, each refusal with its cause and the next step. */
export function connectedLines({ provider, steps, checks, unchecked }: Connected): readonly string[] {
  const todo = steps.flatMap(({ title, about, where, lines }, n) => [
    `${n + 1}. ${title} (${where})`,
    `   ${about}`,
    ...lines.map((line) => `     ${line}`),
    "",
  ]);
  const tried = checks.flatMap(({ mailbox, step, state, found, explained }) => [
    `${SIGNS[state]} ${mailbox} ${step}: ${found}`,
    ...(explained === null ? [] : [`         ${explained.cause}`, `         → ${explained.next}`]),
  ]);
  return [
    `What an administrator does for ${provider}:`,
    "",
    ...todo,
    "What is there now:",
    "",
    ...(unchecked === null ? tried : [`nothing was tried: ${unchecked}`]),
  ];
}

import { eq } from "drizzle-orm";
import type { Receiver } from "../../mail/reading.ts";
import {
  type Arrival,
  abilitiesOf,
  abilityAdvice,
  type MailboxAbilities,
} from "../../ops/mailbox-abilities.ts";
import { plusAddress } from "../../tickets/letters/write-mail.ts";
import { openSenderProof } from "../dns/prove-sender.ts";
import { systemResolver } from "../dns/resolver.ts";
import { connectImap } from "../imap/connect.ts";
import type { Db } from "../postgres/connect.ts";
import { accountOf } from "../postgres/mailboxes.ts";
import { mailboxes } from "../postgres/schema.ts";
import type { RoleContext } from "../roles/context.ts";
import { openSubmitter, type Submitter } from "../smtp/submit.ts";
import { newToken } from "../system/ids.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import { findTrip, readArrival, type Sent, searchedFolders, sendTrip } from "./mailbox-trips.ts";

export type TestedMailbox =
  | {
      readonly kind: "tested";
      readonly mailbox: string;
      readonly abilities: MailboxAbilities;
      readonly advice: readonly string[];
      /** False: the desk has not opened this mailbox yet, so there is no row to keep them with. */
      readonly recorded: boolean;
    }
  | { readonly kind: "refused"; readonly mailbox: string; readonly because: string };

const PATIENCE_MS = 60_000;
/** A provider that keeps a copy has it by the time the mail has arrived; some need a moment more. */
const SENT_PATIENCE_MS = 5_000;

type World = Pick<RoleContext, "smtp" | "deskAddress" | "mailCa" | "resolver">;

/**
 * Proves a mailbox by real mails: one to the desk, one to a plus-address, one with a reverse-path of its own. The desk
 * knows them as its own and opens no ticket. What was measured is kept with the mailbox.
 */
export async function testMailbox(
  db: Db,
  world: World,
  mailbox: MailboxSettings,
  say: (line: string) => void,
  patienceMs = PATIENCE_MS,
): Promise<TestedMailbox> {
  const { imap } = mailbox;
  const account = eq(mailboxes.account, accountOf(imap));
  const [row] = await db.select().from(mailboxes).where(account);
  const receiver: Receiver = {
    provider: row?.provider ?? mailbox.provider,
    authservId: row?.authservId ?? mailbox.authservId,
  };
  const found = await roundTrips(world, mailbox, receiver, say, patienceMs);
  if ("refused" in found) return { kind: "refused", mailbox: mailbox.name, because: found.refused };
  const measured = { ...found, measuredAt: new Date().toISOString() };
  const kept = await db.update(mailboxes).set({ abilities: measured }).where(account).returning();
  const advice = abilityAdvice(found, receiver.authservId);
  return { kind: "tested", mailbox: mailbox.name, abilities: found, advice, recorded: kept.length > 0 };
}

async function roundTrips(
  { smtp, deskAddress, mailCa, resolver }: World,
  mailbox: MailboxSettings,
  receiver: Receiver,
  say: (line: string) => void,
  patienceMs: number,
): Promise<MailboxAbilities | { readonly refused: string }> {
  const { address, imap, afterStoring } = mailbox;
  const to = mailbox.smtp ?? smtp;
  const client = await connectImap(imap, mailCa);
  try {
    say(`signed in to ${imap.host}`);
    await using submitter = openSubmitter(to, { max: 1, ...(mailCa ? { ca: mailCa } : {}) });
    const sent = await sendAll(submitter, address, deskAddress);
    if ("refused" in sent.plain) return sent.plain;
    say(`sent mails through ${to.host}; waiting for them, a minute at most`);
    const folders = await searchedFolders(client, afterStoring.kind === "move" ? afterStoring.folder : null);
    const proveSender = openSenderProof({ resolver: resolver ?? systemResolver });
    const until = performance.now() + patienceMs;
    const arrivalOf = async (mail: Sent | { readonly refused: string }): Promise<Arrival | null> => {
      if ("refused" in mail) return null;
      const found = await findTrip(client, folders.arrived, mail, until - performance.now());
      return found === null ? null : readArrival(found, receiver, proveSender);
    };
    const plain = await arrivalOf(sent.plain);
    const [plus, returned] = [await arrivalOf(sent.plus), await arrivalOf(sent.returned)];
    const { provider } = receiver;
    return abilitiesOf({
      ...{ address, provider, messageId: sent.plain.msgId, reversePath: sent.reversePath },
      ...{ plain, plus, returned, idle: client.capabilities.has("IDLE") },
      sentCopy: folders.sent !== null && (await isIn(client, folders.sent, sent.plain)),
    });
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function sendAll(submitter: Submitter, address: string, deskAddress: string) {
  const reversePath = plusAddress(address, newToken());
  const plus = plusAddress(address, newToken());
  const mail = { address, deskAddress };
  return {
    reversePath,
    plain: await sendTrip(submitter, { ...mail, to: address, reversePath: address }),
    plus: await sendTrip(submitter, { ...mail, to: plus, reversePath: address }),
    returned: await sendTrip(submitter, { ...mail, to: address, reversePath }),
  };
}

async function isIn(client: Parameters<typeof findTrip>[0], path: string, mail: Sent): Promise<boolean> {
  return (await findTrip(client, [{ path, kind: "elsewhere" }], mail, SENT_PATIENCE_MS)) !== null;
}

/** What was found, a line each. */
export function testedLines(tested: TestedMailbox): readonly string[] {
  if (tested.kind === "refused") return [`${tested.mailbox}: the test mail was not taken: ${tested.because}`];
  const { mailbox, abilities, advice, recorded } = tested;
  const yes = (is: boolean) => (is ? "yes" : "no");
  return [
    `${mailbox}:`,
    `  a mail to the desk arrives     ${yes(abilities.works)}${abilities.landsIn === null ? "" : `, in ${abilities.landsIn}`}`,
    `  a mail to a plus-address does  ${yes(abilities.plusAddressing)}`,
    `  Message-ID is kept             ${yes(abilities.messageIdKept)}`,
    `  From is kept                   ${yes(abilities.fromKept)}`,
    `  the return path survives       ${yes(abilities.returnPathKept)}`,
    `  Sent copy by the server        ${yes(abilities.sentCopyByServer)}`,
    `  IDLE                           ${yes(abilities.idle)}`,
    `  proof of the sender            ${abilities.proof}`,
    ...advice.map((line) => `  → ${line}`),
    recorded
      ? "  recorded with the mailbox"
      : "  not recorded: the desk has not opened this mailbox yet; start it, and test again",
  ];
}

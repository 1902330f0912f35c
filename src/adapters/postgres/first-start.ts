import { createHash, randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { ALWAYS } from "../../policy/promises.ts";
import { newId } from "../system/ids.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { MailServer } from "../system/settings-urls.ts";
import type { Db } from "./connect.ts";
import { agents, audit, desk } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export interface DeskStart {
  readonly mailboxes: readonly Pick<MailboxSettings, "imap" | "smtp">[];
  readonly smtp: MailServer;
  readonly sandbox: boolean;
  readonly clock: Clock;
}

/**
 * Makes the desk's one row, or looks at it: a database that was last run against other mail servers (a copy, a restored
 * backup) is put into shadow before anything can leave, and stays there until the operator says `go`.
 *
 * @returns why the desk is in shadow, or null when it is not
 */
export function beginDesk(db: Db, start: DeskStart): Promise<string | null> {
  const endpoints = start.sandbox ? "sandbox" : endpointsOf(start);
  return db.transaction(async (tx) => {
    const at = await now(tx, start.clock);
    await tx.execute(sql`lock table desk in exclusive mode`);
    const [known] = await tx.select().from(desk);
    if (known === undefined) {
      const shadowBecause = start.sandbox ? "" : "first start: nothing leaves until `answerable go`";
      const row = {
        id: newId(),
        shadow: !start.sandbox,
        shadowBecause,
        endpoints,
        identityKey: randomBytes(32),
        createdAt: at,
      };
      await tx.insert(desk).values(row);
      return row.shadow ? shadowBecause : null;
    }
    if (isAmong(known.endpoints, endpoints)) {
      await tx.update(desk).set({ endpoints }).where(eq(desk.id, known.id));
      return known.shadow ? known.shadowBecause : null;
    }
    const shadowBecause =
      "this database was last run against other mail servers: `answerable go` if that is meant";
    const shadow = !start.sandbox;
    await tx
      .update(desk)
      .set({ shadow, shadowBecause: shadow ? shadowBecause : "", endpoints, epoch: known.epoch + 1 })
      .where(eq(desk.id, known.id));
    await tx.insert(audit).values({
      id: newId(),
      at,
      actor: "desk",
      action: "endpoints-changed",
      detail: { epoch: known.epoch + 1 },
    });
    return shadow ? shadowBecause : null;
  });
}

/** Agents of the sandbox, so that there is somebody to answer, at once and at any hour. Existing ones are left as they are. */
export async function addAgents(
  db: Db,
  people: readonly {
    readonly name: string;
    readonly address: string;
    readonly role: "agent" | "lead" | "manager";
  }[],
): Promise<void> {
  if (people.length === 0) return;
  await db
    .insert(agents)
    .values(
      people.map((person) => ({
        ...person,
        undoSeconds: 0,
        hours: ALWAYS,
        id: newId(),
        address: person.address.toLowerCase(),
      })),
    )
    .onConflictDoNothing();
}

/** Which servers, not how to sign in: a new password is no new desk. */
function endpointsOf({ mailboxes, smtp }: DeskStart): string {
  const servers = [smtp, ...mailboxes.flatMap((mailbox) => [mailbox.imap, mailbox.smtp ?? smtp])];
  const hashes = servers.map(({ host, port, user }) =>
    createHash("sha256").update(`${user}@${host}:${port}`).digest("hex"),
  );
  return [...new Set(hashes)].sort().join(" ");
}

/** All that was known is still there: the same desk, perhaps with a mailbox more. */
function isAmong(known: string, current: string): boolean {
  const now = current.split(" ");
  return known.split(" ").every((endpoint) => now.includes(endpoint));
}

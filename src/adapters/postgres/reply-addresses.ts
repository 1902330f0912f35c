import { mayUsePlus } from "../../ops/mailbox-abilities.ts";
import { plusAddress } from "../../tickets/letters/write-mail.ts";
import type { Db } from "./connect.ts";
import { mailboxes } from "./schema.ts";

/** A measurement counts from the next look on. */
const FRESH_MS = 60_000;

/** How replies find their way back to each mailbox, as `mailbox test` has measured it. */
export function openReplyAddresses(db: Db) {
  let plain: ReadonlySet<string> = new Set();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const rows = await db
      .select({ address: mailboxes.address, abilities: mailboxes.abilities })
      .from(mailboxes);
    plain = new Set(rows.filter(({ abilities }) => !mayUsePlus(abilities)).map(({ address }) => address));
    readAtMs = performance.now();
  }

  return {
    async refresh(): Promise<void> {
      if (performance.now() - readAtMs < FRESH_MS) return;
      reading ??= read().finally(() => {
        reading = null;
      });
      await reading;
    },
    of: (deskAddress: string, token: string): string =>
      plain.has(deskAddress.toLowerCase()) ? deskAddress : plusAddress(deskAddress, token),
  };
}

import { withGate } from "../../jobs/gate.ts";
import type { Ports } from "../../jobs/ports.ts";
import { type Mint, plusAddress } from "../../tickets/letters/write-mail.ts";
import { newId, newToken } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { hashToken } from "./conversations.ts";
import { openPromiseBook } from "./promise-book.ts";
import { openReplyAddresses } from "./reply-addresses.ts";
import { type Clock, transact } from "./transact.ts";

/** For mailboxes that know plus-addresses. */
export const plainMint: Mint = { id: newId, token: newToken, hashToken, replyAddress: plusAddress };

interface Deciding {
  /** Left out: the database's. */
  readonly clock?: Clock;
  /** Nothing can leave the machine. */
  readonly sandbox?: boolean;
}

/**
 * What whoever decides on this database needs, in a worker, on a page or in a command: promises, ids and addresses for what
 * is written, and transactions behind the gate for automatic mail. There is no other way to save a decision.
 */
export function deskJobs(
  db: Db,
  { clock = { kind: "database" }, sandbox = false }: Deciding = {},
): Pick<Ports, "promises" | "mint" | "transact"> {
  const promises = openPromiseBook(db);
  const replies = openReplyAddresses(db);
  const mint = { ...plainMint, replyAddress: replies.of };
  return {
    promises,
    mint,
    async transact(work) {
      await replies.refresh();
      return transact(db, clock, (tx) => work(withGate({ promises, mint, sandbox }, tx)));
    },
  };
}

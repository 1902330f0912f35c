import { actOnTicket, type TicketActed, type TicketOrder } from "../../jobs/act-on-ticket.ts";
import { withGate } from "../../jobs/gate.ts";
import { newId, newToken } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { hashToken } from "./conversations.ts";
import { openPromiseBook } from "./promise-book.ts";
import { openReplyAddresses } from "./reply-addresses.ts";
import { transact } from "./transact.ts";

/** How operators' orders on tickets are carried out on this database. The relay tells the workers. */
export function ticketActs(db: Db): (order: TicketOrder) => Promise<TicketActed> {
  const clock = { kind: "database" } as const;
  const promises = openPromiseBook(db);
  const replies = openReplyAddresses(db);
  const mint = { id: newId, token: newToken, hashToken, replyAddress: replies.of };
  return async (order) => {
    await replies.refresh();
    return actOnTicket(
      {
        promises,
        mint,
        transact: (work) => transact(db, clock, (tx) => work(withGate({ promises, mint }, tx))),
      },
      order,
    );
  };
}

import { actOnOutgoing, type OutgoingAct } from "../../jobs/act-on-outgoing.ts";
import type { Tx } from "../../jobs/ports.ts";
import type { OutgoingDecision } from "../../ops/outgoing-act.ts";
import { newId, newToken } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { hashToken } from "./conversations.ts";
import { openPromiseBook } from "./promise-book.ts";
import { transact } from "./transact.ts";

/** How operators' orders on mails out are carried out on this database. The relay tells the workers. */
export function outgoingActs(db: Db): (order: OutgoingAct) => Promise<OutgoingDecision> {
  const clock = { kind: "database" } as const;
  const ports = {
    transact: <T>(work: (tx: Tx) => Promise<T>) => transact(db, clock, work),
    promises: openPromiseBook(db),
    mint: { id: newId, token: newToken, hashToken },
  };
  return (order) => actOnOutgoing(ports, order);
}

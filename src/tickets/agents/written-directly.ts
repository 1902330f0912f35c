import type { Address, Message } from "../../mail/message.ts";
import { customerSide } from "../people-of.ts";
import type { TicketState } from "../state.ts";

/** Whom an answer still has to go to, where an agent's own mail may have gone to some of them already. */
export interface StillToWrite {
  /** Null: everybody has it. */
  readonly people: { readonly to: readonly Address[]; readonly cc: readonly Address[] } | null;
  /** Addresses that the agent wrote to past the desk, lower case. */
  readonly reached: readonly string[];
}

/**
 * An agent who answers everybody, or adds the customer by hand, has written to them past the desk: they get nothing a second
 * time. Others in To and Cc are nobody of the ticket and stay that.
 */
export function stillToWrite({ to, cc }: Message, state: TicketState): StillToWrite {
  const direct = new Set([...to, ...cc].map(({ address }) => address.toLowerCase()));
  const side = customerSide(state);
  const isReached = ({ address }: Address): boolean => direct.has(address.toLowerCase());
  const reached = [...side.to, ...side.cc].filter(isReached).map(({ address }) => address.toLowerCase());
  const left = { to: side.to.filter((one) => !isReached(one)), cc: side.cc.filter((one) => !isReached(one)) };
  if (left.to.length > 0) return { people: left, reached };
  return { people: left.cc.length > 0 ? { to: left.cc, cc: [] } : null, reached };
}

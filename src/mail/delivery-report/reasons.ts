import { list } from "../list.ts";
import type { Reason } from "./reason.ts";
import { DEAD } from "./reasons-dead.ts";
import { ONLY_LOOKS_DEAD } from "./reasons-first.ts";
import { PASSING } from "./reasons-passing.ts";

/** Nothing was said but that the address is not available; with no other word that means a dead one. */
export const NOT_AVAILABLE: Reason = {
  name: "address not available",
  class: "hard",
  status: "5.1.1",
  phrases: list(`
    mailbox unavailable | mailbox is unavailable | user unavailable | recipient unavailable |
    recipient address rejected | address rejected | recipient rejected | does not like recipient |
    unable to deliver to this address | undeliverable
  `),
  patterns: [],
};

/** The first row that matches decides, so what is special stands before what is general. */
export const REASONS: readonly Reason[] = [...ONLY_LOOKS_DEAD, ...DEAD, ...PASSING, NOT_AVAILABLE];

/** Said beside "rejected" or "refused", this means the address and not the mail. */
export const REFUSED_RECIPIENT =
  /(?:mailbox|user|recipient) (?:is )?(?:unavailable|not available)|does not like recipient/;

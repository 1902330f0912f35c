import type { Instant } from "../../values/instant.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import type { Roster } from "../team/roster.ts";
import type { JoiningMail } from "./incoming-mail.ts";

/** A word of a customer to the desk, with all that a rule needs to answer it. */
export interface CustomersDeal {
  readonly mail: JoiningMail;
  readonly state: TicketState;
  readonly legId: string;
  readonly roster: Roster;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

import type { DeliveryReport } from "../../mail/reading.ts";
import type { CameBack } from "../../outbound/bounce.ts";
import type { SentMail } from "../../outbound/sent-mail.ts";
import type { Instant } from "../../values/instant.ts";
import type { NewMail } from "../arrival/incoming-mail.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

/** A report on a mail of ours, and the mail it is about. */
export interface ReportOnMail {
  readonly inbound: Pick<NewMail, "inboundId" | "receivedAt" | "reading">;
  readonly report: DeliveryReport;
  /** What it is about, locked; `sure` as `findReported` has it. */
  readonly mail: SentMail;
  readonly sure: boolean;
  readonly because: string;
  /** The mail's ticket; null: it belongs to none. */
  readonly state: TicketState | null;
  readonly promises: Promises | null;
  readonly agents: readonly AgentRow[];
  readonly softBefore: ReadonlyMap<string, number>;
  readonly mint: Mint;
  readonly now: Instant;
}

/** An answer reached its customer unless the one who asked is among those it came back for, or nobody is left. */
export function missesCustomer(
  { state }: Pick<ReportOnMail, "state">,
  { recipients, wholly }: CameBack,
): boolean {
  const requester = state?.requester.address.toLowerCase();
  return (
    wholly ||
    recipients.some(({ address, state }) => state === "bounced" && address.toLowerCase() === requester)
  );
}

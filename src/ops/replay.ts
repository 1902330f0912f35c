/** A mail as a replay finds it. */
export interface ReplayedMail {
  readonly state: "seen" | "stored" | "done" | "aside";
  readonly disposition: string | null;
  readonly hasBytes: boolean;
  /** Its content was deleted by retention, or at somebody's wish. */
  readonly emptied?: boolean;
  /** Of the ticket it became part of. */
  readonly ticketId: string | null;
}

export type ReplayAct = "replay" | "release" | "dismiss";

/** `process`: again through the rules; `fetch`: its bytes are asked for again; `settle`: done, and nothing happens. */
export type ReplayDecision =
  | { readonly kind: "process" | "fetch" | "settle" }
  | { readonly kind: "nothing"; readonly because: string };

/**
 * What may be done with a mail that went another way than somebody expected.
 *
 * - `replay`: a mail aside goes through the rules as they are now; one without bytes is fetched again.
 * - `release`: a mail that was put aside or refused (automatic, Junk) is processed as a person's mail.
 * - `dismiss`: a mail aside is done and becomes nothing: somebody looked at it.
 *
 * A mail that became part of a ticket is never processed again: that would double it.
 */
export function decideReplay(act: ReplayAct, mail: ReplayedMail): ReplayDecision {
  if (mail.state === "seen" || mail.state === "stored")
    return nothing(mail.state === "seen" ? "its bytes are being fetched" : "it is waiting to be processed");
  if (mail.emptied) return nothing("its content was deleted: it was kept as long as desk.yaml says");
  const refused = mail.disposition === "suppressed" && mail.ticketId === null;
  if (mail.state === "done" && !(act === "release" && refused))
    return nothing(`it is done: ${mail.disposition ?? "without a disposition"}`);
  if (act === "dismiss") return { kind: "settle" };
  if (mail.hasBytes) return { kind: "process" };
  return act === "replay"
    ? { kind: "fetch" }
    : nothing("its bytes were never kept: replay it, and it is fetched again");
}

function nothing(because: string): ReplayDecision {
  return { kind: "nothing", because };
}

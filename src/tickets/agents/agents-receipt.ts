import type { Instant } from "../../values/instant.ts";
import type { Acted } from "../acts/act.ts";
import type { AgentDeal } from "./agent-deal.ts";
import type { ReceiptWords } from "./receipt.ts";

/** After commands, and where a mail went past the desk, always; after a plain answer only for those who want it. */
export function receiptOf(
  { mail, now }: AgentDeal,
  {
    line: done,
    links = [],
    carried = [],
    undoUntil,
    stopped,
  }: Pick<Acted & { readonly kind: "done" }, "line" | "links" | "carried" | "undoUntil" | "stopped">,
  reached: readonly string[],
  answer: { readonly to: readonly { readonly address: string }[]; readonly dueAt: Instant } | null,
): ReceiptWords | null {
  const past = reached.length === 0 ? [] : [`${reached.join(", ")} ${PAST}`];
  if (
    done === "" &&
    carried.length === 0 &&
    past.length === 0 &&
    (answer === null || mail.agent.receipts === "exceptions")
  )
    return null;
  const to = answer?.to.map(({ address }) => address) ?? [];
  const leaving = answer !== null && answer.dueAt > now ? { to, at: answer.dueAt } : null;
  const sent = answer === null || leaving !== null ? [] : [`sent to ${to.join(", ")}`];
  const isNothing = stopped === "all" && answer === null && past.length === 0;
  const came = stopped === undefined ? "done" : isNothing ? "not-done" : "partly";
  const lines = [...past, ...sent, ...(done === "" ? [] : [done])];
  return { came, leaving, lines, undoUntil: undoUntil ?? null, links, carried };
}

const PAST =
  "got your mail from you directly, with your own address and what you quoted; the desk sent them nothing a second time";

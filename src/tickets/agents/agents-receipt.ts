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
    undoUntil: actsUntil,
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
  const sent = answer === null ? [] : [`sent to ${answer.to.map(({ address }) => address).join(", ")}`];
  const undoUntil = answer !== null && answer.dueAt > now ? answer.dueAt : (actsUntil ?? null);
  const isNothing = stopped === "all" && answer === null && past.length === 0;
  const came = stopped === undefined ? "done" : isNothing ? "not-done" : "partly";
  return { came, lines: [...past, ...sent, ...(done === "" ? [] : [done])], undoUntil, links, carried };
}

const PAST =
  "got your mail from you directly, with your own address and what you quoted; the desk sent them nothing a second time";

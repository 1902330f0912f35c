import type { AgentRequest } from "../../commands/parse.ts";
import { both, type Decision } from "../decision.ts";
import { incidentDryRun } from "../incident/incident-dry-run.ts";
import { tellsAll } from "../incident/told-words.ts";
import { customersLeg } from "../people-of.ts";
import { type AgentDeal, keptByAgent } from "./agent-deal.ts";
import { answerMail } from "./answer.ts";
import { receiptTo } from "./receipt.ts";

/** `#dryrun`: the agent gets the mail as the customer would, and nothing else happens. */
export function showDryRun(deal: AgentDeal, request: AgentRequest & { readonly kind: "request" }): Decision {
  const { mail, state } = deal;
  const legId = customersLeg(state);
  const others = request.commands.filter(({ name }) => name !== "dryrun").map(({ name }) => `#${name}`);
  const solves = deal.promises.satisfaction === "ask" && others.includes("#resolve");
  const shown = asTheCustomerGetsIt(deal, request.text, solves);
  const told = incidentDryRun(request.commands, deal);
  const lines = [
    request.text.trim() === ""
      ? `the customer would get ${tellsAll(request) ? "no answer" : "nothing"}`
      : `the customer would get:\n\n${shown}`,
    ...(others.length > 0 ? [`and this would be done: ${others.join(" ")}`] : []),
    ...told.lines,
  ];
  const settled = {
    inboundId: mail.inboundId,
    disposition: "command",
    because: "a dry run",
    ticketId: state.ticket.id,
  } as const;
  const words = { came: "shown", held: "this was a dry run", lines, links: told.links } as const;
  return both({ settled }, receiptTo(deal, legId, words));
}

/** An agent's text as the mail it would become, for the agent to look at. */
export function asTheCustomerGetsIt(deal: AgentDeal, text: string, asksScore = false): string {
  const legId = customersLeg(deal.state);
  const kept = keptByAgent(deal, legId);
  const answer = { ...deal, legId, text, messageId: kept.message.id, dueAt: deal.now, asksScore };
  const { draft } = answerMail(answer).mail;
  const people = (list: typeof draft.to): string =>
    list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
  return [
    `From: ${draft.from.name} <${draft.from.address}>`,
    `To: ${people(draft.to)}`,
    ...(draft.cc?.length ? [`Cc: ${people(draft.cc)}`] : []),
    `Subject: ${draft.subject}`,
    ...(draft.attachments ?? []).map(({ filename }) => `Attached: ${filename}`),
    "",
    draft.text,
  ].join("\n");
}

import { caseNumber } from "../../escalation/case-number.ts";
import { handoffOf, upstreamLeg } from "../handoff/handoffs.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { ActContext } from "./act.ts";

export type Which =
  | { readonly kind: "one"; readonly handoff: HandoffRow; readonly rest: string }
  | { readonly kind: "none" }
  | { readonly kind: "asks"; readonly because: string };

/**
 * Which handoff a command is about, of some: the one whose notice the mail answers, the only one, or the one its argument begins with,
 * by its name in desk.yaml, a number they gave it, or our ticket's number. Else the agent is asked; nothing is guessed.
 *
 * @param among  those the command can be about, oldest first
 */
export function whichHandoff(
  command: "handback" | "upstream",
  argument: string,
  { state, mail }: Pick<ActContext, "state" | "mail">,
  among: readonly HandoffRow[],
): Which {
  const rest = argument.trim();
  if (among.length === 0) return { kind: "none" };
  const leg = upstreamLeg(state, mail.legId ?? null);
  const about = leg && handoffOf(state, leg.id);
  const shown = among.find(({ id }) => id === about?.id);
  if (shown !== undefined) return { kind: "one", handoff: shown, rest };
  const named = among.flatMap((handoff) => {
    const name = namesOf(handoff).find((one) => beginsWith(rest, one));
    return name === undefined ? [] : [{ handoff, rest: rest.slice(name.length).replace(/^[\s:,]+/, "") }];
  });
  if (about == null && among.length === 1) return { kind: "one", handoff: among[0]!, rest };
  if (named.length === 1) return { kind: "one", ...named[0]! };
  const have = among.map(({ detail }) => detail.route.name).join(" and ");
  const over = about == null ? "" : `${about.detail.route.name} has it no more; `;
  const ways = among.map((one) => `#${command} ${nameAmong(one, among)} ${rest}`.trimEnd());
  const because = `#${command}: ${over}it is with ${have}: say with whom:\n${ways.map((way) => `    ${way}`).join("\n")}`;
  return { kind: "asks", because };
}

function namesOf({ to, numbers, detail }: HandoffRow): readonly string[] {
  return [to, ...numbers, `#${detail.packet.number}`];
}

function beginsWith(text: string, name: string): boolean {
  const first = text.slice(0, name.length);
  return caseNumber(first) === caseNumber(name) && !/^[\p{L}\p{N}_-]/u.test(text.slice(name.length));
}

/** What tells it apart from the others. */
function nameAmong(handoff: HandoffRow, among: readonly HandoffRow[]): string {
  const others = among.filter(({ id }) => id !== handoff.id).flatMap(namesOf);
  return namesOf(handoff).find((name) => !others.includes(name)) ?? handoff.to;
}

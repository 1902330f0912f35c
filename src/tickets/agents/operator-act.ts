import type { Instant } from "../../values/instant.ts";
import type { SharedAct, SharedContext } from "../acts/act.ts";
import { allow } from "../acts/allow.ts";
import { kind, service, severity } from "../acts/facts.ts";
import { sorted } from "../acts/sorted.ts";
import type { World } from "../acts/world.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { tellPromiseChanged } from "../clock/tell-promise-changed.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { reassign } from "./reassign.ts";

/** What operators may do to a ticket on its page: the acts of these commands and no others. */
const ACTS = { allow, kind, service, severity, sorted } as const satisfies Readonly<
  Record<string, SharedAct>
>;

/** One of them; a severity is A, B or C, as the parser of mails lets through. */
export interface OperatorCommand {
  readonly name: keyof typeof ACTS;
  readonly argument: string;
}

export interface OperatorAct {
  readonly commands: readonly OperatorCommand[];
  readonly operator: { readonly id: string; readonly name: string };
  readonly world: World;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

export type OperatorDecision =
  | { readonly kind: "done"; readonly decision: Decision }
  /** Nothing of it is done. */
  | { readonly kind: "refused"; readonly because: string };

/**
 * What an operator does to a ticket on its page: the acts that stand behind agents' commands, all of them or none and
 * what stands so already left out, with the
 * operator's id in the ledger and their name in the audit. The customer is told of a changed promise as after a command by mail.
 */
export function operatorAct(act: OperatorAct): OperatorDecision {
  const { commands, operator, world, state, promises, mint, now } = act;
  const { ticket } = state;
  if (ticket.mergedInto !== null) {
    return { kind: "refused", because: "it was merged into another ticket: do it there" };
  }
  const mail = { receivedAt: now, agent: null, world };
  const legId = customersLeg(state);
  const context: SharedContext = { mail, state, promises, mint, now, legId, answered: false };
  const meant = meantBy(commands, ticket);
  if (meant.length === 0) return { kind: "refused", because: "it says that already" };
  const acted = meant.map(({ name, argument }) => ACTS[name](argument, context));
  const refusal = acted.find((one) => one.kind === "refused");
  if (refusal !== undefined) return refusal;
  const done = acted.filter((one) => one.kind === "done");
  const set: Partial<TicketRow> = Object.assign({}, ...done.map((one) => one.ticket));
  const noted = done
    .flatMap((one) => one.events ?? [])
    .map((event) => ({ ...event, data: { ...event.data, operator: operator.id } }));
  const events = writeDown(ticket.id, state.events, now, noted);
  const after: TicketRow = { ...ticket, ...set };
  const targets = settleTargets({
    ticketId: ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  const told =
    after.severity === ticket.severity
      ? {}
      : tellPromiseChanged({ state, after: { ticket: after, targets }, promises, mint, now });
  const handed = reassign({ ...act, mail, after, added: events, targets });
  const changed = { ...set, ...handed.ticket };
  const detail = { ticket: ticket.number, commands: meant.map(({ name }) => name) };
  const decision: Decision = {
    ...(Object.keys(changed).length > 0 ? { changed: { id: ticket.id, set: changed } } : {}),
    events,
    targets,
    audit: [{ actor: operator.name, action: "ticket.changed", detail }],
  };
  return {
    kind: "done",
    decision: [...done.map((one) => one.decision ?? {}), told, handed.decision].reduce<Decision>(
      both,
      decision,
    ),
  };
}

/** Without what stands so already; that it is right as it stands is said only where nothing else is. */
function meantBy(commands: readonly OperatorCommand[], ticket: TicketRow): readonly OperatorCommand[] {
  const meant = commands.filter(
    ({ name, argument }) => name === "allow" || name === "sorted" || ticket[name] !== argument,
  );
  const said = meant.filter(({ name }) => name !== "sorted");
  return said.length > 0 ? said : meant;
}

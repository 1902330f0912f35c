import { type Command, parseCommands } from "../commands/parse.ts";
import type { EvidenceRow } from "../conversation/evidence.ts";
import { type Moving, needsOf, ticketNumber, type World, wantsNew } from "../tickets/acts/world.ts";
import type { AgentMail } from "../tickets/agents/agent-deal.ts";
import { agentMail } from "../tickets/agents/agent-mail.ts";
import { unprovedAgent } from "../tickets/agents/unproved-agent.ts";
import { both, type Decision } from "../tickets/decision.ts";
import { answeredAddresses, warnOfDeadAddress } from "../tickets/delivery/dead-address.ts";
import type { AgentRow } from "../tickets/rows.ts";
import type { TicketState } from "../tickets/state.ts";
import type { Arrived } from "./arrived.ts";
import { ownContent } from "./carry-files.ts";
import { loadEscalating } from "./load-escalating.ts";
import { loadIncidentsOf } from "./load-incidents.ts";
import type { Ports, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { rosterNow } from "./roster-now.ts";
import { listNow } from "./work-lists.ts";

/** An agent acts only with positive proof; a mail that names an agent and proves nothing is kept and changes nothing. */
export async function decideAgentMail(
  ports: Ports,
  tx: Tx,
  { reading, bytes }: Arrived,
  joining: Omit<AgentMail, "notice" | "content" | "world">,
  lead: EvidenceRow,
  state: TicketState,
): Promise<Decision> {
  const { proved, because } = reading.authentication;
  const mine = proved?.address.toLowerCase() === joining.agent.address;
  const promises = await promisesOf(ports, state);
  if (!mine) {
    const before = await tx.askedToConfirm(joining.agent.address, state.ticket.id);
    return unprovedAgent({ joining, state, promises, because, before, mint: ports.mint, now: tx.now });
  }
  const notice = lead.outboundId === null ? null : await tx.noticeOf(lead.outboundId);
  const mail: AgentMail = {
    ...joining,
    because: `${joining.because}; sender proved by ${proved?.method}`,
    notice,
    world: {
      ...(await loadWorld(ports, tx, joining.agent, reading.split.visible, {
        ticketId: state.ticket.id,
        messageId: notice?.messageId ?? null,
      })),
      ...(await loadIncidentsOf(tx, commandsOf(reading.split.visible), state, joining.agent)),
      escalating: await loadEscalating(ports, tx, reading.split.visible, state),
    },
    legId: lead.legId,
    content: ownContent(bytes),
  };
  const deal = { mail, state, promises, mint: ports.mint, now: tx.now };
  const decision = agentMail(deal);
  const known = await tx.undeliverable(answeredAddresses(decision));
  return both(decision, warnOfDeadAddress(decision, known, deal));
}

/**
 * What the commands of a mail may ask about, and no more: most mails have none and cost nothing here.
 *
 * @param about  the ticket, and the message that the notice shows
 */
export async function loadWorld(
  ports: Ports,
  tx: Tx,
  agent: AgentRow,
  visible: string,
  about: About = { ticketId: null, messageId: null },
): Promise<World> {
  const commands = commandsOf(visible);
  const world = await worldOf(ports, tx, commands, about);
  if (!world.roster || !needsOf(commands).list) return world;
  return { ...world, workList: await listNow(ports, tx, agent, world.roster) };
}

export function commandsOf(visible: string): readonly Command[] {
  const request = parseCommands(visible);
  return request.kind === "request" ? request.commands : [];
}

/** What commands are about; null: no ticket, or no message in particular. */
interface About {
  readonly ticketId: string | null;
  readonly messageId: string | null;
}

/** What these commands may ask about. */
export async function worldOf(
  ports: Pick<Ports, "promises">,
  tx: Tx,
  commands: readonly Command[],
  { ticketId, messageId }: About,
): Promise<World> {
  const needs = needsOf(commands);
  // Whatever a command does, somebody may get the ticket by it: who that can be, and the files they get with it.
  const acts = commands.length > 0;
  const [roster, files, customers, found] = await Promise.all([
    acts ? rosterNow(ports, tx) : null,
    acts && ticketId !== null ? tx.files(ticketId) : [],
    needs.customer === null ? [] : tx.findCustomers(needs.customer),
    needs.find === null ? [] : tx.findTickets(needs.find),
  ]);
  const tickets = new Map<number, { state: TicketState; promises: Awaited<ReturnType<typeof promisesOf>> }>();
  for (const number of needs.tickets) {
    const state = await tx.ticketByNumber(number);
    if (state !== null) tickets.set(number, { state, promises: await promisesOf(ports, state) });
  }
  const moving =
    needs.move === null || messageId === null
      ? null
      : await loadMoving(ports, tx, messageId, needs.move, tickets);
  const held = needs.held && ticketId !== null ? { held: await tx.heldMessages(ticketId) } : {};
  const people = { roster, agents: roster?.agents ?? [], teams: roster?.settings.teams ?? [] };
  return { ...people, ...held, files, customers, found, tickets, moving };
}

async function loadMoving(
  ports: Pick<Ports, "promises">,
  tx: Tx,
  id: string,
  to: string,
  tickets: World["tickets"],
): Promise<Moving | null> {
  const message = await tx.message(id);
  if (message === null) return null;
  const [who, files] = [await tx.whoIs(message.authorAddress), await tx.filesOf(id)];
  const there = tickets.get(ticketNumber(to) ?? Number.NaN)?.state.ticket.id;
  const filesThere = there === undefined || files.length === 0 ? [] : await tx.files(there);
  const moving = { message, who, files, filesThere };
  if (!wantsNew(to)) return { ...moving, fresh: null };
  const promises = await ports.promises(await tx.policyInForce(message.at));
  return { ...moving, fresh: { number: await tx.nextTicketNumber(), promises } };
}

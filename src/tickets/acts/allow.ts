import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import type { MessageIdRow, ParticipantRow } from "../rows.ts";
import { byDoer, refused, type SharedAct, type SharedContext } from "./act.ts";
import type { HeldMessage } from "./world.ts";

/**
 * `#allow`, `#allow ben@partner.example`: people who were only copied by somebody get mail from now on, and mails whose
 * sender was unknown to the ticket count as the customer's, from now on and not backwards.
 */
export const allow: SharedAct = (argument, context) => {
  const wanted = argument.trim().toLowerCase();
  const means = (address: string): boolean => wanted === "" || address.toLowerCase() === wanted;
  const { state, legId, mail } = context;
  const held = state.participants.filter(
    (person) => person.legId === legId && person.held && means(person.address),
  );
  const mails = (mail.world.held?.customer ?? []).filter(({ authorAddress }) => means(authorAddress));
  if (held.length === 0 && mails.length === 0) {
    return refused(
      wanted === ""
        ? "#allow: nothing is held on this ticket"
        : `#allow ${wanted}: nothing of theirs is held`,
    );
  }
  const posing = mails.find(({ authorAddress }) => isAgent(authorAddress, context));
  if (posing !== undefined) {
    return refused(
      `#allow: a mail claims to be from ${posing.authorAddress}, who answers here, and proves nothing; they can send it again`,
    );
  }
  const people = [...held.map((person) => ({ ...person, held: false })), ...sendersOf(mails, context)];
  return {
    kind: "done",
    ticket: mails.length > 0 ? reopened(context) : {},
    events: [
      { ...byDoer(context, "allow"), type: "allowed", data: { people: people.length, mails: mails.length } },
      ...counted(mails, context),
    ],
    decision: { people, ...accepted(mails, legId) },
    line: [
      ...(people.length > 0 ? [`mail goes also to ${people.map(({ address }) => address).join(", ")}`] : []),
      ...(mails.length > 0
        ? [`${mails.length} held ${mails.length === 1 ? "mail counts" : "mails count"} from now on`]
        : []),
    ].join("; "),
  };
};

function isAgent(address: string, { mail }: SharedContext): boolean {
  return mail.world.agents.some((agent) => agent.address === address.toLowerCase());
}

function sendersOf(
  mails: readonly HeldMessage[],
  { legId, state, now }: SharedContext,
): readonly ParticipantRow[] {
  const addresses = new Map(
    mails.map(({ authorAddress, authorName }) => [authorAddress.toLowerCase(), authorName]),
  );
  addresses.delete(state.requester.address);
  return [...addresses].map(([address, name]) => ({
    legId,
    address,
    name,
    role: "copied",
    held: false,
    addedAt: now,
  }));
}

function accepted(mails: readonly HeldMessage[], legId: string): Decision {
  const messageIds: MessageIdRow[] = mails.flatMap(({ msgId, ticketId }) =>
    msgId === null ? [] : [{ msgId, legId, ticketId, minted: false, audience: "customer", outboundId: null }],
  );
  return { messageIds, messageChanges: mails.map(({ id }) => ({ id, set: { unverified: false } })) };
}

function counted(mails: readonly HeldMessage[], context: SharedContext): readonly NewEvent[] {
  return mails.map(({ id }) => ({
    ...byDoer(context, "allow"),
    type: "customer_message",
    data: { message: id },
  }));
}

function reopened({ state }: SharedContext) {
  const { status } = state.ticket;
  return {
    status: status === "new" ? status : ("in-progress" as const),
    resolvedAt: null,
    closedAt: null,
    waitingUntil: null,
  };
}

import { type Command, parseCommands } from "../../commands/parse.ts";
import { DAY, type Instant } from "../../values/instant.ts";
import type { JoiningMail } from "../arrival/incoming-mail.ts";
import { holdUnverified } from "../arrival/keep-only.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { type AskedBefore, askToConfirm, cut } from "./ask-to-confirm.ts";
import { receiptTo } from "./receipt.ts";

interface UnprovedAgent {
  readonly joining: JoiningMail & { readonly agent: AgentRow };
  readonly state: TicketState;
  readonly promises: Promises;
  /** Why nothing proves the sender. */
  readonly because: string;
  readonly before: AskedBefore;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A mail in an agent's name that proves nothing is kept and changes nothing. Where nothing speaks against it, the agent is
 * asked at the address the desk knows whether it is theirs; where it is disowned, or that was asked often enough, they are told
 * what to do, once a day a ticket: whoever forges their name must not fill their inbox.
 */
export function unprovedAgent(unproved: UnprovedAgent): Decision {
  const { joining, state, promises, mint, now } = unproved;
  const because = `claims to be an agent without proof: ${unproved.because}`;
  const held = holdUnverified({ ...joining, because }, state, customersLeg(state), mint, now);
  const { message, split } = joining.reading;
  const question = joining.reading.authentication.failed
    ? null
    : askToConfirm({
        mail: { inboundId: joining.inboundId, message, text: split.visible },
        person: joining.agent,
        agentId: joining.agent.id,
        about: { ticket: state.ticket, legId: customersLeg(state) },
        acts: actsOf(split.visible),
        language: null,
        before: unproved.before,
        promises,
        mint,
        now,
      });
  return question === null ? toldOnce(unproved, held) : both(held, question);
}

/** What a mail on a ticket asks for, a line each. */
function actsOf(visible: string): readonly string[] {
  const request = parseCommands(visible);
  if (request.kind === "held") return [`nothing yet: ${request.because}`];
  const isNote = request.commands.some(({ name }) => name === "note");
  const answers = !isNote && request.text.trim() !== "";
  return [...sayCommands(request.commands), ...(answers ? ["its text goes to the customer"] : [])];
}

const MOST_SAID = 20;

/** Commands as they were written; of many the first, and how many more there are. */
export function sayCommands(commands: readonly Command[]): readonly string[] {
  const said = commands.map(({ name, argument, words }) => {
    const line = cut(`#${name} ${argument}`.trim(), 200);
    return words === undefined ? line : `${line}: its text goes to the customers of all tickets on it`;
  });
  const left = said.length - MOST_SAID;
  return left <= 0 ? said : [...said.slice(0, MOST_SAID), `and ${left} commands more`];
}

function toldOnce({ joining, state, promises, because, mint, now }: UnprovedAgent, held: Decision): Decision {
  const { agent } = joining;
  const { ticket } = state;
  const legId = customersLeg(state);
  const isTold = state.events.some(
    (event) => event.type === "unproved_told" && event.agentId === agent.id && now - event.recordedAt < DAY,
  );
  if (isTold) return held;
  const before = [...state.events, ...(held.events ?? [])];
  const events = writeDown(ticket.id, before, now, [
    {
      at: now,
      type: "unproved_told",
      actor: "desk",
      agentId: agent.id,
      because: "nothing proves who sent it",
    },
  ]);
  const world = { agents: [], teams: [], customers: [], found: [], files: [], tickets: new Map() };
  const mail = { ...joining, notice: null, world, content: () => new Uint8Array() };
  const words = {
    came: "not-done" as const,
    held: "nothing proves that a mail in your name is yours",
    lines: [
      `it is kept on #${ticket.number} as unverified and did nothing: ${because}`,
      "if it was you: send it again from the account and program your company gave you, so that your mail server signs it",
      "if it was not you: somebody writes in your name; nothing has happened, and your colleagues should know",
    ],
  };
  return [{ events }, receiptTo({ mail, state, promises, mint, now }, legId, words)].reduce<Decision>(
    both,
    held,
  );
}

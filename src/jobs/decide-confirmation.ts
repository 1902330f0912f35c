import { saysYes, secretsIn } from "../conversation/confirmation.ts";
import type { EvidenceRow } from "../conversation/evidence.ts";
import { tellAgent } from "../tickets/agents/tell-agent.ts";
import { both, type Decision } from "../tickets/decision.ts";
import { writeDown } from "../tickets/ledger.ts";
import type { Arrived } from "./arrived.ts";
import type { Confirmation, Ports, Tx } from "./ports.ts";
import { answeringFrom } from "./promises-of.ts";

/**
 * A reply to the question whether a mail is somebody's. It counts once, in time, from the address that was asked, written by a
 * person and saying yes; then the mail that waited is processed again. Null: the mail holds no secret of such a question, or
 * is from somebody else, and is taken like any other.
 */
export async function decideConfirmation(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  leads: readonly EvidenceRow[],
): Promise<Decision | null> {
  const { work, reading, keys } = mail;
  const { message, origin, split } = reading;
  const led = leads.filter(({ by }) => by === "token").length;
  const secrets = [...(keys.tokens.length > led ? keys.tokens : []), ...secretsIn(message.text)];
  const asked = secrets.length === 0 ? null : await tx.confirmation(secrets);
  if (asked === null || message.from?.address.toLowerCase() !== asked.address) return null;
  const settledAs = (disposition: "command" | "automatic", because: string): Decision => ({
    settled: { inboundId: work.id, disposition, because, ticketId: asked.ticketId },
  });
  if (origin.kind !== "person") return settledAs("automatic", "a machine's mail confirms nothing");
  const refused = whyNot(asked, tx.now, split.visible);
  // What customers write in place of a yes, or too late, is for a person to read.
  const isAgain = asked.usedAt !== null && saysYes(split.visible);
  if (refused !== null && asked.agentId === null && !isAgain) return null;
  if (refused !== null) {
    const because = `confirms nothing: ${refused}`;
    return both(settledAs("command", because), await told(ports, tx, mail, asked, refused));
  }
  const state = asked.ticketId === null ? null : await tx.ticket(asked.ticketId);
  const actor = asked.agentId === null ? ("customer" as const) : ("agent" as const);
  const event = {
    at: work.receivedAt,
    type: "confirmed",
    actor,
    agentId: asked.agentId,
    because: "by reply",
  };
  return {
    ...settledAs("command", "confirms a mail that waited: its sender reads mail at that address"),
    ...(state === null
      ? {}
      : {
          events: writeDown(state.ticket.id, state.events, tx.now, [
            { ...event, data: { mail: asked.inboundId } },
          ]),
        }),
    confirmed: { hash: asked.hash, inboundId: asked.inboundId },
  };
}

/** Why a reply does not count; null: it does. Exactly at its end a question is over. */
function whyNot({ usedAt, expiresAt }: Confirmation, now: number, visible: string): string | null {
  if (usedAt !== null) return "that mail was confirmed already";
  if (now >= expiresAt) return "it came too late: send the first mail again, and you are asked again";
  return saysYes(visible) ? null : "to confirm, reply with yes alone; if the mail was not yours, do nothing";
}

/** Agents are told why; a customer's mail of this kind is answered by nobody, or two machines might go on for ever. */
async function told(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  asked: Confirmation,
  because: string,
): Promise<Decision> {
  const agent = (await tx.agents()).find(({ id }) => id === asked.agentId);
  if (agent === undefined) return {};
  const { work, reading } = mail;
  const inForce = await ports.promises(await tx.policyInForce(work.receivedAt));
  const promises = answeringFrom(inForce, work.deskAddress);
  const { subject, messageId: inReplyTo } = reading.message;
  const about = { agent, promises, mint: ports.mint, now: tx.now, subject, inReplyTo };
  return tellAgent({ ...about, came: "not-done", held: null, lines: [because] });
}

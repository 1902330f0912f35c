import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { concerned } from "../team/concerned.ts";
import { handoffOf } from "./handoffs.ts";
import { tellUpstreamWrote } from "./tell-upstream-wrote.ts";
import { keptOf, numbersOf, type ReceiveUpstream, settledAs } from "./upstream-mail.ts";

/** Automatic mail of theirs: kept and learnt from; it is no answer, and nobody is told. */
export function keepUpstream(receive: ReceiveUpstream, { because }: { readonly because: string }): Decision {
  const { mail, state, legId, now } = receive;
  const kept = keptOf(receive, "automatic", false);
  const learnt = numbersOf(receive, handoffOf(state, legId), kept.message);
  return {
    settled: settledAs(receive, "automatic", because),
    messages: [kept.message],
    attachments: kept.attachments,
    caseNumbers: learnt,
    events: writeDown(state.ticket.id, state.events, now, [
      {
        at: mail.receivedAt,
        type: "upstream_automatic",
        actor: "upstream",
        because,
        data: { message: kept.message.id, numbers: learnt.length },
      },
    ]),
  };
}

/** Why a mail is held that may be about another ticket as well, and how it is said which. */
export function orOnAnother({ mail, state, orOn = [] }: ReceiveUpstream): string {
  const here = `#${state.ticket.number}`;
  const there = orOn.map(({ ticket }) => ticket.number);
  const moves = there.map(
    (number) => `#move ${number} if it is about ${there.length > 1 ? `#${number}` : "that one"}`,
  );
  return `${mail.because}: ${[`#allow if it is about ${here}`, ...moves].join(", ")}`;
}

/** Kept as unverified: it changes nothing, its sender is told nothing, the agents see it and why. */
export function holdUpstream(receive: ReceiveUpstream, because: string): Decision {
  const { mail, state, legId, roster, promises, mint, now } = receive;
  const kept = keptOf(receive, "upstream", true);
  const sender = mail.reading.message.from?.address.toLowerCase() ?? "";
  const isAutomatic = mail.reading.origin.kind !== "person";
  const isTold = state.upstream.some(
    (message) =>
      message.unverified && message.legId === legId && message.authorAddress.toLowerCase() === sender,
  );
  const held: Decision = {
    settled: settledAs(receive, "held-unverified", because),
    messages: [kept.message],
    attachments: kept.attachments,
    events: writeDown(state.ticket.id, state.events, now, [
      {
        at: mail.receivedAt,
        type: "held_unverified",
        actor: "upstream",
        because,
        data: { message: kept.message.id },
      },
    ]),
  };
  if (isTold || isAutomatic) return held;
  const { orOn = [] } = receive;
  const also = orOn.flatMap(({ ticket, targets }) => concerned({ ticket, targets, roster, now }));
  const notice = tellUpstreamWrote({
    state,
    legId,
    message: kept.message,
    files: kept.attachments,
    held: because,
    unable: false,
    caseNumber: "",
    also,
    orOn: orOn.map(({ ticket }) => ticket.number),
    roster,
    promises,
    mint,
    now,
  });
  return both(held, notice);
}

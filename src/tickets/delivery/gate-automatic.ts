import {
  type AutomaticBudget,
  type AutomaticKind,
  type Mute,
  mayLeave,
  type Standing,
} from "../../outbound/budget.ts";
import { likenessOf } from "../../outbound/likeness.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision, MailDraft } from "../decision.ts";
import type { AutomaticRow } from "../rows.ts";
import { notTold } from "../words/not-told.ts";

export interface Gated {
  readonly decision: Decision;
  readonly mutes: readonly Mute[];
}

/** Mail to customers that nobody wrote: what has to pass the gate. */
export function isAutomatic({ audience, draft }: MailDraft): boolean {
  return audience === "customer" && draft.automatic !== null;
}

/** The subject of the mail that a decision's response answers, for `AutomaticCounts.alike`. */
export function answeredLikeness({ opened, answered }: Decision): string | null {
  const subject = opened?.subject ?? answered;
  return subject === undefined ? null : likenessOf(subject);
}

/**
 * Lets automatic mail of a decision through, or holds it back: such a mail is kept as cancelled with its reason, and never
 * leaves. Everything else of the decision stays as it is: the mail that caused it is processed all the same.
 *
 * @param standings  by lower-case address, for every recipient of automatic mail
 */
export function gateAutomatic(
  decision: Decision,
  standings: ReadonlyMap<string, Standing>,
  budget: AutomaticBudget,
  now: Instant,
): Gated {
  const judged = (decision.mails ?? []).map(
    (mail): Judged =>
      isAutomatic(mail) ? judge(mail, standings, budget, now) : { mail, mutes: [], passed: [], missed: [] },
  );
  const likeness = answeredLikeness(decision);
  const unheard = judged.flatMap(({ missed }) => missed)[0] ?? null;
  return {
    decision: {
      ...decision,
      mails:
        unheard === null ? judged.map(({ mail }) => mail) : judged.map(({ mail }) => retold(mail, unheard)),
      ...(unheard !== null && decision.digest
        ? {
            digest: decision.digest.map((row) => ({ ...row, line: notTold([row.line], unheard).join("; ") })),
          }
        : {}),
      automatic: judged.flatMap(({ mail, passed }) =>
        passed.map((address) => logRow(mail, address, standings, likeness, now)),
      ),
    },
    mutes: judged.flatMap(({ mutes }) => mutes),
  };
}

interface Judged {
  readonly mail: MailDraft;
  readonly mutes: readonly Mute[];
  /** The addresses to which it leaves. */
  readonly passed: readonly string[];
  /** That whom it is for does not get it, and why; who is in copy does not count. */
  readonly missed: readonly string[];
}

function judge(
  mail: MailDraft,
  standings: ReadonlyMap<string, Standing>,
  budget: AutomaticBudget,
  now: Instant,
): Judged {
  const verdicts = mail.recipients.map((recipient) => {
    const standing = standings.get(recipient.address.toLowerCase());
    const verdict = standing ? mayLeave(standing, budget, kindOf(mail), now) : ({ kind: "may" } as const);
    return { recipient, verdict };
  });
  const held = verdicts.flatMap(({ verdict }) => (verdict.kind === "held-back" ? [verdict] : []));
  const passed = verdicts.flatMap(({ recipient, verdict }) =>
    verdict.kind === "may" ? [recipient.address.toLowerCase()] : [],
  );
  const recipients = verdicts.map(({ recipient, verdict }) =>
    verdict.kind === "may"
      ? recipient
      : { ...recipient, state: "failed" as const, reply: `not sent: ${verdict.because}` },
  );
  const cancelled = passed.length === 0 && held[0] ? { cancelled: `not sent: ${held[0].because}` } : {};
  return {
    mail: { ...mail, recipients, ...cancelled },
    mutes: held.flatMap(({ mute }) => (mute ? [mute] : [])),
    passed,
    missed: verdicts
      .slice(0, 1)
      .flatMap(({ recipient, verdict }) =>
        verdict.kind === "may" ? [] : [`not sent to ${recipient.address}: ${verdict.because}`],
      ),
  };
}

/** Agents are not told that a customer knows what they do not. */
function retold({ unheard, ...mail }: MailDraft, because: string): MailDraft {
  if (unheard === undefined) return mail;
  const { text, html } = unheard(because, []);
  const { carried, ...rest } = mail;
  return {
    ...rest,
    text,
    draft: { ...mail.draft, text, html },
    ...(carried && { carried: { ...carried, without: (lost) => unheard(because, lost) } }),
  };
}

function kindOf({ draft, answersWord }: MailDraft): AutomaticKind {
  if (answersWord) return "word";
  return draft.automatic === "auto-replied" ? "response" : "act";
}

function logRow(
  mail: MailDraft,
  address: string,
  standings: ReadonlyMap<string, Standing>,
  likeness: string | null,
  at: Instant,
): AutomaticRow {
  const response = mail.draft.automatic === "auto-replied";
  return {
    outboundId: mail.id,
    address,
    system: standings.get(address)?.system ?? null,
    ticketId: mail.ticketId,
    response,
    answersWord: mail.answersWord === true,
    likeness: response ? likeness : null,
    at,
  };
}

import type { Published } from "../policy/published.ts";
import { pickText } from "../policy/text.ts";
import { type ComposedText, composeText } from "./compose-text.ts";
import { type Promised, promiseInWords } from "./promise.ts";
import type { TemplateSets } from "./templates/template-set.ts";

export interface Acknowledged extends Promised {
  /** As customers read it, e.g. `C-1042`. */
  readonly number: string;
  /** Whether the sender was proved. If not, nothing of their mail is repeated: it may go to somebody else. */
  readonly proved: boolean;
  readonly subject: string;
  /** They wish for somebody above: that is passed on. */
  readonly asksManager?: boolean;
  /** The desk's own texts. */
  readonly templates?: TemplateSets;
}

/**
 * The acknowledgement: received, number, the severity assumed, the promise with its reason, what to do if it cannot
 * wait, and where the policy is. The mail's own words are never in it, its subject only for a proved sender.
 */
export function acknowledgement(published: Published, asked: Acknowledged): ComposedText {
  const { desk, severities, plans } = published.policy;
  const plan = plans[asked.plan]?.name;
  return composeText(
    "acknowledgement",
    asked.language,
    {
      ...promiseInWords(published, asked),
      asksManager: asked.asksManager ?? false,
      number: asked.number,
      desk: desk.name,
      policyUrl: desk.policyUrl ?? "",
      subject: asked.proved ? withoutReply(asked.subject) : "",
      severity: asked.severity,
      severityName: pickText(severities[asked.severity].name, asked.language),
      plan: plan === undefined ? asked.plan : pickText(plan, asked.language),
    },
    asked.templates,
  );
}

/** A subject without the signs of replies and forwards before it, so that they do not pile up (RFC 5322 §3.6.5). */
function withoutReply(subject: string): string {
  let rest = subject.trim();
  for (let n = 0; n < 10; n += 1) {
    const shorter = rest
      .replace(/^(?:re|fw|fwd|aw|wg|rv|res|enc|tr|sv|vs)(?:\[\d{1,3}\])?:\s?/i, "")
      .trimStart();
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

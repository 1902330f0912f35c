import type { Answer } from "../../escalation/answer.ts";
import type { Case } from "../../escalation/case.ts";
import { fileLines } from "../../escalation/files.ts";
import type { Diagnosis } from "../../escalation/records.ts";
import {
  alternativeLines,
  becauseInWords,
  blockLines,
  foldedOthers,
  formText,
  guidanceLines,
  noticedLines,
  wayName,
} from "../../escalation/say-decision.ts";
import type { Weighed } from "../../escalation/weigh.ts";

export interface Said {
  readonly line: string;
  readonly links: readonly { readonly label: string; readonly body: string }[];
}

/**
 * All that keeps an issue here, in one word to the agent: each block, what else can be done, the form to fill in, and below it the ways
 * it could have taken instead, with why it did not.
 */
export function sayBlocked(
  about: Case,
  weighed: Weighed,
  answer: Answer,
  diagnosis: Diagnosis & { readonly isListed: boolean },
): Said {
  const { profile, day } = about;
  const would = answer.would_use;
  const form = formText(weighed, diagnosis.fields);
  const asks = answer.blocks.some(({ ask }) => ask !== null);
  const to = would
    ? `it would go to ${wayName(profile, day, would.vehicle, would.target)}`
    : `it cannot leave: ${becauseInWords(answer)}`;
  return {
    line: [
      `not escalated; ${to}`,
      ...blockLines(answer, profile),
      ...noticedLines(weighed, about),
      ...(diagnosis.isListed ? [] : fileLines(about.files, diagnosis.files, about.names)),
      ...guidanceLines(profile, about.ticket.kind, about.ticket.service),
      "",
      ...alternativeLines(answer, profile),
      "",
      "To fill in and send back, above everything else:",
      "",
      "#diagnosis",
      form,
      "",
      ...hints(weighed),
      "",
      ...foldedOthers(answer, profile, day),
    ].join("\n"),
    links: [
      ...(asks ? [{ label: "Ask the customer", body: "#escalate ask" }] : []),
      { label: "Fill in the diagnosis", body: `#diagnosis\n${form}\n` },
    ],
  };
}

/** What each empty field wants. */
function hints({ asked, filled }: Weighed): readonly string[] {
  const known = new Set(filled.map(({ field }) => field.id));
  return asked.filter(({ id }) => !known.has(id)).map(({ name, hint }) => `${name}: ${hint}`);
}

import type { Published } from "../policy/published.ts";
import { pickText } from "../policy/text.ts";
import type { Instant } from "../values/instant.ts";
import { type ComposedText, composeText } from "./compose-text.ts";
import { type Promised, promiseInWords } from "./promise.ts";
import { promiseWords } from "./promise-words.ts";
import { sayWhen } from "./say-when.ts";
import type { TemplateSets } from "./templates/template-set.ts";

export interface ChangedPromise extends Omit<Promised, "receivedAt" | "dueAt"> {
  readonly number: string;
  /** When it changed. */
  readonly at: Instant;
  /** What the customer waits for next and by when; a time that has passed is not promised again. */
  readonly owed: { readonly what: "answer" | "news"; readonly dueAt: Instant | null } | null;
  readonly solvedBy: Instant | null;
  readonly templates?: TemplateSets;
}

/** Tells a customer what is promised now that severity or plan have changed, in the words of the acknowledgement. */
export function promiseChanged(published: Published, changed: ChangedPromise): ComposedText {
  const { desk, severities } = published.policy;
  const { at, language, severity, timeZone } = changed;
  const words = promiseWords(language);
  const ahead = (time: Instant | null | undefined): string | null =>
    time != null && time > at ? sayWhen(time, timeZone, words) : null;
  const next = ahead(changed.owed?.dueAt);
  const solved = ahead(changed.solvedBy);
  const sentences = [
    ...(changed.owed === null ? [] : [owedInWords(changed.owed.what, next, words)]),
    ...(solved === null ? [] : [words.solvedBy(solved)]),
  ];
  return composeText(
    "promise-changed",
    language,
    {
      number: changed.number,
      desk: desk.name,
      policyUrl: desk.policyUrl ?? "",
      severity,
      severityName: pickText(severities[severity].name, language),
      promise: sentences.join(" "),
      closed: promiseInWords(published, { ...changed, receivedAt: at, dueAt: null }).closed,
    },
    changed.templates,
  );
}

function owedInWords(
  what: "answer" | "news",
  by: string | null,
  words: ReturnType<typeof promiseWords>,
): string {
  if (by === null) return words.noTarget;
  return what === "answer" ? words.answerBy(by) : words.newsBy(by);
}

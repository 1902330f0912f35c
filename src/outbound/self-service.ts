import type { Published } from "../policy/published.ts";
import type { Severity } from "../policy/schema.ts";
import { pickText } from "../policy/text.ts";
import type { Instant } from "../values/instant.ts";
import { type ComposedText, composeText } from "./compose-text.ts";
import { emergencyWays, promiseInWords } from "./promise.ts";
import { type PromiseWords, promiseWords } from "./promise-words.ts";
import { sayWhen } from "./say-when.ts";
import { type CaseState, stateInWords } from "./status-words.ts";
import type { TemplateSets } from "./templates/template-set.ts";

/** What a customer waits for next; a time that has passed was not kept. */
export interface Owed {
  readonly what: "answer" | "news";
  readonly dueAt: Instant | null;
}

/** One case as its customer may see it. */
export interface CaseInWords {
  /** As customers read it: `#1042`. */
  readonly number: string;
  readonly subject: string;
  readonly state: CaseState;
  readonly owed: Owed | null;
  readonly solvedBy: Instant | null;
  /** When we last wrote to them. */
  readonly lastAt: Instant | null;
}

interface Reader {
  readonly language: string;
  readonly timeZone: string;
  readonly at: Instant;
  readonly templates?: TemplateSets;
}

const LONGEST_SUBJECT = 200;

/** Answers `status`: one case under its own number, or all that are open. */
export function statusMail(
  published: Published,
  told: Reader & {
    readonly cases: readonly CaseInWords[];
    readonly more: number;
    readonly number: string | null;
  },
): ComposedText {
  const { language, timeZone, at, cases, more, number, templates } = told;
  const words = promiseWords(language);
  const { desk } = published.policy;
  return composeText(
    "status",
    language,
    {
      number: number ?? "",
      desk: desk.name,
      policyUrl: desk.policyUrl ?? "",
      none: cases.length === 0,
      more: more > 0 ? String(more) : "",
      commands: cases.length > 0,
      cases: cases.map((one) => ({
        number: one.number,
        subject: one.subject.slice(0, LONGEST_SUBJECT),
        state: stateInWords(one.state, language),
        promise: sayPromise(one, at, timeZone, words),
        late: one.owed?.what === "answer" ? sayIf(one.owed.dueAt, (due) => due <= at, timeZone, words) : "",
        last: sayIf(one.lastAt, () => true, timeZone, words),
      })),
    },
    templates,
  );
}

/** What is still promised; a time that has passed is not promised again. */
function sayPromise(
  { owed, solvedBy }: Pick<CaseInWords, "owed" | "solvedBy">,
  at: Instant,
  zone: string,
  words: PromiseWords,
): string {
  const next = sayIf(owed?.dueAt ?? null, (due) => due > at, zone, words);
  const solved = sayIf(solvedBy, (due) => due > at, zone, words);
  const say = owed?.what === "news" ? words.newsBy : words.answerBy;
  return [...(next === "" ? [] : [say(next)]), ...(solved === "" ? [] : [words.solvedBy(solved)])].join(" ");
}

function sayIf(
  at: Instant | null,
  wanted: (at: Instant) => boolean,
  zone: string,
  words: PromiseWords,
): string {
  return at !== null && wanted(at) ? sayWhen(at, zone, words) : "";
}

/** Answers `urgent`: what happens now, and how to reach the desk where it cannot wait. Nothing of their mail is in it. */
export function urgentMail(
  published: Published,
  told: Reader & {
    readonly number: string;
    readonly plan: string;
    readonly severity: Severity;
    readonly raised: boolean;
    readonly owed: Owed | null;
  },
): ComposedText {
  const { number, plan, severity, raised, owed, language, timeZone, at, templates } = told;
  const words = promiseWords(language);
  const { desk, severities } = published.policy;
  const promised = { plan, severity, receivedAt: at, dueAt: null, language, timeZone };
  return composeText(
    "urgent",
    language,
    {
      number,
      desk: desk.name,
      policyUrl: desk.policyUrl ?? "",
      severity,
      severityName: pickText(severities[severity].name, language),
      raised,
      promise: sayPromise({ owed, solvedBy: null }, at, timeZone, words),
      closed: promiseInWords(published, promised).closed,
      emergency: emergencyWays(published, promised, words),
    },
    templates,
  );
}

/** It is closed, on their word or because nobody said otherwise, and until when a reply opens it again. */
export function closedMail(
  published: Published,
  told: Reader & {
    readonly number: string;
    readonly until: Instant;
    readonly text: "closed-by-customer" | "closed";
  },
): ComposedText {
  const { desk } = published.policy;
  const until = sayWhen(told.until, told.timeZone, promiseWords(told.language));
  const values = { number: told.number, desk: desk.name, policyUrl: desk.policyUrl ?? "", until };
  return composeText(told.text, told.language, values, told.templates);
}

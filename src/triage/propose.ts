import { type Features, featuresOf } from "./features.ts";
import { partsOf } from "./parts.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { probabilities, type Weights } from "./weights.ts";

export interface TriageMessage {
  readonly subject: string;
  readonly body: string;
}

/** Words and what they weigh: data, loaded once. */
export interface Known {
  readonly taxonomy: Taxonomy;
  readonly weights: Weights;
}

/** What is known of the customer besides the mail. */
export interface TriageContext {
  /** Services the customer has subscriptions of; one alone stands in where the mail names none. */
  readonly subscribed?: readonly string[];
  /** A cancelling window is open for one of this customer's subscriptions now. */
  readonly inCancellingWindow?: boolean;
}

/** What triage thinks of a mail; a person decides. `service` and `severity` are null where no support is asked for. */
export interface Proposal {
  readonly kind: "commercial" | "technical" | "not_support";
  readonly service: string | null;
  readonly severity: "A" | "B" | "C" | null;
  /** To be looked at first although its severity may be C. */
  readonly urgent: boolean;
  /** 0 to 1, of the weakest of the three. */
  readonly confidence: number;
  /** 0 to 1 for each. */
  readonly sure: { readonly kind: number; readonly service: number; readonly severity: number };
  readonly evidence: readonly {
    readonly axis: string;
    readonly says: string;
    readonly words: readonly string[];
  }[];
}

/** From this probability of severity A on, a mail is never called C. */
const MAYBE_A = 0.04;

/** Proposes kind, service and severity of a mail, with the words that speak for each. */
export function propose(message: TriageMessage, known: Known, context: TriageContext = {}): Proposal {
  const features = featuresOf(
    partsOf(message.subject, message.body, known.taxonomy.automatic),
    known.taxonomy,
  );
  const kinds = probabilities(asked(features, known), known.weights.kind);
  const kind = kindOf(kinds, features, known.taxonomy);
  if (kind.is === "not_support") {
    const evidence = evidenceFor(features, known.weights, [["kind", kind.is]]);
    const sure = { kind: kind.sure, service: kind.sure, severity: kind.sure };
    return {
      kind: kind.is,
      service: null,
      severity: null,
      urgent: false,
      confidence: kind.sure,
      sure,
      evidence,
    };
  }
  const service = serviceOf(probabilities(features, known.weights.service), features, context);
  const severity = severityOf(probabilities(features, known.weights.severity), features, known.taxonomy);
  const cancels = features.found.some(({ idea }) => idea === "cancel" || idea === "reduce");
  return {
    kind: kind.is,
    service: service.is,
    severity: severity.is,
    urgent: severity.is === "A" || (context.inCancellingWindow === true && cancels),
    confidence: Math.min(kind.sure, service.sure, severity.sure),
    sure: { kind: kind.sure, service: service.sure, severity: severity.sure },
    evidence: evidenceFor(features, known.weights, [
      ["kind", kind.is],
      ["service", service.is],
      ["severity", severity.is],
    ]),
  };
}

/** Where a mail says what it really asks, its kind is read from there on: what came before was only said. */
function asked(features: Features, { taxonomy }: Known): Features {
  const point = features.own.found.findLast(({ idea }) => idea === "point");
  if (point === undefined) return features;
  const own = features.own.text.tokens.slice(point.at).join(" ");
  return featuresOf({ opens: "first", subject: "", own, quoted: "", passedOn: "" }, taxonomy);
}

interface Sure<T> {
  readonly is: T;
  readonly sure: number;
}

function best(of: ReadonlyMap<string, number>): Sure<string> {
  const [is, sure] = [...of].reduce((a, b) => (b[1] > a[1] ? b : a));
  return { is, sure: Math.round(sure * 100) / 100 };
}

/** With so few words nobody says that nothing is asked, unless they are of those that say it. */
const TOO_FEW = 2;

/**
 * Keeping an offer is better than suppressing a cry for help: what tells of the worst asks for support, unless it sells,
 * and so does "hello?".
 */
function kindOf(
  kinds: ReadonlyMap<string, number>,
  { found, own }: Features,
  { unasked, worst }: Taxonomy,
): Sure<Proposal["kind"]> {
  const kind = best(kinds);
  const isFew = own.text.tokens.length <= TOO_FEW;
  const cries = isFew || found.some(({ idea }) => worst.has(idea));
  const none = kind.is === "not_support" && !(cries && !found.some(({ idea }) => unasked.has(idea)));
  return (none ? kind : best(new Map([...kinds].filter(([is]) => is !== "not_support")))) as Sure<
    Proposal["kind"]
  >;
}

/** A service is only proposed where a word names it: what is likely without a word is not known. */
function serviceOf(
  services: ReadonlyMap<string, number>,
  { found }: Features,
  { subscribed = [] }: TriageContext,
): Sure<string> {
  const named = new Set(
    found.flatMap(({ idea }) => (idea.includes(".") ? [idea.slice(0, idea.indexOf("."))] : [])),
  );
  const service = best(new Map([...services].filter(([is]) => is === "unknown" || named.has(is))));
  const [only, ...more] = new Set(subscribed);
  if (service.is === "unknown" && only !== undefined && more.length === 0) return { is: only, sure: 0.5 };
  return service;
}

/** Calling an outage a trifle is the worst mistake there is: what may be A is at least B. */
function severityOf(
  severities: ReadonlyMap<string, number>,
  { found }: Features,
  { worst, trouble }: Taxonomy,
): Sure<"A" | "B" | "C"> {
  const severity = best(severities) as Sure<"A" | "B" | "C">;
  const has = (among: ReadonlySet<string>): boolean => found.some(({ idea }) => among.has(idea));
  const troubled = has(trouble.who) && has(trouble.what) && !has(trouble.small);
  const mayBeA = severities.get("A")! >= MAYBE_A || has(worst) || troubled;
  return severity.is === "C" && mayBeA ? { is: "B", sure: severities.get("B")! } : severity;
}

const MOST_WORDS = 6;

/** The ideas whose words spoke loudest for what was chosen. */
function evidenceFor(
  { found }: Features,
  weights: Weights,
  chosen: readonly (readonly [keyof Weights, string])[],
): Proposal["evidence"] {
  return chosen.flatMap(([axis, says]) => {
    const { classes, weights: of } = weights[axis];
    const n = classes.indexOf(says);
    const spoke = found
      .map(({ idea, words }) => ({ words, by: of.get(`idea ${idea}`)?.[n] ?? 0 }))
      .filter(({ by }) => by > 0.15)
      .toSorted((a, b) => b.by - a.by);
    const words = [...new Set(spoke.map(({ words }) => words))].slice(0, MOST_WORDS);
    return words.length > 0 ? [{ axis, says, words }] : [];
  });
}

import { fold, type Signal } from "./taxonomy.ts";

export interface TriageMessage {
  readonly subject: string;
  readonly body: string;
}

/** What is known besides the mail. */
export interface TriageContext {
  readonly signals: readonly Signal[];
  /** Services the customer has subscriptions of; one alone stands in where the mail names none. */
  readonly subscribed?: readonly string[];
  /** A cancelling window of new commerce is open for this customer now. */
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
  readonly evidence: readonly {
    readonly axis: string;
    readonly says: string;
    readonly words: readonly string[];
  }[];
}

/** A mail says what it is about early; the rest is quotes and footers. */
const MOST_CHARACTERS = 20_000;

/** Proposes kind, service and severity by the words found, each with its evidence. Never takes what says A for C. */
export function propose(message: TriageMessage, context: TriageContext): Proposal {
  const text = fold(`${message.subject.slice(0, 1000)} \n ${message.body.slice(0, MOST_CHARACTERS)}`);
  const found = context.signals.flatMap((signal) => {
    const words = [...new Set(Array.from(text.matchAll(signal.pattern), ([word]) => word))].slice(0, 8);
    return words.length > 0 ? [{ ...signal, words }] : [];
  });
  const sum = (axis: string, says: string): number =>
    found
      .filter((one) => one.axis === axis && one.says === says)
      .reduce((total, { weight, words }) => total + weight + Math.min(words.length - 1, 3), 0);
  const evidence = found.map(({ axis, says, words }) => ({ axis, says, words }));
  const named = found.some(({ axis }) => axis === "service");
  const kind = kindOf(sum, named);
  if (kind.is === "not_support") {
    return {
      kind: "not_support",
      service: null,
      severity: null,
      urgent: false,
      confidence: kind.sure,
      evidence,
    };
  }
  const service = serviceOf(found, sum, context);
  const severity = severityOf(kind.is, sum);
  const urgent = severity.is === "A" || (context.inCancellingWindow === true && sum("window", "cancel") > 0);
  const confidence = Math.min(kind.sure, service.sure, severity.sure);
  return { kind: kind.is, service: service.is, severity: severity.is, urgent, confidence, evidence };
}

type Sum = (axis: string, says: string) => number;
interface Sure<T> {
  readonly is: T;
  readonly sure: number;
}

/** Suppressing a cry for help is worse than keeping an offer: no support is proposed only where it clearly outweighs. */
function kindOf(sum: Sum, named: boolean): Sure<Proposal["kind"]> {
  const [commercial, technical, none] = ["commercial", "technical", "not_support"].map((says) =>
    sum("kind", says),
  );
  const support = Math.max(commercial!, technical!);
  const stopped = sum("effect", "stopped") > 0 || sum("severity", "A") > 0;
  if (none! > 2 * support && none! >= (named ? 8 : 4) && !stopped)
    return { is: "not_support", sure: share(none!, support) };
  return commercial! > technical!
    ? { is: "commercial", sure: share(commercial!, technical!) }
    : { is: "technical", sure: share(technical!, commercial!) };
}

function serviceOf(found: readonly Signal[], sum: Sum, context: TriageContext): Sure<string> {
  const named = [...new Set(found.filter(({ axis }) => axis === "service").map(({ says }) => says))];
  const ranked = named
    .map((says) => ({ says, weight: sum("service", says) }))
    .toSorted((a, b) => b.weight - a.weight);
  const [first, second] = ranked;
  if (first) return { is: first.says, sure: share(first.weight, second?.weight ?? 0) };
  const [only, ...more] = context.subscribed ?? [];
  return only !== undefined && more.length === 0 ? { is: only, sure: 0.4 } : { is: "unknown", sure: 0.5 };
}

function severityOf(kind: Proposal["kind"], sum: Sum): Sure<"A" | "B" | "C"> {
  const everybody = sum("scope", "everybody") > 0;
  const stopped = sum("effect", "stopped") > 0;
  if (sum("severity", "A") > 0) return { is: "A", sure: 0.8 };
  const [some, little] = [sum("severity", "B"), sum("severity", "C")];
  if (everybody && stopped) return { is: "A", sure: little > 0 ? 0.3 : 0.7 };
  if (little > 0 && !(everybody || stopped)) return { is: "C", sure: share(little, some) };
  if (kind === "commercial") return some > 3 && stopped ? { is: "B", sure: 0.5 } : { is: "C", sure: 0.6 };
  // A question of one person in the middle of an effect word stays C; without any word it is B, to be on the safe side.
  if (little > 0 && !everybody) return { is: "C", sure: 0.4 };
  return { is: "B", sure: some > 0 || stopped || everybody ? 0.5 : 0.3 };
}

/** How clearly one outweighs the other: 0.3 for nothing known, towards 1. */
const share = (one: number, other: number): number =>
  one === 0 ? 0.3 : Math.round((100 * one) / (one + other + 1)) / 100;

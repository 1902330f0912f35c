import type { Disposition } from "../tickets/decision.ts";
import { count } from "./words.ts";

/** How many mails of a day went one way. */
export interface ArrivedCount {
  readonly role: "inbox" | "junk" | "sent";
  readonly state: "seen" | "stored" | "done" | "aside";
  readonly disposition: string | null;
  readonly n: number;
}

export interface DailyProof {
  /** As `2026-12-03`, in the desk's time zone. */
  readonly day: string;
  readonly arrived: number;
  /** Has its disposition, or waits aside for a person, or is being worked on. */
  readonly accounted: number;
  /** By what became of them, the most frequent first; what is not settled yet is `in-work`. */
  readonly by: readonly { readonly what: string; readonly n: number }[];
  readonly junk: { readonly arrived: number; readonly by: DailyProof["by"] };
  /** Unaccounted for at this moment, whatever the day they came. */
  readonly unaccounted: number;
}

/** What became of the mails of a day. The parts add up to what arrived. */
export function proofOf(day: string, counts: readonly ArrivedCount[], unaccounted: number): DailyProof {
  const junk = counts.filter(({ role }) => role === "junk");
  const arrived = total(counts);
  const lost = total(counts.filter(({ state, disposition }) => state === "done" && disposition === null));
  return {
    day,
    arrived,
    accounted: arrived - lost,
    by: byWhat(counts),
    junk: { arrived: total(junk), by: byWhat(junk) },
    unaccounted,
  };
}

function total(counts: readonly ArrivedCount[]): number {
  return counts.reduce((sum, { n }) => sum + n, 0);
}

function byWhat(counts: readonly ArrivedCount[]): DailyProof["by"] {
  const sums = new Map<string, number>();
  for (const { n, ...row } of counts) sums.set(whatOf(row), (sums.get(whatOf(row)) ?? 0) + n);
  return [...sums]
    .map(([what, n]) => ({ what, n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.what < b.what ? -1 : 1));
}

function whatOf({ state, disposition }: Omit<ArrivedCount, "n">): string {
  if (state === "aside") return "quarantined";
  return state === "done" ? (disposition ?? "unknown") : "in-work";
}

type Said = readonly [one: string, many: string];

const WORDS: Readonly<Record<Disposition | "in-work" | "unknown", Said>> = {
  "opened-ticket": ["opened a ticket", "opened a ticket"],
  "added-to-ticket": ["was added to a ticket", "were added to a ticket"],
  command: ["was a command", "were commands"],
  "delivery-report": ["was a delivery report", "were delivery reports"],
  automatic: ["was automatic and is kept on its ticket", "were automatic and are kept on their tickets"],
  duplicate: ["had come before", "had come before"],
  "sent-by-agent": ["was an agent’s answer or note", "were agents’ answers or notes"],
  suppressed: ["was refused", "were refused"],
  "held-unverified": [
    "is held on a ticket, its sender unproved",
    "are held on tickets, their senders unproved",
  ],
  quarantined: ["waits in Quarantine", "wait in Quarantine"],
  dismissed: ["was dismissed by a person", "were dismissed by a person"],
  "before-start": ["was there before the desk began", "were there before the desk began"],
  vanished: ["was expunged before it could be read", "were expunged before they could be read"],
  "in-work": ["is being worked on", "are being worked on"],
  unknown: ["IS DONE AS NOTHING", "ARE DONE AS NOTHING"],
};

/** The proof in words: `312 mails arrived, 312 accounted for: 120 opened a ticket, …. 4 of them in Junk: 4 were refused.` */
export function proofWords(proof: DailyProof): string {
  const { day, arrived, accounted, by, junk, unaccounted } = proof;
  const head = `${day}: ${count(arrived, "mail")} arrived, ${accounted} accounted for`;
  const parts = [
    by.length === 0 ? `${head}.` : `${head}: ${list(by)}.`,
    junk.arrived === 0 ? "" : `${junk.arrived} of them in Junk: ${list(junk.by)}.`,
    unaccounted === 0
      ? "Unaccounted for now: 0."
      : `ATTENTION: ${count(unaccounted, "mail is", "mails are")} unaccounted for now. Run: answerable reconcile`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function list(by: DailyProof["by"]): string {
  return by
    .map(({ what, n }) => {
      const [one, many] = Object.hasOwn(WORDS, what) ? WORDS[what as keyof typeof WORDS] : [what, what];
      return `${n} ${n === 1 ? one : many}`;
    })
    .join(", ");
}

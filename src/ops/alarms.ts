import { DAY, type Instant, MINUTE } from "../values/instant.ts";
import { endingSoon, isLow, type WatchedEntitlement } from "./entitlement-watch.ts";
import { type ExpiringSecret, secretExpiry } from "./secret-expiry.ts";
import { count } from "./words.ts";

export const ALARM_CODES = [
  "unaccounted",
  "folder-not-read",
  "mails-aside",
  "answers-in-trouble",
  "relay-stopped",
  "secret-expires",
  "entitlement-expires",
  "entitlement-low",
] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];

/** What alarms are decided from: counts, times and ids, nobody's words. */
export interface WatchedFacts {
  readonly unaccounted: number;
  readonly aside: number;
  /** Answers to customers that failed or are unsure, and wait for a person. */
  readonly troubledAnswers: number;
  readonly folders: readonly { readonly id: string; readonly lastSyncAt: Instant | null }[];
  /** Null: it has never run. */
  readonly relayAt: Instant | null;
  readonly secrets: readonly ExpiringSecret[];
  /** Those in force; left out: there are none. */
  readonly entitlements?: readonly WatchedEntitlement[];
  /** When the desk began: what has never run is given time from then on. */
  readonly beganAt: Instant;
}

export interface Condition {
  readonly code: AlarmCode;
  /** What it is about where there may be several: an id. Empty: the desk. */
  readonly subject: string;
  readonly count: number;
}

/**
 * How long a condition must last before it is told. A desk that was switched off finds everything standing still when it
 * is started again: what moves soon is not told.
 */
const GRACE_MS: Readonly<Record<AlarmCode, number>> = {
  unaccounted: 10 * MINUTE,
  "folder-not-read": 2 * MINUTE,
  "mails-aside": 0,
  "answers-in-trouble": 0,
  "relay-stopped": MINUTE,
  "secret-expires": 0,
  "entitlement-expires": 0,
  "entitlement-low": 0,
};

/** The relay looks each second and says so each five. */
const RELAY_LATE_MS = MINUTE;

/** What is the matter now. A folder exactly `folderLateMs` old is not yet late. */
export function conditionsOf(facts: WatchedFacts, folderLateMs: number, now: Instant): readonly Condition[] {
  const since = (at: Instant | null): number => now - (at ?? facts.beganAt);
  const counted = (code: AlarmCode, n: number): readonly Condition[] =>
    n > 0 ? [{ code, subject: "", count: n }] : [];
  return [
    ...counted("unaccounted", facts.unaccounted),
    ...counted("mails-aside", facts.aside),
    ...counted("answers-in-trouble", facts.troubledAnswers),
    ...(since(facts.relayAt) > RELAY_LATE_MS ? counted("relay-stopped", minutes(since(facts.relayAt))) : []),
    ...facts.folders
      .filter(({ lastSyncAt }) => since(lastSyncAt) > folderLateMs)
      .map(({ id, lastSyncAt }) => condition("folder-not-read", id, minutes(since(lastSyncAt)))),
    ...facts.secrets.flatMap(({ subject, expiresAt }) => {
      const { daysLeft, reached } = secretExpiry(expiresAt, now);
      return reached.map((days) => condition("secret-expires", `${subject}.${days}`, daysLeft));
    }),
    ...(facts.entitlements ?? []).flatMap((held) => entitlementConditions(held, now)),
  ];
}

function entitlementConditions(held: WatchedEntitlement, now: Instant): readonly Condition[] {
  const { subject, endsAt, left } = held;
  const daysLeft = endsAt === null ? 0 : Math.ceil((endsAt - now) / DAY);
  return [
    ...endingSoon(endsAt, now).map((days) =>
      condition("entitlement-expires", `${subject}.${days}`, daysLeft),
    ),
    ...(isLow(held) ? [condition("entitlement-low", subject, left!)] : []),
  ];
}

function condition(code: AlarmCode, subject: string, n: number): Condition {
  return { code, subject, count: n };
}

function minutes(ms: number): number {
  return Math.floor(ms / MINUTE);
}

/** An alarm that has not ended. `beganAt` null: its condition holds and is not old enough to be told. */
export interface OpenAlarm extends Condition {
  readonly id: string;
  readonly seenAt: Instant;
  readonly beganAt: Instant | null;
}

export interface AlarmChanges {
  readonly appear: readonly (Condition & { readonly begins: boolean })[];
  /** To be told now. */
  readonly begin: readonly OpenAlarm[];
  /** Still holds, with another count. */
  readonly recount: readonly { readonly id: string; readonly count: number }[];
  /** Was told and is over: to be told. */
  readonly end: readonly OpenAlarm[];
  /** Was over before it was old enough: nobody needs to hear of it. */
  readonly drop: readonly OpenAlarm[];
}

/** What becomes of alarms, each told once when it begins and once when it ends. */
export function stepAlarms(
  open: readonly OpenAlarm[],
  conditions: readonly Condition[],
  now: Instant,
): AlarmChanges {
  const key = ({ code, subject }: Condition): string => `${code} ${subject}`;
  const holding = new Map(conditions.map((one) => [key(one), one]));
  const known = new Set(open.map(key));
  const kept = open.filter((alarm) => holding.has(key(alarm)));
  const over = open.filter((alarm) => !holding.has(key(alarm)));
  const countOf = (alarm: OpenAlarm): number => holding.get(key(alarm))!.count;
  return {
    appear: [...holding.values()]
      .filter((one) => !known.has(key(one)))
      .map((one) => ({ ...one, begins: GRACE_MS[one.code] === 0 })),
    begin: kept
      .filter(({ beganAt, seenAt, code }) => beganAt === null && now - seenAt >= GRACE_MS[code])
      .map((alarm) => ({ ...alarm, count: countOf(alarm), beganAt: now })),
    recount: kept
      .filter((alarm) => countOf(alarm) !== alarm.count)
      .map((alarm) => ({ id: alarm.id, count: countOf(alarm) })),
    end: over.filter(({ beganAt }) => beganAt !== null),
    drop: over.filter(({ beganAt }) => beganAt === null),
  };
}

interface Words {
  readonly begins: (n: number, subject: string) => string;
  readonly ends: (subject: string) => string;
}

const WORDS: Readonly<Record<AlarmCode, Words>> = {
  unaccounted: {
    begins: (n) =>
      `${count(n, "mail is", "mails are")} unaccounted for. Look at Mailboxes, then run: answerable reconcile`,
    ends: () => "Every mail is accounted for again.",
  },
  "folder-not-read": {
    begins: (n, id) =>
      `Folder ${id} has not been read for ${n} min. Look at Mailboxes for the last error and what to do.`,
    ends: (id) => `Folder ${id} is being read again.`,
  },
  "mails-aside": {
    begins: (n) => `${count(n, "mail waits", "mails wait")} in Quarantine for a person.`,
    ends: () => "No mail waits in Quarantine any more.",
  },
  "answers-in-trouble": {
    begins: (n) => `${count(n, "answer")} failed or unsure. Look at Outgoing, In trouble.`,
    ends: () => "No answer is in trouble any more.",
  },
  "relay-stopped": {
    begins: (n) => `The relay has not run for ${n} min: work that Redis lost stays where it is. Start it.`,
    ends: () => "The relay runs again.",
  },
  "secret-expires": {
    begins: (n, subject) => `The secret of ${withoutDays(subject)} expires in ${count(n, "day")}. Renew it.`,
    ends: (subject) => `The secret of ${withoutDays(subject)} has been renewed.`,
  },
  "entitlement-expires": {
    begins: (n, subject) =>
      `The entitlement ${withoutDays(subject)} ends in ${count(n, "day")}. Look at: answerable entitlements`,
    ends: (subject) => `The entitlement ${withoutDays(subject)} no longer ends soon: renewed, or ended.`,
  },
  "entitlement-low": {
    begins: (n, subject) =>
      `The entitlement ${subject} has ${count(n, "unit")} left. Look at: answerable entitlements`,
    ends: (subject) => `The entitlement ${subject} has enough units again, or has ended.`,
  },
};

/** An alarm in one sentence: counts, codes and ids only, for it may travel anywhere. */
export function alarmWords(phase: "begins" | "ends", alarm: Condition): string {
  const words = WORDS[alarm.code];
  return phase === "begins" ? words.begins(alarm.count, alarm.subject) : words.ends(alarm.subject);
}

function withoutDays(subject: string): string {
  return subject.replace(/\.\d{1,2}$/, "");
}

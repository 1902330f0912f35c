import {
  type AlarmChanges,
  alarmWords,
  type Condition,
  conditionsOf,
  type OpenAlarm,
  stepAlarms,
  type WatchedFacts,
} from "../ops/alarms.ts";
import { boundsOf, type CivilDate, dayBefore, dayOf } from "../ops/local-day.ts";
import { type ArrivedCount, type DailyProof, proofOf, proofWords } from "../ops/proof.ts";
import { hourOf } from "../ops/words.ts";
import type { Instant } from "../values/instant.ts";
import type { Receipt } from "./ports.ts";

/** What operators are to be told, once. */
export interface NewNotice {
  readonly once: string;
  readonly code: string;
  readonly text: string;
  readonly data: Readonly<Record<string, string | number>> | DailyProof;
}

export interface WatchTx {
  readonly now: Instant;
  openAlarms(): Promise<readonly OpenAlarm[]>;
  /** Saves changes and returns the ids of those that appeared, in their order. */
  save(changes: AlarmChanges): Promise<readonly string[]>;
  /** A notice whose `once` is known already is left as it is. */
  notify(notices: readonly NewNotice[]): Promise<void>;
}

export interface WatchPorts {
  facts(): Promise<WatchedFacts>;
  transact<T>(work: (tx: WatchTx) => Promise<T>): Promise<T>;
}

/** Looks at the desk and writes down which alarms begin and end, with what is to be told, in one transaction. */
export async function watchDesk(ports: WatchPorts, folderLateMs: number): Promise<Receipt> {
  const facts = await ports.facts();
  return ports.transact(async (tx) => {
    const changes = stepAlarms(await tx.openAlarms(), conditionsOf(facts, folderLateMs, tx.now), tx.now);
    const ids = await tx.save(changes);
    const appeared = changes.appear.flatMap((one, n) => (one.begins ? [{ ...one, id: ids[n]! }] : []));
    const begun = [...appeared, ...changes.begin];
    await tx.notify([
      ...begun.map((alarm) => noticeOf("begins", alarm, alarm.id, tx.now)),
      ...changes.end.map((alarm) => noticeOf("ends", alarm, alarm.id, tx.now)),
    ]);
    return { outcome: "watched", begun: begun.length, ended: changes.end.length };
  });
}

/** The notice of an alarm's beginning or end: unique, so that each is told once. */
export function noticeOf(phase: "begins" | "ends", alarm: Condition, id: string, at: Instant): NewNotice {
  const { code, subject, count } = alarm;
  return {
    once: `alarm.${id}.${phase}`,
    code,
    text: alarmWords(phase, alarm),
    data: { phase, code, subject, count, at },
  };
}

export interface ProofPorts extends Pick<WatchPorts, "transact"> {
  now(): Promise<Instant>;
  /** The desk's time zone, and when it began. */
  desk(): Promise<{ readonly timeZone: string; readonly beganAt: Instant } | null>;
  arrived(from: Instant, until: Instant): Promise<readonly ArrivedCount[]>;
  unaccounted(): Promise<number>;
}

/** What became of the mails of a day there. */
export async function proveDay(ports: ProofPorts, day: CivilDate, timeZone: string): Promise<DailyProof> {
  const { from, until } = boundsOf(day, timeZone);
  const [counts, unaccounted] = await Promise.all([ports.arrived(from, until), ports.unaccounted()]);
  return proofOf(day, counts, unaccounted);
}

/** From `hour` on tells of the day before, once; of no day on which the desk was not there. */
export async function dailyProof(ports: ProofPorts, hour: number): Promise<Receipt> {
  const desk = await ports.desk();
  const now = await ports.now();
  if (desk === null || Number(hourOf(now, desk.timeZone)) < hour)
    return { outcome: "early", because: "it is not time yet" };
  const day = dayBefore(dayOf(now, desk.timeZone));
  if (day < dayOf(desk.beganAt, desk.timeZone))
    return { outcome: "stale", because: "the desk was not there yet" };
  const proof = await proveDay(ports, day, desk.timeZone);
  await ports.transact((tx) =>
    tx.notify([{ once: `proof.${day}`, code: "proof", text: proofWords(proof), data: proof }]),
  );
  return { outcome: "proved", arrived: proof.arrived, accounted: proof.accounted };
}

import { DAY, type Instant } from "../values/instant.ts";
import { isOpen, nextOpen } from "./arithmetic.ts";
import { type Calendar, type Holiday, pausesOf, type SiteCalendar } from "./calendar.ts";
import { type SiteDays, siteDays } from "./civil-day.ts";
import type { ServiceHours } from "./compiled.ts";
import { offsetAt, offsetSegments } from "./zone.ts";

/** Why a desk is closed at an instant. */
export type Closed =
  | { readonly kind: "holiday"; readonly holiday: Holiday; readonly timeZone: string }
  /** The date has hours of its own, and other than usual it is closed then. */
  | { readonly kind: "special-hours"; readonly timeZone: string }
  | { readonly kind: "break"; readonly timeZone: string }
  | { readonly kind: "pause"; readonly timeZone: string }
  | { readonly kind: "outside-hours" };

/** What to tell somebody who writes while the desk is closed. */
export interface Closure {
  readonly because: Closed;
  /** Null: it does not open within 5 years. */
  readonly opensAt: Instant | null;
  /** Holidays between now and the opening that keep it closed, in order. */
  readonly holidays: readonly { readonly holiday: Holiday; readonly timeZone: string }[];
}

/** A stretch of closed time with one reason. Half-open. */
export interface ClosedSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly because: Closed;
}

const OUTSIDE: Closed = { kind: "outside-hours" };

/** Null while open; else why not, until when, and the holidays on the way. */
export function whyClosed(hours: ServiceHours, at: Instant): Closure | null {
  if (isOpen(hours, at)) return null;
  const opensAt = nextOpen(hours, at);
  const spans = closedSpans(hours.calendar, at, opensAt ?? ((at + DAY) as Instant));
  const holidays = new Map(
    spans.flatMap(({ because }) =>
      because.kind === "holiday"
        ? [
            [
              `${because.holiday.date} ${because.timeZone}`,
              { holiday: because.holiday, timeZone: because.timeZone },
            ],
          ]
        : [],
    ),
  );
  return { because: spans[0]?.because ?? OUTSIDE, opensAt, holidays: [...holidays.values()] };
}

/**
 * A closed stretch cut where its reason changes, at civil midnights for instance. The caller knows that it is closed
 * all along; the spans touch and cover it.
 */
export function closedSpans(calendar: Calendar, from: Instant, to: Instant): readonly ClosedSpan[] {
  const sites = sitesOf(calendar).map((site) => ({ site, days: siteDays(site) }));
  const cuts = new Set<number>([from]);
  for (const { site } of sites) for (const cut of cutsOf(site, from, to)) cuts.add(cut);
  const spans: ClosedSpan[] = [];
  const ordered = [...cuts].sort((a, b) => a - b);
  for (const [n, start] of ordered.entries()) {
    const reasons = sites.map(({ site, days }) => reasonAt(site, days, start));
    const because = reasons.find(({ kind }) => kind !== "outside-hours") ?? OUTSIDE;
    const end = (ordered[n + 1] ?? to) as Instant;
    const last = spans.at(-1);
    if (last !== undefined && isSame(last.because, because)) spans[spans.length - 1] = { ...last, to: end };
    else spans.push({ from: start as Instant, to: end, because });
  }
  return spans;
}

/** The zone whose clock a calendar's readers look at: that of its first site; null for one without sites. */
export function zoneOf(calendar: Calendar): string | null {
  return sitesOf(calendar)[0]?.timeZone ?? null;
}

function sitesOf(calendar: Calendar): readonly SiteCalendar[] {
  if (calendar === "24x7") return [];
  return "union" in calendar ? calendar.union.flatMap(sitesOf) : [calendar];
}

/** Instants in (from, to) at which a reason of this site may change. */
function cutsOf(site: SiteCalendar, from: Instant, to: Instant): readonly number[] {
  const cuts: number[] = pausesOf(site).flatMap((pause) => [pause.from, pause.to]);
  const days = siteDays(site);
  for (const part of offsetSegments(site.timeZone, from, to)) {
    cuts.push(part.from);
    for (
      let day = Math.floor((part.from + part.offsetMs) / DAY);
      day * DAY < part.to + part.offsetMs;
      day++
    ) {
      cuts.push(...days.edges(day).map((time) => day * DAY + time - part.offsetMs));
    }
  }
  return cuts.filter((cut) => cut > from && cut < to);
}

/** A reason is named only where the site would have been open but for it. */
function reasonAt(site: SiteCalendar, days: SiteDays, at: number): Closed {
  const { timeZone } = site;
  const local = at + offsetAt(timeZone, at);
  const day = Math.floor(local / DAY);
  const time = local - day * DAY;
  const holiday = days.holiday(day, time);
  if (holiday !== null) return days.usually(day) ? { kind: "holiday", holiday, timeZone } : OUTSIDE;
  if (days.inBreak(day, time)) return { kind: "break", timeZone };
  const open = days.slots(day).some((slot) => slot.from <= time && time < slot.to);
  if (open && pausesOf(site).some((pause) => pause.from <= at && at < pause.to))
    return { kind: "pause", timeZone };
  return days.isReplaced(day) && days.usuallyOpen(day, time) ? { kind: "special-hours", timeZone } : OUTSIDE;
}

function isSame(a: Closed, b: Closed): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind !== "holiday" || b.kind !== "holiday" || a.holiday.date === b.holiday.date;
}

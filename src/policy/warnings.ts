import type { Instant } from "../values/instant.ts";
import { type Agreements, agreementsOf } from "./agreement.ts";
import { calendarsOf, type PublishedCalendars } from "./calendars.ts";
import { deliveryWarnings } from "./delivery-warnings.ts";
import type { DeskFile } from "./desk-schema.ts";
import { dutyHours, eachWork, type Gap, longestGap, sayWork } from "./duty.ts";
import { gapWarnings } from "./gap-warnings.ts";
import { holidayTrouble } from "./holidays.ts";
import { dateFormat } from "./intl.ts";
import { eachTargets, type PlacedTargets } from "./promises.ts";
import { describeLacking, type Lacking, lackingIn } from "./publish.ts";
import { type PolicyFile, SEVERITIES } from "./schema.ts";
import { teamWarnings } from "./team-warnings.ts";
import type { Settings, Warning, WarningCode } from "./warning.ts";
import type { Path } from "./yaml-file.ts";

/** What an operator should look at before publishing, in the order of the files. */
export function warningsFor(settings: Settings): readonly Warning[] {
  const { policy, policyFile, at } = settings;
  const year = new Date(at).getUTCFullYear();
  const calendars = calendarsOf(policy, [year, year + 2], settings.holidayFiles ?? {});
  const warn = (because: WarningCode, path: Path, read: string, expected: string): Warning => ({
    because,
    ...policyFile.problem(path, expected, { read }),
  });
  const found = [
    ...lackingIn(policy).map((lacking) => lackingWarning(lacking, warn)),
    ...holidayWarnings(settings, [year, year + 2], warn),
    ...promiseWarnings(policy, agreementsOf(policy), warn),
    ...dutyWarnings(settings, calendars, warn),
  ];
  const inOrder = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const { desk, deskFile } = settings;
  const delivery =
    desk === null || deskFile === null
      ? []
      : [...teamWarnings(desk, deskFile), ...deliveryWarnings({ policy, desk, deskFile, calendars, at })];
  return [
    ...inOrder,
    ...delivery,
    ...gapWarnings(settings),
    ...ladderWarnings(settings),
    ...slipWarnings(settings),
  ];
}

type Warn = (because: WarningCode, path: Path, read: string, expected: string) => Warning;

function lackingWarning(lacking: Lacking, warn: Warn): Warning {
  const paths: Readonly<Record<Lacking["because"], Path>> = {
    "no-support-types": ["plans", "plan" in lacking ? lacking.plan : "", "includes"],
    "no-service-hours": ["serviceHours"],
    "no-contact": ["contact"],
    "no-price": ["plans", "plan" in lacking ? lacking.plan : "", "price"],
  };
  const [, ...words] = describeLacking(lacking).split(": ");
  return warn(
    lacking.because,
    paths[lacking.because],
    "nothing",
    `something to publish: ${words.join(": ")}`,
  );
}

function holidayWarnings(
  settings: Settings,
  years: readonly [number, number],
  warn: Warn,
): readonly Warning[] {
  return Object.entries(settings.policy.serviceHours ?? {}).flatMap(([name, hours]) => {
    if (hours === "24x7" || "union" in hours) return [];
    const path = ["serviceHours", name, "holidays"];
    if (hours.holidays === undefined) {
      const expected = "holidays, or `holidays: {}` to say that you are open on all of them";
      return [warn("hours-without-holidays", path, "nothing", expected)];
    }
    return holidayTrouble(hours.holidays, years, settings.holidayFiles ?? {}).map((trouble) =>
      warn("holidays-not-found", [...path, ...trouble.path], trouble.read, trouble.expected),
    );
  });
}

function promiseWarnings(policy: PolicyFile, agreements: Agreements, warn: Warn): readonly Warning[] {
  return Object.keys(policy.plans).flatMap((plan) => {
    const of = agreements[plan]!;
    return SEVERITIES.flatMap((severity, n) => {
      const path = ["plans", plan, "targets", severity];
      const own = of[severity];
      if (!own || own.goals["first-response"] === null) {
        const expected = "a firstResponse: customers of this severity are promised no answer at all";
        return [warn("nothing-promised", path, own ? "no firstResponse" : "nothing", expected)];
      }
      const goal = own.goals["first-response"];
      const quicker = SEVERITIES.slice(n + 1).find((lesser) => {
        const other = of[lesser];
        const theirs = other?.goals["first-response"] ?? null;
        return other?.calendar === own.calendar && theirs !== null && theirs < goal;
      });
      const slow = quicker
        ? [
            warn(
              "more-severe-is-slower",
              [...path, "firstResponse"],
              "a longer time",
              `no more than severity ${quicker} has`,
            ),
          ]
        : [];
      const waits = Object.values(own.pauseOn).some((reasons) => reasons.includes("vendor"));
      const vendor = waits
        ? [
            warn(
              "vendor-pause",
              [...path, "pauseOn"],
              "vendor",
              "customer only: you stay answerable while a vendor works on it",
            ),
          ]
        : [];
      return [...slow, ...vendor];
    });
  });
}

/** The least time in which each promise may be used up, against the longest time in which nobody is there. */
function dutyWarnings(settings: Settings, calendars: PublishedCalendars, warn: Warn): readonly Warning[] {
  const { policy, desk, at } = settings;
  if (desk === null) return [];
  const agreements = agreementsOf(policy);
  return eachTargets(policy).flatMap((placed) => {
    const agreement = agreements[placed.plan]![placed.severity]!;
    const worst = worstGap(settings, desk, calendars, placed, at);
    const path = [...placed.path, "hours"];
    if (worst === "not-said") {
      if (calendars[placed.targets.hours]?.hours !== "24x7") return [];
      const expected =
        "hours that desk.yaml keeps: it does not say who is on duty at night (teams.….hours or delivery)";
      return [warn("no-one-on-duty", path, placed.targets.hours, expected)];
    }
    if (worst === null) return [];
    const zone = policy.desk.timeZone;
    const when = `from ${say(worst.gap.from, zone)} to ${say(worst.gap.to, zone)}`;
    const whom = `for ${worst.of} nobody is on duty by desk.yaml ${when} (${zone})`;
    const goals = Object.values(agreement.goals).filter((goal) => goal !== null);
    const isTight = goals.some((goal) => goal <= worst.gap.to - worst.gap.from);
    if (placed.severity !== "A" && isTight) {
      const expected = `more time, or hours that desk.yaml keeps: ${whom}, and a target can run out meanwhile`;
      return [warn("tighter-than-any-shift", path, placed.targets.hours, expected)];
    }
    return [warn("no-one-on-duty", path, placed.targets.hours, `hours that desk.yaml keeps: ${whom}`)];
  });
}

function worstGap(
  { policy }: Settings,
  desk: DeskFile,
  calendars: PublishedCalendars,
  { severity, targets }: PlacedTargets,
  at: Instant,
): { readonly gap: Gap; readonly of: string } | "not-said" | null {
  const known = new Map<string, Gap | null>();
  let worst: { readonly gap: Gap; readonly of: string } | null = null;
  for (const work of eachWork(policy, desk).filter((each) => each.severity === severity)) {
    const duty = dutyHours(desk, work);
    if (duty === null) return "not-said";
    const key = duty.toSorted().join("\n");
    if (known.has(key)) continue;
    const gap = longestGap(calendars, targets.hours, duty, at);
    known.set(key, gap);
    if (gap && (worst === null || gap.to - gap.from > worst.gap.to - worst.gap.from)) {
      worst = { gap, of: sayWork(work) };
    }
  }
  return worst;
}

function say(at: Instant, timeZone: string): string {
  const format = dateFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "short" });
  return format.format(at);
}

/** Rungs whose people no team names. */
function ladderWarnings({ desk, deskFile }: Settings): readonly Warning[] {
  if (desk === null || deskFile === null) return [];
  return (["lead", "manager"] as const).flatMap((role) => {
    const told = desk.ladder.some((rung) => [rung.tell].flat().includes(role));
    const without = Object.keys(desk.teams).filter((team) => desk.teams[team]![role] === undefined);
    if (!told) return [];
    return without.map((team): Warning => {
      const expected = `a ${role}: the ladder tells the ${role} of a team, and this team names none`;
      return {
        because: "rung-tells-nobody",
        ...deskFile.problem(["teams", team], expected, { read: `no ${role}` }),
      };
    });
  });
}

/** Word of a delay goes out at the last warning: without one there is no moment for it. */
function slipWarnings({ desk, deskFile }: Settings): readonly Warning[] {
  if (desk === null || deskFile === null || desk.slipMail === "off") return [];
  if (desk.ladder.some(({ at }) => at.endsWith("%"))) return [];
  const expected =
    "a rung such as { at: 75%, tell: assignee }: customers are told of a delay at the last one";
  const problem = deskFile.problem(["ladder"], expected, { read: "no warning before the breach" });
  return [{ because: "slip-never-told", ...problem }];
}

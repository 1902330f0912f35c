import { validateCalendar } from "../service-hours/validate.ts";
import type { Problem } from "./problem.ts";
import { ALWAYS, dayMsOf, eachTargets, hoursNames, hoursOf, TARGET_FIELDS } from "./promises.ts";
import type { PolicyFile } from "./schema.ts";
import { hasText } from "./text.ts";
import { eachText, languagesIn } from "./texts.ts";
import { intervalsOf, weekOf } from "./week.ts";
import { type Path, valueAt, type YamlFile } from "./yaml-file.ts";

/**
 * Names that refer to nothing and texts that lack a language: what the schema cannot see, found in the file's data
 * as it is, so that it is told together with everything else.
 */
export function checkReferences(file: YamlFile): readonly Problem[] {
  return [...checkHoursNames(file), ...checkTexts(file)];
}

/** What only a well-formed policy can be asked: unions, days without a length, ids used twice. */
export function crossCheckPolicy(policy: PolicyFile, file: YamlFile): readonly Problem[] {
  return [
    ...checkUnions(policy, file),
    ...checkDates(policy, file),
    ...checkDays(policy, file),
    ...checkServices(policy, file),
  ];
}

/** A problem where `name` is none of `known`. */
export function unknownName(
  name: string | undefined,
  known: readonly string[],
  path: Path,
  file: YamlFile,
): readonly Problem[] {
  return name === undefined || known.includes(name)
    ? []
    : [file.problem(path, `one of: ${known.join(", ")}`)];
}

function keysAt(file: YamlFile, path: Path): readonly string[] {
  const value = valueAt(file.data, path);
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function checkHoursNames(file: YamlFile): readonly Problem[] {
  const known = [...new Set([...keysAt(file, ["serviceHours"]), ALWAYS])];
  const inTargets = keysAt(file, ["plans"]).flatMap((plan) =>
    keysAt(file, ["plans", plan, "targets"]).map(
      (severity): Path => ["plans", plan, "targets", severity, "hours"],
    ),
  );
  const inContact = keysAt(file, ["contact"]).map((n): Path => ["contact", Number(n), "hours"]);
  return [...inTargets, ...inContact].flatMap((path) => {
    const name = valueAt(file.data, path);
    return typeof name === "string" ? unknownName(name, known, path, file) : [];
  });
}

function checkTexts(file: YamlFile): readonly Problem[] {
  const languages = languagesIn(file.data);
  return eachText(file.data).flatMap(({ path, text }) => {
    const missing = languages.filter((language) => !hasText(text, language));
    return missing.length === 0
      ? []
      : [file.problem(path, `a text in ${missing.join(" and ")} too, which desk.languages offers`)];
  });
}

function checkUnions(policy: PolicyFile, file: YamlFile): readonly Problem[] {
  return Object.entries(policy.serviceHours ?? {}).flatMap(([name, hours]) => {
    if (hours === "24x7" || !("union" in hours)) return [];
    return hours.union.flatMap((part, n) => {
      const path = ["serviceHours", name, "union", n];
      const found = hoursOf(policy, part);
      if (found === undefined) return unknownName(part, hoursNames(policy), path, file);
      const isUnion = found !== "24x7" && "union" in found;
      return isUnion ? [file.problem(path, "hours that are not a union themselves")] : [];
    });
  });
}

/** Shifts of single dates, by the judgement of the clock itself; those of the week were checked where they were read. */
function checkDates(policy: PolicyFile, file: YamlFile): readonly Problem[] {
  return Object.entries(policy.serviceHours ?? {}).flatMap(([name, hours]) => {
    if (hours === "24x7" || "union" in hours) return [];
    const dates = Object.entries(hours.dates ?? {}).map(
      ([date, shifts]) => [date, intervalsOf(shifts)] as const,
    );
    const { errors } = validateCalendar({
      timeZone: hours.timeZone ?? policy.desk.timeZone,
      weekly: weekOf(hours.weekly),
      dates: Object.fromEntries(dates),
    });
    return errors.flatMap(({ path, expected }) => {
      const date = /^dates\.([\d-]+)/.exec(path)?.[1];
      return date === undefined ? [] : [file.problem(["serviceHours", name, "dates", date], expected)];
    });
  });
}

function checkDays(policy: PolicyFile, file: YamlFile): readonly Problem[] {
  return eachTargets(policy).flatMap(({ path, targets }) =>
    TARGET_FIELDS.flatMap((field) => {
      if (!targets[field]?.includes("d") || dayMsOf(policy, targets.hours) !== null) return [];
      const day = `serviceHours.${targets.hours}.day`;
      const expected = `hours and minutes, or the length of a day declared at ${day}, because working days differ`;
      return [file.problem([...path, field], expected)];
    }),
  );
}

function checkServices(policy: PolicyFile, file: YamlFile): readonly Problem[] {
  const ids = (policy.services ?? []).map((service) => service.id);
  return ids.flatMap((id, n) =>
    ids.indexOf(id) < n ? [file.problem(["services", n, "id"], "an id that no service above has")] : [],
  );
}

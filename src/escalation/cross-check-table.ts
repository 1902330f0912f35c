import type { Problem } from "../policy/problem.ts";
import type { YamlFile } from "../policy/yaml-file.ts";
import type { DecisionsFile } from "./decisions-schema.ts";
import { folded } from "./folded.ts";
import { type Named, twice, unknown } from "./named.ts";
import type { ProfileFile } from "./profile-schema.ts";

/** Names within the decision table, and of the profile that it goes with. */
export function crossCheckTable(
  table: DecisionsFile,
  profile: ProfileFile,
  file: YamlFile,
): readonly Problem[] {
  const codes = table.blocks.map(({ code }) => code);
  const evidence = Object.entries(table.evidence).flatMap(([group, facts]) =>
    facts.map(({ code }, n): Named => [code, ["evidence", group, n, "code"]]),
  );
  return [
    ...unknown(evidence, codes, file),
    ...unknown(
      table.rows.map(({ vehicle }, n): Named => [vehicle, ["rows", n, "vehicle"]]),
      [...profile.vehicles.map(({ id }) => id), "first_usable"],
      file,
    ),
    ...unknown(
      table.rows.flatMap(({ needs }, n) => needs.map((group, m): Named => [group, ["rows", n, "needs", m]])),
      Object.keys(table.evidence),
      file,
    ),
    ...unknown(
      table.blocks.map(({ next }, n): Named => [next, ["blocks", n, "next"]]),
      table.next_order,
      file,
    ),
    ...unknown(
      table.alternatives.flatMap(({ for: blocks = [] }, n) =>
        blocks.map((code, m): Named => [code, ["alternatives", n, "for", m]]),
      ),
      codes,
      file,
    ),
    ...unknown(
      profile.vehicles.flatMap(({ units }, n) =>
        (["refund_when", "refund_perhaps"] as const).flatMap((key) =>
          (units[key] ?? []).map((id, m): Named => [id, ["vehicles", n, "units", key, m]]),
        ),
      ),
      table.outcomes.map(({ id }) => id),
      file,
    ),
    ...(Object.keys(table.rows.at(-1)?.when ?? {}).length === 0
      ? []
      : [file.problem(["rows", table.rows.length - 1, "when"], "{}: the last row takes what is left")]),
    ...twice(codes, "blocks", file),
    ...crossCheckForm(table, file),
  ];
}

/** What the form proves, what it finds, and what customers are asked, all of it by names. */
function crossCheckForm(table: DecisionsFile, file: YamlFile): readonly Problem[] {
  const facts = Object.values(table.evidence).flatMap((group) => group.map(({ fact }) => fact));
  const { ids } = table;
  const kinds = [
    ...[...ids.guids, ...ids.codes, ...ids.numbers, ...ids.status].map(({ kind }) => kind),
    ids.mail_status.kind,
    ids.resource.kind,
    "time",
  ];
  const asks = table.blocks.map(({ ask }, n): Named => [ask ?? undefined, ["blocks", n, "ask"]]);
  const targets = table.rows.map(({ target }, n): Named => [target, ["rows", n, "target"]]);
  return [
    ...unknown(
      table.form.map(({ fact }, n): Named => [fact, ["form", n, "fact"]]),
      facts,
      file,
    ),
    ...unknown(
      table.form.flatMap((field, n) => field.ids.map((id, m): Named => [id, ["form", n, "ids", m]])),
      kinds,
      file,
    ),
    ...unknown(asks, Object.keys(table.questions), file),
    ...unknown(targets, [...Object.keys(table.targets), "delivery"], file),
    ...twice(
      table.form.map(({ id }) => id),
      "form",
      file,
    ),
    ...namesTwice(table, file),
    ...Object.entries(table.questions).flatMap(([ask, texts]) =>
      Object.hasOwn(texts, "en") ? [] : [file.problem(["questions", ask], "a text in en among the others")],
    ),
  ];
}

/** Two fields of one name: a line of the form would not say which it means. */
function namesTwice({ form }: DecisionsFile, file: YamlFile): readonly Problem[] {
  const seen = new Set<string>();
  return form.flatMap(({ name, names }, n) => {
    const own = [...new Set([name, ...names].map(folded))];
    const again = own.find((one) => seen.has(one));
    for (const one of own) seen.add(one);
    return again === undefined
      ? []
      : [file.problem(["form", n], "names that no field above has", { read: JSON.stringify(again) })];
  });
}

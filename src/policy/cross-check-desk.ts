import { unknownName } from "./cross-check.ts";
import type { DeskFile } from "./desk-schema.ts";
import type { Problem } from "./problem.ts";
import { hoursNames } from "./promises.ts";
import type { PolicyFile } from "./schema.ts";
import type { YamlFile } from "./yaml-file.ts";

/** What triage says where no service of the policy is meant. */
const BEYOND_THE_POLICY = ["other", "unknown"];

/** Names in `desk.yaml`: of its own teams and partners always, of the policy's where that is given. */
export function crossCheckDesk(
  desk: DeskFile,
  policy: PolicyFile | undefined,
  file: YamlFile,
): readonly Problem[] {
  const teams = Object.keys(desk.teams);
  const partners = Object.keys(desk.partners);
  const own = [
    ...desk.delivery.flatMap(({ to }, n) =>
      unknownName(to, [...teams, ...partners], ["delivery", n, "to"], file),
    ),
    ...desk.routing.flatMap(({ team }, n) => unknownName(team, teams, ["routing", n, "team"], file)),
    ...desk.ladder.flatMap(({ tell }, n) =>
      [tell].flat().flatMap((teller, m) => {
        if (typeof teller === "string" || !("team" in teller)) return [];
        const path = ["ladder", n, "tell", ...(Array.isArray(tell) ? [m] : []), "team"];
        return unknownName(teller.team, teams, path, file);
      }),
    ),
    ...unknownName(desk.upstream.provider, partners, ["upstream", "provider"], file),
    ...partners
      .filter((name) => teams.includes(name))
      .map((name) => file.problem(["partners", name], "a name that is not a team's", { key: true })),
  ];
  return policy === undefined ? own : [...own, ...againstPolicy(desk, policy, file)];
}

function againstPolicy(desk: DeskFile, policy: PolicyFile, file: YamlFile): readonly Problem[] {
  const hours = hoursNames(policy);
  const services = [...(policy.services ?? []).map((service) => service.id), ...BEYOND_THE_POLICY];
  const inRules = (["delivery", "routing"] as const).flatMap((list) =>
    desk[list].flatMap((rule, n) =>
      (rule.services ?? []).flatMap((id, m) => unknownName(id, services, [list, n, "services", m], file)),
    ),
  );
  const inPeople = (["teams", "partners"] as const).flatMap((group) =>
    Object.entries(desk[group]).flatMap(([name, who]) =>
      unknownName(who.hours, hours, [group, name, "hours"], file),
    ),
  );
  return [
    ...inRules,
    ...inPeople,
    ...desk.delivery.flatMap((rule, n) => unknownName(rule.hours, hours, ["delivery", n, "hours"], file)),
    ...desk.ladder.flatMap((rung, n) =>
      (rung.plans ?? []).flatMap((plan, m) =>
        unknownName(plan, Object.keys(policy.plans), ["ladder", n, "plans", m], file),
      ),
    ),
    ...unknownName(desk.defaults.plan, Object.keys(policy.plans), ["defaults", "plan"], file),
  ];
}

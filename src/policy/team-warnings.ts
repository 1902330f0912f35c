import type { DeskFile } from "./desk-schema.ts";
import type { Warning } from "./warning.ts";
import type { YamlFile } from "./yaml-file.ts";

/**
 * Teams that rules give work to and that name nobody: everybody would be told of it. The first team is excused, for whom
 * no team names belongs to it.
 */
export function teamWarnings(desk: DeskFile, deskFile: YamlFile): readonly Warning[] {
  const [, ...others] = Object.keys(desk.teams);
  const given = new Set([...desk.routing.map(({ team }) => team), ...desk.delivery.map(({ to }) => to)]);
  return others
    .filter((team) => given.has(team) && desk.teams[team]!.members.length === 0)
    .map((team): Warning => {
      const expected = "members: rules give it work, and while it has nobody everybody is told of that";
      const problem = deskFile.problem(["teams", team], expected, { read: "no members" });
      return { because: "team-without-members", ...problem };
    });
}

import type { DeskFile } from "../../src/policy/desk-schema.ts";

/** The example's teams with this lead and no manager of their own: people of tests, who are in the database. */
export function ledBy(desk: DeskFile, lead: string): DeskFile {
  const teams = Object.entries(desk.teams).map(([name, { manager: _, ...team }]) => [
    name,
    { ...team, lead },
  ]);
  return { ...desk, teams: Object.fromEntries(teams) };
}

import type { Published } from "../../src/policy/published.ts";
import { compilePromises } from "../../src/tickets/promises/compile-promises.ts";
import type { Promises } from "../../src/tickets/promises/promises.ts";
import type { Roster, RosterAgent } from "../../src/tickets/team/roster.ts";
import { deskFrom, publishedExample } from "./policy.ts";

/** An agent of a roster; the address begins with the id. */
export function rosterAgent(id: string, more: Partial<RosterAgent> = {}): RosterAgent {
  return {
    id,
    name: id[0]!.toUpperCase() + id.slice(1),
    address: `${id}@contoso.example`,
    role: "agent",
    hours: null,
    undoSeconds: 0,
    receipts: "exceptions",
    absences: [],
    lastAssignedAt: null,
    ...more,
  };
}

/** The example policy kept by a desk of these settings, and who answers there. */
export function rosterWith(desk: string, agents: readonly RosterAgent[]): Roster {
  const settings = known.get(desk) ?? compilePromises(publishedWith(desk));
  known.set(desk, settings);
  return { agents, settings };
}

const known = new Map<string, Promises>();

export function publishedWith(desk: string): Published {
  const published = publishedExample();
  return { ...published, desk: deskFrom(`version: 1\n${desk}`, published.policy) };
}

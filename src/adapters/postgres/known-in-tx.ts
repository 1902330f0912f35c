import type { RosterAgent } from "../../tickets/team/roster.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { activeAgents } from "./people.ts";
import { type Reign, reignAt } from "./policy-versions.ts";

/**
 * What a transaction asks for more than once and nobody changes under its hands. Agents are read anew after each lock and
 * each save: whose turn it is, for one, is decided by who was served last.
 */
export function openKnown(db: Queryable, at: Instant) {
  let agents: Promise<readonly RosterAgent[]> | null = null;
  let reign: Promise<Reign> | null = null;
  return {
    agents(): Promise<readonly RosterAgent[]> {
      agents ??= activeAgents(db, at);
      return agents;
    },
    async policyInForce(when: Instant): Promise<string> {
      const known = await reign;
      if (known !== null && isWithin(known, when)) return known.version;
      reign = reignAt(db, when);
      return (await reign).version;
    },
    forget(): void {
      agents = null;
    },
  };
}

function isWithin({ from, until }: Reign, when: Instant): boolean {
  return (from === null || from <= when) && (until === null || when < until);
}

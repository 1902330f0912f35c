import type { AgentRow, ParticipantRow } from "../rows.ts";
import { type Act, type ActContext, byAgent, refused } from "./act.ts";

export const mine: Act = (_argument, context) => assignTo(context.mail.agent, "mine", context);

/** `#assign ana`, `#assign ana@contoso.example`, `#assign second-line`: a person or a team, by a name that means one. */
export const assign: Act = (argument, context) => {
  const wanted = argument.trim().replace(/^@/, "").toLowerCase();
  if (wanted === "") return refused("#assign takes a person or a team: #assign ana");
  const { agents, teams } = context.mail.world;
  const people = agents.filter(
    ({ name, address }) =>
      address === wanted ||
      address.startsWith(`${wanted}@`) ||
      name.toLowerCase() === wanted ||
      firstName(name) === wanted,
  );
  const named = teams.filter(({ name }) => name.toLowerCase() === wanted);
  if (people.length + named.length > 1)
    return refused(`#assign ${argument.trim()}: more than one is called so; give the address`);
  if (people[0] !== undefined) return assignTo(people[0], "assign", context);
  const team = named[0];
  if (team === undefined) {
    const known = [...agents.map(({ address }) => address), ...teams.map(({ name }) => name)]
      .slice(0, 20)
      .join(", ");
    return refused(`#assign ${argument.trim()}: nobody is called so; there are ${known}`);
  }
  return {
    kind: "done",
    ticket: { team: team.name, assigneeId: null },
    events: [{ ...byAgent(context, "assign"), type: "assigned", data: { team: team.name } }],
    line: `assigned to the team ${team.name}`,
  };
};

function firstName(name: string): string {
  return name.split(/\s+/)[0]!.toLowerCase();
}

function assignTo(agent: AgentRow, command: string, context: ActContext) {
  return {
    kind: "done",
    ticket: { assigneeId: agent.id },
    events: [{ ...byAgent(context, command), type: "assigned", data: { agent: agent.id } }],
    line: `assigned to ${agent.name}`,
  } as const;
}

const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;
const MOST_CHANGES = 20;

/** `#cc +ben@fabrikam.example -carla@fabrikam.example`: who gets the customer's mails beside the requester. */
export const cc: Act = (argument, context) => {
  const { state, legId, now, promises } = context;
  const words = argument.split(/[\s,;]+/).filter((word) => word !== "");
  if (words.length === 0)
    return refused("#cc takes addresses: #cc +ben@fabrikam.example -carla@fabrikam.example");
  if (words.length > MOST_CHANGES) return refused(`#cc takes at most ${MOST_CHANGES} addresses at once`);
  const people: ParticipantRow[] = [];
  for (const word of words) {
    const address = word.replace(/^[+-]/, "").toLowerCase();
    const held = word.startsWith("-");
    if (!ADDRESS.test(address)) return refused(`#cc ${word}: this is no mail address`);
    if (address === promises.desk.address) return refused(`#cc ${word}: the desk itself gets every mail`);
    if (address === state.requester.address)
      return refused(`#cc ${word}: the requester gets every mail as it is`);
    const known = state.participants.find((person) => person.legId === legId && person.address === address);
    if (held && known === undefined) return refused(`#cc ${word}: this address gets no mail of this ticket`);
    people.push({
      legId,
      address,
      name: known?.name ?? "",
      role: "copied",
      held,
      addedAt: known?.addedAt ?? now,
    });
  }
  const said = people.map(
    ({ address, held }) => `${held ? "no longer to" : "from now on also to"} ${address}`,
  );
  return {
    kind: "done",
    events: [
      { ...byAgent(context, "cc"), type: "recipients", data: { added: count(false), removed: count(true) } },
    ],
    decision: { people },
    line: said.join("; "),
  };

  function count(removed: boolean): number {
    return people.filter(({ held }) => held === removed).length;
  }
};

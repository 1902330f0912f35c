import type { everyAgent } from "../../postgres/agents.ts";
import type { absencesFrom, ShownTeam } from "../../postgres/ops-queries-people.ts";
import { said, time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

type Agent = Awaited<ReturnType<typeof everyAgent>>[number];
type Absence = Awaited<ReturnType<typeof absencesFrom>>[number];

const RECEIPTS = {
  always: "after every mail",
  exceptions: "when something is to be said",
  digest: "in the work list",
} as const;

/** Who answers, when, and who is away now or soon. */
export function drawAgents(rows: readonly Agent[], absences: readonly Absence[], context: PageContext): Html {
  if (rows.length === 0) {
    return html`<p class="empty">No agents. Add one: <code>answerable agents add ADDRESS --name NAME</code></p>`;
  }
  return html`<div class="scroll" role="region" aria-label="Agents" tabindex="0"><table><thead><tr><th scope="col">Agent</th><th scope="col">Role</th><th scope="col">Hours</th><th scope="col">Away</th><th scope="col">Undo</th><th scope="col">Receipts</th></tr></thead>
<tbody>${rows.map(
    ({ id, name, address, role, hours, undoSeconds, receipts, removedAt }) =>
      html`<tr data-key="a${id}"><td class="main">${said(name)}<span class="sub">${said(address)}</span></td><td>${removedAt === null ? role : html`removed <span class="sub">${timeAgo(removedAt, context)}</span>`}</td>
<td>${hours === null ? html`<span class="faint">the team’s</span>` : said(hours)}</td><td>${away(
        absences.filter(({ agentId }) => agentId === id),
        context,
      )}</td><td>${undoSeconds === null ? html`<span class="faint">the desk’s</span>` : `${undoSeconds} s`}</td><td>${RECEIPTS[receipts]}</td></tr>`,
  )}</tbody></table></div>`;
}

const MOST_ABSENCES = 5;

function away(absences: readonly Absence[], context: PageContext): Html {
  if (absences.length === 0) return html`<span class="faint">–</span>`;
  return html`${absences
    .slice(0, MOST_ABSENCES)
    .map(
      ({ startsAt, endsAt, because }) =>
        html`<span class="line">${startsAt <= context.now ? html`<span class="state soon">away</span> until ${time(endsAt, context)}` : html`${time(startsAt, context)} to ${time(endsAt, context)}`}<span class="sub">${said(because)}</span></span>`,
    )}`;
}

/** The teams of desk.yaml, as they are in force now. */
export function drawTeams(teams: readonly ShownTeam[] | null, agents: readonly Agent[]): Html {
  const active = new Map(
    agents.filter(({ removedAt }) => removedAt === null).map((one) => [one.address, one.name]),
  );
  const person = (address: string): Html => {
    const name = active.get(address.toLowerCase());
    return name === undefined ? html`${said(address)} <span class="tag warn">no agent</span>` : said(name);
  };
  if (teams === null) {
    return html`<p class="empty">Teams are in desk.yaml; no version that can be read is in force: <code>answerable policy publish</code></p>`;
  }
  if (teams.length === 0) {
    return html`<p class="empty">desk.yaml names no teams: all agents are one.</p>`;
  }
  return html`<div class="scroll" role="region" aria-label="Teams" tabindex="0"><table><thead><tr><th scope="col">Team</th><th scope="col">Members</th><th scope="col">Lead</th><th scope="col">Manager</th><th scope="col">Hours</th></tr></thead>
<tbody>${teams.map(
    ({ name, members, lead, manager, hours }) =>
      html`<tr data-key="t${name}"><th scope="row">${said(name)}</th><td>${members.length === 0 ? html`<span class="faint">nobody is named</span>` : members.map((address) => html`<span class="line">${person(address)}</span>`)}</td><td>${lead === null ? html`<span class="faint">–</span>` : person(lead)}</td><td>${manager === null ? html`<span class="faint">–</span>` : person(manager)}</td><td>${hours ?? html`<span class="faint">whenever</span>`}</td></tr>`,
  )}</tbody></table></div>`;
}

import { count } from "../../../ops/words.ts";
import type { ListedVersion } from "../../postgres/policy-versions.ts";
import { time } from "../bits.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";

/** Every published version: since when it governs, how many tickets keep it, and what changed with it. */
export function showPolicies(
  versions: readonly ListedVersion[],
  inForce: string | null,
  context: PageContext,
): Shown {
  const current = versions.find(({ version }) => version === inForce);
  const coming = versions.filter((each) => stateOf(each, inForce, context) === "announced").length;
  const lead =
    current === undefined
      ? "No policy is published: nothing is promised to anybody."
      : html`In force: <a href="/policies/${encodeURIComponent(current.version)}">${current.version}</a>. ${coming === 0 ? "None is announced." : `${count(coming, "version")} announced.`} Customers read it on <a href="/policy">its page</a>.`;
  return {
    title: "Policy",
    main: html`<div class="head"><h1>Policy</h1><p class="lead">${lead}</p></div>
${
  versions.length === 0
    ? html`<p class="empty">The first start publishes <code>policy.yaml</code>; later versions come by <code>answerable policy publish</code>.</p>`
    : html`<section aria-label="Versions">${table(versions, inForce, context)}</section>`
}
${versions.length < 2 ? null : compareForm(versions, null, null)}`,
  };
}

export type VersionState = "in force" | "announced" | "earlier";

/** Where a version stands at the moment of the page. */
export function stateOf(
  { version, inForceFrom }: Pick<ListedVersion, "version" | "inForceFrom">,
  inForce: string | null,
  { now }: PageContext,
): VersionState {
  if (version === inForce) return "in force";
  return inForceFrom > now ? "announced" : "earlier";
}

const TONES: Readonly<Record<VersionState, string>> = {
  "in force": "calm",
  announced: "soon",
  earlier: "none",
};

export function versionBadge(state: VersionState): Html {
  return html`<span class="state ${TONES[state]}">${state}</span>`;
}

function table(versions: readonly ListedVersion[], inForce: string | null, context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Table of versions" tabindex="0"><table><thead><tr><th scope="col">Version</th><th scope="col">State</th><th scope="col">In force from</th><th scope="col">Published</th><th scope="col" class="num">Open tickets</th><th scope="col" class="num">All tickets</th><th scope="col">Hash</th><th scope="col">Look at</th></tr></thead><tbody>${versions.map(
    (each, n) => {
      const before = versions[n + 1];
      const id = encodeURIComponent(each.version);
      return html`<tr><th scope="row"><a href="/policies/${id}">${each.version}</a></th><td>${versionBadge(stateOf(each, inForce, context))}</td>
<td>${time(each.inForceFrom, context)}</td><td>${time(each.publishedAt, context)}</td><td class="num">${each.open}</td><td class="num">${each.tickets}</td><td class="mono">${each.hash.slice(0, 12)}</td>
<td>${before === undefined ? html`<span class="faint">the first</span>` : html`<a href="${diffLink(before.version, each.version)}">what changed<span class="sr"> with ${each.version}</span></a>`}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

export function diffLink(from: string, to: string): string {
  return `/policies/diff?${new URLSearchParams({ from, to })}`;
}

/** Any two versions, to be compared. */
export function compareForm(
  versions: readonly ListedVersion[],
  from: string | null,
  to: string | null,
): Html {
  const select = (name: string, chosen: string | undefined): Html =>
    html`<select name="${name}">${versions.map(({ version }) => html`<option value="${version}"${flag("selected", version === chosen)}>${version}</option>`)}</select>`;
  return html`<form class="filters" method="get" action="/policies/diff"><label>From ${select("from", from ?? versions[1]?.version)}</label> <label>to ${select("to", to ?? versions[0]?.version)}</label> <button class="quiet">Compare</button></form>`;
}

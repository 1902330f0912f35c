import type { CaseRows } from "../../postgres/ops-queries-case.ts";
import { said, time } from "../bits.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

type Proposed = NonNullable<CaseRows["proposal"]>["proposal"];

const MOST_WORDS = 12;

interface Sorted {
  readonly number: number;
  readonly kind: "commercial" | "technical" | null;
  readonly service: string | null;
  readonly severity: "A" | "B" | "C";
}

/** What triage thought of a ticket's first mail, by which words, and what became of that. */
export function drawTriage(
  ticket: Sorted,
  { proposal }: Pick<CaseRows, "proposal">,
  services: readonly string[],
  context: PageContext,
): Html | null {
  const admin = context.operator.role === "admin";
  if (proposal === null && !admin) return null;
  return html`<section class="card" aria-labelledby="triage"><h2 id="triage">Sorting</h2>
${proposal === null ? html`<p class="sub">Nothing was proposed for this ticket.</p>` : proposed(proposal, context)}
${admin ? sortForm(ticket, services, `/tickets/${ticket.number}`) : null}</section>`;
}

function proposed({ proposal, sortedBy }: NonNullable<CaseRows["proposal"]>, context: PageContext): Html {
  const corrected = pairsOf(proposal.corrected);
  return html`<p>Proposed: ${proposalWords(proposal)} ${sureness(proposal.confidence)}</p>
${evidenceList(proposal)}
${
  proposal.sortedAt === null
    ? proposal.toSort
      ? html`<p class="sub">It waits for somebody to look: <a href="/to-sort">To sort</a></p>`
      : null
    : html`<p class="sub">${corrected.length === 0 ? "Confirmed" : `Corrected: ${corrected.map(([name, value]) => `${name} ${value}`).join(", ")}`}${sortedBy === null ? null : html` by ${said(sortedBy)}`} ${time(proposal.sortedAt, context)}</p>`
}`;
}

export function proposalWords({ kind, service, severity, urgent }: Proposed): Html {
  const kindWords = kind === "not_support" ? "no support is asked for" : kind;
  return html`<strong>${kindWords}</strong>${service === null ? null : html`, ${service}`}${severity === null ? null : html`, severity ${severity}`}${urgent ? html` <span class="tag warn">urgent</span>` : null}`;
}

/** 0 to 1, in words with the number. */
export function sureness(confidence: number): Html {
  const words = confidence >= 0.8 ? "sure" : confidence >= 0.5 ? "fairly sure" : "not sure";
  return html`<span class="faint">${words} (${confidence.toFixed(2)})</span>`;
}

/** The words that a proposal rests on, by what they speak for. */
export function evidenceList({ evidence }: Pick<Proposed, "evidence">): Html | null {
  const found = (Array.isArray(evidence) ? evidence : []).flatMap((one) => {
    const { axis, says, words } = (one ?? {}) as { axis?: unknown; says?: unknown; words?: unknown };
    const texts = (Array.isArray(words) ? words : []).filter((word) => typeof word === "string");
    return typeof says === "string" && texts.length > 0 ? [{ axis, says, words: texts as string[] }] : [];
  });
  if (found.length === 0) return null;
  return html`<ul class="signs">${found
    .slice(0, MOST_WORDS)
    .map(
      ({ axis, says, words }) =>
        html`<li>${typeof axis === "string" ? `${axis} ` : null}${says}: ${words.slice(0, MOST_WORDS).map((word, n) => html`${n > 0 ? ", " : null}<q>${said(word)}</q>`)}</li>`,
    )}</ul>`;
}

function pairsOf(corrected: unknown): readonly (readonly [string, string])[] {
  if (typeof corrected !== "object" || corrected === null || Array.isArray(corrected)) return [];
  return Object.entries(corrected).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
}

const KINDS = ["commercial", "technical"] as const;

/** Says what a ticket is, or that it is right as it stands; `back` is where its sender goes on. */
export function sortForm({ number, ...is }: Sorted, services: readonly string[], back: string): Html {
  const options = (name: string, chosen: string | null, all: readonly string[]): Html =>
    html`<select name="${name}">${chosen === null || !all.includes(chosen) ? html`<option value=""${flag("selected", true)}>${chosen ?? "not known"}</option>` : null}${all.map((value) => html`<option value="${value}"${flag("selected", value === chosen)}>${value}</option>`)}</select>`;
  return html`<form method="post" action="/tickets/${number}/sort" class="filters" aria-label="Sort #${number}"><input type="hidden" name="back" value="${back}">
<label>Kind ${options("kind", is.kind, KINDS)}</label> <label>Service ${options("service", is.service, services)}</label> <label>Severity ${options("severity", is.severity, ["A", "B", "C"])}</label>
<button class="quiet">Save<span class="sr"> #${number}</span></button></form>`;
}

import { count } from "../../../ops/words.ts";
import { RETENTION_CLASSES, type RetentionClass } from "../../../policy/retention.ts";
import { DAY, type Instant } from "../../../values/instant.ts";
import type { RetentionFacts } from "../../postgres/retention-facts.ts";
import { time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

const WHAT: Readonly<Record<RetentionClass, readonly [name: string, sub: string]>> = {
  closedTickets: ["Closed tickets", "their words, addresses and files; figures stay"],
  rawMail: ["Raw mail", "the bytes of mails, also of tickets that are kept"],
  automaticMail: ["Automatic mail", "what machines wrote, and our mails about no ticket"],
  quarantine: ["Quarantine", "mails aside, refused or dismissed"],
  audit: ["Audit", "who did what to the desk"],
};

/** What is kept for how long, and when the oldest of it goes. */
export function drawRetention(facts: RetentionFacts | null, context: PageContext): Html | null {
  if (facts === null) return null;
  const { lookedThroughAt, lastRun, holds, erased } = facts;
  const looked =
    lookedThroughAt === null
      ? "Not looked through yet"
      : html`Looked through ${timeAgo(lookedThroughAt, context)}`;
  const deleted =
    lastRun === null
      ? "nothing was deleted yet"
      : html`last deleted ${time(lastRun.at, context)}: ${countedWords(lastRun.counts)}`;
  return html`<section aria-labelledby="kept" data-key="kept"><h2 id="kept">Kept, and for how long</h2>
<p class="lead">${looked}; ${deleted}. ${count(holds, "hold")}, ${count(erased, "person", "people")} erased. <code>answerable retention</code> says what is due.</p>
<div class="scroll" role="region" aria-label="What is kept for how long" tabindex="0"><table><thead><tr><th scope="col">What</th><th scope="col">Kept for</th><th scope="col">Oldest</th><th scope="col">Next due</th></tr></thead>
<tbody>${facts.classes.map(
    (
      row,
    ) => html`<tr data-key="kept-${row.class}"><th scope="row">${WHAT[row.class][0]}<span class="sub">${WHAT[row.class][1]}</span></th>
<td>${period(row.keptMs)}</td><td>${row.oldestAt === null ? none() : time(row.oldestAt, context)}</td><td>${nextDue(row.nextDueAt, context)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

/** What is past its time goes with the next run, unless something keeps it. */
function nextDue(at: Instant | null, context: PageContext): Html {
  if (at === null) return none();
  return at <= context.now ? html`now, unless it is held or its ticket is open` : time(at, context);
}

function period(ms: number | null): string {
  if (ms === null) return "ever";
  return ms % (365 * DAY) === 0 ? count(ms / (365 * DAY), "year") : count(Math.round(ms / DAY), "day");
}

function countedWords(counts: Readonly<Record<string, number>>): string {
  return RETENTION_CLASSES.flatMap((name) =>
    counts[name] ? [`${counts[name]} ${WHAT[name][0].toLowerCase()}`] : [],
  ).join(", ");
}

function none(): Html {
  return html`<span class="faint">none</span>`;
}

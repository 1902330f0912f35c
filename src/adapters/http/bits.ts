import type { PromiseView, Tone } from "../../ops/promise.ts";
import { ago, moment, momentInFull } from "../../ops/words.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { type Html, html, withoutReordering } from "./html.ts";

interface Zoned {
  readonly now: Instant;
  readonly timeZone: string;
}

/** A moment as `today 13:00`, in full on hovering. */
export function time(at: Instant, { now, timeZone }: Zoned): Html {
  return html`<time datetime="${iso(at)}" title="${momentInFull(at, timeZone)}">${moment(at, timeZone, now)}</time>`;
}

/** A moment as `12 min ago`, in full on hovering. */
export function timeAgo(at: Instant, { now, timeZone }: Zoned): Html {
  return html`<time datetime="${iso(at)}" title="${momentInFull(at, timeZone)}">${ago(at, now)}</time>`;
}

export function promiseBadge(view: PromiseView): Html {
  if (view.tone === "none") return html`<span class="promise none">${view.left || "–"}</span>`;
  return html`<span class="promise ${view.tone}">${view.left}</span>`;
}

const STATUS_WORDS = {
  new: "New",
  "in-progress": "In progress",
  waiting: "Waiting",
  resolved: "Resolved",
  closed: "Closed",
} as const;
export type StatusName = keyof typeof STATUS_WORDS;

export function statusWords(status: StatusName): string {
  return STATUS_WORDS[status];
}

export function statusBadge(status: StatusName): Html {
  return html`<span class="status ${status}">${STATUS_WORDS[status]}</span>`;
}

export function severityBadge(severity: "A" | "B" | "C"): Html {
  return html`<span class="severity s${severity}" title="Severity ${severity}"><span class="sr">Severity </span>${severity}</span>`;
}

const STATE_TONES: Readonly<Record<string, Tone>> = {
  accepted: "calm",
  ready: "none",
  held: "soon",
  submitting: "none",
  deferred: "soon",
  unsure: "late",
  failed: "late",
  bounced: "late",
  cancelled: "none",
  waiting: "none",
};

/** The state of a mail out. */
export function mailState(state: string): Html {
  return html`<span class="state ${STATE_TONES[state] ?? "none"}">${state}</span>`;
}

/** Somebody else's words, kept from turning the direction of ours or of themselves. */
export function said(text: string): Html {
  return html`<bdi>${withoutReordering(text)}</bdi>`;
}

/** The address of this page with some parameters changed; an empty value takes one out. */
export function withQuery(
  path: string,
  query: URLSearchParams,
  changes: Readonly<Record<string, string>>,
): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === "" ? path : `${path}?${text}`;
}

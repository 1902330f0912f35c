import type { Agreement } from "../../src/policy/agreement.ts";
import type { Calendar } from "../../src/service-hours/calendar.ts";
import { compile, type ServiceHours } from "../../src/service-hours/compiled.ts";
import type { ClockContext } from "../../src/sla/clock.ts";
import type { ClockEvent, Severity } from "../../src/sla/event.ts";
import { HOUR, type Instant, instant, MINUTE } from "../../src/values/instant.ts";
import { office } from "./calendars.ts";

// A desk in Lisbon, open 9 to 17 from Monday to Friday; in winter its wall clock shows UTC. 12 January 2026 is a Monday.

type Goals = Agreement["goals"];
const promise = (
  calendar: string,
  goals: Partial<Goals>,
  pauseOn: Partial<Agreement["pauseOn"]> = {},
): Agreement => ({
  calendar,
  goals: { "first-response": null, "next-response": null, update: null, resolution: null, ...goals },
  pauseOn: {
    "first-response": [],
    "next-response": [],
    update: ["customer"],
    resolution: ["customer", "vendor"],
    ...pauseOn,
  },
});

const agreements: Readonly<Record<string, Readonly<Record<Severity, Agreement | null>>>> = {
  gold: {
    A: promise("always", {
      "first-response": HOUR,
      "next-response": HOUR,
      update: 2 * HOUR,
      resolution: 8 * HOUR,
    }),
    B: promise("office", {
      "first-response": 4 * HOUR,
      "next-response": 4 * HOUR,
      update: 8 * HOUR,
      resolution: 16 * HOUR,
    }),
    C: promise("office", { "first-response": 8 * HOUR }, { resolution: ["customer"] }),
  },
  basic: { A: promise("office", { "first-response": 8 * HOUR }), B: null, C: null },
};
const faster = promise("office", { "first-response": 30 * MINUTE, resolution: 4 * HOUR });

const calendars: Readonly<Record<string, Calendar>> = {
  office: office("Europe/Lisbon", "2026-01-20"),
  always: "24x7",
  night: { timeZone: "Europe/Lisbon", weekly: { mon: [["22:00", "06:00"]] } },
};
const compiled = new Map<string, ServiceHours>();

/** Plans `gold` and `basic`; under policy version `v2` everybody is answered within half an hour. */
export const desk: ClockContext = {
  agreement: (plan, severity, policy) => (policy === "v2" ? faster : (agreements[plan]?.[severity] ?? null)),
  hours: (name) => {
    const known = compiled.get(name) ?? compile(calendars[name]!);
    compiled.set(name, known);
    return known;
  },
};

/** `12T09:30` is that time in January 2026, UTC; seconds may follow. */
export const on = (text: string): Instant => instant(`2026-01-${text}Z`);

type Words = readonly [at: string, type: string, ...rest: readonly string[]];

/**
 * A ticket in short: `["12T09:00 created B", "12T10:00 reply", "12T11:00 status resolved"]`. Words: `created SEVERITY
 * [agent]`, `customer`, `reply [MAIL [provisional]]`, `accepted MAIL`, `failed MAIL`, `undeliverable MAIL`, `status TO`,
 * `severity TO`, `plan TO`, `calendar TO`, `policy VERSION`, `cancelled WHY`, `merged-in [SINCE]`.
 */
export function ticket(lines: readonly string[]): readonly ClockEvent[] {
  return lines.map((line, seq) => {
    const [at, type, ...rest] = line.split(" ") as unknown as Words;
    return { seq, at: on(at), ...(bodyOf(type, rest) as object) } as ClockEvent;
  });
}

function bodyOf(type: string, [first = "", second = ""]: readonly string[]): unknown {
  const bodies: Readonly<Record<string, () => unknown>> = {
    created: () => ({
      type: "created",
      by: second === "agent" ? "agent" : "customer",
      plan: "gold",
      severity: first,
    }),
    customer: () => ({ type: "customer_message" }),
    reply: () => ({ type: "agent_reply", mail: first || "m", provisional: second === "provisional" }),
    accepted: () => ({ type: "reply_accepted", mail: first }),
    failed: () => ({ type: "reply_failed", mail: first }),
    undeliverable: () => ({ type: "reply_undeliverable", mail: first }),
    "merged-in": () => ({ type: "merged_in", unansweredSince: first === "" ? null : on(first) }),
    status: () => ({ type: "status", to: first }),
    severity: () => ({ type: "severity", to: first }),
    plan: () => ({ type: "plan", to: first }),
    calendar: () => ({ type: "calendar", to: first }),
    policy: () => ({ type: "policy", version: first }),
    cancelled: () => ({ type: "cancelled", because: first }),
  };
  const body = bodies[type];
  if (body === undefined) throw new TypeError(`no such event: ${type}`);
  return body();
}

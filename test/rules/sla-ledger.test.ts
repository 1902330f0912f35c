import { describe, expect, test } from "vitest";
import type { TargetKind } from "../../src/sla/event.ts";
import { type Because, why } from "../../src/sla/ledger.ts";
import { HOUR } from "../../src/values/instant.ts";
import { desk, on, ticket } from "../support/clock-desk.ts";

function said(because: Because): string {
  if (because.kind === "closed") {
    const { closed } = because;
    return closed.kind === "holiday" ? `holiday ${closed.holiday.date}` : closed.kind;
  }
  return because.kind === "stopped" ? because.stopped : because.kind;
}

/** `FROM–TO REASON` on the wall clock, for the days of January 2026. */
function lines(events: readonly string[], asOf: string, kind: TargetKind, instance = 0): readonly string[] {
  const ledger = why(ticket(events), desk, on(asOf), { kind, instance }, "Europe/Berlin")!;
  return ledger.lines.map(
    (line) => `${line.fromLocal.slice(8)}–${line.toLocal.slice(8)} ${said(line.because)}`,
  );
}

describe("where the time went", () => {
  test("a night, a weekend and a holiday, each with its reason", () => {
    expect(lines(["16T16:00 created B", "21T10:00 reply"], "21T11:00", "first-response")).toEqual([
      "16 16:00–16 17:00 counted",
      "16 17:00–19 09:00 outside-hours",
      "19 09:00–19 17:00 counted",
      "19 17:00–20 00:00 outside-hours",
      "20 00:00–21 00:00 holiday 2026-01-20",
      "21 00:00–21 09:00 outside-hours",
      "21 09:00–21 10:00 counted",
      "21 10:00–21 11:00 after-end",
    ]);
  });

  test("waits, the time while resolved, and what came before", () => {
    const events = [
      "12T09:00 created B",
      "12T10:00 reply",
      "12T10:00 status waiting_customer",
      "12T11:00 customer",
      "12T12:00 status waiting_vendor",
      "12T13:00 status resolved",
      "12T14:00 status open",
    ];
    expect(lines(events, "12T15:00", "resolution")).toEqual([
      "12 09:00–12 10:00 counted",
      "12 10:00–12 11:00 waiting for the customer",
      "12 11:00–12 12:00 counted",
      "12 12:00–12 13:00 waiting for the vendor",
      "12 13:00–12 14:00 resolved",
      "12 14:00–12 15:00 counted",
    ]);
    expect(lines(events, "12T15:00", "next-response")).toEqual([
      "12 09:00–12 11:00 before-start",
      "12 11:00–12 13:00 counted",
      "12 13:00–12 15:00 after-end",
    ]);
  });

  test("what is counted round the clock is shown on the desk's own clock", () => {
    const ledger = why(
      ticket(["12T09:00 created A"]),
      desk,
      on("12T20:00"),
      { kind: "resolution", instance: 0 },
      "Europe/Berlin",
    );
    expect(ledger).toMatchObject({
      elapsedMs: 11 * HOUR,
      goalMs: 8 * HOUR,
      lines: [{ timeZone: "Europe/Berlin", fromLocal: "2026-01-12 10:00", countedMs: 11 * HOUR }],
    });
  });

  test("each stretch is shown on the clock of the calendar then in force", () => {
    const events = [
      "12T09:00 created B",
      "12T10:00 status waiting_customer",
      "12T11:00 status open",
      "12T12:00 calendar always",
      "12T13:00 status waiting_customer",
      "12T14:00 status resolved",
    ];
    const ledger = why(
      ticket(events),
      desk,
      on("12T15:00"),
      { kind: "resolution", instance: 0 },
      "Europe/Berlin",
    );
    expect(ledger?.lines.map((line) => `${line.timeZone} ${said(line.because)}`)).toEqual([
      "Europe/Lisbon counted",
      "Europe/Lisbon waiting for the customer",
      "Europe/Lisbon counted",
      "Europe/Berlin counted",
      "Europe/Berlin waiting for the customer",
      "Europe/Berlin after-end",
    ]);
  });

  test("events that change nothing cut nothing", () => {
    expect(
      lines(["12T09:00 created B", "12T10:00 customer", "12T10:30 severity B"], "12T11:00", "resolution"),
    ).toEqual(["12 09:00–12 11:00 counted"]);
  });

  test("there is none of a target that is not there", () => {
    const events = ticket(["12T09:00 created B agent"]);
    expect(why(events, desk, on("12T10:00"), { kind: "first-response", instance: 0 }, "UTC")).toBeNull();
    expect(why([], desk, on("12T10:00"), { kind: "resolution", instance: 0 }, "UTC")).toBeNull();
  });
});

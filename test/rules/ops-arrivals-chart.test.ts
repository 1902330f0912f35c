import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ARRIVAL_GROUPS,
  arrivalsChart,
  chartStart,
  type HourlyArrivals,
} from "../../src/ops/arrivals-chart.ts";
import { folderAdvice } from "../../src/ops/folder-advice.ts";
import { HOUR, instant, iso } from "../../src/values/instant.ts";

const NOW = instant("2026-12-03T10:20:30Z");
const ZONE = "Asia/Kathmandu";
const row = (hour: number, disposition: string | null, n = 1, state = "done"): HourlyArrivals => ({
  hour,
  state,
  disposition,
  n,
});

describe("the chart of arrivals", () => {
  test("begins with a whole hour of the wall clock there, and ends with the running one", () => {
    expect(iso(chartStart(NOW, ZONE))).toBe("2026-12-02T11:15:00.000Z");
    const { bars } = arrivalsChart([], NOW, ZONE);
    expect([bars.length, bars[0]!.label, bars.at(-1)!.label]).toEqual([24, "17", "16"]);
  });

  test.each<[string, HourlyArrivals, (typeof ARRIVAL_GROUPS)[number][0]]>([
    ["a ticket's first mail", row(0, "opened-ticket"), "tickets"],
    ["a later one", row(0, "added-to-ticket"), "tickets"],
    ["one held on its ticket", row(0, "held-unverified"), "tickets"],
    ["an agent's answer", row(0, "sent-by-agent"), "agents"],
    ["an automatic mail", row(0, "automatic"), "others"],
    ["what these words do not know", row(0, "__proto__"), "others"],
    ["one that is aside", row(0, "quarantined", 1, "aside"), "waiting"],
    ["one that is being worked on", row(0, null, 1, "stored"), "waiting"],
  ])("%s", (_name, arrived, group) => {
    expect(arrivalsChart([arrived], NOW, "UTC").totals).toEqual({
      ...{ tickets: 0, agents: 0, others: 0, waiting: 0 },
      [group]: 1,
    });
  });

  test("is told in one sentence too", () => {
    const chart = arrivalsChart(
      [row(3, "opened-ticket", 2), row(23, "command"), row(23, null, 4, "seen")],
      NOW,
      "UTC",
    );
    expect(chart.summary).toBe(
      "7 mails in the last 24 hours: 2 on tickets, 1 from agents, 4 aside or in work.",
    );
    expect(chart.most).toBe(5);
    expect(arrivalsChart([], NOW, "UTC").summary).toBe("0 mails in the last 24 hours.");
  });

  test("bars and totals add up, and what lies outside the chart is in neither", () => {
    const arrived = fc.record({
      hour: fc.integer({ min: -3, max: 30 }),
      state: fc.constantFrom("seen", "stored", "done", "aside"),
      disposition: fc.option(fc.constantFrom("opened-ticket", "command", "duplicate")),
      n: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(arrived), fc.constantFrom("UTC", ZONE, "Europe/Lisbon"), (rows, zone) => {
        const { bars, totals, most } = arrivalsChart(rows, NOW, zone);
        const inside = rows.filter(({ hour }) => hour >= 0 && hour < 24).reduce((sum, { n }) => sum + n, 0);
        expect(bars.reduce((sum, { total }) => sum + total, 0)).toBe(inside);
        expect(ARRIVAL_GROUPS.reduce((sum, [group]) => sum + totals[group], 0)).toBe(inside);
        expect(most).toBe(Math.max(1, ...bars.map(({ total }) => total)));
        expect(NOW - chartStart(NOW, zone)).toBeLessThan(24 * HOUR);
      }),
    );
  });
});

test.each([
  ["IMAP sign-in refused by imap.x:993 (AUTHENTICATE failed.): check user", "renew the secret"],
  ["the provider gave no access token (AADSTS7000222)", "no access token"],
  ["no such host as imap.x: check the host", "DNS"],
  ["nothing listens at imap.x:993", "firewall"],
  ["imap.x:993 shows a self-signed certificate", "TLS_CA_FILE"],
  ["the folder cannot be opened: Mailbox doesn't exist", "desk.yaml"],
  ["not read for 12 min", "intake worker"],
  ["the server lists 3 of 4 mails", "left mails out"],
  ["the IMAP connection is gone", "passes by itself"],
  ["something nobody has seen", "answerable doctor"],
])("%s: what helps names %s", (error, words) => expect(folderAdvice(error)).toContain(words));

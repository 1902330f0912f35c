import {
  attainment,
  type CustomerFigures,
  escalationRate,
  firstAttainment,
  type Report,
  reopenRate,
} from "./report.ts";

const COLUMNS = [
  "month",
  "customer",
  "tickets",
  "first_response_met",
  "first_response_late",
  "first_response_attainment",
  "handed_on",
  "escalation_rate",
  "resolved",
  "reopened",
  "reopen_rate",
  "ratings",
  "satisfaction",
  ...(["next_response", "update", "resolution"] as const).flatMap(
    (name) => [`${name}_met`, `${name}_late`, `${name}_attainment`] as const,
  ),
  "minutes_worked",
] as const;
/** Those whose columns stand behind; the first response stands in front, counted a ticket. */
const OTHERS = ["next-response", "update", "resolution"] as const;

/** A row a customer, for a spreadsheet (RFC 4180). Rates are 0 to 1, empty where there is nothing to tell. */
export function reportCsv(report: Report): string {
  const rows = report.by.customer.map((one) => rowOf(report, one));
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function rowOf(
  { month }: Report,
  { key, counts, promises, minutesWorked }: CustomerFigures,
): readonly (string | number | null)[] {
  return [
    month,
    key,
    counts.opened,
    counts.firstMet,
    counts.firstLate,
    rounded(firstAttainment(counts)),
    counts.handedOn,
    rounded(escalationRate(counts)),
    counts.resolved,
    counts.reopened,
    rounded(reopenRate(counts)),
    counts.ratings,
    rounded(counts.satisfaction),
    ...OTHERS.flatMap((kind) => {
      const { met, late } = promises[kind] ?? { met: 0, late: 0 };
      return [met, late, rounded(attainment({ met, late }))];
    }),
    minutesWorked,
  ];
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}

/** Text that a spreadsheet would take for a formula is told to be text: names come from customers. */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

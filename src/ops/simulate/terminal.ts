import {
  type ChartSection,
  chartSections,
  percentMet,
  type Report,
  summed,
  turnedInWords,
} from "./report.ts";
import { type Count, shareMet } from "./tally.ts";

const BAR = 20;

/** The report for a terminal: bars of promises met, full for all of them. */
export function reportForTerminal(report: Report): string {
  const { is, was } = report;
  const lines = [
    `${report.tickets} ${report.of}, as if version ${report.policy} had been promised:`,
    "",
    ...(was === null ? [] : [`As recorded:          ${summed(was.all)}`]),
    `Under this policy:    ${summed(is.all)}`,
    ...turnedInWords(report),
  ];
  const sections = chartSections(report);
  const width = Math.max(0, ...sections.flatMap(({ rows }) => rows.map(({ label }) => label.length)));
  const charts = sections.flatMap((section) => ["", ...chart(section, width, was !== null)]);
  const notes = report.assumptions.map((text) => `- ${text}`);
  return [...lines, ...charts, ...(notes.length === 0 ? [] : ["", "Supposed:", ...notes])].join("\n");
}

function chart({ title, rows }: ChartSection, width: number, hasWas: boolean): readonly string[] {
  const cell = BAR + 34;
  const heading = hasWas ? `${"".padEnd(width)}  ${"as recorded".padEnd(cell)}  under this policy` : null;
  const body = rows.map(({ label, is, was }) => {
    const before = was === null ? "" : `${side(was).padEnd(cell)}  `;
    return `${label.padEnd(width)}  ${before}${side(is)}`.trimEnd();
  });
  return [title, ...(heading === null ? [] : [heading]), ...body];
}

function side(count: Count): string {
  const share = shareMet(count);
  if (share === null) return `${"".padEnd(BAR)}      –  ${count.open === 0 ? "none" : `${count.open} open`}`;
  const full = Math.floor(share * BAR);
  const bar = "█".repeat(full) + "░".repeat(BAR - full);
  const open = count.open === 0 ? "" : `, ${count.open} open`;
  return `${bar}  ${percentMet(count).padStart(5)}  ${count.met} of ${count.met + count.missed}${open}`;
}

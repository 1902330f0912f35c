import { alternativesTo, type Block, nextOf } from "./blocks.ts";
import type { DECISIONS, DecisionRow } from "./decisions-schema.ts";
import type { Standing } from "./entitled.ts";
import type { Issue, Partner } from "./issue.ts";
import type { Profile } from "./profile.ts";
import type { Vehicle } from "./profile-schema.ts";

/** What to do with an issue, and why. Field names are those of `answerable escalation decide --json`. */
export interface Answer {
  readonly decision: (typeof DECISIONS)[number];
  readonly target: string | null;
  readonly vehicle: string | null;
  readonly owner: "partner";
  /** What this one issue costs the partner on top; null: as agreed, not known here. */
  readonly partner_pays: number | null;
  readonly units_debited: number;
  readonly blocked_by: readonly string[];
  readonly blocks: readonly Pick<Block, "code" | "clears" | "override" | "ask">[];
  readonly next: string | null;
  readonly alternatives: readonly string[];
  /** Until somebody there answers first; null: nothing is published. */
  readonly expected_response: string | null;
  readonly expected_response_source: { readonly source: string; readonly date: string } | null;
  /** Where it would go once nothing blocks it. */
  readonly would_use: { readonly target: string; readonly vehicle: string } | null;
  readonly because: string;
  readonly row: string;
  /** The rows before, each with why it did not fit; then the vehicles that lost. */
  readonly others: readonly string[];
}

interface Found {
  readonly row: DecisionRow;
  readonly issue: Issue;
  readonly partner: Partner;
  readonly standing: Standing;
  readonly profile: Profile;
  readonly vehicle: Vehicle | undefined;
  readonly target: string | null;
  readonly blocks: readonly Block[];
  readonly lost: readonly string[];
}

/** The answer of the row that was found, blocked where something it needs is not there. */
export function answerOf(found: Found): Answer {
  const { row, vehicle, target, blocks, profile, standing } = found;
  const leaves = row.decision === "escalate" || row.decision === "handover";
  const blocked = row.decision === "blocked" || (leaves && blocks.length > 0);
  const response = blocked ? noResponse : responseOf(found);
  const losers = row.vehicle === "first_usable" ? lostVehicles(standing, vehicle) : [];
  return {
    decision: blocked ? "blocked" : row.decision,
    target: blocked ? null : target,
    vehicle: blocked ? null : (vehicle?.id ?? null),
    owner: "partner",
    partner_pays: blocked ? null : (row.partner_pays ?? vehicle?.cost.partner_pays ?? null),
    units_debited: blocked ? 0 : (vehicle?.units.debit ?? 0),
    blocked_by: blocks.map(({ code }) => code),
    blocks: blocks.map(({ code, clears, override, ask }) => ({ code, clears, override, ask })),
    next: (blocked ? nextOf(blocks, profile) : row.next) ?? null,
    alternatives: blocked
      ? alternativesTo(blocks, found.issue, found.partner, profile)
      : (row.alternatives ?? []),
    ...response,
    would_use: blocked && target && vehicle ? { target, vehicle: vehicle.id } : null,
    because:
      blocked && row.decision !== "blocked" ? `${missing(blocks)}; then: ${row.because}` : reason(found),
    row: row.vehicle === "first_usable" ? `${row.row} (${vehicle?.row})` : row.row,
    others: [...found.lost, ...losers],
  };
}

const noResponse = { expected_response: null, expected_response_source: null };

function responseOf({
  row,
  issue,
  vehicle,
}: Found): Pick<Answer, "expected_response" | "expected_response_source"> {
  if (!vehicle) return { ...noResponse, expected_response: row.expected_response ?? null };
  const { source, date, other, ...by } = vehicle.response;
  const within = (issue.severity && by[issue.severity]) ?? other ?? null;
  return { expected_response: within, expected_response_source: { source, date } };
}

function lostVehicles(standing: Standing, won: Vehicle | undefined): readonly string[] {
  return [
    ...standing.refused.map(({ vehicle, because }) => `${vehicle.id}: ${because}`),
    ...standing.usable
      .filter((vehicle) => vehicle !== won)
      .map(({ id }) => `${id}: usable, later in the order`),
  ];
}

const missing = (blocks: readonly Block[]): string => `not yet: ${blocks.map(({ code }) => code).join(", ")}`;

function reason({ row, blocks }: Found): string {
  return row.decision === "blocked" ? `${row.because} (${missing(blocks)})` : row.because;
}

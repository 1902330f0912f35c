import type { Case } from "./case.ts";
import { extractIds, type FoundId, valuesOf } from "./extract.ts";
import { numbered } from "./files.ts";
import type { Condition, FormField } from "./form-schema.ts";
import { judge } from "./judge.ts";
import { NO_DIAGNOSIS, type Subscription } from "./records.ts";

/** A field of the form with what fills it in, and where that comes from. */
export interface Filled {
  readonly field: FormField;
  readonly value: string;
  readonly from: "agent" | "record" | "conversation";
}

/** What an agent wrote that is not what its field asks for. */
export interface Misread {
  readonly field: FormField;
  readonly read: string;
  readonly expected: string;
}

export interface Form {
  /** The fields that are asked for in this case, in their order. */
  readonly asked: readonly FormField[];
  readonly filled: readonly Filled[];
  readonly misread: readonly Misread[];
  /** More than one candidate: asked about, never guessed. */
  readonly open: readonly { readonly field: FormField; readonly candidates: readonly FoundId[] }[];
  /** Ids without a word nearby that says what they are. */
  readonly unknown: readonly FoundId[];
  /** An id in mail or form that is not the one on record. */
  readonly differing: readonly {
    readonly field: FormField;
    readonly value: string;
    readonly known: string;
  }[];
  readonly subscription: Subscription | null;
}

const MOST_VALUES = 5;
/** Kinds of fields of which one value is the right one. */
const ONE_VALUE: ReadonlySet<FormField["is"]> = new Set(["guid", "reference"]);

/**
 * The form as it stands: what agents filled in, else what is on record, else what stands once in the conversation. The
 * record of the customer's tenant wins over both; what differs from it is told.
 */
export function fillForm(about: Case): Form {
  const { profile, records, ticket } = about;
  const given = (records.diagnosis ?? NO_DIAGNOSIS).fields;
  const asked = profile.table.form.filter((field) => applies(field.if, ticket));
  const found = extractIds(about.said, profile.table.ids);
  const filled: Filled[] = [];
  const misread: Misread[] = [];
  const open: { field: FormField; candidates: readonly FoundId[] }[] = [];
  const differing: { field: FormField; value: string; known: string }[] = [];
  for (const field of asked) {
    if (field.is === "files") {
      const value = numbersOf(about);
      if (value !== "") filled.push({ field, value, from: "agent" });
      continue;
    }
    const known = onRecord(field, about);
    const written = given[field.id] ?? "";
    const judged = written === "" ? null : judge(field, written, { profile, customers: about.customers });
    const candidates = valuesOf(found, field.ids);
    if (judged?.ok === false) misread.push({ field, read: written, expected: judged.expected });
    if (known !== null && field.fact === "tenant_id") {
      const others = [...(judged?.ok ? [judged.value] : []), ...candidates.map(({ value }) => value)];
      differing.push(
        ...[...new Set(others)].filter((value) => value !== known).map((value) => ({ field, value, known })),
      );
      filled.push({ field, value: known, from: "record" });
    } else if (judged?.ok) filled.push({ field, value: judged.value, from: "agent" });
    else if (judged === null && known !== null) filled.push({ field, value: known, from: "record" });
    else if (judged === null && candidates.length > 0) {
      if (candidates.length > 1 && ONE_VALUE.has(field.is)) open.push({ field, candidates });
      else filled.push({ field, value: joined(candidates), from: "conversation" });
    }
  }
  const unknown = found.filter(({ kind }) => kind === "unknown");
  const subscription = subscriptionOf(about, filled);
  return { asked, filled, misread, open, unknown, differing, subscription };
}

/** The numbers of the files that are to go along. */
function numbersOf({ files, records }: Case): string {
  const marked = new Set((records.diagnosis ?? NO_DIAGNOSIS).files.map(({ id }) => id));
  return numbered(files)
    .flatMap(({ id }, n) => (marked.has(id) ? [n + 1] : []))
    .join(", ");
}

/** Whether something is wanted for an issue; without conditions it always is. */
export function applies(
  conditions: readonly Condition[] | undefined,
  issue: { readonly kind: string; readonly service: string; readonly severity: string | null },
): boolean {
  if (!conditions) return true;
  return conditions.some(
    (when) =>
      (when.service?.includes(issue.service) ?? true) &&
      (when.kind?.some((kind) => kind === issue.kind) ?? true) &&
      (when.severity?.some((severity) => severity === issue.severity) ?? true),
  );
}

/** What the customer's record says of a field; a subscription only where there is but one of the service. */
function onRecord(field: FormField, { records, ticket, now }: Case): string | null {
  if (field.fact === "tenant_id") return records.tenancy?.tenantId ?? null;
  if (!field.ids.includes("subscription")) return null;
  const running = records.subscriptions.filter(
    ({ service, endsAt }) => service === ticket.service && (endsAt === null || endsAt > now),
  );
  return running.length === 1 ? running[0]!.reference : null;
}

/** The subscription it is about: by the id that was filled in, else the only one of the service. */
function subscriptionOf({ records, ticket, now }: Case, filled: readonly Filled[]): Subscription | null {
  const named = filled.map(({ value }) => value.toLowerCase());
  const byId = records.subscriptions.find(
    ({ reference }) =>
      reference !== null &&
      named.some(
        (value) => value === reference.toLowerCase() || value.includes(`/${reference.toLowerCase()}/`),
      ),
  );
  if (byId !== undefined) return byId;
  const running = records.subscriptions.filter(
    ({ service, endsAt }) => service === ticket.service && (endsAt === null || endsAt > now),
  );
  return running.length === 1 ? running[0]! : null;
}

function joined(candidates: readonly FoundId[]): string {
  return candidates
    .slice(0, MOST_VALUES)
    .map(({ value }) => value)
    .join(", ");
}

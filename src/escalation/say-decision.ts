import type { Answer } from "./answer.ts";
import type { Case } from "./case.ts";
import { type FormValues, writeForm } from "./form.ts";
import type { Profile } from "./profile.ts";
import { nameOn } from "./vehicle-named.ts";
import type { Weighed } from "./weigh.ts";

const MOST_OTHERS = 12;
const LONGEST_VALUE = 80;

/** A way as people call it: the vehicle by its name of the day, else the target. */
export function wayName(
  profile: Profile,
  day: string,
  vehicle: string | null,
  target: string | null,
): string {
  const found = profile.vehicles.find(({ id }) => id === vehicle);
  return (found && nameOn(found, day)) ?? target?.replaceAll("_", " ") ?? "nobody";
}

/** What blocks, a line each: what it is and how it is cleared, as a sentence; its code stands in brackets behind. */
export function blockLines({ blocks }: Pick<Answer, "blocks">, profile: Profile): readonly string[] {
  return blocks.map(({ code, clears, override, ask }) => {
    const who = clears === "partner_admin" ? " Whoever administers our side can clear it." : "";
    const how = ask === null ? who : " To ask the customer: #escalate ask.";
    const role = override === null ? "" : ` ${article(override)} may pass over it: #override ${code} reason.`;
    return `not yet: ${blockSays(code, profile)}${how}${role} [${code}]`;
  });
}

/** What a block means, in a sentence. */
export function blockSays(code: string, profile: Profile): string {
  const says = profile.table.blocks.find((block) => block.code === code)?.says;
  return says ?? `It is blocked by: ${code.replaceAll("_", " ")}.`;
}

function article(role: string): string {
  return `${/^[aeiou]/.test(role) ? "An" : "A"} ${role}`;
}

/** What else can be done, by its title. */
export function alternativeLines({ alternatives }: Answer, profile: Profile): readonly string[] {
  return alternatives.map((id) => {
    const title = profile.table.alternatives.find((one) => one.id === id)?.title ?? id.replaceAll("_", " ");
    return `or: ${title}`;
  });
}

/** Why no other row and no other vehicle was taken. */
export function otherLines({ others }: Answer): readonly string[] {
  return others.slice(-MOST_OTHERS).map((line) => `why not: ${line}`);
}

/** So many of the other ways interest who reads a receipt on a telephone. */
const MOST_WAYS = 3;

/**
 * Of the ways that lost, those that it could have taken: vehicles that take such an issue and cannot now. Rows of the table that are about
 * other issues say nothing to who reads it; `#escalate` with the name of a way says why not that one.
 */
export function foldedOthers(
  { others }: Pick<Answer, "others">,
  profile: Profile,
  day: string,
): readonly string[] {
  const ways = others.flatMap((line) => {
    const [id, because] = [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)];
    const isWay = profile.vehicles.some((vehicle) => vehicle.id === id);
    return isWay && !because.startsWith("does not cover") ? [{ id, because }] : [];
  });
  const shown = ways
    .slice(0, MOST_WAYS)
    .map(({ id, because }) => `not by ${wayName(profile, day, id, null)}: ${because}`);
  const left = others.length - shown.length;
  return left > 0
    ? [...shown, `${left} other rules and ways do not fit; #escalate and the name of a way says why`]
    : shown;
}

/** Why it is blocked, without the codes, which stand with what they mean. */
export function becauseInWords({ because }: Pick<Answer, "because">): string {
  return because.replace(/ \(not yet: [^)]*\)$/, "").replace(/^not yet: [^;]*; then: /, "");
}

/** What it costs and when an answer is expected. */
export function termsLine(answer: Answer, profile: Profile): string {
  const cost = profile.vehicles.find(({ id }) => id === answer.vehicle)?.cost;
  const within = answer.expected_response ?? "nothing is published";
  const source = answer.expected_response_source;
  return [
    ...(cost ? [`cost: ${cost.text}, paid by ${cost.payer}`] : []),
    `expected response: ${within}${source ? ` (${source.source}, ${source.date})` : ""}`,
  ].join("; ");
}

/** What was noticed while the form was filled in: wrong values, several candidates, ids nobody named, other tenants. */
export function noticedLines(weighed: Weighed, { terms }: Pick<Case, "terms">): readonly string[] {
  const { misread, open, unknown, differing, personal, issue, filled } = weighed;
  return [
    ...misread.map(({ field, read, expected }) => `${field.name}: read "${cut(read)}", expected ${expected}`),
    ...open.map(
      ({ field, candidates }) =>
        `${field.name}: which one? ${candidates
          .slice(0, 5)
          .map(({ value, source, line }) => `${value} (${source}, line ${line})`)
          .join(", ")}`,
    ),
    ...differing.map(
      ({ field, value, known }) => `${field.name}: ${value} is not the one on record; ${known} is used`,
    ),
    ...unknown
      .slice(0, 5)
      .map(({ value, source, line }) => `an id that nobody named: ${value} (${source}, line ${line})`),
    ...(issue.scope === "own_tenant" ? ["mind: this is a tenant of our own, not a customer's"] : []),
    ...(personal.length > 0
      ? [
          `personal data would leave: ${personal
            .slice(0, 10)
            .map(({ kind, value }) => `${kind} ${cut(value)}`)
            .join(", ")}; take it out, or write "reviewed: yes"`,
        ]
      : []),
    ...(terms.ownTenants.length > 0 && filled.every(({ field }) => field.fact !== "tenant_id")
      ? ["the tenant is not known: mind that it is not our own"]
      : []),
  ];
}

/** What to mind for this kind and service, as the profile has it: one line a cell. */
export function guidanceLines(profile: Profile, kind: string, service: string): readonly string[] {
  const cells = profile.guidance[service];
  if (cells === undefined) return [];
  const shown = kind === "technical" ? [cells.technical] : [cells.subscription, cells.billing];
  return shown.map(({ text, link }) => (link === undefined ? text : `${text} ${link}`));
}

/** The form with what is known, to be sent back: under the command, a line a field. */
export function formText(weighed: Weighed, given: FormValues): string {
  const known = Object.fromEntries(weighed.filled.map(({ field, value }) => [field.id, value]));
  // Who sends the form back has to say anew that they looked: what was filled in for them says nothing.
  const reviews = weighed.asked.filter(({ fact }) => fact === "personal_data_reviewed");
  const unsaid = Object.fromEntries(reviews.map(({ id }) => [id, ""]));
  return writeForm(weighed.asked, { issues: "1", ...given, ...known, ...unsaid });
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

import { readIncident } from "../../commands/incident-words.ts";
import type { Case } from "../../escalation/case.ts";
import { decideCase } from "../../escalation/decide-case.ts";
import { fileLines, numbered } from "../../escalation/files.ts";
import { type FormValues, readForm } from "../../escalation/form.ts";
import { judge } from "../../escalation/judge.ts";
import { MOST_TOLD, personalDataIn } from "../../escalation/personal-data.ts";
import type { Diagnosis } from "../../escalation/records.ts";
import { blockSays, formText, noticedLines } from "../../escalation/say-decision.ts";
import { type EscalationCase, escalationCase } from "../handoff/escalation-case.ts";
import { addressesOf, namesOf } from "../handoff/escalation-people.ts";
import { incidentsOn } from "../incident/incident-ledger.ts";
import { type Act, type ActContext, byAgent, refused } from "./act.ts";
import { filesOfForm } from "./attach.ts";
import { rowOf } from "./diagnosis-row.ts";
import { linked, takenOff } from "./incident.ts";

/** `#diagnosis` and lines of `field: value`: what was found out, kept with the ticket. Later mails add to it field by field. */
export const diagnosis: Act = (argument, context) => {
  const read = escalationCase(context);
  if ("kind" in read) return read;
  const { form } = read.pinned.profile.table;
  const given = readForm(argument, form);
  if (given.kind === "refused") {
    const near = given.suggestion === null ? "" : ` (did you mean "${given.suggestion}"?)`;
    return refused(`#diagnosis: ${given.because}${near}${given.line === "" ? "" : `:\n\n    ${given.line}`}`);
  }
  const names = Object.keys(given.values);
  if (names.length === 0) {
    const known = form.map(({ name }) => name).join(", ");
    return refused(`#diagnosis takes lines of \`field: value\` below it; the fields are ${known}`);
  }
  const ofFiles = form.find((field) => field.is === "files")?.id ?? "";
  const { [ofFiles]: wanted, ...written } = given.values;
  const files = filesOfForm(wanted, saysReviewed(written, read, context), read, context);
  if ("because" in files) return refused(`#diagnosis: attachments: ${files.because}`);
  const fields = Object.fromEntries(
    Object.entries({ ...lookedAt(read, written, namesOf(context.state)), ...written }).filter(
      ([, value]) => value !== "",
    ),
  );
  const after: Diagnosis = { ...read.diagnosis, fields, files };
  const hangs = incidentOf(read, after, names, context);
  const diagnosed = { ...byAgent(context, "diagnosis"), type: "diagnosed", data: { fields: names } };
  const { line, ...rest } = said(read, after, names);
  return {
    kind: "done",
    events: [diagnosed, ...(hangs?.events ?? [])],
    decision: { diagnosis: rowOf(after, context), ...hangs?.decision },
    ...rest,
    line: hangs === null ? line : `${line}\n${hangs.line}`,
  };
};

/** The field that names a published incident hangs the ticket on it, and takes it off when it is taken back. Null: neither. */
function incidentOf(read: EscalationCase, after: Diagnosis, names: readonly string[], context: ActContext) {
  const field = read.pinned.profile.table.form.find(({ ids }) => ids.includes("incident"))?.id ?? "";
  if (!names.includes(field)) return null;
  const codeIn = ({ fields }: Diagnosis): string | null => readIncident(fields[field] ?? "")?.code ?? null;
  const [before, now] = [codeIn(read.diagnosis), codeIn(after)];
  const on = incidentsOn(context.state.events);
  if (now !== null) return on.includes(now) ? null : linked(now, "diagnosis", context);
  return before !== null && on.includes(before) ? takenOff(before, context) : null;
}

/**
 * What is there already. Somebody looked for personal data in it, which counts until something leaves that tells of a person anew: a form
 * that is filled in further does not lose that it was looked through.
 */
function lookedAt(
  { diagnosis, pinned }: EscalationCase,
  given: FormValues,
  people: readonly string[],
): FormValues {
  const { form } = pinned.profile.table;
  const leaving = form.filter(({ leaves }) => leaves).map(({ id }) => id);
  const toldBy = (values: FormValues) =>
    personalDataIn(leaving.map((id) => values[id] ?? "").join("\n"), people).map(({ kind, value }) =>
      `${kind} ${value}`.toLowerCase(),
    );
  const before = new Set(toldBy(diagnosis.fields));
  const after = toldBy({ ...diagnosis.fields, ...given });
  const isNew = after.length >= MOST_TOLD || after.some((one) => !before.has(one));
  const reviews = form.filter(({ fact }) => fact === "personal_data_reviewed").map(({ id }) => id);
  return isNew
    ? Object.fromEntries(Object.entries(diagnosis.fields).filter(([id]) => !reviews.includes(id)))
    : diagnosis.fields;
}

/** Whether the form says that somebody has looked, in this mail. */
function saysReviewed(written: FormValues, { pinned }: EscalationCase, { state }: ActContext): boolean {
  const by = { profile: pinned.profile, customers: addressesOf(state) };
  return pinned.profile.table.form
    .filter(({ id, fact }) => fact === "personal_data_reviewed" && written[id] !== undefined)
    .some((field) => {
      const said = judge(field, written[field.id]!, by);
      return said.ok && said.value === "yes";
    });
}

/** `#unable reason`: within our boundary, and still not ours to solve; kept with its reason, and counted. */
export const unable: Act = (argument, context) => {
  const reason = argument.trim();
  if (reason.length < 10) {
    return refused("#unable takes the reason, in a few words: #unable only the vendor sees that log");
  }
  const read = escalationCase(context);
  if ("kind" in read) return read;
  return {
    kind: "done",
    events: [{ ...byAgent(context, "unable"), type: "unable" }],
    decision: { diagnosis: rowOf({ ...read.diagnosis, unable: reason.slice(0, 1000) }, context) },
    line: "marked as not ours to solve, with your reason",
  };
};

/** Of a diagnosis that is whole: how many files go along. The list was shown, and stands in the answer to #attach. */
function goingAlong({ files }: Case, after: Diagnosis): readonly string[] {
  const [there, along] = [numbered(files).length, after.files.length];
  if (there === 0) return [];
  return [`files: ${along} of ${there} go along with #escalate; #attach lists them`];
}

/** What was written down, what of it is not what its field asks for, and what is still missing. */
function said({ about, pinned }: EscalationCase, after: Diagnosis, names: readonly string[]) {
  const { form } = pinned.profile.table;
  const kept = names.map((id) => form.find((field) => field.id === id)!.name).join(", ");
  const first = `diagnosis: ${kept} written down`;
  if (about === null) return { line: `${first}\nstill to be said: #kind and #service` };
  const now = { ...about, records: { ...about.records, diagnosis: after } };
  const decided = decideCase(now, null);
  if (decided.kind !== "decided") return { line: first };
  const { weighed, answer } = decided;
  const missing = answer.blocks.map(({ code }) => code);
  const body = `#diagnosis\n${formText(weighed, after.fields)}\n`;
  return {
    line: [
      first,
      ...noticedLines(weighed, now),
      ...(missing.length === 0 ? goingAlong(about, after) : fileLines(about.files, after.files, about.names)),
      missing.length === 0
        ? "nothing is missing for #escalate"
        : [
            "missing for #escalate:",
            ...missing.map((code) => `${blockSays(code, pinned.profile)} [${code}]`),
          ].join("\n"),
    ].join("\n"),
    links:
      missing.length === 0
        ? [{ label: "Escalate", body: "#escalate" }]
        : [{ label: "Fill in the rest", body }],
  };
}

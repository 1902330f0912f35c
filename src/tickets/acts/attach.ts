import { type FileMark, fileLines, pickFiles } from "../../escalation/files.ts";
import { type EscalationCase, escalationCase } from "../handoff/escalation-case.ts";
import { namesOf } from "../handoff/escalation-people.ts";
import { type Act, type ActContext, byAgent, refused } from "./act.ts";
import { rowOf } from "./diagnosis-row.ts";

/**
 * `#attach 1 3`: I have looked through these files for personal data, and they go along when the issue leaves. `#attach -3`: that one
 * stays after all; `#attach none`: all stay. Alone it lists the files of the conversation. Nothing else of them ever leaves.
 */
export const attach: Act = (argument, context) => {
  const read = escalationCase(context);
  if ("kind" in read) return read;
  const { mail, state } = context;
  const names = namesOf(state);
  const { files: known } = mail.world;
  if (known.length === 0)
    return refused(
      "#attach: there are no files in this conversation; what you attach to #escalate goes along",
    );
  if (argument.trim() === "") {
    return {
      kind: "done",
      line: ["files of this conversation:", ...fileLines(known, read.diagnosis.files, names)].join("\n"),
      links: [{ label: "Looked through, to go along (put the numbers in)", body: "#attach " }],
    };
  }
  const picked = pickFiles(argument, known, mail.notice?.text ?? null);
  if (picked.kind === "refused") return refused(`#attach: ${picked.because}`);
  const looked = picked.add.map(({ id }) => ({ id, reviewedBy: mail.agent.id, at: mail.receivedAt }));
  const gone = new Set([...picked.add, ...picked.drop].map(({ id }) => id));
  const files = [...read.diagnosis.files.filter(({ id }) => !gone.has(id)), ...looked];
  return {
    kind: "done",
    events: [
      {
        ...byAgent(context, "attach"),
        type: "files_reviewed",
        data: { files: looked.map(({ id }) => id), dropped: picked.drop.length },
      },
    ],
    decision: { diagnosis: rowOf({ ...read.diagnosis, files }, context) },
    line: [said(files.length), ...fileLines(known, files, names)].join("\n"),
  };
};

function said(count: number): string {
  return count === 0
    ? "no file goes along"
    : `${count === 1 ? "one file goes" : `${count} files go`} along with the next #escalate`;
}

/**
 * What the field for files in a form says: exactly these are to go along. Who has not looked through one yet has to say so: by the form's
 * own field, or with #attach. Null: the form says nothing of files.
 */
export function filesOfForm(
  words: string | undefined,
  looked: boolean,
  { diagnosis }: EscalationCase,
  { mail }: ActContext,
): readonly FileMark[] | { readonly because: string } {
  const by = { reviewedBy: looked ? mail.agent.id : null, at: mail.receivedAt };
  const before = diagnosis.files.map((mark) =>
    looked && mark.reviewedBy === null ? { ...mark, ...by } : mark,
  );
  if (words === undefined) return before;
  const picked = pickFiles(words === "" ? "none" : words, mail.world.files, mail.notice?.text ?? null);
  if (picked.kind === "refused") return picked;
  const kept = before.filter(({ id }) => picked.add.some((file) => file.id === id));
  const known = new Set(kept.map(({ id }) => id));
  return [...kept, ...picked.add.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, ...by }))];
}

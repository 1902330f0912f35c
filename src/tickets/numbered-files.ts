import { fileLine, type KnownFile, numbered } from "../escalation/files.ts";
import type { AttachmentRow, MessageRow } from "./rows.ts";

/** The files of a new message as a notice lists them: each by the number that `#attach` takes. */
export function numberedFiles(
  before: readonly KnownFile[],
  message: Pick<MessageRow, "authorName" | "authorAddress" | "unverified">,
  added: readonly Omit<AttachmentRow, "contentId">[],
): readonly string[] {
  if (message.unverified) return [];
  const from = message.authorName || message.authorAddress;
  const all = numbered([...before, ...added.map((file) => ({ ...file, from }))]);
  const contents = new Set(added.map(({ id, sha256 }) => sha256 || id));
  return all.flatMap((file, n) => (contents.has(file.sha256 || file.id) ? [fileLine(file, n + 1)] : []));
}

import { fileLine, type KnownFile, numbered } from "../../escalation/files.ts";
import type { MessageRow } from "../rows.ts";
import type { MessageFile } from "./carried-files.ts";
import { isLost, type NoticeFiles } from "./notice-files.ts";

/**
 * The files of a message as a notice lists them: each by the number that `#attach` takes. A lost one keeps its number and is not offered.
 * Messages have ids that rise: one that came to the conversation later may stand before others.
 */
export function numberedFiles(
  before: readonly KnownFile[],
  message: Pick<MessageRow, "authorName" | "authorAddress" | "unverified">,
  added: readonly MessageFile[],
  { staying }: NoticeFiles<MessageFile>,
): readonly string[] {
  if (message.unverified) return [];
  const from = message.authorName || message.authorAddress;
  const all = [...before, ...added.map((file) => ({ ...file, from }))];
  const listed = numbered(
    all.toSorted((a, b) => (a.messageId === b.messageId ? 0 : a.messageId < b.messageId ? -1 : 1)),
  );
  const lost = new Set(staying.flatMap(({ file, because }) => (isLost(because) ? [file.id] : [])));
  const offered = new Set(added.flatMap(({ id, sha256 }) => (lost.has(id) ? [] : [sha256 || id])));
  return listed.flatMap((file, n) => (offered.has(file.sha256 || file.id) ? [fileLine(file, n + 1)] : []));
}

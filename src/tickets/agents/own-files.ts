import { parseCommands } from "../../commands/parse.ts";
import type { FileMark, KnownFile } from "../../escalation/files.ts";
import type { Attachment } from "../../mail/message.ts";
import type { AttachmentRow, MessageRow } from "../rows.ts";
import type { AgentMail } from "./agent-deal.ts";

/**
 * The files of an agent's mail that go with its text. What is attached to `#escalate` was chosen for whom the issue goes to, and nobody
 * else gets it; pictures that stand in the text itself are part of the text.
 */
export function filesOfAnswer({ reading }: Pick<AgentMail, "reading">): readonly Attachment[] {
  const { attachments } = reading.message;
  return escalates(reading.split.visible) ? attachments.filter(({ inline }) => inline) : attachments;
}

/** The files that an agent attached to `#escalate`, as they are kept. */
export function ownFiles(
  visible: string,
  { message, attachments }: { readonly message: MessageRow; readonly attachments: readonly AttachmentRow[] },
): readonly KnownFile[] {
  if (!escalates(visible)) return [];
  const from = message.authorName || message.authorAddress;
  return attachments
    .filter(({ inline }) => !inline)
    .map(({ contentId: _content, ...file }) => ({ ...file, from }));
}

/** Those of a mail that was held and counts now. */
export function ownFilesOf(
  { id, visibleText }: MessageRow,
  files: readonly KnownFile[],
): readonly KnownFile[] {
  if (!escalates(visibleText)) return [];
  return files.filter(({ messageId, inline }) => messageId === id && !inline);
}

/** Who attaches a file to `#escalate` has chosen it: it was looked through by them. */
export function chosen(own: readonly KnownFile[], { agent, receivedAt }: AgentMail): readonly FileMark[] {
  return own.map(({ id }) => ({ id, reviewedBy: agent.id, at: receivedAt }));
}

function escalates(visible: string): boolean {
  const request = parseCommands(visible);
  return request.kind === "request" && request.commands.some(({ name }) => name === "escalate");
}

import type { Lead } from "../../conversation/evidence.ts";
import type { Reading } from "../../mail/reading.ts";
import type { Instant } from "../../values/instant.ts";
import type { AttachmentRow, MessageIdRow, MessageRow } from "../rows.ts";

/** Texts in rows are bounded; the whole mail is in its raw bytes. */
const MAX_TEXT = 1_000_000;

/** A mail as a message of a ticket: its rows, ready to be saved. */
export function keptMessage({
  mail,
  ticketId,
  legId,
  author,
  agentId,
  unverified,
  mint,
}: {
  readonly mail: {
    readonly inboundId: string;
    readonly receivedAt: Instant;
    readonly reading: Reading & { readonly kind: "message" };
    readonly evidence?: readonly Lead[];
  };
  readonly ticketId: string;
  readonly legId: string;
  readonly author: MessageRow["author"];
  readonly agentId?: string;
  readonly unverified: boolean;
  readonly mint: { id(): string };
}): {
  readonly message: MessageRow;
  readonly attachments: readonly AttachmentRow[];
  readonly messageIds: readonly MessageIdRow[];
} {
  const { message, split, authentication } = mail.reading;
  const id = mint.id();
  return {
    message: {
      id,
      ticketId,
      legId,
      direction: "in",
      author,
      authorName: message.from?.name ?? "",
      authorAddress: message.from?.address ?? "",
      agentId: agentId ?? null,
      inboundId: mail.inboundId,
      outboundId: null,
      msgId: message.messageId,
      subject: message.subject.slice(0, 500),
      visibleText: split.visible.slice(0, MAX_TEXT),
      fullText: message.text.slice(0, MAX_TEXT),
      unverified,
      evidence: mail.evidence ?? [],
      proof: authentication.proved?.method ?? null,
      at: mail.receivedAt,
    },
    attachments: message.attachments.map(({ path, ...file }) => ({
      ...file,
      id: mint.id(),
      messageId: id,
      mail: mail.inboundId,
      part: path,
    })),
    // An agent's own msg-id leads no customer anywhere, and an unverified one must not become evidence.
    messageIds:
      message.messageId === null || unverified || author === "agent"
        ? []
        : [
            {
              msgId: message.messageId.slice(0, 998),
              legId,
              ticketId,
              minted: false,
              audience: author === "upstream" ? "upstream" : "customer",
              outboundId: null,
            },
          ],
  };
}

/** A reply to what went past the desk names its msg-id. */
export function ownMsgId(
  { msgId, legId, ticketId }: Pick<MessageRow, "msgId" | "legId" | "ticketId">,
  audience: "customer" | "upstream",
): readonly MessageIdRow[] {
  if (msgId === null) return [];
  return [{ msgId, legId, ticketId, minted: false, audience, outboundId: null }];
}

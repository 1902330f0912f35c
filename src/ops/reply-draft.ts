/** What a mail client starts a reply with. */
export interface ReplyDraft {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

export interface RepliedTo {
  readonly replyTo: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
}

/**
 * A reply as RFC 5322 §3.6.4 wants it: In-Reply-To names the parent, References the parent's own and then the parent
 * (its In-Reply-To where it has just one and no References). The quote stands below the place to write.
 *
 * @param wroteLine  the line over the quote, e.g. `On Tue, 24 Nov 2026, 13:00, Ana wrote:`
 */
export function replyDraft(mail: RepliedTo, wroteLine: string): ReplyDraft {
  const earlier =
    mail.references.length > 0 ? mail.references : mail.inReplyTo.length === 1 ? mail.inReplyTo : [];
  const quote = mail.text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`));
  return {
    to: mail.replyTo,
    subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    text: `\n\n${wroteLine}\n${quote.join("\n")}\n`,
    inReplyTo: mail.messageId,
    references: mail.messageId === null ? [] : [...earlier, mail.messageId],
  };
}

import { attachmentContents } from "../mail/attachment-content.ts";
import type { Decision, MailDraft } from "../tickets/decision.ts";
import type { Tx } from "./ports.ts";

/**
 * Puts the bytes of files into the mails that carry them, from the mails that the desk keeps. A file whose mail is gone, or
 * that is no longer found in it, is left out: its name stands in the text.
 */
export async function carryFiles(tx: Pick<Tx, "rawMail">, decision: Decision): Promise<Decision> {
  const carried = (decision.mails ?? []).flatMap(({ carried = [] }) => carried);
  if (carried.length === 0) return decision;
  const contents = new Map<string, ReadonlyMap<string, Uint8Array>>();
  for (const [mail, files] of Map.groupBy(carried, (file) => file.mail)) {
    const parts = new Set(files.map(({ part }) => part));
    const bytes = await tx.rawMail(mail);
    if (bytes !== null) contents.set(mail, attachmentContents(bytes, parts));
  }
  const attach = ({ carried: along = [], ...mail }: MailDraft): MailDraft => ({
    ...mail,
    draft: {
      ...mail.draft,
      attachments: [
        ...(mail.draft.attachments ?? []),
        ...along.flatMap(({ mail: id, part, filename, contentType }) => {
          const content = contents.get(id)?.get(part);
          return content === undefined
            ? []
            : [{ filename, contentType, content, contentId: null, inline: false }];
        }),
      ],
    },
  });
  return { ...decision, mails: decision.mails!.map(attach) };
}

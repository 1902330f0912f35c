import { attachmentContent, attachmentContents } from "../mail/attachment-content.ts";
import type { Decision, MailDraft } from "../tickets/decision.ts";
import type { CarriedFile, LostBecause, LostFile } from "../tickets/letters/carried-files.ts";
import { Fault } from "../values/trouble.ts";
import type { Tx } from "./ports.ts";

type Kept = Pick<CarriedFile, "mail" | "part">;
type ContentOf = (file: Kept) => Uint8Array | LostBecause;

/**
 * Puts the bytes of files into the mails that carry them, from the mails that the desk keeps. Where one is lost, the mail is written
 * again without it: what it says is attached is attached.
 */
export async function carryFiles(tx: Pick<Tx, "rawMail">, decision: Decision): Promise<Decision> {
  const carried = (decision.mails ?? []).flatMap(({ carried }) => carried?.files ?? []);
  if (carried.length === 0) return decision;
  const contentOf = await keptContents(tx, carried);
  return { ...decision, mails: decision.mails!.map((mail) => attach(mail, contentOf)) };
}

/** The bytes of files in mails that the desk keeps, each mail read once; in place of those that cannot be had, why. */
export async function keptContents(tx: Pick<Tx, "rawMail">, files: readonly Kept[]): Promise<ContentOf> {
  const contents = new Map<string, ReadonlyMap<string, Uint8Array>>();
  for (const [mail, wanted] of Map.groupBy(files, (file) => file.mail)) {
    const bytes = await tx.rawMail(mail);
    if (bytes !== null)
      contents.set(mail, attachmentContents(bytes, new Set(wanted.map(({ part }) => part))));
  }
  return ({ mail, part }) => {
    const found = contents.get(mail);
    return found === undefined ? "gone" : (found.get(part) ?? "unreadable");
  };
}

/**
 * The bytes of files of a mail that was just read. Whoever read it has found them: one that is not there now would leave as an empty
 * file, so it is a fault.
 */
export function ownContent(bytes: Uint8Array): (part: string) => Uint8Array {
  return (part) => {
    const content = attachmentContent(bytes, part);
    if (content === null) throw new Fault(`part ${part} of a mail was read, and is not in it`);
    return content;
  };
}

function attach({ carried, ...mail }: MailDraft, contentOf: ContentOf): MailDraft {
  if (carried === undefined) return mail;
  const attachments = [...(mail.draft.attachments ?? [])];
  const lost: LostFile[] = [];
  for (const file of carried.files) {
    const content = contentOf(file);
    const { filename, contentType } = file;
    if (typeof content === "string") lost.push({ file, because: content });
    else attachments.push({ filename, contentType, content, contentId: null, inline: false });
  }
  if (lost.length === 0) return { ...mail, draft: { ...mail.draft, attachments } };
  const { text, html } = carried.without(lost);
  return { ...mail, text, draft: { ...mail.draft, text, html, attachments } };
}

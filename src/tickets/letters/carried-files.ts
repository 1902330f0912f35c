import type { AttachmentRow } from "../rows.ts";
import type { Words } from "../words/words.ts";

/** Where the bytes of a file are: a part of a mail. */
export type CarriedFile = Pick<AttachmentRow, "mail" | "part" | "filename" | "contentType" | "size">;

/**
 * Why a file cannot go along that was to. gone: the desk does not keep its mail any more. unreadable: it does, and the file cannot be
 * read out of it.
 */
export type LostBecause = "gone" | "unreadable";

/** A file of a message. */
export type MessageFile = Omit<AttachmentRow, "contentId">;

export interface LostFile<File = CarriedFile> {
  readonly file: File;
  readonly because: LostBecause;
}

/** Files of kept mails that a mail takes along. Rules have no bytes: whether they are there is known when the mail is rendered. */
export interface Carried {
  readonly files: readonly CarriedFile[];
  /** What the mail says where some of them are lost. */
  readonly without: (lost: readonly LostFile[]) => Words;
}

/** Why this file is lost; null: it is not. */
export function whyLost(
  { mail, part }: Pick<CarriedFile, "mail" | "part">,
  lost: readonly LostFile[],
): LostBecause | null {
  return lost.find(({ file }) => file.mail === mail && file.part === part)?.because ?? null;
}

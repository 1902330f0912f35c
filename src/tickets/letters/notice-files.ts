import type { FileLimit } from "../../escalation/files.ts";
import { isDecoration } from "../../mail/decoration.ts";
import { fileSize } from "../../values/file-size.ts";
import type { AttachmentRow } from "../rows.ts";
import { type LostBecause, type LostFile, whyLost } from "./carried-files.ts";

/** What must be known of a file to send it to agents. */
export type SentFile = Pick<AttachmentRow, "filename" | "contentType" | "size" | "inline" | "mail" | "part">;

/** What an agent has of a message's files: those that go along with the notice, and those that do not, and why. */
export interface NoticeFiles<File extends SentFile = SentFile> {
  readonly along: readonly File[];
  readonly staying: readonly { readonly file: File; readonly because: StaysBecause }[];
}

type StaysBecause = "too-large" | "refused" | "unverified" | LostBecause;

/** One notice goes to each agent of a team, and each is a mail of its own: what is larger is fetched with `#files`. */
export const NOTICE_LIMIT: FileLimit = { bytes: 3 * 1024 * 1024, files: 10 };

/** Programs and scripts: large mail providers refuse a whole mail for one of them, and the notice would be lost with it. */
const REFUSED = new Set(
  `ade adp apk appx bat cab chm cmd com cpl dll dmg exe gadget hta inf ins isp iso jar jnlp js jse lib lnk mde msc msh
  msi msix msp mst nsh pif ps1 psm1 reg scf scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll`.split(/\s+/),
);

/**
 * Chooses which files travel with mail to agents. Files of a sender nobody vouches for stay at the desk: agents trust what
 * their own desk sends them.
 */
export function noticeFiles<File extends SentFile>(
  files: readonly File[],
  unverified: boolean,
  limit: FileLimit = NOTICE_LIMIT,
): NoticeFiles<File> {
  const along: File[] = [];
  const staying: NoticeFiles<File>["staying"][number][] = [];
  let left = limit.bytes;
  for (const file of files.filter((one) => !isDecoration(one))) {
    const because = unverified
      ? "unverified"
      : REFUSED.has(extensionOf(file.filename))
        ? "refused"
        : file.size > left || along.length >= limit.files
          ? "too-large"
          : null;
    if (because !== null) {
      staying.push({ file, because });
      continue;
    }
    left -= file.size;
    along.push(file);
  }
  return { along, staying };
}

/** The same, once it is known that some of those that were to go along are lost. */
export function withoutLost<File extends SentFile>(
  { along, staying }: NoticeFiles<File>,
  lost: readonly LostFile[],
): NoticeFiles<File> {
  const gone = along.flatMap((file) => {
    const because = whyLost(file, lost);
    return because === null ? [] : [{ file, because }];
  });
  return { along: along.filter((file) => whyLost(file, lost) === null), staying: [...staying, ...gone] };
}

export function isLost(because: StaysBecause): because is LostBecause {
  return because === "gone" || because === "unreadable";
}

/** For a text: `a.png, b.log`, and those that do not go along with their size, `dump.zip (12.0 MB)`, by what became of them. */
export function filesInWords({ along, staying }: NoticeFiles) {
  const named = (isMeant: (because: StaysBecause) => boolean): string =>
    staying
      .filter(({ because }) => isMeant(because))
      .map(({ file }) => `${file.filename} (${fileSize(file.size)})`)
      .join(", ");
  return {
    attachments: along.map(({ filename }) => filename).join(", "),
    staying: named((because) => !isLost(because)),
    gone: named((because) => because === "gone"),
    unreadable: named((because) => because === "unreadable"),
  };
}

function extensionOf(filename: string): string {
  return filename.slice(filename.lastIndexOf(".") + 1).toLowerCase();
}

import { BOUNDS } from "../bounds.ts";
import type { Defect } from "../message.ts";
import { partBytes } from "../mime/bytes.ts";
import { safeFilename } from "../mime/filename.ts";
import type { Leaf } from "../mime/leaves.ts";
import type { Part } from "../mime/part.ts";
import { textOf } from "../mime/text-part.ts";
import { lineFeeds } from "../text/line-feeds.ts";
import { calendarText } from "./calendar.ts";
import type { UnpackedFile } from "./file.ts";
import { readTnef, type Tnef } from "./tnef.ts";
import { splitUuencoded } from "./uuencode.ts";

/** What was written inside a container, for mails that hold nothing else. */
export interface Inner {
  readonly text: string | null;
  readonly html: string | null;
}

const TNEF_TYPES = new Set(["application/ms-tnef", "application/vnd.ms-tnef"]);
const CALENDAR_TYPES = new Set(["text/calendar", "application/ics"]);

/** Replaces each TNEF file that can be read by the files in it; `inner` is the first body found in one. */
export function openContainers(
  leaves: readonly Leaf[],
  defects: Defect[],
): { readonly leaves: readonly Leaf[]; readonly inner: Inner | null } {
  let inner: Inner | null = null;
  const opened = leaves.flatMap((leaf): readonly Leaf[] => {
    if (leaf.kind !== "file" || !isTnef(leaf)) return [leaf];
    const tnef = openTnef(leaf.part);
    if (tnef === null) return [leaf];
    defects.push({ code: "tnef", detail: `${leaf.filename || "winmail.dat"} was unpacked` });
    inner ??= { text: tnef.text, html: tnef.html };
    return tnefFiles(tnef, leaf.part.path).map((file) => ({ kind: "unpacked", file }));
  });
  return { leaves: opened, inner };
}

function isTnef(leaf: Extract<Leaf, { kind: "file" }>): boolean {
  return TNEF_TYPES.has(leaf.part.type) || /^winmail\.dat$/i.test(leaf.filename);
}

function openTnef(part: Part): Tnef | null {
  if (part.end - part.start > BOUNDS.tnefBytes * 1.4) return null;
  return readTnef(partBytes(part));
}

function tnefFiles(tnef: Tnef, path: string): UnpackedFile[] {
  return tnef.files.map((file, index) => ({
    filename: safeFilename(file.name) || `attachment-${index + 1}.bin`,
    contentType: /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(file.contentType)
      ? file.contentType
      : "application/octet-stream",
    contentId: file.contentId,
    bytes: file.bytes,
    path: `${path}/tnef/${index}`,
  }));
}

/** A text part's uuencoded files, and the text without them. */
export function openText(
  part: Part,
  defects: Defect[],
): { readonly text: string; readonly files: UnpackedFile[] } {
  const { text, files } = splitUuencoded(textOf(part, defects));
  const unpacked = files.map(({ name, bytes }, index) => ({
    filename: safeFilename(name) || `attachment-${index + 1}.bin`,
    contentType: "application/octet-stream",
    contentId: null,
    bytes,
    path: `${part.path}/uu/${index}`,
  }));
  return { text, files: unpacked };
}

/** The text of a mail that is nothing but an invitation. */
export function invitationText(leaves: readonly Leaf[]): string {
  for (const leaf of leaves) {
    if (leaf.kind !== "file" || !CALENDAR_TYPES.has(leaf.part.type)) continue;
    const text = calendarText(textOf(leaf.part, []));
    if (text !== "") return lineFeeds(text);
  }
  return "";
}

/** The bytes of the file that has this path inside `part`; null where there is none. */
export function contentInside(part: Part, kind: "tnef" | "uu", index: number): Buffer | null {
  if (kind === "uu") return openText(part, []).files[index]?.bytes ?? null;
  return openTnef(part)?.files[index]?.bytes ?? null;
}

import { isDecoration } from "../mail/decoration.ts";
import type { Instant } from "../values/instant.ts";
import { plain } from "./file-name.ts";
import { personalDataIn } from "./personal-data.ts";

/** A file of the customer's conversation, of a mail that counts. */
export interface KnownFile {
  readonly id: string;
  readonly messageId: string;
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** A picture in the text, or the logo of a signature. */
  readonly inline: boolean;
  /** Where its bytes are: the kept mail, and the part of it. */
  readonly mail: string;
  readonly part: string;
  /** Who sent it: a name, or else an address. */
  readonly from: string;
}

/** A file that is to go along with the issue. It does only once somebody has looked it through for personal data. */
export interface FileMark {
  /** Of the attachment; what it holds never changes. */
  readonly id: string;
  /** Who looked it through; null: nobody yet. */
  readonly reviewedBy: string | null;
  readonly at: Instant;
}

/** How much of files a mail may hold. */
export interface FileLimit {
  readonly files: number;
  readonly bytes: number;
}

/** A mail of 15 MB has 20.5 MB on its way; most servers take 25. */
export const MAIL_LIMIT: FileLimit = { files: 10, bytes: 15 * 1024 * 1024 };

const MOST_LISTED = 40;
const LONGEST_NAME = 80;

/** As agents see them, by their number from 1: the oldest first, what was sent twice once, and no pictures of signatures. */
export function numbered(files: readonly KnownFile[]): readonly KnownFile[] {
  const first = new Map<string, KnownFile>();
  for (const file of files.filter((one) => !isDecoration(one))) {
    const content = file.sha256 === "" ? file.id : file.sha256;
    if (!first.has(content)) first.set(content, file);
  }
  return [...first.values()];
}

/** One file in a line that says which it is, whatever else is called the same: its content's hash stands at the end. */
export function fileLine({ filename, contentType, size, sha256, from }: KnownFile, number: number): string {
  const name = plain(filename).slice(0, LONGEST_NAME) || "(no name)";
  return `${number}: ${name}, ${plain(contentType).slice(0, 60)}, ${sizeOf(size)}, ${plain(from).slice(0, 60)}, ${sha256.slice(0, 8)}`;
}

/** The files of a conversation for an agent: each with whether it goes along, and whether somebody has to look first. */
export function fileLines(
  files: readonly KnownFile[],
  marks: readonly FileMark[],
  names: readonly string[],
): readonly string[] {
  const listed = numbered(files);
  const lines = listed.slice(0, MOST_LISTED).map((file, n) => {
    const mark = marks.find(({ id }) => id === file.id);
    const inName = personalDataIn(file.filename.replaceAll(/[._-]+(?=[^@]*$)/g, " "), names).length > 0;
    const state =
      mark === undefined
        ? "stays here; look through it for personal data before it leaves"
        : mark.reviewedBy === null
          ? "wanted, NOT looked through for personal data yet"
          : "goes along";
    return `${fileLine(file, n + 1)} - ${state}${inName ? "; its name tells who somebody is" : ""}`;
  });
  const more = listed.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more, which are not offered`] : lines;
}

export type Picked =
  | { readonly kind: "picked"; readonly add: readonly KnownFile[]; readonly drop: readonly KnownFile[] }
  | { readonly kind: "refused"; readonly because: string };

const NONE: ReadonlySet<string> = new Set(["none", "nenhum", "nenhuma", "ninguno", "keine", "aucun", "-"]);

/**
 * The files that numbers mean: `1 3`, `1, 3`, `-2` for one that stays here after all, `none`.
 *
 * A number counts only where the mail that is answered showed it with the very file it means now: a list may have changed since, by a
 * merge, say, and what nobody has seen nobody can have looked through.
 *
 * @param shown  the text of the notice or receipt that is answered; null: it answers none
 */
export function pickFiles(words: string, files: readonly KnownFile[], shown: string | null): Picked {
  const listed = numbered(files);
  const said = words.split(/[\s,;]+/).filter((word) => word !== "" && !/^(?:and|e|y|und|et|&)$/i.test(word));
  if (said.length === 1 && NONE.has(said[0]!.toLowerCase())) return { kind: "picked", add: [], drop: listed };
  const strange = said.find((word) => !/^-?#?\d{1,3}$/.test(word));
  if (strange !== undefined || said.length === 0) {
    const read = strange === undefined ? "nothing" : `"${strange.slice(0, 40)}"`;
    return refused(`read ${read}, expected numbers of the list, such as 1 3, or none`);
  }
  const seen = new Set((shown ?? "").split("\n").map((line) => line.replace(/^[\s>*-]+/, "").trimEnd()));
  const add: KnownFile[] = [];
  const drop: KnownFile[] = [];
  for (const word of said) {
    const number = Number(word.replace(/[-#]+/, ""));
    const file = listed[number - 1];
    if (file === undefined) return refused(`there is no file ${number}; there are ${listed.length}`);
    if (word.startsWith("-")) drop.push(file);
    else {
      const line = fileLine(file, number);
      const was = [...seen].some((one) => one === line || one.startsWith(`${line} - `));
      if (!was)
        return refused(
          `the mail you answer does not show file ${number} as it is now: reply to the list you get with #attach alone`,
        );
      add.push(file);
    }
  }
  return { kind: "picked", add, drop };
}

/** Those that leave: wanted, looked through, and still of the conversation. In the order in which they came. */
export function filesThatLeave(
  files: readonly KnownFile[],
  marks: readonly FileMark[],
): readonly KnownFile[] {
  const reviewed = new Set(marks.filter(({ reviewedBy }) => reviewedBy !== null).map(({ id }) => id));
  return files.filter(({ id }) => reviewed.has(id));
}

/** Whether each file that is to go along was looked through. */
export function areReviewed(marks: readonly FileMark[]): boolean {
  return marks.every(({ reviewedBy }) => reviewedBy !== null);
}

/** What of these is too much for one mail, in words; null: nothing is. */
export function tooMuch(files: readonly Pick<KnownFile, "filename" | "size">[]): string | null {
  if (files.length > MAIL_LIMIT.files)
    return `${files.length} files are to go along, and at most ${MAIL_LIMIT.files} may: leave some out with #attach -n`;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= MAIL_LIMIT.bytes) return null;
  const largest = files.toSorted((a, b) => b.size - a.size)[0]!;
  return `the files that are to go along have ${sizeOf(bytes)}, and at most ${sizeOf(MAIL_LIMIT.bytes)} may leave in one mail; the largest is ${plain(largest.filename).slice(0, LONGEST_NAME)} (${sizeOf(largest.size)})`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kb = bytes / 1024;
  return kb < 1024 ? `${Math.ceil(kb)} kB` : `${(kb / 1024).toFixed(1)} MB`;
}

const refused = (because: string): Picked => ({ kind: "refused", because });

import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, statSync } from "node:fs";
import { open, readdir, rename } from "node:fs/promises";
import { join } from "node:path";

/** Folders beside INBOX, as Maildir++ names them on disk with a leading dot. */
export const FOLDERS = ["Sent", "Drafts", "Trash", "Junk", "Archive"] as const;
export type Folder = "INBOX" | (typeof FOLDERS)[number];

export interface Ids {
  readonly uid: number;
  readonly gid: number;
}

export function folderPath(maildir: string, folder: Folder): string {
  return folder === "INBOX" ? maildir : join(maildir, `.${folder}`);
}

/** Makes the folders a mailbox needs. `ids`: whom they must belong to; null: ourselves. */
export function makeMaildir(maildir: string, ids: Ids | null): void {
  for (const folder of ["INBOX", ...FOLDERS] as const) {
    const base = folderPath(maildir, folder);
    for (const path of [base, ...["tmp", "new", "cur"].map((name) => join(base, name))]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      if (ids !== null && statSync(path).uid !== ids.uid) chownSync(path, ids.uid, ids.gid);
    }
  }
}

let count = 0;

/**
 * Puts a mail into a folder. When this resolves the mail is on the disk, also if everything dies now; a reader sees the
 * whole mail or none.
 *
 * @param flags  Maildir letters; with any the mail counts as seen by a client before
 */
export async function deliver(
  maildir: string,
  folder: Folder,
  mail: readonly Uint8Array[],
  options: { readonly ids: Ids | null; readonly flags?: string },
): Promise<string> {
  const base = folderPath(maildir, folder);
  const size = mail.reduce((sum, part) => sum + part.length, 0);
  const now = Date.now();
  const id = `${Math.trunc(now / 1000)}.M${now % 1000}P${process.pid}Q${++count}R${randomBytes(4).toString("hex")}.sandbox,S=${size}`;
  const temporary = join(base, "tmp", id);
  const place = options.flags ? join(base, "cur", `${id}:2,${options.flags}`) : join(base, "new", id);
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writev(mail);
    if (options.ids !== null) await file.chown(options.ids.uid, options.ids.gid);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, place);
  const folderHandle = await open(join(place, ".."), "r");
  await folderHandle.sync().finally(() => folderHandle.close());
  return place;
}

export interface StoredMail {
  /** The name without its flags: stays the same when they change. */
  readonly id: string;
  readonly path: string;
  readonly flags: string;
}

/** The mails of a folder in the order they came. */
export async function storedMails(maildir: string, folder: Folder): Promise<readonly StoredMail[]> {
  const base = folderPath(maildir, folder);
  const both = await Promise.all(
    ["new", "cur"].map(async (part) => {
      const names = await readdir(join(base, part)).catch(() => []);
      return names
        .filter((name) => !name.startsWith("."))
        .map((name) => ({
          id: name.replace(/:2,.*$/, ""),
          path: join(base, part, name),
          flags: flagsOf(name),
        }));
    }),
  );
  return both.flat().sort((a, b) => arrival(a.id) - arrival(b.id) || (a.id < b.id ? -1 : 1));
}

function flagsOf(name: string): string {
  return /:2,([A-Za-z]*)$/.exec(name)?.[1] ?? "";
}

/** Milliseconds, from the name; Dovecot writes microseconds after the M. */
export function arrival(id: string): number {
  const [, seconds, fraction = "0"] = /^(\d+)\.M(\d{1,6})/.exec(id) ?? /^(\d+)/.exec(id) ?? [];
  const ms = id.includes(".sandbox") ? Number(fraction) : Math.trunc(Number(fraction) / 1000);
  return Number(seconds ?? 0) * 1000 + ms;
}

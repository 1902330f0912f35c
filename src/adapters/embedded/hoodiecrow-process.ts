import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import hoodiecrow, { type Hoodiecrow, type HoodiecrowMailbox, type HoodiecrowMessage } from "hoodiecrow-imap";
import { arrival, FOLDERS, type Folder, folderPath, storedMails } from "./maildir.ts";
import { given } from "./process-module.ts";

export interface HoodiecrowPlan {
  readonly mailboxes: readonly {
    readonly address: string;
    readonly password: string;
    readonly port: number;
    readonly maildir: string;
  }[];
}

type Served = HoodiecrowPlan["mailboxes"][number];

const PLUGINS = [
  "ID",
  "IDLE",
  "AUTH-PLAIN",
  "SASL-IR",
  "LITERALPLUS",
  "UIDPLUS",
  "UNSELECT",
  "MOVE",
  "NAMESPACE",
  "SPECIAL-USE",
  "ENABLE",
];
const SAVE_EACH_MS = 1000;
const LETTERS = {
  "\\Draft": "D",
  "\\Flagged": "F",
  "\\Answered": "R",
  "\\Seen": "S",
  "\\Deleted": "T",
} as const;

/** Where each message of the server lies on the disk. */
type Places = Map<HoodiecrowMessage, { path: string; id: string; flags: string }>;

/**
 * One mailbox over its Maildir. The server itself forgets everything and gives UIDs from 1 again, so each start is
 * another UIDVALIDITY. Mails put into the Maildir are served at once; flags, moves and deletions reach the disk within a
 * second and at the end, appended mails before the client hears OK.
 */
async function serve(served: Served): Promise<void> {
  const folder = (name: (typeof FOLDERS)[number]) => ({ "special-use": `\\${name}`, ...fresh() });
  const server = hoodiecrow({
    plugins: PLUGINS,
    users: { [served.address]: { password: served.password } },
    storage: {
      INBOX: fresh(),
      "": { separator: "/", folders: Object.fromEntries(FOLDERS.map((name) => [name, folder(name)])) },
    },
  });
  const places: Places = new Map();
  const append = server.appendMessage.bind(server);
  server.appendMessage = (mailbox, flags, internaldate, raw) => {
    const appended = append(mailbox, flags, internaldate, raw);
    save(server, places, served.maildir);
    return appended;
  };
  const load = async () => {
    for (const name of ["INBOX", ...FOLDERS] as const) await loadFolder(server, append, places, served, name);
  };
  await load();
  process.on("exit", () => save(server, places, served.maildir));
  let loading = Promise.resolve();
  const loadAgain = () => {
    // A file that goes while we look is seen by the next look.
    loading = loading.then(load).catch(() => {});
  };
  watch(join(served.maildir, "new"), loadAgain).on("error", () => {});
  setInterval(() => {
    save(server, places, served.maildir);
    loadAgain();
  }, SAVE_EACH_MS);
  await new Promise<void>((resolve) => server.listen(served.port, "127.0.0.1", resolve));
}

function fresh(): { uidvalidity: number; messages: [] } {
  return { uidvalidity: Math.trunc(Date.now() / 1000), messages: [] };
}

async function loadFolder(
  server: Hoodiecrow,
  append: Hoodiecrow["appendMessage"],
  places: Places,
  served: Served,
  name: Folder,
): Promise<void> {
  const found = await storedMails(served.maildir, name);
  // After the look: what a client appended meanwhile is ours already.
  const known = new Set([...places.values()].map(({ id }) => id));
  for (const mail of found) {
    if (known.has(mail.id)) continue;
    const raw = readFileSync(mail.path).toString("latin1");
    const flags = Object.entries(LETTERS).flatMap(([flag, letter]) =>
      mail.flags.includes(letter) ? [flag] : [],
    );
    append(name, flags, server.formatInternalDate(new Date(arrival(mail.id))), raw);
    places.set(server.getMailbox(name).messages.at(-1)!, { path: mail.path, id: mail.id, flags: mail.flags });
  }
}

/** Brings the disk to what the server holds. */
function save(server: Hoodiecrow, places: Places, maildir: string): void {
  const gone = new Set(places.keys());
  for (const name of ["INBOX", ...FOLDERS] as const) {
    const mailbox: HoodiecrowMailbox = server.getMailbox(name);
    for (const message of mailbox.messages) {
      gone.delete(message);
      const flags = lettersOf(message);
      const place = places.get(message);
      if (place === undefined) places.set(message, store(maildir, name, message, flags));
      else if (place.flags !== flags) setFlags(maildir, name, place, flags);
    }
  }
  for (const message of gone) {
    rmSync(places.get(message)!.path, { force: true });
    places.delete(message);
  }
}

function store(maildir: string, name: Folder, message: HoodiecrowMessage, flags: string) {
  const now = Date.now();
  const unique = randomBytes(8).toString("hex");
  const id = `${Math.trunc(now / 1000)}.M${now % 1000}P${process.pid}R${unique}.sandbox,S=${message.raw.length}`;
  const base = folderPath(maildir, name);
  const path = join(base, "cur", `${id}:2,${flags}`);
  mkdirSync(join(base, "tmp"), { recursive: true });
  writeFileSync(join(base, "tmp", id), Buffer.from(message.raw, "latin1"), { mode: 0o600, flush: true });
  renameSync(join(base, "tmp", id), path);
  return { path, id, flags };
}

function setFlags(
  maildir: string,
  name: Folder,
  place: { path: string; id: string; flags: string },
  flags: string,
) {
  const path = join(folderPath(maildir, name), "cur", `${place.id}:2,${flags}`);
  renameSync(place.path, path);
  place.path = path;
  place.flags = flags;
}

/** In the order of the alphabet, as Maildir wants them. */
function lettersOf(message: HoodiecrowMessage): string {
  return Object.entries(LETTERS)
    .flatMap(([flag, letter]) => (message.flags.includes(flag) ? [letter] : []))
    .join("");
}

if (import.meta.main) {
  process.on("SIGTERM", () => process.exit(0));
  const { mailboxes } = await given<HoodiecrowPlan>();
  for (const mailbox of mailboxes) await serve(mailbox);
}

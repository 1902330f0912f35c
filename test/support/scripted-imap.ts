import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export interface ScriptedMail {
  readonly uid: number;
  readonly raw: Buffer;
  /** As IMAP writes it; a morning in December where left out. */
  readonly date?: string;
  /** What the server says the size is; the truth where left out. */
  readonly saidSize?: number;
}

/** What a server does with a command instead of answering it. `close`: the connection is gone; `nothing`: no answer ever. */
export type Trick =
  | { readonly kind: "close" | "nothing" }
  | { readonly kind: "no"; readonly text: string }
  /** Answers, and then the connection is gone before the tagged OK. */
  | { readonly kind: "close-after"; readonly mails: number }
  /** Answers in small pieces with a pause before each. */
  | { readonly kind: "slowly"; readonly pauseMs: number; readonly bytes: number };

export interface ScriptedImap extends AsyncDisposable {
  readonly port: number;
  /** Every command line that came, without its tag. */
  readonly commands: readonly string[];
  /** Connections there were so far. */
  readonly connections: number;
  /** Connections there are. */
  readonly open: number;
  readonly mails: ScriptedMail[];
  uidvalidity: number;
  /** What its one folder is called now. */
  path: string;
  /** Looked at for each command line; null: answered as it should be. */
  trick: (line: string) => Trick | null;
  /** Tells clients in IDLE of the mails there are. */
  tell(): void;
  /** Tells every client, whatever it is doing. */
  tellAll(): void;
}

const DATE = "03-Dec-2026 09:00:00 +0000";

/** The far end: an IMAP server (RFC 3501, one folder, read only) that does as a test says. No TLS, any password. */
export async function startScriptedImap(mails: ScriptedMail[] = []): Promise<ScriptedImap> {
  const commands: string[] = [];
  const idling = new Set<Socket>();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      idling.delete(socket);
    });
    socket.write("* OK [CAPABILITY IMAP4rev1 IDLE] at your service\r\n");
    let rest = "";
    let work = Promise.resolve();
    socket.on("data", (data) => {
      const lines = (rest + data.toString("latin1")).split("\r\n");
      rest = lines.pop()!;
      for (const line of lines) {
        work = work.then(() => handle(socket, line)).catch(() => void socket.destroy());
      }
    });
  });
  let idleTag = "";

  async function handle(socket: Socket, line: string): Promise<void> {
    if (line.toUpperCase() === "DONE") {
      idling.delete(socket);
      commands.push("DONE");
      if (scripted.trick("DONE")?.kind !== "nothing") socket.write(`${idleTag} OK done\r\n`);
      return;
    }
    const [, tag = "*", command = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
    commands.push(command);
    const trick = scripted.trick(command);
    if (trick?.kind === "close") return void socket.destroy();
    if (trick?.kind === "nothing") return;
    if (trick?.kind === "no") return void socket.write(`${tag} NO ${trick.text}\r\n`);
    if (/^IDLE/i.test(command)) {
      idleTag = tag;
      idling.add(socket);
      socket.write("+ idling\r\n");
      return;
    }
    if (/^(?:SELECT|EXAMINE) /i.test(command) && !command.includes(scripted.path)) {
      return void socket.write(`${tag} NO [NONEXISTENT] no such folder\r\n`);
    }
    const answers = answer(command, mails, scripted);
    if (trick?.kind === "close-after") {
      socket.end(Buffer.concat(answers.slice(0, trick.mails)));
      return;
    }
    const all = Buffer.concat([...answers, Buffer.from(`${tag} OK done\r\n`)]);
    if (trick?.kind !== "slowly") return void socket.write(all);
    for (let at = 0; at < all.length && !socket.destroyed; at += trick.bytes) {
      await wait(trick.pauseMs);
      socket.write(all.subarray(at, at + trick.bytes));
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const scripted: ScriptedImap = {
    port: (server.address() as AddressInfo).port,
    commands,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    mails,
    uidvalidity: 1,
    path: "INBOX",
    trick: () => null,
    tell() {
      for (const socket of idling) socket.write(`* ${mails.length} EXISTS\r\n`);
    },
    tellAll() {
      for (const socket of sockets) socket.write(`* ${mails.length} EXISTS\r\n`);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return scripted;
}

function answer(
  command: string,
  mails: readonly ScriptedMail[],
  { uidvalidity, path }: Pick<ScriptedImap, "uidvalidity" | "path">,
): readonly Buffer[] {
  const verb = /^(?:UID )?\S+/i.exec(command)![0].toUpperCase();
  const lines = (...text: string[]) => text.map((line) => Buffer.from(`${line}\r\n`));
  switch (verb) {
    case "CAPABILITY":
      return lines("* CAPABILITY IMAP4rev1 IDLE");
    case "LIST":
    case "LSUB": {
      const wanted = /(\S+)$/.exec(command)![1]!.replaceAll('"', "");
      if (wanted !== "" && wanted !== "*" && wanted !== path) return [];
      return lines(`* ${verb} (\\HasNoChildren) "/" ${wanted === "" ? '""' : path}`);
    }
    case "SELECT":
    case "EXAMINE":
      return lines(
        "* FLAGS (\\Seen)",
        `* ${mails.length} EXISTS`,
        "* 0 RECENT",
        `* OK [UIDVALIDITY ${uidvalidity}] it`,
        `* OK [UIDNEXT ${Math.max(0, ...mails.map(({ uid }) => uid)) + 1}] next`,
      );
    case "UID SEARCH": {
      const uids = inSet(/ UID (\S+)/i.exec(command.slice(4))?.[1] ?? "1:*", mails).map(({ uid }) => uid);
      return lines(`* SEARCH ${uids.join(" ")}`);
    }
    case "UID FETCH": {
      const [, set = "", items = ""] = /^UID FETCH (\S+) (.*)$/i.exec(command)!;
      return inSet(set, mails).map((mail) => fetched(mail, mails.indexOf(mail) + 1, items));
    }
    default:
      return [];
  }
}

/** A sequence set of UIDs; `*` is the last mail, whatever its UID. */
function inSet(set: string, mails: readonly ScriptedMail[]): readonly ScriptedMail[] {
  const last = mails.at(-1)?.uid ?? 0;
  const bounds = set.split(",").map((range) => {
    const [a, b = a] = range.split(":").map((end) => (end === "*" ? last : Number(end)));
    return [Math.min(a!, b!), Math.max(a!, b!)] as const;
  });
  return mails.filter(({ uid }) => bounds.some(([from, to]) => uid >= from && uid <= to));
}

function fetched(mail: ScriptedMail, seq: number, items: string): Buffer {
  const { uid, raw } = mail;
  const parts: (string | Buffer)[] = [`* ${seq} FETCH (UID ${uid}`];
  if (/RFC822\.SIZE/i.test(items)) parts.push(` RFC822.SIZE ${mail.saidSize ?? raw.length}`);
  if (/INTERNALDATE/i.test(items)) parts.push(` INTERNALDATE "${mail.date ?? DATE}"`);
  const partial = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
  if (partial) {
    const from = Number(partial[1] ?? 0);
    const bytes = raw.subarray(from, from + Number(partial[2] ?? raw.length));
    parts.push(` BODY[]${partial[1] === undefined ? "" : `<${from}>`} {${bytes.length}}\r\n`, bytes);
  }
  if (/HEADER\.FIELDS/i.test(items)) {
    const found = /^message-id:.*\r\n/im.exec(raw.toString("latin1", 0, 4000))?.[0] ?? "";
    const header = `${found}\r\n`;
    parts.push(` BODY[HEADER.FIELDS (MESSAGE-ID)] {${header.length}}\r\n${header}`);
  }
  return Buffer.concat([...parts, ")\r\n"].map((part) => Buffer.from(part)));
}

/** The start of a mail of an mbox: the date its separator line gives, and its header with the first of its text. */
export interface MboxMail {
  readonly postmark: string;
  readonly head: Uint8Array;
}

/** Of each mail the header and this much of the body, in bytes: enough to tell whether a machine wrote it. */
const HEADER_BYTES = 256 * 1024;
const BODY_BYTES = 16 * 1024;
/** A longer line is cut: nothing that is looked for in a line is as long. */
const LINE_BYTES = 64 * 1024;

/** `From sender Tue Nov 24 10:00:00 2026`, as ctime(3) writes dates, with a zone before or after the year or none. */
const SEPARATOR =
  /^From .{0,320}?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d(?::\d\d)?(?: [\w+-]{1,6})? \d{4}(?: [+-]\d{4})?)\s{0,2}$/;

/**
 * Splits an mbox as it comes, chunk by chunk, whatever its size: what is held is the start of one mail. A line `From …`
 * begins a mail only if a date of that form ends it, so that text of a mail that was not quoted (`>From`) does not.
 */
export function splitMbox(): { push(chunk: Uint8Array): readonly MboxMail[]; end(): readonly MboxMail[] } {
  let rest = "";
  let isLineCut = false;
  let mail: Opened | null = null;

  function takeLine(line: string): MboxMail | null {
    const postmark = line.startsWith("From ") ? SEPARATOR.exec(line)?.[1] : undefined;
    if (postmark !== undefined) {
      const done = mail;
      mail = { postmark, lines: [], room: HEADER_BYTES, inHeader: true };
      return done && closed(done);
    }
    if (mail !== null) keep(mail, line);
    return null;
  }

  function takeLines(text: string): MboxMail[] {
    const done: MboxMail[] = [];
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      const found = isLineCut ? null : takeLine(text.slice(from, end));
      isLineCut = false;
      if (found !== null) done.push(found);
      from = end + 1;
    }
    rest = text.slice(from);
    if (rest.length > LINE_BYTES) {
      if (!isLineCut) takeLine(rest);
      isLineCut = true;
      rest = "";
    }
    return done;
  }

  return {
    push: (chunk) =>
      takeLines(rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1")),
    end() {
      const done = takeLines(`${rest}\n`);
      return mail === null ? done : [...done, closed(mail)];
    },
  };
}

interface Opened {
  readonly postmark: string;
  readonly lines: string[];
  room: number;
  inHeader: boolean;
}

function keep(mail: Opened, line: string): void {
  if (mail.inHeader && line.trim() === "") {
    mail.inHeader = false;
    mail.room = BODY_BYTES;
  }
  mail.room -= line.length + 1;
  if (mail.room >= 0) mail.lines.push(line);
}

function closed({ postmark, lines }: Opened): MboxMail {
  return { postmark, head: Buffer.from(`${lines.join("\n")}\n`, "latin1") };
}

/** Text with its uuencoded files taken out (POSIX uuencode). */
export interface Uudecoded {
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

const BEGIN = /^begin(?:-base64)? [0-7]{3,4} (\S.{0,300})$/;
const MOST_FILES = 100;

/** Takes the files between `begin 644 name` and `end` out of a text. A block whose lines are no uuencode stays text. */
export function splitUuencoded(text: string): Uudecoded {
  if (!/(?:^|\n)begin(?:-base64)? [0-7]{3}/.test(text)) return { text, files: [] };
  const lines = text.split("\n");
  const kept: string[] = [];
  const files: { name: string; bytes: Buffer }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const begin = files.length < MOST_FILES ? BEGIN.exec(lines[at]!.trimEnd()) : null;
    const block = begin === null ? null : readBlock(lines, at + 1, lines[at]!.startsWith("begin-base64"));
    if (begin === null || block === null) kept.push(lines[at]!);
    else {
      files.push({ name: begin[1]!, bytes: block.bytes });
      at = block.end;
    }
  }
  return { text: kept.join("\n"), files };
}

function readBlock(
  lines: readonly string[],
  from: number,
  base64: boolean,
): { bytes: Buffer; end: number } | null {
  const pieces: Buffer[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!.trimEnd();
    if (base64 ? /^====/.test(line) : /^end\s*$/i.test(line))
      return { bytes: Buffer.concat(pieces), end: at };
    if (base64) pieces.push(Buffer.from(line, "base64"));
    else if (line !== "" && line !== "`") {
      const piece = decodeLine(line);
      if (piece === null) return null;
      pieces.push(piece);
    }
  }
  return null;
}

/** The first character is the line's decoded length; each four hold three bytes. Spaces at the end may be lost. */
function decodeLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(length / 3) * 4;
  if (line.length - 1 > needed + 2 || /[^ -`]/.test(line)) return null;
  const padded = line.slice(1).padEnd(needed, " ");
  const out = Buffer.alloc((needed / 4) * 3);
  for (let i = 0, o = 0; i < needed; i += 4, o += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => (padded.charCodeAt(i + k) - 32) & 63) as [
      number,
      number,
      number,
      number,
    ];
    out[o] = (a << 2) | (b >> 4);
    out[o + 1] = ((b & 15) << 4) | (c >> 2);
    out[o + 2] = ((c & 3) << 6) | d;
  }
  return out.subarray(0, length);
}

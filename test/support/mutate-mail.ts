/** A stream of numbers in [0, 1), always the same for a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

type Random = () => number;

/** What breaks mails in the wild and what attackers write into them. */
const TOKENS = [
  "\r\n",
  "\r\n\r\n",
  "\n",
  "\r",
  "\0",
  "=?utf-8?B?",
  "?=",
  "=?iso-2022-jp?Q?",
  "\x1b$B",
  "--",
  '"',
  "<",
  ">",
  "(",
  ")",
  ";",
  ":",
  ",",
  "=",
  "=\r\n",
  "\xff\xfe",
  "\xc3",
  "\xf0\x9f",
  'Content-Type: multipart/mixed; boundary=""',
  "Content-Type: message/rfc822",
  "Content-Transfer-Encoding: base64\r\n",
  "boundary=",
  "filename*0*=",
  "%00",
  "../",
  "begin 644 x\r\n",
  "<!--",
  "<svg><script>",
  '<a href="javascript:alert(1)">',
  "<img src=x onerror=alert(1)>",
  "&#x",
  "On Mon, a@b.example wrote:",
  "From: ",
  "-- \r\n",
  "\u202e",
  "x".repeat(5_000),
  "\t",
  " ",
];

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!;
const place = (bytes: Buffer, random: Random): number => Math.floor(random() * (bytes.length + 1));

const MUTATIONS: readonly ((bytes: Buffer, random: Random, all: readonly Buffer[]) => Buffer)[] = [
  function flip(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let i = 0; i < 8 && copy.length > 0; i++)
      copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
    return copy;
  },
  function insert(bytes, random) {
    const at = place(bytes, random);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(pick(TOKENS, random), "latin1"),
      bytes.subarray(at),
    ]);
  },
  function cut(bytes, random) {
    const at = place(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + Math.floor(random() * 80))]);
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, place(bytes, random));
  },
  function double(bytes, random) {
    const at = place(bytes, random);
    const piece = bytes.subarray(at, at + Math.floor(random() * 300));
    return Buffer.concat([bytes.subarray(0, at), piece, piece, piece, bytes.subarray(at)]);
  },
  function splice(bytes, random, all) {
    const other = pick(all, random);
    return Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]);
  },
  function nest(bytes, random, all) {
    const head = `From: a@b.example\r\nContent-Type: multipart/${pick(["mixed", "alternative", "related", "report"], random)}; boundary=n\r\n\r\n--n\r\n`;
    return Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--n\r\n"), pick(all, random)]);
  },
  function shuffleLines(bytes, random) {
    const lines = bytes.toString("latin1").split("\n");
    for (let i = 0; i < 3; i++)
      lines.splice(
        Math.floor(random() * lines.length),
        0,
        ...lines.splice(Math.floor(random() * lines.length), 1),
      );
    return Buffer.from(lines.join("\n"), "latin1");
  },
];

/** One of the mails with one to six damages. */
export function mutate(mails: readonly Buffer[], random: Random): Buffer {
  let bytes = pick(mails, random);
  for (let times = 1 + Math.floor(random() * 6); times > 0; times--)
    bytes = pick(MUTATIONS, random)(bytes, random, mails);
  return bytes;
}

import { readAddresses } from "../header/address.ts";
import type { Address } from "../message.ts";

/** How clients write an address twice, or in brackets of their own. Applied in order; each is bounded by excluding its own end. */
const DECORATIONS: readonly (readonly [RegExp, string])[] = [
  [/\[([^[\]]{1,320})\]\(mailto:[^()\s]{1,320}\)/giu, "$1"], //            [a@b](mailto:a@b)
  [/<([^<>\s]{1,320}@[^<>\s]{1,320})\s?<mailto:[^<>]{1,320}>\s?>/giu, "<$1>"], // <a@b<mailto:a@b>>
  [/([^\s<>;,[\]]{1,320}@[^\s<>;,[\]]{1,320})\s?<mailto:[^<>]{1,320}>/giu, "$1"], // a@b<mailto:a@b>
  [/<\s?mailto:\s?([^<>]{1,320})>/giu, "<$1>"],
  [/\[\s?mailto:\s?([^[\]]{1,320})\]/giu, "<$1>"],
  [/\[\s?([^\s[\]]{1,320}@[^\s[\]]{1,320})\s?\]/giu, "<$1>"],
  [/\(\s?(?:mailto:)?([^\s()]{1,320}@[^\s()]{1,320})\s?\)/giu, "<$1>"],
  [/<\s?<([^<>]{1,320})>\s?>/gu, "<$1>"],
  [/<([^<>]{1,320})>\s?<\1>/gu, "<$1>"],
  [/[*_]{1,2}(?=[\s<>;,]|$)|(?<=^|[\s<;,])[*_]{1,2}/gu, ""],
];
const ON_BEHALF =
  /^(.*?)\s(?:on behalf of|im auftrag von|em nome de|en nombre de|de la part de|per conto di|namens)\s(.*)$/iu;
const LONGEST = 20_000;

/** The one who wrote the mail. "A on behalf of B" is B where B has an address. Null where nothing is named. */
export function readSender(value: string): Address | null {
  const plain = undecorated(value.slice(0, 2000));
  const behalf = ON_BEHALF.exec(plain);
  if (behalf !== null) {
    const author = readOne(behalf[2]!);
    return author?.address ? author : readOne(behalf[1]!);
  }
  return readOne(plain);
}

/** The people of To or Cc; names without an address are kept with an empty one. */
export function readPeople(value: string): readonly Address[] {
  const plain = undecorated(value.slice(0, LONGEST)).replace(/[;；、]\s*$/u, "");
  if (plain.trim() === "") return [];
  const pieces = plain.split(/[;；]/u);
  if (pieces.length === 1 && plain.includes("@")) return readAddresses(plain);
  return pieces.map(readOne).filter((person) => person !== null);
}

function undecorated(value: string): string {
  return DECORATIONS.reduce((text, [pattern, plain]) => text.replace(pattern, plain), value).trim();
}

/** One person, whose name may hold commas. */
function readOne(text: string): Address | null {
  const whole = text.replace(/[;；,\s]+$/u, "").trim();
  if (whole === "") return null;
  const angle = whole.lastIndexOf("<");
  if (angle >= 0 && whole.includes("@", angle)) {
    const found = readAddresses(whole.slice(angle))[0];
    if (found !== undefined) return { name: withoutQuotes(whole.slice(0, angle)), address: found.address };
  }
  if (!whole.includes("@")) return { name: withoutQuotes(whole), address: "" };
  return (
    readAddresses(whole).find(({ address }) => address !== "") ?? { name: withoutQuotes(whole), address: "" }
  );
}

const withoutQuotes = (name: string): string =>
  name
    .trim()
    .replace(/^["'“”„«]+|["'“”»,]+$/gu, "")
    .replaceAll('\\"', '"')
    .trim();

/** What stands in a filename in place of an address. */
export const NO_ADDRESS = "address-left-out";

/**
 * A filename as it may leave: no address in it, whosever it is, also where its @ is written %40; nothing that is no plain sign, and
 * no path. Its ending stays, so that it can be opened.
 *
 * @param keepOut  addresses that must not leave, lower case
 */
export function fileNameToLeave(filename: string, keepOut: readonly string[]): string {
  const flat = plain(filename)
    .replaceAll(/[/\\]/g, "_")
    .replaceAll(/%40|＠|﹫/gi, "@");
  const known = keepOut
    .filter((address) => address.includes("@"))
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, address) => text.replaceAll(exactly(address), NO_ADDRESS), flat);
  const clean = known.replaceAll(/[^\s@()[\]{}<>,;]+@[^\s@()[\]{}<>,;]*/g, (word) => {
    const ending = /\.[a-z0-9]{1,8}$/i.exec(word)?.[0].toLowerCase() ?? "";
    return `${NO_ADDRESS}${ENDINGS.has(ending) ? ending : ""}`;
  });
  return clean.replaceAll("@", "_") || "attachment";
}

/** Endings that tell what a file is; any other may be the end of somebody's domain. */
const ENDINGS: ReadonlySet<string> = new Set(
  [
    "txt log csv json xml yml yaml har sql cfg ini etl evtx dmp pcap zip gz 7z cab",
    "pdf doc docx xls xlsx ppt pptx rtf html htm eml msg png jpg jpeg gif bmp svg mp4",
  ]
    .join(" ")
    .split(" ")
    .map((ending) => `.${ending}`),
);

function exactly(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"), "giu");
}

/** A name in one line, without signs that show nothing or turn the line around. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\p{C}\u2028\u2029]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

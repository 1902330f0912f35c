import type { Message } from "../message.ts";
import { addressesIn, addressIn } from "./address.ts";
import { RECIPIENT_LINES, RETURNED_BEGINS, SKIPPED_LINES } from "./reporters.ts";

/** The text of a report: what the mail system says, and the returned mail if it stands below it. */
export interface Notice {
  readonly lines: readonly string[];
  readonly returned: string;
}

/** A recipient found in the words of a report, with what stands beside and below it. */
export interface Mention {
  readonly address: string;
  readonly line: number;
  readonly block: string;
}

const MOST_LINES = 3000;
const MOST_MENTIONS = 1000;
const LONGEST_LINE = 2000;
const LONGEST_BLOCK = 30;

export function readNotice(message: Message): Notice {
  const lines = message.text.split("\n", MOST_LINES).map((line) => line.slice(0, LONGEST_LINE));
  const at = lines.findIndex(
    (line, index) => index > 0 && RETURNED_BEGINS.some((begins) => begins.test(line.trim())),
  );
  return at < 0
    ? { lines, returned: "" }
    : { lines: lines.slice(0, at), returned: lines.slice(at).join("\n").slice(0, 60_000) };
}

/**
 * The recipients the text names: of the surest kind of line that names any (`reporters.ts` says which is surer). Left out
 * are addresses in `not`: the sender's own and those of mail systems.
 */
export function findMentions(notice: Notice, not: (address: string) => boolean): readonly Mention[] {
  for (const kind of RECIPIENT_LINES) {
    const found = new Map<string, number>();
    notice.lines.forEach((line, index) => {
      if (found.size >= MOST_MENTIONS || SKIPPED_LINES.test(line)) return;
      const joined = kind.spansLines ? `${line.trimEnd()} ${notice.lines[index + 1]?.trim() ?? ""}` : line;
      const match = kind.pattern.exec(joined);
      if (!match) return;
      for (const address of kind.takesAll ? addressesIn(match[1]!) : [addressIn(match[1]!)]) {
        if (address !== null && !not(address) && !found.has(address)) found.set(address, index);
      }
    });
    if (found.size > 0) return withBlocks(notice, found);
  }
  return [];
}

function withBlocks(notice: Notice, found: ReadonlyMap<string, number>): Mention[] {
  const begins = [...new Set(found.values())].sort((a, b) => a - b);
  const next = new Map(begins.map((line, at) => [line, begins[at + 1] ?? notice.lines.length]));
  return [...found].map(([address, line]) => {
    const end = Math.min(next.get(line)!, line + LONGEST_BLOCK);
    return { address, line, block: notice.lines.slice(line, end).join("\n") };
  });
}

const SPEAKS =
  /(?:^|[\s:'"([<#;,>-])[45][0-5]\d(?=[\s:,.;-])|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])|\b(?:reason|error|diagnostic|said|because|problem|cause)\b\s?(?:was|is|:|：)/i;

/** The lines in which a server or a reason speaks: what a person would read out; empty where there are none. */
export function spokenLines(lines: readonly string[]): string {
  const said: string[] = [];
  lines.forEach((line, index) => {
    if (!SPEAKS.test(line) || said.length >= 12) return;
    said.push(line.trim());
    const below = lines.slice(index + 1, index + 4).map((one) => one.trim());
    const next = line.trimEnd().endsWith(":") ? below.find((one) => one !== "") : below[0];
    if (next && !SPEAKS.test(next)) said.push(next);
  });
  return said.join(" ").slice(0, 2000);
}

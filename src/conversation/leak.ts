/** Lines shorter than this are everyday words ("Thanks,") and prove nothing. */
const TELLING_LENGTH = 12;
/** A piece of a line this long is no accident: clients break lines anew. */
const TELLING_PIECE = 28;
const TOKEN_ADDRESS = /\+[a-z2-7]{20}@/i;

/**
 * Finds the first line of an agent's answer that came from the notice it replies to and not from the agent: what was
 * cut badly must never reach the customer. The customer's own words in the notice may be quoted back to them.
 *
 * @param noticeText    what the desk wrote to the agent
 * @param customerText  the part of it that the customer wrote
 */
export function noticeLineIn(answer: string, noticeText: string, customerText: string): string | null {
  const theirs = new Set(lines(customerText));
  const ours = new Set(
    lines(noticeText).filter((line) => line.length >= TELLING_LENGTH && !theirs.has(line)),
  );
  const allOurs = lines(noticeText)
    .filter((line) => !theirs.has(line))
    .join(" ");
  const allTheirs = lines(customerText).join(" ");
  for (const raw of answer.split("\n")) {
    const line = bare(raw);
    const isLine = line.length >= TELLING_LENGTH && ours.has(line);
    const isPiece = line.length >= TELLING_PIECE && allOurs.includes(line) && !allTheirs.includes(line);
    if (TOKEN_ADDRESS.test(line) || isLine || isPiece) return raw.trim();
  }
  return null;
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map(bare)
    .filter((line) => line !== "");
}

/** Without quote marks, bullets of mail clients, and runs of white space. */
function bare(line: string): string {
  return line
    .replace(/^[>|\s]+/, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

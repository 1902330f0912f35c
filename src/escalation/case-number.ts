/**
 * The shapes that somebody's case numbers have, as data: `#` stands for a digit, `@` for a letter, everything else for itself,
 * whatever its case. Shapes have one length each, so that looking for them costs no more than reading the text once.
 */
export interface CaseNumberShapes {
  /** What a person may report. */
  readonly accepted: readonly string[];
  /** What is learnt from their mails by itself: only shapes that nothing else in a mail has. */
  readonly learnt: readonly string[];
}

/** Of so much of a text are numbers learnt. */
const READ = 20_000;
const MOST_LEARNT = 3;

/** A case number as it is kept and compared: without blanks around it or inside, in capitals. */
export function caseNumber(text: string): string {
  return text.replaceAll(/\s+/g, "").toUpperCase();
}

/** Whether a number somebody reported has one of the shapes; without shapes any short number will do. */
export function isCaseNumber(text: string, { accepted }: CaseNumberShapes): boolean {
  const number = caseNumber(text);
  if (accepted.length === 0) return /^[A-Z0-9][A-Z0-9._/#-]{2,39}$/.test(number) && /\d/.test(number);
  return accepted.some((shape) => shapeOf(shape).test(number));
}

/** The numbers of the learnt shapes in a text, in order, each once, standing alone: not the middle of a longer one. */
export function caseNumbersIn(text: string, { learnt }: CaseNumberShapes): readonly string[] {
  const words = text.slice(0, READ).match(/[\p{L}\p{N}][\p{L}\p{N}._/-]*/gu) ?? [];
  const found = words
    .map((word) => caseNumber(word.replace(/[._/-]+$/, "")))
    .filter((word) => learnt.some((shape) => shapeOf(shape).test(word)));
  return [...new Set(found)].slice(0, MOST_LEARNT);
}

/** What in a text may be a number that was learnt before: words with four digits or more. Bounded. */
export function numberLike(text: string, most = 20): readonly string[] {
  const words = text.slice(0, READ).match(/[\p{L}\p{N}][\p{L}\p{N}._/-]*/gu) ?? [];
  const likely = words
    .map((word) => word.replace(/[._/-]+$/, ""))
    .filter((word) => word.length <= 40 && (word.match(/\d/g) ?? []).length >= 4)
    .map(caseNumber);
  return [...new Set(likely)].slice(0, most);
}

function shapeOf(shape: string): RegExp {
  const parts = [...shape.toUpperCase()].map((sign) =>
    sign === "#" ? "[0-9]" : sign === "@" ? "[A-Z]" : sign.replace(/[^A-Z0-9]/, "\\$&"),
  );
  return new RegExp(`^${parts.join("")}$`);
}

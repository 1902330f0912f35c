/**
 * The lines of a receipt where the desk's mail to the customer is held back when it is saved: the lines of acts are written before
 * that is known, and say that the customer is told or asked.
 */
export function notTold(lines: readonly string[], because: string): readonly string[] {
  const said = lines.map((line) =>
    line.replaceAll(/\bthe customer is (told|asked)\b/g, "the customer is NOT $1"),
  );
  return [...said, `the mail to the customer was ${because}`];
}

/** A line that may still go on: its quote depth and the pieces it has so far. */
interface OpenLine {
  readonly depth: number;
  readonly pieces: string[];
}

/**
 * Joins the soft-broken lines of format=flowed text (RFC 3676), each to the width its writer typed it in.
 *
 * Lines flow only into lines of the same quote depth, so a quote never joins the reply below it; a signature separator
 * never flows; space-stuffing is taken off; with `delSp` the space of the break goes too. Quoted lines keep `> `.
 */
export function unflow(text: string, delSp: boolean): string {
  const lines: OpenLine[] = [];
  let open: OpenLine | null = null;
  for (const line of text.split("\n")) {
    const depth = quoteDepth(line);
    const unquoted = line.slice(depth);
    const content = unquoted.startsWith(" ") ? unquoted.slice(1) : unquoted;
    const isSignature = content === "-- ";
    const flows = content.endsWith(" ") && !isSignature;
    const piece = flows && delSp ? content.slice(0, -1) : content;
    if (open !== null && open.depth === depth && !isSignature) open.pieces.push(piece);
    else {
      open = { depth, pieces: [piece] };
      lines.push(open);
    }
    if (!flows) open = null;
  }
  return lines.map(({ depth, pieces }) => quoteMark(depth) + pieces.join("")).join("\n");
}

function quoteDepth(line: string): number {
  let depth = 0;
  while (line[depth] === ">") depth += 1;
  return depth;
}

function quoteMark(depth: number): string {
  return depth === 0 ? "" : `${">".repeat(depth)} `;
}

import { once } from "node:events";

/**
 * The lines of a stream of bytes. Only a line feed ends one: within JSON the other separators of Unicode are letters
 * like any other, and a line reader that breaks at them answers one row twice and every later one in the wrong place. A
 * byte order mark at the start, and a carriage return at the end of a line, belong to no line.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for await (const bytes of input) {
    const [first, ...others] = decoder.decode(bytes, { stream: true }).split("\n") as [string, ...string[]];
    begun.push(first);
    for (const next of others) {
      yield withoutReturn(begun.join(""));
      begun = [next];
    }
  }
  const last = begun.join("") + decoder.decode();
  if (last !== "") yield withoutReturn(last);
}

/** Waits where the reader of the answers is slower than we are. */
export async function printLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

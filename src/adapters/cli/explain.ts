import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { BOUNDS } from "../../mail/bounds.ts";
import { type Described, describeReading } from "../../mail/describe.ts";
import type { Reading, Receiver } from "../../mail/reading.ts";
import type { ParsePool } from "../system/parse-pool.ts";
import { explained } from "./explained.ts";
import { linesOf } from "./lines.ts";

interface Options {
  readonly json?: boolean;
  readonly stdin?: boolean;
  readonly provider: Receiver["provider"];
  readonly authservId?: string;
}

/** Mails read ahead of the one that is printed next. */
const AHEAD = 16;

/** `answerable explain`: what the desk makes of mails in files, without any server. */
export function registerExplain(program: Command): void {
  program
    .command("explain")
    .summary("tell what a mail is: sender, text, attachments, origin, proof")
    .description("Tells what the desk makes of each mail file. Needs no server and changes nothing.")
    .argument("[files...]", "mail files (.eml), as they came over the wire")
    .option("--json", "one JSON object a line per file, in order")
    .option("--stdin", "read more file names from standard input, one a line")
    .option(
      "--provider <name>",
      "whose mailbox received it: generic, microsoft365, google, sandbox",
      "generic",
    )
    .option("--authserv-id <id>", "the receiver whose Authentication-Results are believed (RFC 8601)")
    .addHelpText(
      "after",
      "\nExamples:\n  answerable explain mail.eml\n  find mails -name '*.eml' | answerable explain --stdin --json",
    )
    .action((files: string[], options: Options) => explain(files, options));
}

async function explain(files: readonly string[], options: Options): Promise<void> {
  const { openParsePool } = await import("../system/parse-pool.ts");
  const pool = openParsePool({ size: Math.min(4, availableParallelism()) });
  const receiver: Receiver = { provider: options.provider, authservId: options.authservId ?? null };
  process.stdout.on("error", () => process.exit(0));
  const ahead: Promise<string>[] = [];
  for await (const file of fileNames(files, options.stdin === true)) {
    ahead.push(explainOne(pool, file, receiver, options.json === true));
    if (ahead.length >= AHEAD) await print(await ahead.shift()!);
  }
  for (const line of ahead) await print(await line);
  await pool.close();
}

async function* fileNames(files: readonly string[], fromStdin: boolean): AsyncGenerator<string> {
  yield* files;
  if (!fromStdin) return;
  for await (const line of linesOf(process.stdin)) if (line.trim() !== "") yield line;
}

async function explainOne(pool: ParsePool, file: string, receiver: Receiver, json: boolean): Promise<string> {
  const described = describe(await readOne(pool, file, receiver));
  return json ? `${JSON.stringify({ file, ...described })}\n` : `${explained(file, described)}\n`;
}

/** One mail that breaks the telling must not end the telling of the others. */
function describe(reading: Reading): Described {
  try {
    return describeReading(reading);
  } catch (error) {
    return describeReading({ kind: "unreadable", because: "malformed", detail: String(error) });
  }
}

async function readOne(pool: ParsePool, file: string, receiver: Receiver): Promise<Reading> {
  try {
    const { size } = await stat(file);
    if (size > BOUNDS.mailBytes) return { kind: "unreadable", because: "too-large", detail: `${size} bytes` };
    return await pool.read(await readFile(file), receiver);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return {
      kind: "unreadable",
      because: code === "ENOENT" ? "no-such-file" : "cannot-read-file",
      detail: code,
    };
  }
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { LineCounter, parseDocument } from "yaml";
import type { Problem } from "../../policy/problem.ts";
import type { DeskNames } from "./customers-contracts-fields.ts";
import { sameTwice, withMore } from "./customers-contracts-rows.ts";
import {
  type Cells,
  type CustomerEntry,
  columnOf,
  type KnownNames,
  type Read,
  readCells,
} from "./customers-fields.ts";

/** Larger than any list of customers: Partner Center's export has some 100 bytes a customer. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_ROWS = 100_000;
const LONGEST_ROW = 64 * 1024;
const FIELDS =
  "company name, tenant id, primary domain, domains, plan, language, time zone, cloud, access, access until, contacts; subscription, service, subscription id, publisher, commerce, bought, renewed, ends; partner model, provider, model from";

export interface CustomersRead {
  readonly entries: readonly CustomerEntry[];
  readonly problems: readonly Problem[];
  /** Columns that mean nothing here: Partner Center's relationship and tags among them. */
  readonly ignored: readonly string[];
}

/**
 * Customers from a CSV file (Partner Center's export as it is, or a spreadsheet's), or from YAML: a list of maps with the
 * same fields. Never throws; rows that cannot be taken are named, all of them, and the others are returned.
 *
 * @param plans  those of the policy in force; null: there is none yet, and plans are not checked
 * @param desk   services, clouds and partners that may be named; null: they are not checked
 */
export function readCustomers(
  bytes: Uint8Array,
  file: string,
  plans: readonly string[] | null,
  desk: DeskNames | null = null,
): CustomersRead {
  if (bytes.length > MOST_BYTES) return refused(file, `${bytes.length} bytes`, `at most ${MOST_BYTES} bytes`);
  const text = decoded(bytes);
  if (text.includes("\0")) return refused(file, "bytes that are no text", "CSV or YAML");
  const known: KnownNames = { file, plans, desk, names: new Map() };
  return /\.ya?ml$/i.test(file) ? fromYaml(text, known) : fromCsv(text, known);
}

/** UTF-8 or UTF-16 by its mark or its zeros; UTF-8 where it is valid; else what spreadsheets write: Windows-1252. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) {
    return withoutMark(iconv.decode(bytes, "utf-16le"));
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) {
    return withoutMark(iconv.decode(bytes, "utf-16be"));
  }
  try {
    return withoutMark(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return iconv.decode(bytes, "windows-1252");
  }
}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function fromCsv(text: string, known: KnownNames): CustomersRead {
  const { file } = known;
  let records: { readonly record: readonly string[]; readonly line: number }[];
  try {
    records = rowsOf(text);
  } catch (error) {
    const { message, lines } = error as { message: string; lines?: number };
    return refused(file, `a row that cannot be read (${message.slice(0, 200)})`, "CSV (RFC 4180)", lines);
  }
  const [head, ...rest] = records;
  if (head === undefined) return refused(file, "an empty file", `a first line with columns: ${FIELDS}`);
  const columns = head.record.map(columnOf);
  if (!columns.includes("name")) {
    const read = JSON.stringify(head.record.slice(0, 8).join(", ").slice(0, 120));
    return refused(file, read, `a first line with a company name among its columns (${FIELDS})`, head.line);
  }
  const twice = columns.findIndex((name, n) => name !== null && columns.indexOf(name) < n);
  if (twice >= 0) {
    return refused(file, JSON.stringify(head.record[twice]!.slice(0, 80)), "each column once", head.line);
  }
  const ignored = head.record.filter((_, n) => columns[n] === null).filter((name) => name.trim() !== "");
  const reads = rest.slice(0, MOST_ROWS).map(({ record, line }): Read => {
    if (record.length > columns.length) {
      const read = `${record.length} fields`;
      return problem(
        file,
        line,
        read,
        `${columns.length}, as the first line has (a value with the separator in it stands in quotes)`,
      );
    }
    const cells = Object.fromEntries(
      columns.flatMap((name, n) => (name === null ? [] : [[name, record[n] ?? ""]])),
    );
    return readCells(cells as Cells, line, known);
  });
  return gathered(file, reads, ignored, tooMany(rest.length, file));
}

/** Spreadsheets of half of Europe separate with `;`, because their comma is a decimal one; some exports with tabs. */
function rowsOf(text: string) {
  // Excel's own line that names the separator.
  const named = /^sep=(.)\r?\n/i.exec(text.slice(0, 16));
  const body = named ? text.slice(named[0].length) : text;
  const headLine = /^[^\r\n]*/.exec(body.slice(0, LONGEST_ROW))![0];
  const counts = [",", ";", "\t"].map((mark) => [mark, headLine.split(mark).length] as const);
  const delimiter = named?.[1] ?? counts.toSorted((a, b) => b[1] - a[1])[0]![0];
  const parsed = parse(body, {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: LONGEST_ROW,
    trim: true,
  }) as unknown as { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  return parsed.map(({ record, info }) => ({
    record,
    // The parser counts to the end of a row; a value of several lines began before.
    line: info.lines - record.join("").split("\n").length + 1 + (named ? 1 : 0),
  }));
}

function fromYaml(text: string, known: KnownNames): CustomersRead {
  const { file } = known;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    return refused(file, error.message.split("\n")[0]!.slice(0, 200), "valid YAML", line);
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    return refused(file, "aliases without end", "plain YAML");
  }
  const list = Array.isArray(data) ? data : ((data ?? {}) as { customers?: unknown }).customers;
  if (!Array.isArray(list)) return refused(file, "no list", "a list of customers, or `customers:` with one");
  const isPlain = Array.isArray(data);
  const ignored = new Set<string>();
  const reads = list.slice(0, MOST_ROWS).map((item: unknown, n): Read => {
    const node = document.getIn(isPlain ? [n] : ["customers", n], true) as { range?: [number] } | undefined;
    const line = node?.range ? lines.linePos(node.range[0]).line : 0;
    if (typeof item !== "object" || item === null || Array.isArray(item)) {
      return problem(file, line, JSON.stringify(item).slice(0, 80), "a map, such as `{ name: Fabrikam }`");
    }
    const { subscriptions, ...own } = item as { readonly subscriptions?: unknown };
    const items = Array.isArray(subscriptions) ? subscriptions : [];
    const bad = items.find((one) => typeof one !== "object" || one === null || Array.isArray(one));
    if (bad !== undefined || (subscriptions !== undefined && !Array.isArray(subscriptions))) {
      const read = JSON.stringify(bad ?? subscriptions).slice(0, 80);
      return problem(
        file,
        line,
        read,
        "subscriptions as a list of maps, such as `{ name: Production, service: azure }`",
      );
    }
    const asCells = (map: object, called: string | null): Cells =>
      Object.fromEntries(
        Object.entries(map).flatMap(([key, value]) => {
          const column = called !== null && NAMED.has(key.toLowerCase()) ? called : columnOf(key);
          if (column === null) ignored.add(key);
          return column === null ? [] : [[column, textOf(value)]];
        }),
      );
    return readCells(
      asCells(own, null),
      line,
      known,
      items.map((one) => asCells(one, "subscription")),
    );
  });
  return gathered(file, reads, [...ignored], tooMany(list.length, file));
}

/** In a list of subscriptions `name` is the subscription's. */
const NAMED: ReadonlySet<string> = new Set(["name"]);

/** A day that YAML read as a date is that day again. */
function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return Array.isArray(value) ? value.join(";") : String(value ?? "");
}

function gathered(
  file: string,
  reads: readonly Read[],
  ignored: readonly string[],
  more: readonly Problem[],
): CustomersRead {
  const again = Map.groupBy(
    reads.flatMap((read) => (read.kind === "again" ? [read] : [])),
    ({ of }) => of,
  );
  const entries = reads.flatMap((read) =>
    read.kind === "entry" ? [withMore(read.entry, again.get(read.entry.line) ?? [])] : [],
  );
  const problems = reads.flatMap((read) => (read.kind === "problems" ? read.problems : []));
  const twice = entries.flatMap((entry) => sameTwice(entry, file));
  const bad = new Set(twice.map(({ line }) => line));
  const good = entries.filter(({ line }) => !bad.has(line));
  return { entries: good, problems: [...problems, ...twice, ...more], ignored };
}

function tooMany(count: number, file: string): readonly Problem[] {
  if (count <= MOST_ROWS) return [];
  return refused(file, `${count} rows`, `at most ${MOST_ROWS}; the rest is left out`).problems;
}

function refused(file: string, read: string, expected: string, line = 0): CustomersRead {
  return { entries: [], problems: problem(file, line, read, expected).problems, ignored: [] };
}

function problem(file: string, line: number, read: string, expected: string) {
  return { kind: "problems", problems: [{ file, line, column: 1, path: "", read, expected }] } as const;
}

import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Problem, showValue, writePath } from "./problem.ts";

export type Path = readonly (string | number)[];

/** A settings file read as YAML 1.2: its data, and where each thing stands in it. */
export interface YamlFile {
  readonly data: unknown;
  /** The problem at `path`. `key`: what is meant is the key itself, not its value. */
  problem(
    path: Path,
    expected: string,
    options?: { readonly key?: boolean; readonly read?: string },
  ): Problem;
}

/** Settings are written by people; whatever is larger is a mistake or an attack. */
const MOST_CHARACTERS = 256 * 1024;
const MOST_ALIASES = 100;
const DEEPEST = 12;

/**
 * Reads YAML within bounds: 256 Ki characters, 12 levels, 100 aliases. Never throws; all syntax problems at once.
 */
export function readYaml(text: string, file: string): YamlFile | readonly Problem[] {
  const whole = (read: string, expected: string): Problem[] => [
    { file, line: 0, column: 0, path: "", read, expected },
  ];
  if (text.length > MOST_CHARACTERS) {
    return whole(`${text.length} characters`, `at most ${MOST_CHARACTERS} characters`);
  }
  try {
    return readBounded(text, file, whole);
  } catch (error) {
    // Too deep for the parser's recursion, or more aliases than allowed: thrown by the yaml package.
    const read = error instanceof RangeError ? "nesting without end" : String(error).slice(0, 200);
    return whole(read, `plain YAML: at most ${DEEPEST} levels and ${MOST_ALIASES} aliases`);
  }
}

function readBounded(
  text: string,
  file: string,
  whole: (read: string, expected: string) => Problem[],
): YamlFile | readonly Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    merge: true,
    prettyErrors: false,
  });
  if (document.errors.length > 0) {
    const starts = document.errors.map((error) => error.pos[0]);
    const first = document.errors.filter((error, n) => starts.indexOf(error.pos[0]) === n);
    return first.slice(0, 20).map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      const read = showValue(text.slice(error.pos[0]).split("\n", 1)[0]);
      return {
        file,
        line,
        column: col,
        path: "",
        read,
        expected: `valid YAML (${error.message.split("\n")[0]})`,
      };
    });
  }
  if (tooDeep(document.contents, 0)) return whole("deeper nesting", `at most ${DEEPEST} levels`);
  const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
  if (data === null || data === undefined) return whole("an empty file", "settings; see examples/");

  return {
    data,
    problem(path, expected, options = {}) {
      const found = locate(document.contents, path, options.key === true);
      const { line, col } = lines.linePos(found.offset);
      const read =
        options.read ?? (options.key ? showValue(path.at(-1)) : showValue(valueAt(data, path), path.at(-1)));
      return { file, line, column: col, path: writePath(path), read, expected };
    },
  };
}

function tooDeep(node: unknown, depth: number): boolean {
  if (depth > DEEPEST) return true;
  if (isMap(node)) return node.items.some((pair) => tooDeep(pair.value, depth + 1));
  if (isSeq(node)) return node.items.some((item) => tooDeep(isPair(item) ? item.value : item, depth + 1));
  return false;
}

/** Where `path` stands; where it does not exist, its nearest ancestor. */
function locate(root: Node | null, path: Path, wantKey: boolean): { offset: number } {
  let node: unknown = root;
  let offset = startOf(root) ?? 0;
  for (const [depth, key] of path.entries()) {
    const isLast = depth === path.length - 1;
    if (isAlias(node)) break;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
      if (isLast && wantKey) break;
    } else if (isSeq(node) && typeof key === "number") {
      node = node.items[key];
    } else break;
    // A block map starts at its first key: its own key, one line up, is the better place to look.
    if (!isMap(node) || node.flow) offset = startOf(node) ?? offset;
  }
  return { offset };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** The value at `path`; undefined where there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );
}

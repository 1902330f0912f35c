/** One result of an Authentication-Results field: `dkim=pass header.d=x` (RFC 8601 §2.2). All lower-cased. */
export interface MethodResult {
  readonly method: string;
  readonly result: string;
  /** `header.d` → `contoso.example`; the first of a name counts. */
  readonly properties: ReadonlyMap<string, string>;
}

export interface AuthenticationResults {
  /** Lower-cased; null where the field has none, as Microsoft 365 writes it. */
  readonly authservId: string | null;
  readonly results: readonly MethodResult[];
}

const LONGEST_FIELD = 16_384;
const MOST_RESULTS = 50;

/**
 * Reads an Authentication-Results field, comments left out. Linear.
 *
 * Null for one that is too long or empty: a field that cannot be read proves nothing.
 */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  if (value.length > LONGEST_FIELD) return null;
  const segments = split(value);
  const first = segments[0];
  if (first === undefined || first.length === 0) return null;
  const named = !first[0]!.includes("=");
  const results = segments
    .slice(named ? 1 : 0)
    .slice(0, MOST_RESULTS)
    .map(methodResult)
    .filter((result) => result !== null);
  return { authservId: named ? first[0]!.toLowerCase() : null, results };
}

/** Without RFC 5322 comments, which nest; quoted strings stay, a quote that never ends goes. */
export function withoutComments(value: string): string {
  let out = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at]!;
    if (char === "\\" && (quoted || depth > 0)) {
      if (depth === 0) out += char + (value[at + 1] ?? "");
      at += 1;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      out += char;
    } else if (char === "(" && !quoted) {
      depth += 1;
      out += depth === 1 ? " " : "";
    } else if (char === ")" && !quoted && depth > 0) depth -= 1;
    else if (depth === 0) out += char;
  }
  return quoted ? out.replaceAll('"', "") : out;
}

/** The field as segments between semicolons, each as its words; quotes undone, `a = b` joined to `a=b`. */
function split(value: string): string[][] {
  const segments: string[][] = [[]];
  for (const [token] of withoutComments(value).matchAll(/;|=|(?:"(?:[^"\\]|\\.)*"|[^\s;="])+/g)) {
    const words = segments.at(-1)!;
    const plain = token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, "$1") : token;
    if (token === ";") segments.push([]);
    else if (token === "=" && words.length > 0) words.push(`${words.pop()}=`);
    else if (words.at(-1)?.endsWith("=") && !/=./.test(words.at(-1)!)) words.push(words.pop()! + plain);
    else words.push(plain);
  }
  return segments;
}

function methodResult(words: readonly string[]): MethodResult | null {
  const [method, result] = pair(words[0] ?? "");
  if (!method || !result) return null;
  const properties = new Map<string, string>();
  for (const word of words.slice(1)) {
    const [name, value] = pair(word);
    if (name && value && !properties.has(name)) properties.set(name, value);
  }
  return { method: method.split("/")[0]!, result, properties };
}

function pair(word: string): readonly [string, string] {
  const at = word.indexOf("=");
  return at < 0
    ? [word.toLowerCase(), ""]
    : [word.slice(0, at).toLowerCase(), word.slice(at + 1).toLowerCase()];
}

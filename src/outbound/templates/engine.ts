/**
 * Texts with holes, made for people who write no code: `{{name}}` puts a value in, `{{#name}}…{{/name}}` shows its
 * inside if there is a value (once for each entry of a list), `{{^name}}…{{/name}}` if there is none, `{{! … }}` is a
 * remark. A line with nothing but such a tag leaves no line behind. The first line is `Subject: …`.
 *
 * Values are put in once and never read as templates themselves: what a customer writes stays what they wrote.
 */
export type Values = { readonly [name: string]: string | number | boolean | readonly Values[] };

export interface TemplateProblem {
  /** 1-based. */
  readonly line: number;
  readonly read: string;
  readonly expected: string;
}
export type Rendered =
  | { readonly kind: "rendered"; readonly subject: string; readonly text: string }
  | { readonly kind: "refused"; readonly problems: readonly TemplateProblem[] };

type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly name: string; readonly line: number }
  | {
      readonly kind: "section";
      readonly name: string;
      readonly line: number;
      readonly unless: boolean;
      readonly inside: Node[];
    };

export interface Template {
  readonly subject: readonly Node[];
  readonly body: readonly Node[];
  readonly problems: readonly TemplateProblem[];
}

const LONGEST_TEMPLATE = 20_000;
const LONGEST_SUBJECT = 200;
const DEEPEST = 4;
const TAG = /\{\{([#^/!]?)([^{}]{0,200})\}\}/g;
const NAME = /^[a-zA-Z][a-zA-Z0-9]{0,39}$/;

/** Puts values into a template. Every name it uses must be among the values; all that are not are told, with lines. */
export function renderTemplate(source: string, values: Values): Rendered {
  const template = parseTemplate(source);
  const problems = [...template.problems, ...unknownNames([...template.subject, ...template.body], values)];
  if (problems.length > 0) return { kind: "refused", problems };
  // A subject is one line, whatever was put into it (RFC 5322 §2.2).
  const subject = write(template.subject, [values])
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
  const text = write(template.body, [values]).replace(/^\n+/, "").trimEnd();
  return { kind: "rendered", subject: subject.slice(0, LONGEST_SUBJECT), text: `${text}\n` };
}

/** Reads a template; what is wrong with it stands in `problems`. Never throws. */
export function parseTemplate(source: string): Template {
  const text = source.replaceAll("\r\n", "\n").slice(0, LONGEST_TEMPLATE);
  const end = text.includes("\n") ? text.indexOf("\n") : text.length;
  const first = text.slice(0, end);
  const subject = parseNodes(first.replace(/^Subject: ?/, ""), 1);
  const body = parseNodes(text.slice(end + 1), 2);
  const problems = [...subject.problems, ...body.problems];
  if (source.length > LONGEST_TEMPLATE) {
    problems.unshift({
      line: 1,
      read: `${source.length} characters`,
      expected: `at most ${LONGEST_TEMPLATE}`,
    });
  }
  if (!first.startsWith("Subject:")) {
    problems.unshift({ line: 1, read: JSON.stringify(first.slice(0, 60)), expected: "Subject: …" });
  }
  return { subject: subject.nodes, body: body.nodes, problems };
}

interface Open {
  readonly nodes: Node[];
  readonly name: string;
  readonly line: number;
}

function parseNodes(text: string, firstLine: number): { nodes: Node[]; problems: TemplateProblem[] } {
  const problems: TemplateProblem[] = [];
  const root: Node[] = [];
  const open: Open[] = [{ nodes: root, name: "", line: 0 }];
  let at = 0;
  let line = firstLine;
  const keepText = (piece: string): void => {
    const stray = /\{\{|\}\}/.exec(piece);
    if (stray) {
      const there = line + piece.slice(0, stray.index).split("\n").length - 1;
      problems.push({ line: there, read: stray[0], expected: "a whole tag such as {{number}}" });
    }
    if (piece !== "") open.at(-1)!.nodes.push({ kind: "text", text: piece });
    line += piece.split("\n").length - 1;
  };
  for (const tag of text.matchAll(TAG)) {
    const { from, to } = standalone(text, tag);
    keepText(text.slice(at, Math.max(at, from)));
    readTag(tag, line, open, problems);
    line += text.slice(Math.max(at, from), to).split("\n").length - 1;
    at = to;
  }
  keepText(text.slice(at));
  for (const { name, line: there } of open.slice(1)) {
    problems.push({ line: there, read: `{{#${name}}}`, expected: `{{/${name}}} further down` });
  }
  return { nodes: root, problems };
}

/** Where a tag starts and ends; a section's tag or a remark alone on its line takes the whole line with it. */
function standalone(text: string, tag: RegExpExecArray): { from: number; to: number } {
  const from = tag.index;
  const to = from + tag[0].length;
  const startsLine = from === 0 || text[from - 1] === "\n";
  const endsLine = to === text.length || text[to] === "\n";
  return tag[1] !== "" && startsLine && endsLine ? { from, to: Math.min(to + 1, text.length) } : { from, to };
}

function readTag(tag: RegExpExecArray, line: number, open: Open[], problems: TemplateProblem[]): void {
  const [read, sign, inner] = tag as unknown as readonly [string, string, string];
  const name = inner.trim();
  const top = open.at(-1)!;
  if (sign === "!") return;
  if (!NAME.test(name)) problems.push({ line, read, expected: "a name of letters and digits" });
  else if (sign === "") top.nodes.push({ kind: "value", name, line });
  else if (sign === "/") {
    if (open.length > 1 && top.name === name) open.pop();
    else
      problems.push({
        line,
        read,
        expected: open.length > 1 ? `{{/${top.name}}}` : "no end without a start",
      });
  } else if (open.length > DEEPEST)
    problems.push({ line, read, expected: `at most ${DEEPEST} sections in each other` });
  else {
    const inside: Node[] = [];
    top.nodes.push({ kind: "section", name, line, unless: sign === "^", inside });
    open.push({ nodes: inside, name, line });
  }
}

function unknownNames(nodes: readonly Node[], values: Values): readonly TemplateProblem[] {
  return namesIn(nodes, []).flatMap(({ name, line, within }) => {
    const scopes = [values, ...within.flatMap((section) => entriesOf(values, section))];
    if (scopes.some((scope) => Object.hasOwn(scope, name))) return [];
    // An empty list says nothing about its entries: checked where the template is loaded.
    const insideEmpty = within.some(
      (section) => Array.isArray(values[section]) && values[section].length === 0,
    );
    if (insideEmpty) return [];
    return [{ line, read: `{{${name}}}`, expected: `one of: ${Object.keys(values).toSorted().join(", ")}` }];
  });
}

function entriesOf(values: Values, name: string): readonly Values[] {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === "object" ? value : [];
}

export interface UsedName {
  readonly name: string;
  readonly line: number;
  /** The sections around it, outermost first. */
  readonly within: readonly string[];
}

/** Every name a template uses, with its line. */
export function namesIn(nodes: readonly Node[], within: readonly string[]): readonly UsedName[] {
  return nodes.flatMap((node): readonly UsedName[] => {
    if (node.kind === "text") return [];
    const used = { name: node.name, line: node.line, within };
    return node.kind === "value" ? [used] : [used, ...namesIn(node.inside, [...within, node.name])];
  });
}

function write(nodes: readonly Node[], scopes: readonly Values[]): string {
  return nodes.map((node) => writeNode(node, scopes)).join("");
}

function writeNode(node: Node, scopes: readonly Values[]): string {
  if (node.kind === "text") return node.text;
  const scope = scopes.find((values) => Object.hasOwn(values, node.name));
  const value = scope?.[node.name] ?? "";
  if (node.kind === "value") return typeof value === "object" ? "" : String(value);
  const isThere = typeof value === "object" ? value.length > 0 : value !== "" && value !== false;
  if (node.unless) return isThere ? "" : write(node.inside, scopes);
  if (!isThere) return "";
  return typeof value === "object"
    ? value.map((entry) => write(node.inside, [entry, ...scopes])).join("")
    : write(node.inside, scopes);
}

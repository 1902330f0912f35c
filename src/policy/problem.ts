/** One thing wrong in a settings file: where it stands, what was read there, what was expected. */
export interface Problem {
  readonly file: string;
  /** 1-based; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly column: number;
  /** As one would write it: `plans.premium.targets.A.hours`, `contact[1].phone`. Empty: the whole file. */
  readonly path: string;
  readonly read: string;
  readonly expected: string;
}

/** `policy.yaml:12:9 plans.premium.targets.A.hours: read "nights", expected one of: always, office`. */
export function describeProblem(problem: Problem): string {
  const place = problem.line > 0 ? `:${problem.line}:${problem.column}` : "";
  const path = problem.path === "" ? "" : ` ${problem.path}`;
  return `${problem.file}${place}${path}: read ${problem.read}, expected ${problem.expected}`;
}

/** A path of keys as one would write it in code. */
export function writePath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const plain = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key);
    if (!plain) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

const LONGEST_READ = 80;

const SECRET = /password|secret|token/i;

/** A value as it is shown in a problem: JSON, shortened. What stands where a secret belongs is not shown. */
export function showValue(value: unknown, key: string | number | undefined = ""): string {
  if (value === undefined) return "nothing";
  const text =
    JSON.stringify({ [key]: value }, (name, inner) =>
      SECRET.test(name) && typeof inner !== "object" ? "(not shown)" : inner,
    ).slice(JSON.stringify(String(key)).length + 2, -1) || String(value);
  return text.length > LONGEST_READ ? `${text.slice(0, LONGEST_READ)}…` : text;
}

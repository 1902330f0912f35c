import type { Problem } from "../policy/problem.ts";
import type { Path, YamlFile } from "../policy/yaml-file.ts";

/** A name in a settings file, and where it stands. */
export type Named = readonly [value: string | undefined, path: Path];

/** Names that nobody has. */
export function unknown(
  named: readonly Named[],
  known: readonly string[],
  file: YamlFile,
): readonly Problem[] {
  return named
    .filter(([value]) => value !== undefined && !known.includes(value))
    .map(([value, path]) =>
      file.problem(path, `one of: ${known.join(", ")}`, { read: JSON.stringify(value) }),
    );
}

/** Names that are there more than once. */
export function twice(ids: readonly string[], list: string, file: YamlFile): readonly Problem[] {
  return ids.flatMap((id, n) =>
    ids.indexOf(id) < n ? [file.problem([list, n], "an id that is not there yet")] : [],
  );
}

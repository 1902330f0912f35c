import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compareRow } from "../support/vectors.ts";

describe.each(["hours", "timelines"])("every published row of %s", (name) => {
  const rows = readFileSync(`test/vectors/${name}.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  test.each(rows.map((row) => [`${row.id} ${row.tag ?? row.op}`, row] as const))("%s", (_name, row) => {
    for (const { expected, actual } of compareRow(row)) expect(actual).toEqual(expected);
  });
});

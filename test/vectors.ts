import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { compareRow } from "./support/vectors.ts";

// npm run vectors -- FILE…: each row that differs, then `N rows, N differ`.

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write(
    "Which files? For example: npm run vectors -- test/vectors/hours.jsonl test/vectors/timelines.jsonl\n",
  );
  process.exit(2);
}
let rows = 0;
let differ = 0;
for (const file of files) {
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.trim() === "") continue;
    rows++;
    const wrong = compareRow(JSON.parse(line)).filter(
      ({ expected, actual }) => !isDeepStrictEqual(expected, actual),
    );
    if (wrong.length > 0) differ++;
    for (const { id, expected, actual } of wrong) {
      process.stdout.write(
        `${file} ${id}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}\n`,
      );
    }
  }
}
process.stdout.write(`${rows} rows, ${differ} differ\n`);
process.exitCode = differ > 0 ? 1 : 0;

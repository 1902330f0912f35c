import { readFileSync, writeFileSync } from "node:fs";
import { loadWeights } from "#src/triage/weights.ts";
import { allRows, rowsOf, train } from "./lessons.ts";
import { describeScore, scoreOf } from "./score.ts";

const WEIGHTS = "profiles/triage-weights.json";

/**
 * `npm run triage:train`: learns the weights anew, and says how well each author's mails are proposed by what the others
 * taught. `-- --fast` leaves that out; `-- --score file.jsonl` only judges mails by the weights there are.
 */
const [flag, ...files] = process.argv.slice(2);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

if (flag === "--score") {
  const weights = loadWeights(readFileSync(WEIGHTS, "utf8"));
  for (const file of files) {
    const score = scoreOf(rowsOf(file), () => weights);
    say([...score.wrong, `${file}: ${describeScore(score)}`].join("\n"));
  }
} else {
  const rows = allRows();
  if (flag !== "--fast") {
    const authors = [...new Set(rows.map(({ file }) => file))];
    const without = new Map(
      authors.map((author) => {
        const weights = loadWeights(train(rows.filter(({ file }) => file !== author)));
        const own = rows.filter(({ file }) => file === author);
        say(`${author}: ${describeScore(scoreOf(own, () => weights))}`);
        return [author, weights];
      }),
    );
    say(`each by what the others taught: ${describeScore(scoreOf(rows, ({ file }) => without.get(file)!))}`);
  }
  writeFileSync(WEIGHTS, train(rows));
  say(`learnt, and judged by what was learnt: ${describeScore(scoreOf(rows, weightsNow()))}`);
}

function weightsNow() {
  const weights = loadWeights(readFileSync(WEIGHTS, "utf8"));
  return () => weights;
}

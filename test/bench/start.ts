import { execFileSync } from "node:child_process";

const RUNS = 5;
const SCRIPT = `
  await import("./src/adapters/postgres/connect.ts");
  await import("./src/adapters/roles/run-worker.ts");
  const { user, system } = process.cpuUsage();
  console.log((user + system) / 1000);`;
const QUICK = `await import("./src/adapters/system/quick-imports.ts");`;

/** What a process costs before it begins, in ms of processor time: as Node loads it, and as ours do. */
export function benchStart(): readonly string[] {
  const [plain, quick] = [median(""), median(QUICK)];
  return [
    `a worker's modules as Node loads them: ${plain.toFixed(0)} ms of processor time`,
    `behind quick-imports, as all entries do: ${quick.toFixed(0)} ms, ${(plain / quick).toFixed(1)} times less`,
  ];
}

function median(first: string): number {
  const args = ["--input-type=module", "-e", first + SCRIPT];
  const one = (): number => Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
  one();
  return Array.from({ length: RUNS }, one).sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
}

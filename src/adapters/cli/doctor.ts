import { orFail } from "./desk-database.ts";
import { json } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable doctor          is everything there, and does it work?
  answerable doctor --json   the same for a monitor; exit code 1 if anything is wrong
`;

const SIGNS = { ok: "ok      ", note: "note    ", problem: "PROBLEM " } as const;

export const doctor: Register = (program) => {
  program
    .command("doctor")
    .description("look at settings, database, Redis, mail servers, policy and what is stuck")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) =>
      orFail(async () => {
        const { examine } = await import("./examine.ts");
        const findings = await examine();
        const lines = findings.map(({ what, state, found }) => `${SIGNS[state]} ${what}: ${found}`);
        process.stdout.write(`${options.json ? json(findings) : lines.join("\n")}\n`);
        if (findings.some(({ state }) => state === "problem")) process.exitCode = 1;
      }),
    );
};

import { proveDay } from "../../jobs/watch-desk.ts";
import { dayBefore, dayOf, parseDay } from "../../ops/local-day.ts";
import { proofWords } from "../../ops/proof.ts";
import { watchPorts } from "../postgres/alarms.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json, printable } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable proof                     what became of every mail of yesterday, in the desk's time zone
  answerable proof --day 2026-12-03
  answerable proof --json              for a monitor; exit code 1 if a mail is unaccounted for
`;

export const proofCommand: Register = (program) => {
  program
    .command("proof")
    .description("what became of every mail of a day")
    .option("--day <date>", "the day, e.g. 2026-12-03; yesterday where left out")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { day?: string; json?: boolean }) =>
      withDesk(async ({ db }) => {
        const given = options.day === undefined ? undefined : parseDay(options.day);
        if (given === null)
          return fail({
            message: `--day ${printable(options.day!.slice(0, 40))}: expected a day like 2026-12-03.`,
          });
        const ports = watchPorts(db, { kind: "database" });
        const timeZone = (await ports.desk())?.timeZone ?? "UTC";
        const day = given ?? dayBefore(dayOf(await ports.now(), timeZone));
        const proof = await proveDay(ports, day, timeZone);
        process.stdout.write(`${options.json ? json({ ...proof, timeZone }) : proofWords(proof)}\n`);
        if (proof.unaccounted > 0 || proof.accounted < proof.arrived) process.exitCode = 1;
      }),
    );
};

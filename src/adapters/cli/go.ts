import { goLive, heldInShadow } from "../postgres/go-live.ts";
import { fail, withDesk } from "./desk-database.ts";
import { json } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable go --dry-run        what would happen
  answerable go --held drop      from now on; what was written in shadow is dropped
  answerable go --held send      also sends what was written in shadow
`;

export const go: Register = (program) => {
  program
    .command("go")
    .description("take the desk out of shadow: from now on mail leaves")
    .option("--held <what>", "what becomes of mail written in shadow: send or drop")
    .option("--dry-run", "only say what would happen")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { held?: string; dryRun?: boolean; json?: boolean }) =>
      withDesk(async ({ db }) => {
        const held = await heldInShadow(db);
        const count = held.reduce((sum, { mails }) => sum + mails, 0);
        const say = (value: object, text: string): void => {
          process.stdout.write(`${options.json ? json(value) : text}\n`);
        };
        const list = held.map(({ purpose, mails }) => `${mails} ${purpose}`).join(", ");
        if (options.dryRun)
          return say({ held }, count === 0 ? "Nothing is held." : `Held in shadow: ${list}.`);
        if (count > 0 && options.held !== "send" && options.held !== "drop") {
          return fail({
            message: `${count} mails were written in shadow (${list}).`,
            next: "Say what becomes of them: --held send or --held drop.",
          });
        }
        const answer = await goLive(db, {
          held: options.held === "send" ? "send" : "drop",
          actor: "cli",
          clock: { kind: "database" },
        });
        if (answer.kind === "already") return fail({ message: `Nothing done: ${answer.because}.` });
        say(answer, `The desk is live. Sent ${answer.sent}, dropped ${answer.dropped}.`);
      }),
    );
};

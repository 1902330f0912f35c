import { alarmWords } from "../../ops/alarms.ts";
import { fromMs, iso } from "../../values/instant.ts";
import { openAlarms } from "../postgres/alarms.ts";
import { fail, orFail, withDesk } from "./desk-database.ts";
import { json } from "./print.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable alarms          what is the matter now
  answerable alarms test     sends a notice over ALARM_WEBHOOK_URL and ALARM_SMTP_URL, and says what came of it
`;

export const alarmsCommand: Register = (program) => {
  const command = program
    .command("alarms")
    .description("what is the matter now, and whether operators can be told")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: { json?: boolean }) =>
      withDesk(async ({ db }) => {
        const open = (await openAlarms(db)).filter(({ beganAt }) => beganAt !== null);
        const lines = open.map(
          (alarm) => `${iso(alarm.beganAt!).slice(0, 16)}Z  ${alarmWords("begins", alarm)}`,
        );
        process.stdout.write(`${options.json ? json(open) : lines.join("\n") || "No alarm."}\n`);
        if (open.length > 0) process.exitCode = 1;
      }),
    );
  command
    .command("test")
    .description("tell operators something, to see that it arrives")
    .action(() => orFail(sendTest));
};

async function sendTest(): Promise<void> {
  const [{ deskSettings }, { alarmChannels }] = await Promise.all([
    import("./desk-settings.ts"),
    import("../system/alarm-channels.ts"),
  ]);
  const { alarms } = await deskSettings();
  const channels = alarmChannels(alarms);
  if (channels.length === 0)
    return fail({
      message: "No channel is set.",
      next: "Set ALARM_WEBHOOK_URL, or ALARM_SMTP_URL with ALARM_MAIL_TO.",
    });
  const createdAt = fromMs(Date.now());
  const text = "This is a test. Alarms of this desk reach you here.";
  const once = `test.${createdAt}`;
  for (const channel of channels) {
    const notice = { id: "", once, code: "test", text, data: {}, createdAt, told: [], attempts: 0 };
    const problem = await channel.tell(notice).then(
      () => null,
      (error: Error) => error.message,
    );
    process.stdout.write(`${channel.name}: ${problem ?? "taken"}\n`);
    if (problem !== null) process.exitCode = 1;
  }
}

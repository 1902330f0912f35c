import { readFileSync } from "node:fs";
import { PASSWORD_NAME, type SetupAnswers, serverOf } from "../../policy/setup-files.ts";
import { connectImap } from "../imap/connect.ts";
import { complain, say } from "./policy-shared.ts";

/**
 * Signs in to the mailbox once, with the password that the environment or .env has under its name, and changes nothing there.
 * What the server says is told, with the next step; the files stay written.
 */
export async function trySignIn({ mailbox, address }: SetupAnswers, envFile: string): Promise<void> {
  if (mailbox === undefined)
    return tell("--sign-in: no mailbox was named. Next: --imap imap.contoso.example:993");
  const password = process.env[PASSWORD_NAME] || inEnv(envFile);
  if (!password)
    return tell(
      `--sign-in: ${PASSWORD_NAME} has no value yet. Next: write it into ${envFile}, then answerable mailbox test`,
    );
  const user = mailbox.user ?? address;
  try {
    const client = await connectImap({ ...serverOf(mailbox.imap), user, password });
    await client.logout();
    say(`${mailbox.imap} let ${user} in.`);
  } catch (error) {
    tell(`--sign-in: ${(error as Error).message}`);
  }
}

function tell(line: string): void {
  complain(line);
  process.exitCode = 1;
}

function inEnv(file: string): string | undefined {
  const line = new RegExp(`^\\s*${PASSWORD_NAME}=(.*)$`, "m").exec(readFileSync(file, "utf8"))?.[1]?.trim();
  return line?.replace(/^(["'])(.*)\1$/, "$2");
}

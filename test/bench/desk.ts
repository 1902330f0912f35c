import { connect } from "../../src/adapters/postgres/connect.ts";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { deskOn } from "../support/desk-on.ts";
import { plainMail } from "../support/plain-mail.ts";
import { startTestPostgres } from "../support/postgres-server.ts";

/** Until the compiler has settled, and what is counted. */
const WARM = 200;
const MAILS = 300;

/**
 * Processor time of this process a mail, of the whole way through the database: a first mail read, its ticket opened and
 * what it writes sent. How busy the machine is does not count.
 */
export async function benchDesk(): Promise<string[]> {
  await using server = await startTestPostgres();
  await migrate(server.url);
  await using desk = await deskOn({ ...connect(server.url), url: server.url });
  let n = 0;
  const first = () =>
    plainMail(
      {
        From: `Customer ${++n} <c${n}@company${n % 50}.example>`,
        To: desk.address,
        Subject: `Calls drop in room ${n}`,
        "Message-ID": `<${n}@c.example>`,
        Date: "Thu, 03 Dec 2026 09:58:00 +0000",
      },
      `Good morning,\n\nsince today every call drops after a minute in room ${n}. Can you help us?\n\nKind regards\nCustomer ${n}`,
    );
  const [lines, stages] = [[] as string[], { opening: 0, sending: 0 }];
  for (const mails of [WARM, MAILS]) {
    const ids: string[] = [];
    for (let count = 0; count < mails; count++) ids.push(await desk.store(first()));
    stages.opening = await processorMsOf(async () => {
      for (const id of ids) await desk.process(id);
    });
    stages.sending = await processorMsOf(() => desk.send());
    const each = (ms: number): string => `${(ms / mails).toFixed(2)} ms`;
    if (mails === MAILS)
      lines.push(
        `a first mail: ${each(stages.opening)} until its ticket is open, ${each(stages.sending)} until all it writes has left`,
      );
  }
  return lines;
}

async function processorMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

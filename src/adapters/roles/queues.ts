import { escalate } from "../../jobs/escalate.ts";
import type { Ports, Receipt, RowRef } from "../../jobs/ports.ts";
import type { RowQueue } from "../../jobs/queues.ts";
import { receiveMail } from "../../jobs/receive-mail.ts";
import { sendMail } from "../../jobs/send-mail.ts";
import { storeSentCopies } from "../../jobs/store-sent-copies.ts";
import { wakeTarget } from "../../jobs/wake-target.ts";
import { openPorts } from "../ports.ts";
import { recordFailure } from "../postgres/due.ts";
import { releaseOrphans } from "../postgres/outbound.ts";
import { now } from "../postgres/transact.ts";
import { runQueue } from "../redis/run-queue.ts";
import { every } from "../system/every.ts";
import { tellable, withoutSecrets } from "../system/log.ts";
import type { Role } from "./context.ts";
import { trySubmission } from "./try-submission.ts";

/** A job that fails this often waits for a person. Mails on their way out have their own table of waits. */
const GIVE_UP_AFTER: Readonly<Record<RowQueue, number>> = {
  inbound: 5,
  targets: 50,
  replies: 50,
  escalations: 50,
};

/** How often accepted answers are looked for whose copy is to be in Sent. */
const COPIES_MS = 5_000;

/** A worker process for one queue of rows. */
function queueRole(
  queue: RowQueue,
  work: (ports: Ports, row: RowRef) => Promise<Receipt>,
  concurrency: number,
): Role {
  return async (context) => {
    const ports = openPorts(context, { connections: concurrency + 2 });
    const { db } = ports.connection;
    if (queue === "replies") await releaseOrphans(db, await now(db, context.clock));
    const worker = runQueue(queue, (row) => work(ports, row), {
      redisUrl: context.redisUrl,
      concurrency,
      log: context.log,
      onFailure: async (row, error) => {
        const because = withoutSecrets(tellable(error).message).slice(0, 500);
        const at = await now(db, context.clock);
        await recordFailure(db, queue, row, { because, at, giveUpAfter: GIVE_UP_AFTER[queue] });
      },
    });
    const copies =
      queue === "replies"
        ? every(COPIES_MS, context.log, "sent copies", async () => {
            const done = await storeSentCopies(ports.sent);
            if (done["failed"]) context.log.warn(done, "copies could not be put into Sent; tried again");
          })
        : null;
    return {
      async [Symbol.asyncDispose]() {
        await copies?.[Symbol.asyncDispose]();
        await worker.close();
        await ports[Symbol.asyncDispose]();
      },
    };
  };
}

export const inboundRole: Role = queueRole("inbound", receiveMail, 4);
export const targetsRole: Role = queueRole("targets", wakeTarget, 4);
export const repliesRole: Role = async (context) => {
  if (!context.sandbox) await trySubmission(context);
  return queueRole("replies", sendMail, context.submissionsAtOnce ?? 3)(context);
};
export const escalationsRole: Role = queueRole("escalations", escalate, 2);

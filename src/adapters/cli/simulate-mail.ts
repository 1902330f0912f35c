import { createReadStream } from "node:fs";
import { type Archive, openArchive } from "../../conversation/archive.ts";
import { type MboxMail, splitMbox } from "../../mail/mbox.ts";
import { readArchived, type Skipped, ticketOf } from "../../ops/simulate/archived-mail.ts";
import { judge } from "../../ops/simulate/judge.ts";
import type { Report } from "../../ops/simulate/report.ts";
import { EMPTY_TALLY, tallied } from "../../ops/simulate/tally.ts";
import type { PolicyFile } from "../../policy/schema.ts";
import type { Severity } from "../../sla/event.ts";
import { compilePromises } from "../../tickets/promises/compile-promises.ts";
import { DAY, fromMs, type Instant, iso, plus } from "../../values/instant.ts";
import { count, type Done, fail, now, withHolidays } from "./policy-shared.ts";
import { progress } from "./progress.ts";
import type { SimulateOptions } from "./simulate-options.ts";

/** Mails of one archive; a few hundred bytes are kept of each. */
const MOST_MAILS = 1_000_000;

type Read = {
  readonly archive: Archive;
  readonly mails: number;
  readonly left: Record<Skipped | "a copy", number>;
};

/** The conversations of an mbox as tickets; null with what is wrong told. */
export async function simulateMail(
  done: Done,
  path: string,
  options: SimulateOptions,
): Promise<Report | null> {
  const { policy } = done.files;
  if (options.plan !== undefined && !Object.hasOwn(policy.plans, options.plan)) {
    const known = Object.keys(policy.plans).join(", ");
    return fail(2, `--plan: read ${JSON.stringify(options.plan)}, expected one of: ${known}`);
  }
  const ours = [...deskAddresses(policy), ...(options.deskAddress ?? [])];
  const read = await readArchive(path, ours);
  if (read === null) return null;
  const threads = read.archive.threads();
  if (threads.length === 0) {
    return fail(
      1,
      `${path}: none of ${count(read.mails, "mail")} was written by a person.`,
      ...leftOut(read),
    );
  }
  const times = threads.flatMap((thread) => [thread[0]!.at, thread.at(-1)!.at]);
  const [from, asOf] = [fromMs(least(times)), fromMs(-least(times.map((at) => -at)))];
  const promises = compilePromises(withHolidays(done, from, asOf));
  const severity = (options.severity as Severity | undefined) ?? promises.defaults.severity;
  const defaults = { plan: options.plan ?? promises.defaults.plan, severity };
  const judging = {
    context: promises.clock,
    timeZone: policy.desk.timeZone,
    asOf,
    kinds: ["first-response", "next-response"],
  } as const;
  let [is, tickets] = [EMPTY_TALLY, 0];
  for (const thread of threads) {
    const events = ticketOf(thread, defaults);
    if (events === null) continue;
    tickets += 1;
    is = tallied(is, judge(events, judging));
  }
  const none = { tickets: 0, first: [] };
  return {
    policy: done.published.id,
    of: `conversations of ${path} (${count(read.mails, "mail")}, ${iso(from).slice(0, 10)} to ${iso(asOf).slice(0, 10)})`,
    tickets,
    was: null,
    is,
    turned: { "missed instead of met": none, "met instead of missed": none },
    assumptions: [
      `A conversation is what hangs together by Message-ID, In-Reply-To and References; its first mail of a customer opens a ticket of severity ${severity}, plan ${defaults.plan}.`,
      `Mail from ${ours.join(", ")} is the desk's and answers whatever is unanswered then; everybody else is a customer.`,
      "A mail counts from its topmost Received field, else from its Date. Automatic mail counts for nothing.",
      `What was not answered when the archive ends (${iso(asOf)}) is judged as of then.`,
      "Only answers are judged: an archive does not say what was resolved or waited for.",
      ...leftOut(read),
    ],
  };
}

function deskAddresses({ desk, contact }: PolicyFile): readonly string[] {
  const ways = (contact ?? []).flatMap((way) => ("email" in way ? [way.email] : []));
  return [...new Set([desk.address, ...ways].map((address) => address.toLowerCase()))];
}

async function readArchive(path: string, ours: readonly string[]): Promise<Read | null> {
  const until = plus(now(), DAY);
  const archive = openArchive();
  const left = { unreadable: 0, automatic: 0, "without a date": 0, "without a sender": 0, "a copy": 0 };
  let mails = 0;
  using bar = progress("mails");
  const take = (found: readonly MboxMail[]): boolean => {
    for (const mail of found) {
      mails += 1;
      bar.tick();
      const kept = readArchived(mail, ours, until as Instant);
      if (typeof kept === "string") left[kept] += 1;
      else if (!archive.add(kept)) left["a copy"] += 1;
    }
    return archive.size <= MOST_MAILS;
  };
  try {
    const split = splitMbox();
    for await (const chunk of createReadStream(path)) {
      if (!take(split.push(chunk as Uint8Array))) {
        return fail(1, `${path} holds more than ${MOST_MAILS} mails of people. Next: give it year by year.`);
      }
    }
    take(split.end());
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === undefined) throw error;
    return fail(2, `--mail: ${path} cannot be read (${code === "ENOENT" ? "no such file" : message})`);
  }
  if (mails > 0) return { archive, mails, left };
  return fail(
    2,
    `--mail: ${path} is no mbox: no line "From sender Tue Nov 24 10:00:00 2026" begins a mail in it.`,
  );
}

function leftOut({ left }: Read): readonly string[] {
  const parts = Object.entries(left).flatMap(([why, n]) => (n === 0 ? [] : [`${n} ${why}`]));
  return parts.length === 0 ? [] : [`Left out: ${parts.join(", ")}.`];
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

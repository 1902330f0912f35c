import { type Batch, runRetention } from "../../jobs/run-retention.ts";
import type { Keeper } from "../../ops/retention.ts";
import { count } from "../../ops/words.ts";
import { RETENTION_CLASSES, type RetentionClass } from "../../policy/retention.ts";
import { DAY, type Instant, iso } from "../../values/instant.ts";
import type { Connection } from "../postgres/connect.ts";
import { beat } from "../postgres/heartbeats.ts";
import { retentionPorts } from "../postgres/retention.ts";
import { retentionFacts } from "../postgres/retention-facts.ts";
import { type Held, hold, holdsNow, release } from "../postgres/retention-holds.ts";
import { now } from "../postgres/transact.ts";
import { fail } from "./desk-database.ts";
import { json, printable, table } from "./print.ts";
import { progress } from "./progress.ts";

const clock = { kind: "database" } as const;

interface Sum {
  due: number;
  bytes: number;
  oldest: Instant | null;
  readonly kept: Partial<Record<Keeper, number>>;
}

/** Looks through everything that is old enough, and adds up what is due and what keeps the rest. */
async function walk(connection: Connection, dryRun: boolean) {
  const sums = Object.fromEntries(
    RETENTION_CLASSES.map((name): [RetentionClass, Sum] => [
      name,
      { due: 0, bytes: 0, oldest: null, kept: {} },
    ]),
  ) as Record<RetentionClass, Sum>;
  using told = progress("looked at");
  const onBatch = ({ done, kept }: Batch): void => {
    told.tick(done.length + kept.length);
    for (const { class: name, since, bytes } of done) {
      const sum = sums[name];
      sum.due += 1;
      sum.bytes += bytes;
      if (sum.oldest === null || since < sum.oldest) sum.oldest = since;
    }
    for (const { class: name, because } of kept)
      sums[name].kept[because] = (sums[name].kept[because] ?? 0) + 1;
  };
  const receipt = await runRetention(retentionPorts(connection, { clock, actor: "cli", dryRun, onBatch }));
  return { sums, receipt };
}

export async function status(connection: Connection, asJson: boolean): Promise<void> {
  const { db } = connection;
  const [facts, { sums }] = [await retentionFacts(db, await now(db, clock)), await walk(connection, true)];
  if (facts === null)
    return fail({ message: "No policy has been published.", next: "answerable policy publish" });
  const classes = facts.classes.map((row) => ({ ...row, ...sums[row.class] }));
  if (asJson) {
    process.stdout.write(`${json({ ...facts, classes })}\n`);
    return;
  }
  const rows = classes.map((row) => [
    row.class,
    kept(row.keptMs),
    String(row.due),
    row.due > 0 ? size(row.bytes) : "",
    day(row.oldest),
    row.due > 0 ? "now" : day(row.nextDueAt),
    keepers(row.kept),
  ]);
  const { lastRun, lookedThroughAt } = facts;
  const lines = [
    table(["class", "kept for", "due", "size", "due since", "next due", "old enough, but kept"], rows, 90),
    "",
    lookedThroughAt === null
      ? "Never looked through by the desk yet."
      : `Looked through ${iso(lookedThroughAt).slice(0, 16).replace("T", " ")}Z.`,
    lastRun === null
      ? "Nothing was ever deleted."
      : `Last deleted ${day(lastRun.at)}: ${counted(lastRun.counts)}.`,
    `${facts.holds} on hold, ${facts.erased} erased.`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

export async function run(
  connection: Connection,
  { dryRun, asJson }: { readonly dryRun: boolean; readonly asJson: boolean },
): Promise<void> {
  const { sums, receipt } = await walk(connection, dryRun);
  const { db } = connection;
  if (!dryRun) await beat(db, "retention", "cli", await now(db, clock));
  const counts = Object.fromEntries(RETENTION_CLASSES.map((name) => [name, sums[name].due]));
  const months = Number(receipt["partitions"] ?? 0);
  const verb = dryRun ? "Would delete" : "Deleted";
  const text = `${verb} ${counted(counts) || "nothing"}${months > 0 ? `; ${months} whole months of raw mail` : ""}.`;
  process.stdout.write(`${asJson ? json({ dryRun, ...counts, months, kept: keptOf(sums) }) : text}\n`);
}

function keptOf(sums: Record<RetentionClass, Sum>) {
  return Object.fromEntries(RETENTION_CLASSES.map((name) => [name, sums[name].kept]));
}

export async function holdIt(db: Connection["db"], what: string, because: string): Promise<void> {
  const done = await hold(db, meant(what), because, clock);
  if (done === null) return unknown(what);
  process.stdout.write(
    done === "held" ? `${printable(what)} is kept until it is released.\n` : "It is held already.\n",
  );
}

export async function releaseIt(db: Connection["db"], what: string): Promise<void> {
  const done = await release(db, meant(what), clock);
  if (done === null) return unknown(what);
  process.stdout.write(
    done === "released" ? `${printable(what)} is kept as desk.yaml says again.\n` : "It is not held.\n",
  );
}

export async function listHolds(db: Connection["db"], asJson: boolean): Promise<void> {
  const found = await holdsNow(db);
  const rows = found.map(({ ticket, customer, because, at }) => [
    ticket === null ? (customer ?? "") : `#${ticket}`,
    day(at),
    because,
  ]);
  const text = rows.length === 0 ? "Nothing is held." : table(["what", "since", "because"], rows);
  process.stdout.write(`${asJson ? json(found) : text}\n`);
}

function meant(what: string): Held {
  const number = /^#?(\d{1,15})$/.exec(what)?.[1];
  return number === undefined ? { kind: "customer", name: what } : { kind: "ticket", number: Number(number) };
}

function unknown(what: string): void {
  fail({
    message: `There is no ticket or customer ${printable(what.slice(0, 120))}.`,
    next: "A ticket is named by its number, a customer by its name: answerable tickets --all, answerable customers",
  });
}

const ONE: Readonly<Record<RetentionClass, string>> = {
  closedTickets: "closed ticket",
  rawMail: "raw mail",
  automaticMail: "automatic mail",
  quarantine: "quarantined mail",
  audit: "audit record",
};

function kept(ms: number | null): string {
  if (ms === null) return "ever";
  return ms % (365 * DAY) === 0 && ms > 0 ? `${ms / (365 * DAY)}y` : `${Math.round((ms / DAY) * 10) / 10}d`;
}

function day(at: Instant | null): string {
  return at === null ? "" : iso(at).slice(0, 10);
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function keepers(kept: Sum["kept"]): string {
  return Object.entries(kept)
    .map(([because, n]) => `${n} ${because}`)
    .join(", ");
}

function counted(counts: Readonly<Record<string, number>>): string {
  return RETENTION_CLASSES.flatMap((name) => (counts[name] ? [count(counts[name], ONE[name])] : [])).join(
    ", ",
  );
}

import { spawnSync } from "node:child_process";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { leastUuid } from "../../src/adapters/postgres/partitions.ts";
import { RETENTION_RUN, retentionPorts } from "../../src/adapters/postgres/retention.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { RETENTION_CHECKPOINTS } from "../../src/jobs/checkpoints.ts";
import { runRetention } from "../../src/jobs/run-retention.ts";
import { DAY, instant, iso, MINUTE, plus } from "../../src/values/instant.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
beforeEach(async () => {
  desk = await deskInPostgres();
});
afterEach(() => desk[Symbol.asyncDispose]());

const db = () => desk.database.db;
const run = () =>
  runRetention(retentionPorts(desk.database, { clock: { kind: "set", now: desk.now }, actor: "test" }));
const months = async () =>
  (
    await desk.database
      .sql`select relname as name from pg_class where relname like 'raw_chunks_20%' and relkind = 'r'`
  ).map(({ name }) => name);
const bytesLeft = async () => (await db().select({ mail: rows.rawChunks.mail }).from(rows.rawChunks)).length;

/** A month of raw mail, with mails in it, an hour apart from its beginning on. */
async function month(name: string, from: string, to: string, mails: number) {
  const [least, most] = [leastUuid(new Date(from)), leastUuid(new Date(to))];
  await desk.database.sql.unsafe(
    `create table ${name} partition of raw_chunks for values from ('${least}') to ('${most}')`,
  );
  const [folder] = await db().select().from(rows.folders);
  const all = Array.from({ length: mails }, (_, n) => {
    const seenAt = plus(instant(from), n * MINUTE);
    const id = leastUuid(new Date(seenAt)).replace(/0000-0000-0000/, "7000-8000-0000");
    return { id, uid: 1000 + n + Date.parse(from) / DAY, seenAt };
  });
  await db()
    .insert(rows.rawChunks)
    .values(all.map(({ id }) => ({ mail: id, n: 0, bytes: Buffer.from(`mail ${id}`) })));
  await db()
    .insert(rows.inboundMail)
    .values(
      all.map((mail) => ({
        ...mail,
        folderId: folder!.id,
        uidvalidity: 1,
        storedAt: mail.seenAt,
        state: "done" as const,
        disposition: "duplicate",
        because: "the same mail came before",
      })),
    );
  return all.map(({ id }) => id);
}
const march = (mails: number) =>
  month("raw_chunks_2025_03", "2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z", mails);

describe("months of raw mail", () => {
  test("go as a whole where all of it is due, and the newer stay", async () => {
    await march(3);
    await month("raw_chunks_2026_05", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z", 2);
    expect(await run()).toMatchObject({ partitions: 1, deleted: 3 });
    expect(await months()).toEqual(["raw_chunks_2026_05"]);
    expect(await bytesLeft()).toBe(2);
    expect(await run()).toMatchObject({ partitions: 0, deleted: 0 });
  });

  test("stay for one mail that must be kept, and lose the others", async () => {
    const [kept] = await march(3);
    await db()
      .update(rows.inboundMail)
      .set({ state: "stored", disposition: null })
      .where(eq(rows.inboundMail.id, kept!));
    expect(await run()).toMatchObject({ partitions: 0, deleted: 2 });
    expect(await months()).toEqual(["raw_chunks_2025_03"]);
    expect(await bytesLeft()).toBe(1);
    await db()
      .update(rows.inboundMail)
      .set({ state: "done", disposition: "duplicate" })
      .where(eq(rows.inboundMail.id, kept!));
    expect(await run()).toMatchObject({ partitions: 1 });
    expect(await bytesLeft()).toBe(0);
  });

  test("are not waited for where somebody reads them at this moment", async () => {
    await march(1);
    await db().transaction(async (tx) => {
      await tx.select().from(rows.rawChunks);
      expect(await run()).toMatchObject({ partitions: 0, deleted: 1 });
    });
    expect(await run()).toMatchObject({ partitions: 1 });
  });
});

describe("a process that is killed in the middle of a run", () => {
  // 450 mails are three batches.
  test.each(
    RETENTION_CHECKPOINTS.flatMap(
      (name) =>
        (name === "retention.dropping"
          ? [[name, 1]]
          : [
              [name, 2],
              [name, 4],
            ]) as [string, number][],
    ),
  )(
    "at %s, time %i: what was committed is counted, and the next run does the rest once",
    async (name, nth) => {
      const ids = await march(450);
      const child = spawnSync(process.execPath, [
        "test/support/retention-child.ts",
        ...[desk.database.url, iso(desk.now()), name, String(nth)],
      ]);
      expect(child.signal).toBe("SIGKILL");
      const emptied = async () =>
        (await db().select().from(rows.inboundMail)).filter(({ emptiedAt }) => emptiedAt !== null);
      const before = (await emptied()).length;
      const counted = async () =>
        (await db().select().from(rows.audit).where(eq(rows.audit.action, RETENTION_RUN))).map(
          ({ detail }) => (detail as { rawMail: number }).rawMail,
        );
      expect((await counted()).reduce((sum, n) => sum + n, 0)).toBe(before);
      expect(await run()).toMatchObject({ deleted: ids.length - before, partitions: 1 });
      expect(await emptied()).toHaveLength(ids.length);
      expect((await counted()).reduce((sum, n) => sum + n, 0)).toBe(ids.length);
      expect(await bytesLeft()).toBe(0);
    },
  );
});

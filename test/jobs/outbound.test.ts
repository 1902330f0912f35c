import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { claimOutbound, LEASE_MS, largeMail, markStreaming } from "../../src/adapters/postgres/outbound.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { LIMITS } from "../../src/adapters/smtp/submit.ts";
import { instant, plus } from "../../src/values/instant.ts";
import { testDatabase } from "../support/database.ts";
import { writeMails } from "../support/sends.ts";

const START = instant("2026-12-03T10:00:00Z");
const claimant = { owner: "one", now: START, account: () => null };

test("no submission may last as long as the claim on its mail", () => {
  expect(LIMITS.total).toBeLessThan(LEASE_MS);
  expect(LIMITS.connect).toBeLessThan(LIMITS.total);
});

test("a large mail is claimed without its bytes and read in pieces, as often as needed", async () => {
  await using database = await testDatabase();
  const { db } = database;
  await writeMails(database, 1);
  const bytes = Buffer.alloc(2_500_000, "0123456789abcdef\r\n");
  await db.update(rows.outboundMail).set({ bytes });
  const [{ id } = { id: "" }] = await db.select({ id: rows.outboundMail.id }).from(rows.outboundMail);
  const claim = await db.transaction((tx) => claimOutbound(tx, { id, generation: 1 }, claimant));
  expect(claim.kind === "claimed" && claim.mail.bytes).toBeNull();
  const content = await largeMail(db, id);
  expect(content.size).toBe(bytes.length);
  for (let time = 0; time < 2; time++) {
    const pieces: Uint8Array[] = [];
    for await (const piece of content.read()) pieces.push(piece);
    expect(pieces.length).toBe(3);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  }
});

test("a claim that died over its message is still known as that after the next claim died too", async () => {
  await using database = await testDatabase();
  const { db } = database;
  await writeMails(database, 1);
  let now = START;
  const next = async () => {
    const [row] = await db.select().from(rows.outboundMail);
    const claim = await db.transaction((tx) =>
      claimOutbound(tx, { id: row!.id, generation: row!.generation }, { ...claimant, now }),
    );
    if (claim.kind !== "claimed") throw new Error(claim.because);
    now = plus(now, LEASE_MS);
    return claim;
  };
  const first = await next();
  expect(first.previous).toBe("clean");
  expect(await markStreaming(db, first.mail)).toBe(true);
  expect((await next()).previous).toBe("died-streaming");
  expect((await next()).previous).toBe("died-streaming");
  expect(await markStreaming(db, first.mail)).toBe(false);
  const [row] = await db.select().from(rows.outboundMail).where(eq(rows.outboundMail.id, first.mail.id));
  expect([row!.state, row!.attempts]).toEqual(["submitting", 3]);
});

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resolvedTickets } from "../../src/adapters/postgres/open-tickets.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { closeResolvedTickets } from "../../src/jobs/close-resolved.ts";
import { DAY, MINUTE } from "../../src/values/instant.ts";
import { ANA, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => begin());
afterEach(() => desk[Symbol.asyncDispose]());

async function begin(change: { readonly closedNotice?: boolean } = {}) {
  desk = await deskInPostgres(undefined, undefined, change as object);
  day = dayByMail(desk);
}

/** A case of Carla's that Ana answers and takes for solved. */
async function solved(fields: Readonly<Record<string, string>> = {}) {
  await day.opens("Calls drop", CARLA, fields);
  await day.replies(ANA, "#resolve\n\nPlease restart.");
  await desk.send();
}

const close = () =>
  closeResolvedTickets({
    ...desk.ports,
    resolvedTickets: (limit, after) => resolvedTickets(desk.database.db, limit, after),
  });
const notices = async () =>
  (await desk.mails("information")).filter(({ once }) => once?.startsWith("closed."));

describe("a customer whose solved case closes", () => {
  test("is told once, in their conversation, until when a reply opens it again", async () => {
    await solved();
    desk.pass(7 * DAY - MINUTE);
    await close();
    expect(await notices()).toEqual([]);
    desk.pass(MINUTE);
    expect(await close()).toMatchObject({ tickets: 1 });
    await close();
    await desk.send();
    await close();
    const [notice, ...more] = await notices();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ audience: "customer", state: "accepted" });
    expect(notice!.recipients.map(({ address }) => address)).toEqual([CARLA]);
    expect(notice!.subject).toBe("Re: [#1001] Calls drop");
    expect(notice!.text).toContain("answer this mail until Thursday, 24 December");
    const bytes = Buffer.from(notice!.bytes).toString();
    expect(bytes).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(bytes).toMatch(/^In-Reply-To:\s+<.+>\r$/m);
  });

  test("reads it in their language", async () => {
    await solved();
    await desk.database.db.update(rows.tickets).set({ language: "pt-PT" });
    desk.pass(7 * DAY);
    await close();
    expect((await notices())[0]!.text).toMatch(/^O pedido #1001 está fechado/);
  });

  test("opens it again by an answer, and is told of the next closing", async () => {
    await solved();
    desk.pass(7 * DAY);
    await close();
    await desk.send();
    desk.pass(DAY);
    await day.writesBack((await notices())[0]!, "It drops again since noon, what now?");
    expect((await day.ticket(1001)).status).toBe("in-progress");
    await day.replies(ANA, "#resolve\n\nA new cable is on its way.");
    await desk.send();
    desk.pass(8 * DAY);
    await close();
    expect(await notices()).toHaveLength(2);
  });

  test("is not told where desk.yaml says so", async () => {
    await desk[Symbol.asyncDispose]();
    await begin({ closedNotice: false });
    await solved();
    desk.pass(7 * DAY);
    expect(await close()).toMatchObject({ tickets: 1 });
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await notices()).toEqual([]);
  });
});

describe("what must not come of it", () => {
  test("a machine's reply to it leaves the case closed and is not answered", async () => {
    await solved();
    desk.pass(7 * DAY);
    await close();
    await desk.send();
    const before = (await desk.mails()).length;
    const answer = await day.writesBack((await notices())[0]!, "Away until Monday.", CARLA, {
      "Auto-Submitted": "auto-replied",
    });
    expect(answer.outcome).toBe("automatic");
    desk.pass(30 * DAY);
    await close();
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await desk.mails()).toHaveLength(before);
  });

  test("nothing leaves to an address from which mail came back", async () => {
    await solved();
    await desk.database.db
      .insert(rows.undeliverableAddresses)
      .values({ address: CARLA, because: "550 5.1.1 no such user", at: desk.now(), hard: true });
    desk.pass(7 * DAY);
    await close();
    expect((await notices())[0]).toMatchObject({ state: "cancelled", dueAt: null });
  });

  test("somebody who was held never hears of it", async () => {
    await solved();
    await day.writesBack((await desk.mails("answer"))[0]!, "Me too", "mallory@elsewhere.example");
    await desk.send();
    desk.pass(7 * DAY);
    await close();
    const told = (await notices()).flatMap(({ recipients }) => recipients.map(({ address }) => address));
    expect(told).toEqual([CARLA]);
  });

  test("what an agent closed is not told again", async () => {
    await solved();
    await day.replies(ANA, "#close");
    desk.pass(30 * DAY);
    await close();
    const [ticket] = await desk.database.db.select().from(rows.tickets).where(eq(rows.tickets.number, 1001));
    expect(ticket!.status).toBe("closed");
    expect(await notices()).toEqual([]);
  });
});

import { asc, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { actOnTicket } from "../../src/jobs/act-on-ticket.ts";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import { HOUR, instant, iso, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";
import { publishedWith } from "../support/roster.ts";

const EVA = "eva@contoso.example";
const THURSDAY = "2026-12-03T10:00:00Z";
const NIGHT = "2026-12-03T22:00:00Z";
const TEAMS = `teams:
  support: { members: [${ANA}, ${EVA}], manager: ${BEN}, hours: office }
  cloud: { members: [${EVA}], hours: always }
`;

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
afterEach(() => desk[Symbol.asyncDispose]());

/** Ana and Eva answer by their teams' hours, Ben manages. */
async function open(at: string, yaml = "", defaults: Partial<DeskFile["defaults"]> = {}) {
  const settings = publishedWith(TEAMS + yaml).desk;
  desk = await deskInPostgres(DESK, at, {}, { ...settings, defaults: { ...settings.defaults, ...defaults } });
  day = dayByMail(desk);
  const { db } = desk.database;
  await db.update(rows.agents).set({ hours: null });
  await db.insert(rows.agents).values({ id: newId(), name: "Eva Lima", address: EVA, undoSeconds: 0 });
}

const told = async () =>
  (await desk.mails("notice"))
    .toSorted(
      (a, b) => a.createdAt - b.createdAt || (a.recipients[0]!.address < b.recipients[0]!.address ? -1 : 1),
    )
    .map(({ recipients, dueAt }) => [recipients[0]!.address, dueAt === null ? "sent" : iso(dueAt)]);
const agentOf = async (id: string | null) =>
  (await desk.database.db.select().from(rows.agents)).find((agent) => agent.id === id)?.address ?? null;

describe("a new ticket", () => {
  test("at night waits for the morning: its notice leaves when the shift begins, and not before", async () => {
    await open(NIGHT);
    await day.opens("Calls drop");
    const morning = iso(instant("2026-12-04T09:00:00Z"));
    expect(await told()).toEqual([
      [ANA, morning],
      [EVA, morning],
    ]);
    desk.pass(11 * HOUR - 1);
    expect(await desk.send()).toEqual([]);
    desk.pass(1);
    expect((await desk.send()).map(({ purpose }) => purpose)).toEqual(["notice", "notice"]);
  });

  test("of severity A at night reaches those on duty at once", async () => {
    await open(NIGHT, "delivery: [{ severities: [A], to: cloud }]", { severity: "A" });
    await day.opens("Everything is down");
    expect(await told()).toEqual([[EVA, "sent"]]);
  });

  test("goes to the team of the first rule that fits, and the ledger says by which", async () => {
    await open(THURSDAY, "routing: [{ services: [azure], team: support }, { languages: [en], team: cloud }]");
    await day.opens("Calls drop");
    expect(await told()).toEqual([[EVA, "sent"]]);
    expect((await day.ticket(1001)).team).toBe("cloud");
    const [created] = await desk.database.db
      .select()
      .from(rows.events)
      .where(eq(rows.events.type, "created"));
    expect(created!.data).toMatchObject({ team: "cloud", route: 1 });
  });

  test("is not told to those who are away today, and is again the day after", async () => {
    await open(THURSDAY);
    const { db } = desk.database;
    const [ana] = await db.select().from(rows.agents).where(eq(rows.agents.address, ANA));
    const [startsAt, endsAt] = [instant("2026-12-03T00:00Z"), instant("2026-12-04T00:00Z")];
    await db
      .insert(rows.agentAbsences)
      .values({ id: newId(), agentId: ana!.id, startsAt, endsAt, because: "holidays" });
    await day.opens("Calls drop");
    desk.pass(24 * HOUR);
    await day.opens("Calls drop again");
    expect((await told()).map(([who]) => who)).toEqual([EVA, ANA, EVA]);
  });

  test("news of it reaches the team as well while who has it is away", async () => {
    await open(THURSDAY);
    const { db } = desk.database;
    await day.opens("Calls drop");
    desk.pass(MINUTE);
    await day.replies(ANA, "Please update.");
    await desk.send();
    const [ana] = await db.select().from(rows.agents).where(eq(rows.agents.address, ANA));
    const [startsAt, endsAt] = [instant("2026-12-03T00:00Z"), instant("2026-12-04T00:00Z")];
    await db
      .insert(rows.agentAbsences)
      .values({ id: newId(), agentId: ana!.id, startsAt, endsAt, because: "ill" });
    await day.writesBack((await desk.mails("answer"))[0]!, "It did not help.");
    expect((await told()).map(([who]) => who)).toEqual([ANA, EVA, ANA, EVA]);
  });
});

describe("round-robin", () => {
  test("gives one ticket to each in turn; only they are told, and the ledger says why", async () => {
    await open(THURSDAY, "assignment: round-robin");
    for (const subject of ["One", "Two", "Three"]) {
      await day.opens(subject);
      desk.pass(MINUTE);
    }
    const tickets = await desk.database.db.select().from(rows.tickets).orderBy(asc(rows.tickets.number));
    const given = await Promise.all(tickets.map(({ assigneeId }) => agentOf(assigneeId)));
    expect(given).toEqual([ANA, EVA, ANA]);
    expect((await told()).map(([who]) => who)).toEqual([ANA, EVA, ANA]);
    const events = await desk.database.db.select().from(rows.events).where(eq(rows.events.type, "assigned"));
    expect(events.map(({ actor, because }) => `${actor}: ${because}`)).toEqual(
      Array.from({ length: 3 }, () => "desk: round-robin: it is their turn"),
    );
    expect((await desk.mails("notice"))[0]!.text).toContain("Ana Sousa");
  });

  test("two mails of one moment go to two agents", async () => {
    await open(THURSDAY, "assignment: round-robin");
    const ids: string[] = [];
    for (const n of [0, 1]) {
      const fields = {
        From: `${n}@fabrikam.example`,
        To: DESK,
        Subject: `Mail ${n}`,
        "Message-ID": `<${n}@x>`,
      };
      ids.push(await desk.store(plainMail(fields, "Help.")));
    }
    await Promise.all(ids.map((id) => desk.process(id)));
    const given = (await desk.database.db.select().from(rows.tickets)).map(({ assigneeId }) => assigneeId);
    expect(new Set(given).size).toBe(2);
    expect(given).not.toContain(null);
  });

  test("only where a rule says so", async () => {
    await open(
      THURSDAY,
      "routing: [{ languages: [pt-PT], team: cloud }, { customers: [Fabrikam], team: support, assignment: round-robin }]",
    );
    const customer = newId();
    await desk.database.db
      .insert(rows.customers)
      .values({ id: customer, name: "Fabrikam", createdAt: desk.now() });
    await desk.database.db
      .insert(rows.contacts)
      .values({ id: newId(), customerId: customer, address: CARLA, name: "Carla", createdAt: desk.now() });
    await day.opens("Ours");
    await day.opens("Not ours", "eve@elsewhere.example");
    expect(await agentOf((await day.ticket(1001)).assigneeId)).toBe(ANA);
    expect((await day.ticket(1002)).assigneeId).toBeNull();
  });
});

describe("what agents say of a ticket that nobody has", () => {
  const RULES = "routing: [{ services: [azure], team: cloud }]";
  const byTeam = async () => (await day.ticket(1001)).team;

  test("moves it to the team that the rules name, and tells them; the agent who said so is not told", async () => {
    await open(THURSDAY, RULES);
    await day.opens("Calls drop");
    desk.pass(MINUTE);
    await day.replies(ANA, "#service azure");
    expect(await byTeam()).toBe("cloud");
    const last = (await desk.mails("notice")).at(-1)!;
    expect([last.recipients[0]!.address, last.text.split("\n")[0]]).toEqual([
      EVA,
      "Handed over to you or your team: #1001",
    ]);
    const events = await desk.database.db.select().from(rows.events).where(eq(rows.events.type, "assigned"));
    expect(events).toMatchObject([
      { actor: "desk", because: "routing[0] fits: services", data: { team: "cloud", route: 0 } },
    ]);
  });

  test("leaves it where it is once somebody has taken it, also by answering with the same mail", async () => {
    await open(THURSDAY, RULES);
    await day.opens("Calls drop");
    await day.replies(ANA, "#service azure\n\nPlease restart.");
    expect(await byTeam()).toBe("support");
  });

  test("never overrules the team that a person chose", async () => {
    await open(THURSDAY, RULES);
    await day.opens("Calls drop");
    await day.replies(ANA, "#assign support");
    await day.replies(ANA, "#service azure");
    expect(await byTeam()).toBe("support");
  });

  test("an operator who says so on the page moves it the same way, and all of the team are told", async () => {
    await open(THURSDAY, RULES);
    await day.opens("Calls drop");
    desk.pass(MINUTE);
    const commands = [{ name: "service", argument: "azure" }] as const;
    await actOnTicket(desk.ports, { number: 1001, commands, operator: { id: newId(), name: "olga" } });
    expect(await byTeam()).toBe("cloud");
    expect((await desk.mails("notice")).at(-1)!.recipients[0]!.address).toBe(EVA);
  });

  test("gives it to whose turn it is there, where the rule says so", async () => {
    await open(THURSDAY, "routing: [{ services: [azure], team: cloud, assignment: round-robin }]");
    await day.opens("Calls drop");
    await day.replies(ANA, "#service azure");
    expect(await agentOf((await day.ticket(1001)).assigneeId)).toBe(EVA);
  });

  test("#assign tells whom it was given to, and nobody else", async () => {
    await open(THURSDAY);
    await day.opens("Calls drop");
    const before = (await desk.mails("notice")).length;
    await day.replies(ANA, "#assign eva");
    expect(
      (await desk.mails("notice")).slice(before).map(({ recipients }) => recipients[0]!.address),
    ).toEqual([EVA]);
    await day.replies(ANA, "#mine");
    expect(await desk.mails("notice")).toHaveLength(before + 1);
  });

  test("assignment: nobody leaves it unassigned when it is answered; #mine takes it", async () => {
    await open(THURSDAY, "assignment: nobody");
    await day.opens("Calls drop");
    await day.replies(ANA, "Please restart.");
    expect((await day.ticket(1001)).assigneeId).toBeNull();
    await day.replies(ANA, "#mine");
    expect(await agentOf((await day.ticket(1001)).assigneeId)).toBe(ANA);
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addAgents } from "../../src/adapters/postgres/first-start.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { type RunningDesk, runDesk } from "../support/running-desk.ts";
import { afternoon } from "./day-in-the-life/afternoon.ts";
import { everyMailIsAccountedFor, nobodyReadsWhatIsNotTheirs } from "./day-in-the-life/checks.ts";
import { evening } from "./day-in-the-life/evening.ts";
import { lateMorning } from "./day-in-the-life/late-morning.ts";
import { morning } from "./day-in-the-life/morning.ts";
import { noon } from "./day-in-the-life/noon.ts";
import { AGENTS, CHEN, CUSTOMERS, DORA, EVA, GINA, HARBOUR, MAX } from "./day-in-the-life/people.ts";
import { openStage, type Stage } from "./day-in-the-life/stage.ts";

const missing = mailServersMissing();
const COMPANIES = [
  ["Fabrikam", "fabrikam.example", "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60"],
  ["Tailspin Toys", "tailspin.example", "2a1d3b8f-8e4c-4d66-8b22-1c3d4e5f6071"],
] as const;
const PARTS = [
  ["the morning", morning],
  ["the late morning", lateMorning],
  ["noon", noon],
  ["the afternoon", afternoon],
  ["the evening", evening],
] as const;
const TOUR = "docs/tour.md";

describe.skipIf(missing !== null)("a day in the life of a desk", () => {
  let servers: MailServers;
  let desk: RunningDesk;
  let stage: Stage & AsyncDisposable;
  let played = 0;

  beforeAll(async () => {
    servers = await startMailServers({
      more: [CHEN, DORA, EVA, GINA, HARBOUR, MAX].map(({ address }) => address),
    });
    desk = await runDesk(servers, {
      at: "2026-12-03T08:00:01Z",
      deskFile: "test/journeys/day-in-the-life/desk.yaml",
    });
    const { db } = desk.database;
    await addAgents(
      db,
      [CHEN, DORA].map(({ name, address }) => ({ name, address, role: "agent" as const })),
    );
    // Chen takes the minute to think that everybody may; the others' answers leave at once.
    await db.update(rows.agents).set({ undoSeconds: 60 }).where(eq(rows.agents.address, CHEN.address));
    await db.update(rows.agents).set({ hours: null });
    for (const [name, domain, tenantId] of COMPANIES) {
      const customerId = newId();
      await db
        .insert(rows.customers)
        .values({ id: customerId, name, tenantId, access: "granted", createdAt: desk.clock.now() });
      await db.insert(rows.customerDomains).values({ domain, customerId, verifiedAt: desk.clock.now() });
    }
    stage = await openStage(servers, desk, [...AGENTS, ...CUSTOMERS, HARBOUR, MAX]);
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
    await desk?.[Symbol.asyncDispose]();
    await servers?.[Symbol.asyncDispose]();
  });

  test.each(PARTS)("%s", async (_name, part) => {
    await part(stage);
    played += 1;
  });

  test("every mail of the day is accounted for", () => everyMailIsAccountedFor(stage));
  test("nobody reads what is not theirs", () => nobodyReadsWhatIsNotTheirs(stage));

  test("its transcript is docs/tour.md", () => {
    expect(played, "parts played to their end").toBe(PARTS.length);
    const text = stage.story.text();
    if (process.env["WRITE_TOUR"] === "1") writeFileSync(TOUR, text);
    expect(text).toBe(readFileSync(TOUR, "utf8"));
  });
});

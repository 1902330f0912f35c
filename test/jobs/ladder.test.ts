import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { openHookCaller } from "../../src/adapters/system/call-hook.ts";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import { HOOK_WAITS_MS, type HookCall, type HookOutcome } from "../../src/tickets/clock/hook-call.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { webhookSink } from "../support/webhook-sink.ts";

const MARTA = "marta@contoso.example";
const HOOK = "https://hooks.example/t0p-s3cret";
let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
afterEach(() => desk[Symbol.asyncDispose]());

/** A Thursday at ten; the example's plan answers within 4 h of office hours (9 to 13, 14 to 18) at severity B. */
async function open(ladder: DeskFile["ladder"], change: Partial<DeskFile> = {}): Promise<void> {
  desk = await deskInPostgres(
    "support@contoso.example",
    "2026-12-03T10:00:00Z",
    {},
    {
      ladder,
      slipMail: "off",
      ...change,
    },
  );
  day = dayByMail(desk);
  await day.opens("Calls drop");
}

const word = async (who: string) =>
  (await day.noticesTo(who)).filter(({ purpose }) => purpose === "escalation");
const told = async () =>
  Object.fromEntries(
    await Promise.all([ANA, BEN, MARTA].map(async (who) => [who, (await word(who)).length])),
  );
const events = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);
const escalations = async () => desk.database.db.select().from(rows.escalations).orderBy(rows.escalations.id);

const TEAMS = {
  support: { members: [ANA], lead: BEN, manager: MARTA, hours: "office" },
  "night watch": { members: [BEN], lead: BEN, manager: MARTA, hours: "always" },
};

describe("whom a rung tells", () => {
  test.each<[string, DeskFile["ladder"][number]["tell"], object]>([
    ["the lead of the first team, while the ticket has none", "lead", { [BEN]: 1 }],
    ["a manager whom only desk.yaml knows", "manager", { [MARTA]: 1 }],
    ["the lead for the assignee, while nobody has it", "assignee", { [BEN]: 1 }],
    ["the ticket's team", "team", { [ANA]: 1 }],
    ["another team, whose name has a blank in it", { team: "night watch" }, { [BEN]: 1 }],
    ["an address", { mail: MARTA }, { [MARTA]: 1 }],
    ["each person once, however often they are named", ["lead", { team: "night watch" }], { [BEN]: 1 }],
  ])("%s", async (_name, tell, expected) => {
    await open([{ at: "50%", tell }], { teams: TEAMS });
    desk.pass(2 * HOUR);
    await desk.climb();
    expect(await told()).toEqual({ [ANA]: 0, [BEN]: 0, [MARTA]: 0, ...expected });
  });

  test("the lead of the ticket's own team, as desk.yaml says now", async () => {
    await open([{ at: "50%", tell: "lead" }], {
      teams: { ...TEAMS, cloud: { members: [BEN], lead: ANA } },
    });
    await desk.database.db.update(rows.tickets).set({ team: "cloud" });
    desk.pass(2 * HOUR);
    await desk.climb();
    expect(await told()).toMatchObject({ [ANA]: 1, [BEN]: 0 });
  });

  test("a rung for another plan is not climbed; one for this plan is", async () => {
    await open([
      { at: "50%", tell: "lead", plans: ["premium"] },
      { at: "75%", tell: "manager", plans: ["standard"] },
    ]);
    desk.pass(4.5 * HOUR);
    await desk.climb();
    expect((await escalations()).map(({ rung }) => rung)).toEqual(["75%"]);
  });

  test("the word of it has ready links for agents, and none for who is no agent", async () => {
    await open([{ at: "50%", tell: ["lead", "manager"] }], { teams: TEAMS });
    desk.pass(2 * HOUR);
    await desk.climb();
    const text = (await word(BEN))[0]!.text;
    for (const command of ["%23ack", "%23mine", "%23assign"]) expect(text).toContain(command);
    expect((await word(MARTA))[0]!.text).not.toContain("mailto:");
  });
});

describe("acknowledged by reply", () => {
  const LADDER: DeskFile["ladder"] = [
    { at: "50%", tell: "lead" },
    { at: "75%", tell: "lead" },
    { at: "breach", tell: "lead" },
    { at: "breach+2h", tell: "manager" },
  ];

  async function warned(): Promise<void> {
    await open(LADDER, { teams: TEAMS });
    desk.pass(2 * HOUR);
    await desk.climb();
  }

  test("#ack is written down with who and when, and the next warning is not told", async () => {
    await warned();
    await day.replies(BEN, "#ack");
    expect(await day.lastWord(BEN)).toContain("acknowledged");
    expect((await escalations())[0]).toMatchObject({ state: "told", acknowledgedAt: desk.now() });
    expect(await events()).toContain("rung_acknowledged");
    desk.pass(2 * HOUR);
    await desk.climb();
    expect((await escalations()).map(({ rung, state }) => `${rung} ${state}`)).toEqual([
      "50% told",
      "75% cancelled",
    ]);
    expect(await told()).toMatchObject({ [BEN]: 1 });
  });

  test("a missed promise is told all the same", async () => {
    await warned();
    await day.replies(BEN, "#ack");
    desk.pass(3.5 * HOUR);
    await desk.climb();
    expect((await escalations()).at(-1)).toMatchObject({ rung: "breach", state: "told" });
    expect(await told()).toMatchObject({ [BEN]: 2 });
  });

  test("after the breach is acknowledged the next rung waits as long again, then it is told", async () => {
    await warned();
    // Due at 15:00, with lunch between; two hours later is 17:00. Acknowledged at 16:30, closed from 18:00 to 9:00.
    desk.pass(3.5 * HOUR);
    await desk.climb();
    desk.pass(HOUR);
    await day.replies(BEN, "#ack");
    desk.pass(31 * MINUTE);
    expect((await desk.climb()).at(-1)).toMatchObject({ outcome: "later" });
    desk.pass(16 * HOUR + 28 * MINUTE);
    expect(await desk.climb()).toEqual([]);
    expect(await told()).toMatchObject({ [MARTA]: 0 });
    desk.pass(2 * MINUTE);
    expect((await desk.climb()).at(-1)).toMatchObject({ outcome: "told" });
    expect(await told()).toMatchObject({ [MARTA]: 1 });
  });

  test("a rung that waited is not told once the customer has been answered", async () => {
    await warned();
    desk.pass(3.5 * HOUR);
    await desk.climb();
    desk.pass(HOUR);
    await day.replies(BEN, "#ack");
    desk.pass(31 * MINUTE);
    await desk.climb();
    await day.replies(BEN, "Please update.");
    desk.pass(MINUTE);
    await desk.send();
    desk.pass(DAY);
    expect(await desk.climb()).toContainEqual(
      expect.objectContaining({ because: "acknowledged, and answered by now" }),
    );
    expect(await told()).toMatchObject({ [MARTA]: 0 });
  });

  test("an answer of who was told acknowledges too; a note of somebody else does not", async () => {
    await warned();
    await day.replies(ANA, "#note looking", await day.noticeOf(ANA, 1001));
    expect((await escalations())[0]!.acknowledgedAt).toBeNull();
    await day.replies(BEN, "#note I am on it");
    expect((await escalations())[0]!.acknowledgedAt).toBe(desk.now());
  });

  test("a mail in their name without proof acknowledges nothing", async () => {
    await warned();
    await day.replies(BEN, "#ack", undefined, { "Authentication-Results": "mx.contoso.example; none" });
    expect((await escalations())[0]!.acknowledgedAt).toBeNull();
  });

  test.each([
    [
      "with proof acknowledges it, and does nothing else",
      "mx.contoso.example; auth=pass smtp.auth=marta@contoso.example",
      true,
    ],
    ["without proof acknowledges nothing", "mx.contoso.example; none", false],
  ])("a reply of a manager who is no agent %s", async (_name, proof, isSeen) => {
    await open([{ at: "50%", tell: "manager" }], { teams: TEAMS });
    desk.pass(2 * HOUR);
    await desk.climb();
    await day.replies(MARTA, "#resolve\n\nThank you, I will see to it.", undefined, {
      "Authentication-Results": proof,
    });
    expect((await escalations())[0]!.acknowledgedAt).toBe(isSeen ? desk.now() : null);
    expect((await day.ticket(1001)).status).toBe("new");
    expect(await desk.mails("answer")).toEqual([]);
  });

  test("#ack without a warning stops the mail; a second one says that nothing is left", async () => {
    await open(LADDER, { teams: TEAMS });
    await day.replies(ANA, "#ack");
    expect(await day.lastWord(ANA)).toContain("no warning was told");
    desk.pass(2 * HOUR);
    await desk.climb();
    await day.replies(BEN, "#ack");
    await day.replies(BEN, "#ack");
    expect(await day.lastWord(BEN)).toContain("nothing is left to acknowledge");
    expect((await events()).filter((type) => type === "rung_acknowledged")).toHaveLength(1);
  });
});

describe("a webhook of the ladder", () => {
  const calls: HookCall[] = [];
  const answering = (...outcomes: readonly HookOutcome[]) => {
    calls.length = 0;
    return {
      callHook: async (call: HookCall) => {
        calls.push(call);
        return outcomes[calls.length - 1] ?? outcomes.at(-1)!;
      },
    };
  };
  const refused = (status: number | null): HookOutcome => ({
    kind: "refused",
    because: status === null ? "ECONNREFUSED" : `answered ${status}`,
    status,
  });

  async function missed(): Promise<void> {
    await open([{ at: "breach", tell: [{ webhook: HOOK }, "lead"] }], { teams: TEAMS });
    desk.pass(5.5 * HOUR);
  }

  test("is told ticket, codes and times, and nothing that somebody wrote; people are told beside it", async () => {
    await missed();
    await desk.climb(answering({ kind: "taken" }));
    const body = JSON.parse(calls[0]!.body);
    expect(body).toMatchObject({
      type: "ticket.target_missed",
      data: { ticket: 1001, rung: "breach", target: "first-response", severity: "B", plan: "standard" },
    });
    expect(calls[0]!.body).not.toMatch(/@|Calls drop|Carla|fabrikam/i);
    expect(await told()).toMatchObject({ [BEN]: 1 });
    expect((await escalations()).map(({ state }) => state)).toEqual(["told", "told"]);
  });

  test("what its address holds of a secret stands in no event and in nothing that pages show", async () => {
    await missed();
    await desk.climb(answering({ kind: "taken" }));
    const all = await desk.database.db.select().from(rows.events);
    const shown = (await escalations()).map(({ detail: _, ...row }) => row);
    expect(JSON.stringify([all, shown, await desk.mails()])).not.toContain("t0p-s3cret");
  });

  test("which does not answer is called again by the table, and then the manager is told by mail", async () => {
    await missed();
    await desk.climb(answering(refused(503)));
    for (const wait of HOOK_WAITS_MS) {
      desk.pass(wait - 1);
      expect(await desk.climb(answering(refused(503)))).toEqual([]);
      desk.pass(1);
      await desk.climb(answering(refused(null)));
      expect(calls).toHaveLength(1);
    }
    expect(await told()).toMatchObject({ [MARTA]: 1 });
    expect(await events()).toContain("hook_failed");
    expect((await escalations()).map(({ state }) => state).toSorted()).toEqual(["failed", "told", "told"]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
  });

  test.each([301, 400, 404, 410])(
    "that answers %i is not called again: the manager is told at once",
    async (status) => {
      await missed();
      await desk.climb(answering(refused(status)));
      expect(calls).toHaveLength(1);
      expect(await told()).toMatchObject({ [MARTA]: 1 });
    },
  );

  test("is not called for a promise that was kept meanwhile", async () => {
    await open([{ at: "50%", tell: { webhook: HOOK } }]);
    desk.pass(2 * HOUR);
    await desk.climb(answering(refused(500)));
    await day.replies(ANA, "Please update.", await day.noticeOf(ANA, 1001));
    await desk.send();
    desk.pass(MINUTE);
    await desk.send();
    desk.pass(HOUR);
    await desk.climb(answering({ kind: "taken" }));
    expect(calls).toEqual([]);
  });

  test("a worker that dies during the call is followed by another, with the same id", async () => {
    await missed();
    calls.length = 0;
    const dies = {
      callHook: async (call: HookCall): Promise<HookOutcome> => {
        calls.push(call);
        throw new Error("the process is gone");
      },
    };
    await expect(desk.climb(dies)).rejects.toThrow("gone");
    const first = calls[0]!.id;
    expect(await desk.climb(answering({ kind: "taken" }))).not.toContainEqual(
      expect.objectContaining({ because: "breach: told a webhook" }),
    );
    desk.pass(31_000);
    await desk.climb(answering({ kind: "taken" }));
    expect(calls.map(({ id }) => id)).toEqual([first]);
  });

  test("a claim that was taken over saves nothing", async () => {
    await missed();
    const { db } = desk.database;
    const slow = {
      callHook: async (): Promise<HookOutcome> => {
        const over = { generation: 99, dueAt: null };
        await db.update(rows.escalations).set(over).where(eq(rows.escalations.to, "webhook:hooks.example"));
        return { kind: "taken" };
      },
    };
    expect(await desk.climb(slow)).toContainEqual(expect.objectContaining({ outcome: "stale" }));
    expect((await events()).filter((type) => type === "rung_told")).toHaveLength(1);
  });

  test("nothing is called in shadow, nor where nothing can leave", async () => {
    await missed();
    await desk.database.db.update(rows.desk).set({ shadow: true });
    await desk.climb(answering({ kind: "taken" }));
    expect(calls).toEqual([]);
  });

  test("is really called: signed, one id, redirects not followed, no answer waited for in vain", async () => {
    await open([]);
    await using sink = await webhookSink();
    const seen: Record<string, unknown>[] = [];
    const call: HookCall = { url: sink.url, id: "x1", body: "{}", at: desk.now() };
    const key = Buffer.from("a secret of ours");
    const caller = openHookCaller(`whsec_${key.toString("base64")}`);
    const before = globalThis.fetch;
    globalThis.fetch = async (url, init) => {
      seen.push({ ...(init!.headers as object) });
      return before(url, init);
    };
    try {
      expect(await caller(call)).toEqual({ kind: "taken" });
    } finally {
      globalThis.fetch = before;
    }
    const at = String(seen[0]!["webhook-timestamp"]);
    const expected = createHmac("sha256", key).update(`x1.${at}.{}`).digest("base64");
    expect(seen[0]).toMatchObject({ "webhook-id": "x1", "webhook-signature": `v1,${expected}` });
    sink.answer(302, { location: sink.url });
    expect(await caller(call)).toMatchObject({ kind: "refused", status: 302 });
    expect(sink.received).toHaveLength(2);
    expect(await openHookCaller(null)({ ...call, url: "http://127.0.0.1:1/x" })).toMatchObject({
      status: null,
    });
  });
});

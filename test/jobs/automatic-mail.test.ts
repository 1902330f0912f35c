import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allow, silenced } from "../../src/adapters/postgres/allow.ts";
import { forgetAutomatic } from "../../src/adapters/postgres/automatic.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/values/instant.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";
import { feedbackMail, reportMail } from "../support/report-mail.ts";

const DESK = "support@contoso.example";
const PEER = "helpdesk@tailspin.example";
const CARLA = "carla@fabrikam.example";

describe("budgets of automatic mail", () => {
  let desk: DeskInPostgres;
  let n = 0;
  beforeEach(async () => {
    desk = await deskInPostgres();
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  /** A new mail with a subject of its own; what became of its acknowledgement. */
  async function write(from: string, over: Readonly<Record<string, string>> = {}): Promise<string> {
    n += 1;
    await desk.receive(
      plainMail(
        { From: from, To: DESK, Subject: `Matter ${n}`, "Message-ID": `<${n}@x>`, ...over },
        `Matter ${n}.`,
      ),
    );
    return (await desk.mails("acknowledgement")).at(-1)!.state;
  }
  const clock = () => ({ kind: "set", now: desk.now }) as const;

  test("over the hour's budget an address is muted: its tickets are kept, ONE alarm tells with evidence, allow clears it", async () => {
    const { db } = desk.database;
    for (let mail = 1; mail <= 4; mail++) expect(await write(PEER)).toBe("ready");
    expect(await write(PEER)).toBe("cancelled");
    expect(await write(PEER)).toBe("cancelled");
    expect(await db.$count(rows.tickets)).toBe(6);
    const alarms = await desk.mails("alarm");
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toMatchObject({ ticketId: null, recipients: [{ address: "ben@contoso.example" }] });
    expect(alarms[0]!.text).toContain("#1001, #1002, #1003, #1004");
    expect(alarms[0]!.text).toContain(`answerable allow ${PEER}`);
    const [last] = (await desk.mails("acknowledgement")).slice(-1);
    expect(last!.because).toBe("not sent: muted: over the budget perAddressPerHour: 4");

    desk.pass(3 * DAY);
    expect(await write(PEER)).toBe("cancelled");
    expect(await silenced(db, clock())).toMatchObject([
      {
        key: PEER,
        kind: "address",
        because: "over the budget perAddressPerHour: 4",
        tickets: [1001, 1002, 1003, 1004],
      },
    ]);
    expect(await allow(db, "Helpdesk@Tailspin.example", "test", clock())).toBe(true);
    expect(await allow(db, PEER, "test", clock())).toBe(false);
    expect(await db.select().from(rows.audit)).toContainEqual(
      expect.objectContaining({ action: "automatic-mail-allowed", actor: "test", detail: { to: PEER } }),
    );
    expect(await write(PEER)).toBe("ready");
    expect(await desk.mails("alarm")).toHaveLength(1);
  });

  test("after allow the count starts anew, also within the hour", async () => {
    for (let mail = 1; mail <= 5; mail++) await write(PEER);
    await allow(desk.database.db, PEER, "test", clock());
    expect(await write(PEER)).toBe("ready");
  });

  test("the day's budget mutes an address that stays below the hour's", async () => {
    for (let mail = 1; mail <= 12; mail++) {
      expect(await write(PEER)).toBe("ready");
      desk.pass(20 * MINUTE);
    }
    expect(await write(PEER)).toBe("cancelled");
    expect(await silenced(desk.database.db, clock())).toMatchObject([
      { because: "over the budget perAddressPerDay: 12" },
    ]);
  });

  test("a day later an address that was never over is at zero again", async () => {
    for (let mail = 1; mail <= 4; mail++) await write(PEER);
    desk.pass(HOUR);
    expect(await write(PEER)).toBe("ready");
  });

  test("the peer system is muted over its own budget, and people elsewhere are not", async () => {
    await using small = await deskInPostgres(DESK, undefined, { perSystemPerDay: 2 });
    const from = (who: string, id: string) =>
      small.receive(plainMail({ From: who, To: DESK, Subject: id, "Message-ID": `<${id}@x>` }, id));
    for (const who of ["a", "b", "c"]) await from(`${who}@tailspin.example`, `matter ${who}`);
    for (const who of ["a", "b", "c"]) await from(`${who}@gmail.com`, `other ${who}`);
    const states = (await small.mails("acknowledgement")).map(({ state }) => state);
    expect(states).toEqual(["ready", "ready", "cancelled", "ready", "ready", "ready"]);
    expect(await silenced(small.database.db, { kind: "set", now: small.now })).toMatchObject([
      { key: "tailspin.example", kind: "system" },
    ]);
  });

  test("a flood stops all automatic mail for an hour, with one alarm, and then it goes on by itself", async () => {
    await using small = await deskInPostgres(DESK, undefined, { perDeskPerHour: 2 });
    const from = (id: string) =>
      small.receive(
        plainMail({ From: `${id}@gmail.com`, To: DESK, Subject: id, "Message-ID": `<${id}@x>` }, id),
      );
    for (const id of ["a", "b", "c", "d"]) {
      await from(id);
      small.pass(15 * SECOND);
    }
    expect((await small.mails("acknowledgement")).map(({ state }) => state)).toEqual([
      "ready",
      "ready",
      "cancelled",
      "cancelled",
    ]);
    expect(await small.mails("alarm")).toHaveLength(1);
    small.pass(HOUR);
    await from("e");
    expect((await small.mails("acknowledgement")).at(-1)).toMatchObject({ state: "ready" });
  });

  test("an acknowledgement to somebody who complained is not sent, until allowed", async () => {
    await write(CARLA);
    await desk.send();
    const { msgId } = (await desk.mails("acknowledgement"))[0]!;
    await desk.receive(feedbackMail(DESK, CARLA, `Message-ID: ${msgId}`));
    expect(await write(CARLA)).toBe("cancelled");
    await allow(desk.database.db, CARLA, "test", clock());
    expect(await write(CARLA)).toBe("ready");
  });

  test("word that a ticket is resolved is not sent to a dead address, an agent's answer is", async () => {
    await write(CARLA);
    await desk.send();
    const { msgId } = (await desk.mails("acknowledgement"))[0]!;
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: `Message-ID: ${msgId}` }));
    const notice = (await desk.mails("notice"))[0]!;
    const replyTo = /^Reply-To:[^<]*<([^>]+)>/m.exec(Buffer.from(notice.bytes).toString())![1]!;
    const proof = { "Authentication-Results": "mx.contoso.example; auth=pass smtp.auth=ana@contoso.example" };
    const ana = { ...proof, From: "ana@contoso.example", To: replyTo };
    await desk.receive(plainMail({ ...ana, "Message-ID": "<r@ana>" }, "#resolve"));
    await desk.receive(plainMail({ ...ana, "Message-ID": "<a@ana>" }, "Please update."));
    expect((await desk.mails("information"))[0]).toMatchObject({
      state: "cancelled",
      because: expect.stringContaining("earlier mail to this address came back: failed 5.1.1"),
    });
    expect((await desk.mails("answer"))[0]).toMatchObject({ state: "ready" });
  });

  test("what no budget looks at any more is forgotten, mutes are not", async () => {
    for (let mail = 1; mail <= 5; mail++) await write(PEER);
    desk.pass(3 * DAY);
    expect(await forgetAutomatic(desk.database.db, desk.now())).toBe(4);
    expect(await desk.database.db.$count(rows.muted)).toBe(1);
  });
});

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";
import { feedbackMail, reportMail } from "../support/report-mail.ts";

const DESK = "support@contoso.example";
const ANA = "ana@contoso.example";
const CARLA = "carla@fabrikam.example";
const PROOF = { "Authentication-Results": "mx.contoso.example; auth=pass smtp.auth=ana@contoso.example" };

describe("delivery reports", () => {
  let desk: DeskInPostgres;
  let acknowledgement: OutboundMail;
  beforeEach(async () => {
    desk = await deskInPostgres();
    await desk.receive(
      plainMail({ From: CARLA, To: DESK, Subject: "Calls drop", "Message-ID": "<1@f>" }, "They drop."),
    );
    await desk.send();
    acknowledgement = (await desk.mails("acknowledgement"))[0]!;
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  /** Ana answers, and the server accepts it. */
  async function answer(text = "Please update.", n = 2): Promise<OutboundMail> {
    const notice = (await desk.mails("notice")).at(0)!;
    const replyTo = replyToOf(notice);
    await desk.receive(
      plainMail({ ...PROOF, From: ANA, To: replyTo, Subject: "Re: x", "Message-ID": `<${n}@ana>` }, text),
    );
    await desk.send();
    return (await desk.mails("answer")).at(-1)!;
  }
  const returned = ({ msgId }: OutboundMail): string => `Message-ID: ${msgId}\nFrom: ${DESK}\nTo: ${CARLA}`;
  const events = async () => (await desk.database.db.select().from(rows.events)).map(({ type }) => type);
  const remembered = () => desk.database.db.select().from(rows.undeliverableAddresses);
  const mail = async (id: string) => (await desk.mails()).find((one) => one.id === id)!;
  const responses = async () =>
    (await desk.database.db.select().from(rows.targets))
      .filter(({ kind }) => kind.endsWith("-response"))
      .map(({ kind, state }) => `${kind} ${state}`);

  test("an answer that came back is bounced, remembered, told its writer once, and owed again", async () => {
    const sent = await answer();
    expect(await responses()).toEqual(["first-response met"]);
    desk.pass(MINUTE);
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));

    expect(await mail(sent.id)).toMatchObject({
      state: "bounced",
      dueAt: null,
      recipients: [{ address: CARLA, state: "bounced", reply: "550 5.1.1 no such user" }],
    });
    expect(await remembered()).toMatchObject([{ address: CARLA, hard: true, complaint: false }]);
    expect(await responses()).toEqual(["first-response met", "next-response running"]);
    expect(await events()).toContain("reply_undeliverable");
    const told = await desk.mails("undelivered");
    expect(told).toMatchObject([{ audience: "agents", recipients: [{ address: ANA }] }]);
    expect(told[0]!.text).toContain(`The answer on #1001 did not reach ${CARLA}.`);
    expect(told[0]!.text).toContain("550 5.1.1 no such user");
    expect(told[0]!.text).toContain("one is still owed");

    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent), n: 2 }));
    expect(await desk.mails("undelivered")).toHaveLength(1);
    expect(await responses()).toHaveLength(2);
  });

  test("events of reports hold ids and codes, never an address or what a server said", async () => {
    const sent = await answer();
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    const all = await desk.database.db.select().from(rows.events);
    expect(JSON.stringify(all)).not.toMatch(/fabrikam|no such user/);
  });

  test("a bounce of the notice about a bounce ends there", async () => {
    const sent = await answer();
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    await desk.send();
    const before = (await desk.mails()).length;
    const [notice] = await desk.mails("undelivered");
    await desk.receive(reportMail({ to: DESK, recipient: ANA, returned: returned(notice!), n: 2 }));
    expect((await desk.mails()).length).toBe(before);
    expect(await mail(notice!.id)).toMatchObject({ state: "bounced" });
  });

  test("an acknowledgement that came back is shown and told, and moves no clock", async () => {
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(acknowledgement) }));
    expect(await events()).toContain("mail_undelivered");
    const told = await desk.mails("undelivered");
    expect(told.map(({ recipients }) => recipients[0]!.address)).toEqual(["ben@contoso.example"]);
    expect(told[0]!.text).toContain("An automatic mail on #1001 did not reach");
    expect(await responses()).toEqual(["first-response running"]);
  });

  test.each([
    [
      "the token in the returned mail's Reply-To",
      (replyTo: string) => ({ to: DESK, returned: `Reply-To: <${replyTo}>` }),
    ],
    ["the token in the address the report came to", (replyTo: string) => ({ to: replyTo, returned: null })],
  ])("where a server changed the msg-id, %s finds the mail", async (_name, report) => {
    const sent = await answer();
    const replyTo = replyToOf(sent);
    await desk.receive(reportMail({ recipient: CARLA, ...report(replyTo) }));
    expect(await mail(sent.id)).toMatchObject({ state: "bounced" });
  });

  test("by recipient and time alone a report is shown and told, and believed by nobody", async () => {
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: null }));
    expect(await mail(acknowledgement.id)).toMatchObject({ state: "accepted" });
    expect(await remembered()).toEqual([]);
    expect(await events()).toContain("mail_maybe_undelivered");
    expect((await desk.mails("undelivered"))[0]!.text).toContain("It does not prove which mail it means");
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: null, n: 2 }));
    expect(await desk.mails("undelivered")).toHaveLength(1);
  });

  test.each([
    [
      "a msg-id that is not ours",
      { recipient: CARLA, returned: "Message-ID: <guess@answerable.contoso.example>" },
    ],
    ["nobody we wrote to", { recipient: "eve@evil.example", returned: null }],
  ])("a forged report with %s changes nothing", async (_name, forged) => {
    const before = { events: await events(), mails: (await desk.mails()).length };
    await desk.receive(reportMail({ to: DESK, ...forged }));
    expect({ events: await events(), mails: (await desk.mails()).length }).toEqual(before);
    expect(await remembered()).toEqual([]);
    const [kept] = await desk.database.db
      .select()
      .from(rows.inboundMail)
      .where(eq(rows.inboundMail.disposition, "delivery-report"));
    expect(kept).toMatchObject({ ticketId: null, state: "done" });
  });

  test("by recipient only where one mail fits, and only for some days", async () => {
    const sent = await answer();
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: null }));
    expect(await events()).not.toContain("mail_maybe_undelivered");
    desk.pass(7 * DAY);
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: null, n: 2 }));
    expect(await events()).not.toContain("mail_maybe_undelivered");
    expect(await mail(sent.id)).toMatchObject({ state: "accepted" });
  });

  test.each([
    ["delayed", { action: "delayed", status: "4.4.1" }, "mail_delayed"],
    ["delivered", { action: "delivered", status: "2.0.0" }, "mail_arrived"],
  ])("a report of a %s mail is shown, and nothing else", async (kind, over, event) => {
    const sent = await answer();
    const before = (await desk.mails()).length;
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent), ...over }));
    expect((await events()).at(-1)).toBe(event);
    expect((await desk.mails()).length).toBe(before);
    expect(await mail(sent.id)).toMatchObject({ state: "accepted", recipients: [{ state: "accepted" }] });
    expect(await desk.database.db.select().from(rows.deliveryReports)).toMatchObject([
      { kind, address: CARLA },
    ]);
    expect(await responses()).toEqual(["first-response met"]);
  });

  test("failures for the time being are remembered from the third on, and forgotten when mail comes from there", async () => {
    const soft = { recipient: CARLA, status: "4.2.2", diagnostic: "452 4.2.2 mailbox full", to: DESK };
    for (const n of [1, 2, 3]) {
      const sent = await answer(`Answer ${n}`, n + 1);
      expect(await remembered()).toEqual([]);
      desk.pass(HOUR);
      await desk.receive(reportMail({ ...soft, returned: returned(sent), n }));
    }
    expect(await remembered()).toMatchObject([{ address: CARLA, hard: false }]);
    await desk.receive(
      plainMail({ From: CARLA, To: DESK, Subject: "New", "Message-ID": "<9@f>" }, "Hello again."),
    );
    expect(await remembered()).toEqual([]);
  });

  test("a complaint is shown and remembered, also when its owner writes again", async () => {
    await desk.receive(feedbackMail(DESK, CARLA, returned(acknowledgement)));
    expect(await events()).toContain("complaint");
    expect(await desk.mails("undelivered")).toEqual([]);
    await desk.receive(plainMail({ From: CARLA, To: DESK, Subject: "New", "Message-ID": "<9@f>" }, "Hello."));
    expect(await remembered()).toMatchObject([{ address: CARLA, hard: false, complaint: true }]);
  });

  test("an answer sent from the mailbox itself that came back is owed again, told once, and remembered", async () => {
    const direct = { From: DESK, To: CARLA, "Message-ID": "<own@outlook>", "In-Reply-To": "<1@f>" };
    await desk.process(await desk.store(plainMail(direct, "Please update."), "sent"));
    expect(await responses()).toEqual(["first-response met"]);
    desk.pass(MINUTE);
    const report = { to: DESK, recipient: CARLA, returned: "Message-ID: <own@outlook>" };
    await desk.receive(reportMail(report));
    await desk.receive(reportMail({ ...report, n: 2 }));
    expect(await responses()).toEqual(["first-response met", "next-response running"]);
    expect(await desk.mails("undelivered")).toHaveLength(1);
    expect(await remembered()).toMatchObject([{ address: CARLA, hard: true }]);
  });

  test("a dead address is forgotten when a mail to it is reported delivered", async () => {
    const sent = await answer();
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    const again = await answer("Once more.", 3);
    const delivered = { action: "delivered", status: "2.0.0", diagnostic: "250 ok" };
    await desk.receive(
      reportMail({ to: DESK, recipient: CARLA, returned: returned(again), ...delivered, n: 2 }),
    );
    expect(await remembered()).toEqual([]);
  });

  test("a report of a delivery that proves nothing forgets nobody", async () => {
    const sent = await answer();
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    const forged = { action: "delivered", status: "2.0.0", diagnostic: "250 ok", returned: null };
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, ...forged, n: 2 }));
    expect(await remembered()).toMatchObject([{ address: CARLA, hard: true }]);
  });

  test("an answer to a dead address is sent, and its writer is told", async () => {
    const sent = await answer();
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    const again = await answer("Once more.", 3);
    expect(again).toMatchObject({ state: "accepted" });
    const [receipt] = await desk.mails("receipt");
    expect(receipt!.text).toContain("earlier mail to this address came back");
    expect(receipt!.text).toContain(CARLA);
  });

  test("an answer that came back before the server's word on it was saved never counts", async () => {
    const notice = (await desk.mails("notice"))[0]!;
    const replyTo = replyToOf(notice);
    await desk.receive(plainMail({ ...PROOF, From: ANA, To: replyTo, "Message-ID": "<2@ana>" }, "Update."));
    const sent = (await desk.mails("answer"))[0]!;
    await desk.send({ kind: "unsure", because: "the connection broke after the message" });
    expect(await mail(sent.id)).toMatchObject({ state: "unsure" });
    await desk.receive(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    expect(await mail(sent.id)).toMatchObject({ state: "bounced", dueAt: null });
    expect(await events()).toContain("reply_failed");
    expect(await responses()).toEqual(["first-response running"]);
  });

  test("a report on a mail that is being submitted waits for the end of that", async () => {
    const sent = await answer();
    const { db } = desk.database;
    await db.update(rows.outboundMail).set({ state: "submitting" }).where(eq(rows.outboundMail.id, sent.id));
    const id = await desk.store(reportMail({ to: DESK, recipient: CARLA, returned: returned(sent) }));
    expect(await desk.process(id)).toMatchObject({ outcome: "waits" });
    await db.update(rows.outboundMail).set({ state: "accepted" }).where(eq(rows.outboundMail.id, sent.id));
    expect(await desk.process(id)).toMatchObject({ outcome: "delivery-report" });
    expect(await mail(sent.id)).toMatchObject({ state: "bounced" });
  });
});

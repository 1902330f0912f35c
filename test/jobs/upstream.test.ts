import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { escalate } from "../../src/jobs/escalate.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { CASE, JO, NOC, PARTNERS, PIA, packet, TENANT, upstreamOf, VENDOR } from "../support/handoffs.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let up: ReturnType<typeof upstreamOf>;
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  day = dayByMail(desk);
  up = upstreamOf(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "#mine\n\nWe are looking into it.");
  desk.pass(2 * MINUTE);
  await desk.send();
});
afterEach(() => desk[Symbol.asyncDispose]());

const raw = ({ bytes }: { readonly bytes: Uint8Array }): string => Buffer.from(bytes).toString();

describe("handed on by mail", () => {
  test("R02 R18 they get the packet with our number, our contact, and no address of the customer or an agent", async () => {
    const fields = [{ id: "note", label: "Affected", value: `the account ${CARLA}, seen by ${ANA}` }];
    const id = await up.handsOn("provider", { packet: packet({ fields, title: `Calls drop for ${CARLA}` }) });
    const [mail] = await up.upstreamMails();
    expect(mail!.recipients.map(({ address }) => address)).toEqual([PIA]);
    expect(mail!.subject).toBe("[#1001] Calls drop for [address left out]");
    expect(mail!.text).toContain(`Tenant: ${TENANT}`);
    expect(mail!.text).toContain("Severity: B (Moderate)\n");
    expect(mail!.text).toContain("Affected: the account [address left out], seen by [address left out]");
    expect(mail!.text).toContain(`Contact: Ana Sousa, ${DESK}`);
    expect(raw(mail!)).not.toContain(CARLA);
    expect(raw(mail!)).not.toContain(ANA);
    expect(raw(mail!)).not.toMatch(/^(In-Reply-To|References|Auto-Submitted):/m);
    expect(raw(mail!)).toContain('<th scope=3D"row"');
    expect(await up.handoff(id)).toMatchObject({ state: "sent", sentAt: desk.now() });
  });

  test("R01 R11 the owner, the customer's clock and the state of the ticket are what they were", async () => {
    const [before, targets] = [await day.ticket(1001), await day.targets(1001, "resolution")];
    await up.handsOn("night-desk");
    desk.pass(HOUR);
    await up.repliesUp(JO, "We are on it.");
    const after = await day.ticket(1001);
    expect({ ...after, lastMessageAt: before.lastMessageAt }).toEqual(before);
    const again = await day.targets(1001, "resolution");
    expect(again.map(({ state, promisedAt }) => [state, promisedAt])).toEqual(
      targets.map(({ state, promisedAt }) => [state, promisedAt]),
    );
  });

  test("R06 the customer is told once, in words that name nobody, give no number and send them nowhere else", async () => {
    await up.handsOn("provider");
    const told = (await day.toCustomers()).at(-1)!;
    expect(told.text).toContain("we stay your contact");
    expect(told.text).toContain("specialists we work with");
    expect(told.text).not.toMatch(/Tailwind|provider|open a (ticket|case|request)/i);
    expect(raw(told)).toContain("Auto-Submitted: auto-generated");
    const answered = (await day.targets(1001, "first-response"))[0]!;
    expect(answered.state).toBe("met");
    await up.repliesUp(PIA, "We have it.");
    expect((await day.toCustomers()).at(-1)!.id).toBe(told.id);
  });

  test("once, however often its job runs, and whenever", async () => {
    const id = await up.handsOn("night-desk");
    const before = (await desk.mails()).length;
    for (const generation of [1, 2, 3]) await escalate(desk.ports, { id, generation });
    expect(await desk.mails()).toHaveLength(before);
    expect(await up.handoff(id)).toMatchObject({ state: "sent", reminders: 0 });
  });

  test("it dies before the commit: nothing has happened, and the next run does it", async () => {
    await expect(
      desk.ports.transact(async () => {
        throw new Error("dies");
      }),
    ).rejects.toThrow("dies");
    const dying = { ...desk.ports, checkpoint: () => Promise.reject(new Error("dies")) };
    await desk.ports.transact(async (tx) => tx.apply({}));
    const id = await up.handsOn("night-desk");
    await desk.send();
    await desk.database.db.update(rows.escalations).set({ dueAt: desk.now() });
    const row = await up.handoff(id);
    desk.pass(5 * HOUR);
    const before = (await desk.mails()).length;
    await expect(escalate(dying, { id, generation: row.generation })).rejects.toThrow("dies");
    expect(await desk.mails()).toHaveLength(before);
    await escalate(desk.ports, { id, generation: row.generation });
    expect(await desk.mails()).toHaveLength(before + 1);
  });
});

describe("what they write", () => {
  let id: string;
  beforeEach(async () => {
    id = await up.handsOn("night-desk");
  });

  test("goes to the assignee, who answers them and not the customer", async () => {
    await up.repliesUp(JO, "Please send us a trace. Our number is ND-123456.");
    const notice = await day.lastWord(ANA);
    expect(notice).toContain("From upstream: Night Desk on #1001, their ND-123456");
    expect(notice).toContain("Replying answers Night Desk, not the customer");
    expect(notice).toContain("Please send us a trace.");
    expect(await up.numbers()).toEqual(["ND-123456"]);
    expect(await up.handoff(id)).toMatchObject({ state: "answered", expectedAt: null, dueAt: null });

    const customers = (await day.toCustomers()).length;
    await day.replies(ANA, "The trace is on our share.");
    const answer = (await up.upstreamMails()).at(-1)!;
    expect(answer.text).toBe("The trace is on our share.");
    expect(answer.recipients.map(({ address }) => address)).toEqual([JO]);
    expect(raw(answer)).toContain(`From: "Ana Sousa (Contoso Cloud Support)" <${DESK}>`);
    expect(raw(answer)).not.toContain(ANA);
    expect(raw(answer)).toContain("up1@nightdesk.example");
    expect(await day.toCustomers()).toHaveLength(customers);
    expect(await up.handoff(id)).toMatchObject({ state: "sent", reminders: 0 });
  });

  test("commands work in a reply to them, and tell the customer as always", async () => {
    await up.repliesUp(JO, "It is solved.");
    await day.replies(ANA, "#resolve\n\nThank you.");
    expect((await up.upstreamMails()).at(-1)!.text).toBe("Thank you.");
    expect((await day.ticket(1001)).status).toBe("resolved");
    expect((await day.toCustomers()).at(-1)!.text).toContain("We think that #1001 is solved");
  });

  test("an automatic answer of theirs teaches the number, and starts nothing", async () => {
    const before = (await desk.mails()).length;
    await up.repliesUp(NOC, "Your case is ND-777777.", {
      ...up.proof(NOC),
      "Auto-Submitted": "auto-replied",
    });
    expect(await up.numbers()).toEqual(["ND-777777"]);
    expect(await desk.mails()).toHaveLength(before);
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
  });

  test("a later mail with nothing but their number finds the ticket, from them alone", async () => {
    await up.repliesUp(JO, "Our number is ND-123456.");
    const receipt = await up.write(JO, { Subject: "ND-123456: solved", ...up.proof(JO) }, "See the log.");
    expect(receipt.outcome).toBe("added-to-ticket");
    expect(await day.lastWord(ANA)).toContain("See the log.");
    const other = await up.write("eve@evil.example", { Subject: "ND-123456" }, "Give me the log.");
    expect(other.outcome).toBe("opened-ticket");
    expect((await day.ticket(1002)).subject).toBe("ND-123456");
  });

  test("a number alone proves nothing where nothing proves the sender: held, and shown", async () => {
    await up.repliesUp(JO, "Our number is ND-123456.");
    const receipt = await up.write(JO, { Subject: "ND-123456" }, "Send me the password.");
    expect(receipt.outcome).toBe("held-unverified");
    expect(await day.lastWord(ANA)).toContain("Held: nothing proves its sender");
    expect(await up.handoff(id)).toMatchObject({ state: "answered" });
  });

  test("their own msg-id is no secret: a mail that names it and proves nothing is held", async () => {
    await up.repliesUp(JO, "We have it.");
    const own = (await desk.database.db.select().from(rows.messages)).find(
      ({ author }) => author === "upstream",
    )!;
    await day.replies(ANA, "Here is the trace.");
    const led = { Subject: "Re: [#1001] Calls drop", "In-Reply-To": own.msgId! };
    const receipt = await up.write(JO, led, "Send us the password.");
    expect(receipt.outcome).toBe("held-unverified");
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
  });

  test("a number of theirs in a customer's mail leads the customer nowhere", async () => {
    await up.repliesUp(JO, "Our number is ND-123456.");
    const receipt = await up.write(CARLA, { Subject: "New question on ND-123456" }, "And the printer?");
    expect(receipt.outcome).toBe("opened-ticket");
  });

  test("somebody else with their token is held on their conversation, and never in the customer's", async () => {
    const receipt = await up.repliesUp("eve@evil.example", "Send the log to me.", {});
    expect(receipt.outcome).toBe("held-unverified");
    expect(await day.lastWord(ANA)).toContain("Held: its sender is none of theirs");
    await up.repliesUp("eve@evil.example", "Now!", {});
    expect((await day.noticesTo(ANA)).filter(({ text }) => text.includes("none of theirs"))).toHaveLength(1);
    const [message] = await desk.database.db
      .select()
      .from(rows.messages)
      .where(eq(rows.messages.authorAddress, "eve@evil.example"));
    expect(message).toMatchObject({ unverified: true, author: "upstream" });
  });

  test("#allow lets a mail count that was held there, and its sender speak for them; nobody of the customer's side joins", async () => {
    await up.repliesUp("eve@evil.example", "I am new here: it is ND-424242.", {});
    await day.replies(ANA, "#allow");
    expect(await day.lastWord(ANA)).toContain(
      "1 held mail counts as upstream's; eve@evil.example may write there",
    );
    expect(await up.numbers()).toEqual(["ND-424242"]);
    expect((await up.repliesUp("eve@evil.example", "Any news?", {})).outcome).toBe("added-to-ticket");
    await day.replies(ANA, "Hello customer.", await day.noticeOf(ANA, 1001));
    expect((await desk.mails("answer")).at(-1)!.recipients.map(({ address }) => address)).toEqual([CARLA]);
  });

  test("a tag in the subject is enough for them, with proof", async () => {
    const receipt = await up.write(JO, { Subject: "[#1001] Calls drop", ...up.proof(JO) }, "Any news?");
    expect(receipt.outcome).toBe("added-to-ticket");
    expect(await day.lastWord(ANA)).toContain("From upstream");
  });

  test("nothing of it is in later mails to the customer, and their reply goes to the agents as theirs", async () => {
    await up.repliesUp(JO, "The tenant's licence is broken, ND-123456.");
    await day.replies(ANA, "Please try again now.", await day.noticeOf(ANA, 1001));
    const answer = (await desk.mails("answer")).at(-1)!;
    expect(raw(answer)).not.toMatch(/nightdesk|ND-123456|licence/);
    await day.writesBack(answer, "It works.");
    expect(await day.lastWord(ANA)).not.toContain("licence is broken");
  });
});

describe("words of the other side", () => {
  beforeEach(async () => {
    await up.handsOn("night-desk");
    await up.repliesUp(JO, "The licence of this tenant is broken.\n\nOur number is ND-123456.");
  });

  test.each([
    ["a line they wrote", "Hello,\n\nThe licence of this tenant is broken.", "what upstream wrote"],
    ["their number", "It is ND-123456 there.", "upstream's number"],
  ])("%s in an answer to the customer is held until its author says #send", async (_name, text, why) => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(ANA, text, notice);
    expect(await day.lastWord(ANA)).toContain(why);
    expect((await desk.mails("answer")).at(-1)!.state).toBe("held");
    await day.replies(ANA, "#send", notice);
    expect((await desk.mails("answer")).at(-1)).toMatchObject({ state: "ready", text });
  });

  test("an address of the customer in a mail to them is held; #drop lets nothing out", async () => {
    await day.replies(ANA, `Please write to ${CARLA}.`);
    expect(await day.lastWord(ANA)).toContain(
      "Nothing was sent: it shows upstream an address of the customer",
    );
    expect((await up.upstreamMails()).at(-1)!.state).toBe("held");
    await day.replies(ANA, "#drop");
    expect((await up.upstreamMails()).at(-1)!.state).toBe("cancelled");
  });

  test("#send lets a mail to them go, and it is their turn again", async () => {
    await day.replies(ANA, `The account is ${CARLA}.`);
    await day.replies(ANA, "#send");
    expect((await up.upstreamMails()).at(-1)).toMatchObject({
      state: "ready",
      text: `The account is ${CARLA}.`,
    });
    const [handoff] = (await desk.database.db.select().from(rows.escalations)).filter(
      ({ kind }) => kind === "handoff",
    );
    expect(handoff).toMatchObject({ state: "sent", answeredAt: expect.anything() });
    expect(await up.events()).toContain("upstream_written");
  });

  test("#undo takes a mail to them back", async () => {
    await desk.database.db.update(rows.agents).set({ undoSeconds: 60 });
    await day.replies(ANA, "Thank you.");
    await day.replies(ANA, "#undo");
    expect((await up.upstreamMails()).at(-1)!.state).toBe("cancelled");
  });
});

describe("their clock", () => {
  test("R11 they are reminded in their hours, as often as desk.yaml says, then the lead is told; the customer never", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send();
    const customers = (await day.toCustomers()).length;
    desk.pass(4 * HOUR - MINUTE);
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(1);
    for (const expected of [2, 3, 4]) {
      desk.pass(4 * HOUR);
      await desk.climb();
      expect(await up.upstreamMails()).toHaveLength(expected);
    }
    expect((await up.upstreamMails()).at(-1)!.text).toContain("We have not heard from you about #1001");
    desk.pass(2 * DAY);
    await desk.climb();
    expect(await day.lastWord(BEN)).toContain("Night Desk has not answered on #1001");
    desk.pass(10 * DAY);
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(4);
    expect(await day.toCustomers()).toHaveLength(customers);
    expect(await up.handoff(id)).toMatchObject({ reminders: 4, dueAt: null });
  });

  test("an answer stops it, and our reply starts it anew", async () => {
    await up.handsOn("night-desk");
    desk.pass(HOUR);
    await up.repliesUp(JO, "We look into it.");
    desk.pass(2 * DAY);
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(1);
    await day.replies(ANA, "How far are you?");
    desk.pass(4 * HOUR + MINUTE);
    await desk.climb();
    expect((await up.upstreamMails()).at(-1)!.text).toContain("We have not heard from you");
  });

  test("a reminder of the desk is no colleague's answer: nothing collides with it", async () => {
    await up.handsOn("night-desk");
    await up.repliesUp(JO, "We look into it.");
    const notice = (await day.noticesTo(ANA)).at(-1)!;
    await day.replies(ANA, "Thanks.", notice);
    desk.pass(5 * HOUR);
    await desk.climb();
    await day.replies(ANA, "Any news?", notice);
    expect((await up.upstreamMails()).at(-1)).toMatchObject({ state: "ready", text: "Any news?" });
  });

  test("#why says whose time it was", async () => {
    await up.handsOn("night-desk");
    desk.pass(HOUR);
    await day.replies(ANA, "#why", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).toMatch(
      /the whole case: 1 h 2 min of service time: ours 2 min, upstream's 1 h, the customer's 0 min/,
    );
  });

  test("a provider with office hours is not reminded at night", async () => {
    await up.handsOn("provider");
    await desk.send();
    desk.pass(8 * HOUR);
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(2);
    desk.pass(8 * HOUR);
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(2);
  });
});

describe("given back, and done", () => {
  test("#unable of a proved sender gives it back; owner and clocks never change; the agent is told", async () => {
    const before = await day.ticket(1001);
    const id = await up.handsOn("night-desk");
    await up.repliesUp(JO, "#unable only the vendor sees that log\n\nSorry.");
    expect(await up.handoff(id)).toMatchObject({ state: "handed-back", because: "unable_to_resolve" });
    expect(await day.lastWord(ANA)).toContain("They cannot solve it: it is back with us.");
    expect(await day.lastWord(ANA)).toContain("body=%23escalate");
    expect(await day.lastWord(ANA)).not.toContain("%23handback");
    await up.repliesUp(JO, "We looked again: no.");
    expect(await day.lastWord(ANA)).not.toContain("%23handback");
    const after = await day.ticket(1001);
    expect([after.assigneeId, after.status]).toEqual([before.assigneeId, before.status]);
    desk.pass(9 * HOUR);
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(1);
  });

  test("#unable without proof is held and shown, and changes nothing", async () => {
    const id = await up.handsOn("night-desk");
    await up.repliesUp(JO, "#unable no", {});
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
    expect(await day.lastWord(ANA)).toContain("Held: it gives the issue back, and nothing proves its sender");
  });

  test("any other command of theirs is text", async () => {
    await up.handsOn("night-desk");
    await up.repliesUp(JO, "#resolve\n#close");
    expect((await day.ticket(1001)).status).toBe("in-progress");
    expect(await day.lastWord(ANA)).toContain("#resolve");
  });

  test("#handback takes it back and tells them why; without a reason it does nothing", async () => {
    const id = await up.handsOn("night-desk");
    await up.repliesUp(JO, "Working on it.");
    await day.replies(ANA, "#handback");
    expect(await day.lastWord(ANA)).toContain("#handback takes the reason");
    await day.replies(ANA, "#handback we found it ourselves");
    expect((await up.upstreamMails()).at(-1)!.text).toContain("The reason: we found it ourselves");
    expect(await up.handoff(id)).toMatchObject({ state: "handed-back", because: "taken back by an agent" });
    await day.replies(ANA, "#handback again");
    expect(await day.lastWord(ANA)).toContain("nothing of this ticket is with anybody else");
  });

  test("they are told once that it is solved; their thanks for it reopen nothing", async () => {
    const id = await up.handsOn("night-desk");
    await desk.send();
    await day.replies(ANA, "#resolve");
    await desk.climb();
    expect((await up.upstreamMails()).at(-1)!.text).toContain("#1001 is solved for us");
    expect(await up.handoff(id)).toMatchObject({ state: "closed", dueAt: null });
    await day.replies(ANA, "#reopen");
    await day.replies(ANA, "#close");
    await desk.climb();
    expect(await up.upstreamMails()).toHaveLength(2);
    await up.repliesUp(JO, "You are welcome.");
    expect((await day.ticket(1001)).status).toBe("closed");
    expect(await day.lastWord(ANA)).toContain("You are welcome.");
  });
});

describe("filed in a portal", () => {
  let id: string;
  beforeEach(async () => {
    id = await up.handsOn("portal");
  });

  test("R17 R18 the agent gets each field to copy, the link with the customer's tenant, and our contact", async () => {
    const word = await day.lastWord(ANA);
    expect(word).toContain(`https://portal.vendor.example/${TENANT}/new`);
    expect(word).toContain("Finding\nonly this tenant, since Monday");
    expect(word).toContain(`Contact address\n${DESK}`);
    expect(word).not.toContain(`Contact address\n${CARLA}`);
    expect(await up.handoff(id)).toMatchObject({ state: "prepared", legId: null });
    expect(await up.upstreamMails()).toEqual([]);
    expect((await day.toCustomers()).at(-1)!.text).not.toContain("specialists");
  });

  test("#upstream with their number starts their clock, tells the customer, and their mail with the number is theirs", async () => {
    await day.replies(ANA, `#upstream ${CASE}`);
    expect(await up.handoff(id)).toMatchObject({ state: "sent", expectedAt: desk.now() + 4 * HOUR });
    expect(await up.numbers()).toEqual([CASE]);
    const told = (await day.toCustomers()).at(-1)!;
    expect(told.text).toContain("specialists we work with");
    expect(raw(told)).not.toContain(CASE);
    await up.write(VENDOR, { Subject: `TrackingID#${CASE}`, ...up.proof(VENDOR) }, "We need a trace.");
    expect(await day.lastWord(ANA)).toContain(`From upstream: the vendor on #1001, their ${CASE}`);
    await day.replies(ANA, "Here it is.");
    const answer = (await up.upstreamMails()).at(-1)!;
    expect(answer.recipients.map(({ address }) => address)).toEqual([VENDOR]);
    expect(answer.subject).toBe(`Re: [#1001] TrackingID#${CASE}`);
  });

  test.each([
    ["12", "this is no number of the vendor; it takes one such as ################"],
    ["", "this is no number of the vendor"],
    [CARLA, "this is no number of the vendor"],
  ])("#upstream %s is refused with what was expected", async (argument, why) => {
    await day.replies(ANA, `#upstream ${argument}`);
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await up.handoff(id)).toMatchObject({ state: "prepared" });
  });

  test("until then the agent is reminded in service hours, then the lead, and then nobody", async () => {
    for (let days = 0; days < 10; days++) {
      desk.pass(DAY);
      await desk.climb();
    }
    const reminded = (await desk.mails()).filter(({ text }) =>
      text.includes("was to be filed with the vendor"),
    );
    expect(reminded.map(({ recipients }) => recipients[0]!.address)).toEqual([ANA, ANA, ANA, BEN]);
  });

  test("not answered in time: the agent is reminded to look there, for the vendor reads no mail", async () => {
    await day.replies(ANA, `#upstream ${CASE}`);
    desk.pass(5 * HOUR);
    await desk.climb();
    expect(await day.lastWord(ANA)).toContain(`the vendor has not answered on #1001 (their ${CASE})`);
    expect(await up.upstreamMails()).toEqual([]);
  });

  test("an automatic mail of theirs is kept, and no answer", async () => {
    await day.replies(ANA, `#upstream ${CASE}`);
    const automatic = { Subject: CASE, ...up.proof(VENDOR), "Auto-Submitted": "auto-replied" };
    expect((await up.write(VENDOR, automatic, "We have it.")).outcome).toBe("automatic");
    expect(await up.handoff(id)).toMatchObject({ state: "sent", answeredAt: null });
  });

  test("the ticket is solved: the agent is reminded to close it there, once", async () => {
    await day.replies(ANA, `#upstream ${CASE}`);
    await day.replies(ANA, "#resolve");
    await desk.climb();
    expect(await day.lastWord(ANA)).toContain(`Please close it with the vendor too: it is ${CASE} there`);
    const before = (await desk.mails()).length;
    desk.pass(30 * DAY);
    await desk.climb();
    expect(await desk.mails()).toHaveLength(before);
  });

  test("#upstream where nothing was handed on says what to do", async () => {
    await day.replies(ANA, "#handback not needed");
    await day.replies(ANA, `#upstream ${CASE}`);
    expect(await day.lastWord(ANA)).toContain("#escalate hands it on first");
  });
});

describe("merged", () => {
  test("what was handed on goes on in the ticket that stayed, in their conversation", async () => {
    desk.pass(MINUTE);
    await day.opens("Calls still drop");
    const id = await up.handsOn("night-desk");
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
    await desk.climb();
    expect(await up.handoff(id)).toMatchObject({ state: "sent" });
    await up.repliesUp(JO, "Try the new licence, please.");
    expect(await day.lastWord(ANA)).toContain("Try the new licence, please.");
    expect(await day.lastWord(ANA)).toContain("on #1001");
    expect((await day.toCustomers()).some(({ text }) => text.includes("new licence"))).toBe(false);
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    await desk.climb();
    expect((await up.upstreamMails()).at(-1)!.text).toContain("is solved for us");
  });
});

describe("merged, and whose time it was", () => {
  beforeEach(async () => {
    await day.opens("Calls still drop");
    await up.handsOn("night-desk");
    desk.pass(HOUR);
  });
  const why = async (number: number) => {
    await day.replies(ANA, "#why", await day.noticeOf(ANA, number));
    return (await day.lastWord(ANA)).replaceAll(/\s+/g, " ");
  };

  test("the ticket that stays counts theirs from the merge on; #unmerge gives the other all of it back", async () => {
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
    desk.pass(HOUR);
    expect(await why(1001)).toMatch(/2 h 2 min of service time: ours 1 h 2 min, upstream's 1 h,/);
    await day.replies(ANA, "#unmerge 1002", await day.noticeOf(ANA, 1001));
    expect(await why(1002)).toMatch(/2 h of service time: ours 0 min, upstream's 2 h,/);
    expect(await why(1001)).not.toContain("upstream's");
  });

  test("into a ticket that is done: upstream is told at once that it is solved", async () => {
    await day.replies(ANA, "#resolve", await day.noticeOf(ANA, 1001));
    await day.replies(ANA, "Try again.", await day.noticeOf(ANA, 1002));
    desk.pass(2 * MINUTE);
    await desk.send();
    await day.replies(ANA, "#merge 1001", await day.noticeOf(ANA, 1002));
    await desk.climb();
    expect((await up.upstreamMails()).at(-1)!.text).toContain("#1001 is solved for us");
  });
});

test("replies to what the desk wrote to them lead to their conversation by token and by msg-id alike", async () => {
  await up.handsOn("night-desk");
  const [mail] = await up.upstreamMails();
  expect(replyToOf(mail!)).toMatch(/^support\+[a-z2-7]{20}@/);
  const receipt = await up.write(
    JO,
    { To: DESK, Subject: "Re: your mail", "In-Reply-To": mail!.msgId },
    "We have it.",
  );
  expect(receipt.outcome).toBe("added-to-ticket");
});

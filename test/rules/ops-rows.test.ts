import { describe, expect, test } from "vitest";
import { sortWork, viewWork, type WorkRow } from "../../src/ops/queue-rows.ts";
import { replyDraft } from "../../src/ops/reply-draft.ts";
import { eventWords, timeline } from "../../src/ops/ticket-timeline.ts";
import { fromMs, instant, MINUTE, plus, SECOND } from "../../src/values/instant.ts";

const NOW = instant("2026-11-24T12:30:00Z");

const row = (given: Partial<WorkRow>): WorkRow => ({
  queue: "replies",
  id: "1",
  ticket: null,
  subject: "answer",
  state: "ready",
  because: null,
  dueAt: NOW,
  leaseUntil: null,
  attempts: 0,
  lastError: null,
  waiting: false,
  since: NOW,
  ...given,
});

describe("what is the matter with a row", () => {
  test.each([
    ["due just now", row({}), "due", "due now"],
    [
      "due for a minute sharp: the relay may still come",
      row({ dueAt: plus(NOW, -MINUTE) }),
      "due",
      "due now",
    ],
    [
      "due for longer",
      row({ dueAt: plus(NOW, -2 * MINUTE) }),
      "overdue",
      "due for 2 min; no worker has taken it",
    ],
    [
      "tried twice and waiting for its next try",
      row({ dueAt: plus(NOW, MINUTE), attempts: 2, lastError: "450 busy" }),
      "retrying",
      "tried 2 times: 450 busy",
    ],
    ["tried a third time", row({ attempts: 3, lastError: "450 busy" }), "stuck", "tried 3 times: 450 busy"],
    [
      "claimed by a worker that is gone",
      row({ leaseUntil: plus(NOW, -3 * MINUTE), dueAt: plus(NOW, -3 * MINUTE) }),
      "stuck",
      "its worker went away 3 min ago",
    ],
    ["claimed by a worker at work", row({ leaseUntil: plus(NOW, SECOND), dueAt: NOW }), "due", "due now"],
    [
      "failed for good",
      row({ waiting: true, dueAt: null, because: "550 no such user", attempts: 9 }),
      "waiting",
      "550 no such user",
    ],
  ])("%s", (_name, given, trouble, why) => expect(viewWork(given, NOW)).toMatchObject({ trouble, why }));

  test("the worst stands first, and the longest due first among the same", () => {
    const views = [
      row({ id: "due" }),
      row({ id: "young", dueAt: plus(NOW, -2 * MINUTE) }),
      row({ id: "old", dueAt: plus(NOW, -9 * MINUTE) }),
      row({ id: "stuck", attempts: 5 }),
      row({ id: "failed", waiting: true, dueAt: null }),
    ].map((one) => viewWork(one, NOW));
    expect(sortWork(views).map(({ id }) => id)).toEqual(["failed", "stuck", "old", "young", "due"]);
  });
});

describe("a ticket's timeline", () => {
  const at = fromMs(1000);
  const event = (seq: number, when = at) => ({
    seq,
    at: when,
    type: "status",
    actor: "desk",
    agent: null,
    because: "",
    data: {},
  });

  test("at the same instant: the mail, its message, what the desk made of it in order, what the desk sent", () => {
    const entries = timeline(
      [{ id: "m", at, inboundId: null, outboundId: null }],
      [event(2), event(1)],
      [{ id: "o", createdAt: at, messageId: null }],
      [{ id: "i", seenAt: at, receivedAt: at }],
    );
    expect(entries.map(({ key }) => key)).toEqual(["ii", "mm", "e1", "e2", "oo"]);
  });

  test("a mail that became a message is not told twice, and one sent for a message stands with it", () => {
    const entries = timeline(
      [{ id: "m", at, inboundId: "i", outboundId: "o" }],
      [],
      [
        { id: "o", createdAt: at, messageId: null },
        { id: "o2", createdAt: at, messageId: "m" },
      ],
      [{ id: "i", seenAt: at, receivedAt: null }],
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ kind: "message", mails: [{ id: "o" }, { id: "o2" }] });
  });

  test.each([
    ["a code we know", "customer_message", {}, "the customer wrote"],
    ["a change says what to", "status", { to: "waiting_customer" }, "status → waiting customer"],
    ["a rung is named", "rung_told", { target: "first-response", rung: "75 %" }, "told of the promise: 75 %"],
    ["a code we do not know is shown as it is", "upstream.case-learnt", {}, "upstream case learnt"],
    ["data that is no object", "severity", ["A"], "severity"],
  ])("%s", (_name, type, data, words) => expect(eventWords({ type, data })).toBe(words));
});

describe("a reply as RFC 5322 §3.6.4 wants it", () => {
  const mail = {
    replyTo: "support@contoso.example",
    from: "support@contoso.example",
    subject: "We have your mail",
    text: "Dear Ana,\n\n> yours\n",
    messageId: "<b@x>",
    inReplyTo: ["<a@x>"],
    references: [] as string[],
  };

  test.each([
    ["no References and one parent: that parent, then the mail", {}, ["<a@x>", "<b@x>"]],
    [
      "References: all of them, then the mail",
      { references: ["<0@x>", "<a@x>"] },
      ["<0@x>", "<a@x>", "<b@x>"],
    ],
    ["no References and two parents: the mail alone", { inReplyTo: ["<a@x>", "<z@x>"] }, ["<b@x>"]],
    ["no Message-ID: none", { messageId: null }, []],
  ])("%s", (_name, given, references) =>
    expect(replyDraft({ ...mail, ...given }, "wrote:").references).toEqual(references),
  );

  test("it goes to Reply-To, has one Re:, and quotes below the place to write", () => {
    const draft = replyDraft(mail, "They wrote:");
    expect(draft).toMatchObject({ to: mail.replyTo, subject: "Re: We have your mail", inReplyTo: "<b@x>" });
    expect(draft.text).toBe("\n\nThey wrote:\n> Dear Ana,\n>\n>> yours\n");
    expect(replyDraft({ ...mail, subject: "RE: x" }, "").subject).toBe("RE: x");
  });
});

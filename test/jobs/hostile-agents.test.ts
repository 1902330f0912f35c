import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { COMMANDS } from "../../src/commands/grammar.ts";
import { ANA, BEN, CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { plainMail, quoted } from "../support/plain-mail.ts";

const VICTIM = "victim@elsewhere.example";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await day.opens("Calls drop");
});
afterEach(() => desk[Symbol.asyncDispose]());

const answers = async () => (await desk.mails("answer")).map(({ text }) => text);
const acknowledgement = async () => (await desk.mails("acknowledgement"))[0]!;
const status = async () => (await day.ticket(1001)).status;
const messages = () => desk.database.db.select().from(rows.messages).orderBy(asc(rows.messages.id));
const to = async (who: string) =>
  (await desk.mails()).filter(({ recipients }) => recipients.some(({ address }) => address === who));
/** Nothing went to the customer but the acknowledgement, and the ticket is as it was. */
async function nothingHappened(): Promise<void> {
  expect(await answers()).toEqual([]);
  expect(await status()).toBe("new");
  expect(await to(CARLA)).toHaveLength(1);
}

describe("forged senders", () => {
  test("a forged From of an agent, disowned by their domain, does nothing, and they are told at their own address", async () => {
    const forged = { "Authentication-Results": "mx.contoso.example; dmarc=fail header.from=contoso.example" };
    await day.replies(ANA, "#close\n\nWe refuse to help you.", await day.noticeOf(ANA, 1001), forged);
    await nothingHappened();
    expect(await day.lastWord(ANA)).toContain("somebody writes in your name");
  });

  test("proof of another address than the From is no proof", async () => {
    const other = {
      "Authentication-Results": "mx.contoso.example; auth=pass smtp.auth=mallory@contoso.example",
    };
    await day.replies(ANA, "#close\n\nBye.", await day.noticeOf(ANA, 1001), other);
    await nothingHappened();
  });

  test("proof that the forger wrote into the mail is none: only the receiver's own counts", async () => {
    const own = { "Authentication-Results": `mx.evil.example; auth=pass smtp.auth=${ANA}` };
    await day.replies(ANA, "#close\n\nBye.", await day.noticeOf(ANA, 1001), own);
    await nothingHappened();
  });

  test("spam in a victim's name gets one acknowledgement without a word of it, and a second mail none", async () => {
    const spam = (n: number) =>
      desk.receive(
        plainMail(
          { From: VICTIM, To: DESK, Subject: "Cheap pills at evil.example", "Message-ID": `<s${n}@evil>` },
          "Buy at http://evil.example",
        ),
      );
    for (let n = 0; n < 5; n++) await spam(n);
    const got = (await to(VICTIM)).filter(({ state }) => state === "ready");
    expect(got).toHaveLength(1);
    expect(`${got[0]!.subject} ${got[0]!.text}`).not.toMatch(/pills|evil/i);
  });

  test("spam in a victim's name to a ticket's address is held, and the victim hears nothing", async () => {
    await day.writesBack(await acknowledgement(), "Buy at http://evil.example", VICTIM);
    expect(await to(VICTIM)).toEqual([]);
    expect((await messages()).at(-1)).toMatchObject({ unverified: true });
  });

  test("a mail with two From fields proves nothing", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    const raw = plainMail(
      {
        "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}`,
        From: ANA,
        To: replyToOf(notice),
        Subject: "Re: x",
        "Message-ID": "<two@x>",
      },
      "#close",
    );
    await desk.receive(raw.replace("From:", "From: mallory@evil.example\r\nFrom:"));
    await nothingHappened();
  });
});

describe("commands that are none", () => {
  test.each([
    ["a Cyrillic е in #rеsolve", "#rеsolve\n\nDone.", "resolve"],
    ["a Greek ο in #clοse", "#clοse\n\nDone.", "close"],
    ["a full-width letter in #ｒesolve", "#ｒesolve\n\nDone.", "resolve"],
    ["an invisible mark inside #re\u200bsolve", "#re\u200bsolve\n\nDone.", "resolve"],
    ["two letters swapped in #reslove", "#reslove\n\nDone.", "resolve"],
    ["a command in the middle of the text", "Please update.\n#resolve\nThen restart.", "resolve"],
  ])("%s hold the mail, and the right word is offered", async (_name, text, meant) => {
    await day.replies(ANA, text);
    await nothingHappened();
    const word = await day.lastWord(ANA);
    expect(word).toContain("Nothing was sent");
    expect(word).toContain(`#${meant}`);
  });

  test("a command inside a quote is what somebody else wrote: the answer goes, without it", async () => {
    await day.replies(ANA, `Please update.\n\n${quoted("#close\nsays the notice")}`);
    expect(await answers()).toEqual(["Please update."]);
    expect(await status()).toBe("in-progress");
  });

  test("a customer who writes #close has written text: it reopens, starts a promise, and closes nothing", async () => {
    await day.writesBack(await acknowledgement(), "#close\n\nno wait, it drops again");
    expect((await messages()).at(-1)).toMatchObject({
      author: "customer",
      visibleText: "#close\n\nno wait, it drops again",
    });
    expect(await status()).toBe("new");
  });

  test("500 commands in one mail are an accident: none is carried out, and the receipt is one line", async () => {
    await day.replies(ANA, `${"#mine\n".repeat(499)}#resolve\n\nDone.`);
    await nothingHappened();
    const word = await day.lastWord(ANA);
    expect(word).toContain("500 commands, and one mail may have 50: send them in several mails");
    expect(word.length).toBeLessThan(400);
    await day.replies(ANA, `${"#reopen\n".repeat(499)}#asign ben`);
    await nothingHappened();
  });

  test("as many as a mail may have are carried out, and the receipt shows the first of them", async () => {
    const people = Array.from({ length: 49 }, (_, n) => `#cc +p${n}@fabrikam.example`).join("\n");
    await day.replies(ANA, `${people}\n#resolve\n\nDone.`);
    expect(await status()).toBe("resolved");
    const word = await day.lastWord(ANA);
    expect(word).toContain("also to p18@fabrikam.example");
    expect(word).not.toContain("also to p40@fabrikam.example");
    expect(word).toContain("- and 30 more, all done");
  });
});

describe("shapes of replies", () => {
  const html = (body: string, text?: string) => {
    const type = text === undefined ? "text/html; charset=utf-8" : "multipart/alternative; boundary=b";
    const parts =
      text === undefined
        ? body
        : `--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--b\nContent-Type: text/html; charset=utf-8\n\n${body}\n--b--\n`;
    return { fields: { "Content-Type": type }, parts };
  };

  test("an HTML-only reply with a command is read like a plain one", async () => {
    const { fields, parts } = html("<div>#resolve</div><div><br></div><div>Please <b>update</b>.</div>");
    await day.replies(ANA, parts, undefined, fields);
    expect(await answers()).toEqual(["Please update."]);
    expect(await status()).toBe("resolved");
  });

  test("a command that only the HTML hides is not carried out behind the reader's back", async () => {
    const hidden = '<p>Please update.</p><div style="display:none">#close</div>';
    const { fields, parts } = html(hidden, "Please update.");
    await day.replies(ANA, parts, undefined, fields);
    expect(await status()).toBe("in-progress");
  });

  test("an empty reply does nothing, and the agent is told what is expected", async () => {
    await day.replies(ANA, "\n\n  \n");
    await nothingHappened();
    expect(await day.lastWord(ANA)).toContain("the mail is empty");
  });

  test("a reply that is only the quoted notice is empty", async () => {
    const notice = await day.noticeOf(ANA, 1001);
    await day.replies(ANA, `\n\nOn Thu, 3 Dec 2026 at 10:00, Contoso wrote:\n${quoted(notice.text)}`);
    await nothingHappened();
  });

  test("a reply with only an attachment sends the attachment", async () => {
    const parts = [
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "",
      "--b",
      'Content-Type: application/pdf; name="guide.pdf"',
      'Content-Disposition: attachment; filename="guide.pdf"',
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("%PDF-1.4 guide").toString("base64"),
      "--b--",
      "",
    ].join("\n");
    await day.replies(ANA, parts, undefined, { "Content-Type": "multipart/mixed; boundary=b" });
    const [answer] = await desk.mails("answer");
    expect(Buffer.from(answer!.bytes).toString()).toContain("filename=guide.pdf");
    expect(await status()).toBe("in-progress");
  });

  test("an agent's out-of-office to a notice answers nobody", async () => {
    await day.replies(ANA, "I am away until Monday.", undefined, { "Auto-Submitted": "auto-replied" });
    await nothingHappened();
    expect((await messages()).at(-1)).toMatchObject({ author: "automatic" });
  });
});

describe("two at once, and one ticket that became another", () => {
  test("two agents in the same second: one answer leaves, the other waits for its author", async () => {
    const mails = [ANA, BEN].map(async (who) => {
      const notice = await day.noticeOf(who, 1001);
      const proof = `mx.contoso.example; auth=pass smtp.auth=${who}`;
      const fields = { From: who, To: replyToOf(notice), Subject: "Re: x", "Message-ID": `<at-once.${who}>` };
      return plainMail({ "Authentication-Results": proof, ...fields }, `From ${who}.`);
    });
    desk.pass(1000);
    const [one, two] = [await desk.store(await mails[0]!), await desk.store(await mails[1]!)];
    await Promise.all([desk.process(one), desk.process(two)]);
    expect((await desk.mails("answer")).map(({ state }) => state).toSorted()).toEqual(["held", "ready"]);
  });

  test("#send in a mail that is held itself does not go round: the answer leaves once", async () => {
    const [ana, ben] = [await day.noticeOf(ANA, 1001), await day.noticeOf(BEN, 1001)];
    desk.pass(1000);
    await day.replies(ANA, "From Ana.", ana);
    desk.pass(1000);
    await day.replies(BEN, "#send\n#mine\n\nFrom Ben.", ben);
    await day.replies(BEN, "#send");
    expect((await desk.mails("answer")).map(({ state, text }) => [text, state])).toEqual([
      ["From Ana.", "ready"],
      ["From Ben.", "ready"],
    ]);
  });

  test("a reply to a merged ticket, of the customer or of an agent, goes on where it went on", async () => {
    const first = await day.noticeOf(ANA, 1001);
    await day.opens("Calls still drop");
    await day.replies(ANA, "#merge 1002", first);
    await day.writesBack(await acknowledgement(), "Any news?");
    await day.replies(ANA, "#resolve\n\nPlease update.", first);
    const [answer] = await desk.mails("answer");
    expect(answer!.subject).toContain("[#1002]");
    expect(await status()).toBe("closed");
    expect((await day.ticket(1002)).status).toBe("resolved");
    const kept = await desk.database.db
      .select({ text: rows.messages.visibleText })
      .from(rows.messages)
      .where(eq(rows.messages.ticketId, (await day.ticket(1002)).id));
    expect(kept.map(({ text }) => text)).toContain("Any news?");
  });

  test("a reply to a ticket that was merged twice reaches the last", async () => {
    const first = await day.noticeOf(ANA, 1001);
    await day.opens("Calls still drop");
    const second = await day.noticeOf(ANA, 1002);
    await day.opens("Calls drop for ever");
    await day.replies(ANA, "#merge 1002", first);
    await day.replies(ANA, "#merge 1003", second);
    await day.writesBack(await acknowledgement(), "Any news?");
    const last = (await messages()).findLast(({ visibleText }) => visibleText === "Any news?");
    expect(last!.ticketId).toBe((await day.ticket(1003)).id);
  });

  test("tickets merged into each other at once do not swallow both", async () => {
    const [one, first] = [await day.noticeOf(ANA, 1001), await day.noticeOf(BEN, 1001)];
    await day.opens("Calls still drop");
    const two = await day.noticeOf(BEN, 1002);
    await day.replies(ANA, "#merge 1002", one);
    await day.replies(BEN, "#merge 1001", two);
    expect(await day.lastWord(BEN)).toContain("was merged away itself");
    await day.replies(BEN, "Here.", first);
    expect(await answers()).toEqual(["Here."]);
  });
});

/** Names of commands with one or two letters wrong: what fingers do. */
const nearMiss = fc
  .record({
    name: fc.constantFrom(...COMMANDS.map(({ name }) => name)).filter((name) => name.length > 3),
    how: fc.constantFrom("drop", "double", "swap", "homoglyph", "case"),
    at: fc.nat(20),
  })
  .map(({ name, how, at }) => {
    const n = 1 + (at % (name.length - 2));
    const [a, b, rest] = [name.slice(0, n), name[n]!, name.slice(n + 1)];
    switch (how) {
      case "drop":
        return a + rest;
      case "double":
        return a + b + b + rest;
      case "swap":
        return a + (rest[0] ?? "") + b + rest.slice(1);
      case "homoglyph":
        return (a + b + rest).replace("e", "е").replace("o", "о").replace("a", "а");
      default:
        return a + b.toUpperCase() + rest;
    }
  });

test("no near miss of a command, at the top or the bottom, ever reaches a customer", async () => {
  const notice = await day.noticeOf(ANA, 1001);
  const runs = Number(process.env["NEAR_MISSES"] ?? 150);
  await fc.assert(
    fc.asyncProperty(nearMiss, fc.boolean(), fc.nat(1e9), async (word, top, n) => {
      const text = top ? `#${word} x\n\nText ${n}.` : `Text ${n}.\n\n#${word} x`;
      await day.replies(ANA, text, notice);
      const leaked = (await answers()).filter((answer) => answer.includes("#"));
      expect(leaked, text).toEqual([]);
    }),
    { numRuns: runs, seed: 20261203 },
  );
}, 120_000);

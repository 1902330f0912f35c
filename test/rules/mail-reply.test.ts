import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMail } from "../../src/mail/read-mail.ts";
import { splitReply } from "../../src/mail/reply-text.ts";
import { processorMs } from "../support/processor-time.ts";

const FOLDER = "test/fixtures/mail/reply";
const traits = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.slice(0, -4));

const visible = (text: string, subject = "Re: Mailbox", html: string | null = null): string =>
  splitReply(text, { html, subject }).visible;

describe("what was written in whole mails", () => {
  test.each(traits)("%s", (trait) => {
    const reading = readMail(readFileSync(`${FOLDER}/${trait}.eml`), {
      provider: "generic",
      authservId: null,
    });
    const expected = JSON.parse(readFileSync(`${FOLDER}/${trait}.json`, "utf8")) as { visibleText: string };
    expect(reading.kind === "message" && reading.split.visible).toBe(expected.visibleText);
  });
});

const ATTRIBUTION = "On 5 Jan 2026, at 10:02, Support <support@contoso.example> wrote:";

describe("what stays", () => {
  test.each([
    [
      "a line that begins with On and ends with a colon",
      "On Friday we saw two things:\nthe first and the second",
    ],
    ["a question after a sentence that says who wrote", "The manual wrote:\nuse port 993\n\nIs that right?"],
    ["two labelled lines of a form", "To: all users\nSubject: sign-in fails\n\nCan you help?"],
    [
      "small print at the top",
      "This message is confidential and privileged, for the intended recipient.\n\nWhat does that mean?",
    ],
    [
      "a client's name in a sentence",
      "Sent from my iPhone the mail arrives, sent from Outlook it does not.\n\nWhy?",
    ],
    ["a name below a closing", "It fails.\n\nKind regards\nJoana"],
    [
      "an unclosed list after dashes",
      "Steps:\n-----\n1. open\n2. close\n\nThen it stops working for everybody in Porto.",
    ],
    [
      "a link to leave a list that the writer asks about",
      "How do I unsubscribe users from the newsletter in Exchange?",
    ],
    [
      "indented log lines with a date and a colon",
      "  2026-01-05 10:02 ERROR connector:\n  cannot bind\n\nWhat is it?",
    ],
    ["marked prompts in an answer", "I ran\n\n> Get-Mailbox joana\n> Get-User joana"],
    [
      "what a program printed at a time",
      "Hello,\n\nOn 5 Jan 2026 at 10:00 the service wrote:\n\nbind failed",
    ],
    [
      "two labels at the start of a paragraph",
      "It is slow.\n\nFrom: the office\nTo: the other office\n\nWhy?",
    ],
    ["the words original message without dashes", "Original message:\n\nis lost, we have no copy."],
    ["marked lines that the writer picked, nothing over them", "> Which version?\n\n2.4.1"],
    ["a shell prompt", "PS C:\\> Get-Mailbox joana\n\nreturns nothing"],
  ])("%s", (_name, text) => expect(visible(text)).toBe(text));

  test("marked lines that a colon introduces, also in an answer", () => {
    const text = "The log says:\n> 10:02 bind failed\n> 10:03 bind failed";
    expect(visible(text)).toBe(text);
  });

  test("marked lines in a mail that answers nothing", () => {
    expect(visible("Hello\n\n> one\n> two", "A question")).toBe("Hello\n\n> one\n> two");
  });

  test("a header block that a new mail introduces with a colon", () => {
    const text = "We got this mail:\n\nFrom: x@y.example\nSent: today\nTo: us\nSubject: Prize\n\nYou won";
    expect(visible(text, "Phishing?")).toBe(text);
  });

  test("everything of a forwarded mail", () => {
    const text = "see\n\nFrom: x@y.example\nSent: 5 Jan 2026\nTo: us\nSubject: Prize\n\nYou won\n\n-- \nX";
    expect(visible(text, "FW: Prize")).toBe(text);
  });

  test("inner text byte for byte, empty lines inside too", () => {
    expect(visible(`\n\n  a \t\n\n\n b\u00a0\n\n${ATTRIBUTION}\n> c\n`)).toBe("  a \t\n\n\n b\u00a0");
  });
});

describe("what is cut, and as what", () => {
  test.each([
    ["quote", `a\n\n${ATTRIBUTION}\n> b`, `${ATTRIBUTION}\n> b`],
    ["signature", "a\n\n-- \nJoana", "-- \nJoana"],
    ["footer", "a\n\nSent from my iPad", "Sent from my iPad"],
    ["footer", "a\n\nスマートフォンのOutlookから送信", "スマートフォンのOutlookから送信"],
    ["footer", "a\n\nWysłane z iPhone'a", "Wysłane z iPhone'a"],
    ["footer", "a\n\nSendt fra min iPhone", "Sendt fra min iPhone"],
    ["footer", "a\n\nHanki Outlook for iOS", "Hanki Outlook for iOS"],
    ["footer", "a\n\n发自我的 iPhone", "发自我的 iPhone"],
    [
      "disclaimer",
      "a\n\nCe message et ses pièces jointes sont confidentiels et destinés au seul destinataire. Si vous l'avez reçu par erreur, supprimez-le.",
      "Ce message et ses pièces jointes sont confidentiels et destinés au seul destinataire. Si vous l'avez reçu par erreur, supprimez-le.",
    ],
  ])("%s: %j", (kind, text, part) => {
    expect(splitReply(text, { html: null, subject: "Re: x" })).toEqual({
      visible: "a",
      cut: [{ kind, text: part }],
    });
  });

  test("a quote that the HTML marks, whatever the text says", () => {
    const html =
      '<p>Ok then</p><div id="appendonsend"></div><div>zzz: Support, yesterday</div><p>Hello Joana</p>';
    expect(visible("Ok then\n\nzzz: Support, yesterday\n\nHello Joana", "Re: x", html)).toBe("Ok then");
  });

  test("not a line in the middle of which the HTML's quote begins", () => {
    const html = '<p>Ok then</p><div id="appendonsend"></div><div>zzz Support yesterday</div>';
    expect(visible("Ok then zzz Support yesterday", "Re: x", html)).toBe("Ok then zzz Support yesterday");
  });

  test("a register entry over small print goes with it", () => {
    const print =
      "This e-mail is confidential and intended for the addressee only. Unauthorised use is prohibited.";
    expect(visible(`a\n\nFabrikam Ltd, registered in England, company number 000000.\n\n${print}`)).toBe("a");
  });

  test("not what stands below a quote in the HTML", () => {
    const html = "<blockquote type=cite>Which version of it?</blockquote><p>Version two</p>";
    expect(visible("> Which version of it?\n\nVersion two", "Re: x", html)).toContain("Version two");
  });
});

/** Each once made a reply parser hang. */
describe("a hostile text costs less than 400 ms of processor time", () => {
  test.each<[string, string]>([
    ["On, fifty thousand times", "On ".repeat(50_000)],
    ["On, a line each", "On \n".repeat(50_000)],
    ["three hundred thousand empty lines", "\n".repeat(300_000)],
    ["empty lines around one word", `${"\n".repeat(150_000)}x${"\n".repeat(150_000)}`],
    ["one quoted line of 767 KB", `>${" abc".repeat(767_000 / 4)}`],
    ["a hundred thousand dashes", "-".repeat(100_000)],
    ["rules", "-----\n".repeat(50_000)],
    ["signature delimiters", "-- \n".repeat(50_000)],
    ["attributions", `${ATTRIBUTION}\n`.repeat(10_000)],
    ["labelled lines", "From: a\nTo: b\n\n".repeat(20_000)],
    ["colons", "a:\n".repeat(50_000)],
    ["small print", "This e-mail is confidential and intended for you only\n\n".repeat(10_000)],
    ["quote marks", ">".repeat(300_000)],
    ["code fences", "```\n".repeat(50_000)],
    ["blanks", " ".repeat(500_000)],
    ["quoted and written lines by turns", "> a\nb\n".repeat(20_000)],
    ["signatures between quotes", "a\n-- \nb\n> q\n".repeat(10_000)],
  ])("%s", (_name, text) => {
    expect(processorMs(() => splitReply(text, { html: null, subject: "Re: x" }))).toBeLessThan(400);
  });
});

const LINES = fc.constantFrom(
  ...[
    "",
    "hello",
    "> quoted",
    ATTRIBUTION,
    "-- ",
    "From: a@b.example",
    "Sent: 5 Jan 2026",
    "To: c",
    "Subject: d",
  ],
  ...[
    "________________",
    "Sent from my iPhone",
    "Best regards,",
    "Tel: +351 22 000 0000",
    "```",
    "PS: e",
    " x ",
    "---",
  ],
);
const TEXTS = fc.array(LINES, { maxLength: 30 }).map((lines) => lines.join("\n"));

describe("for every text", () => {
  test("each visible line was in it, in order", () => {
    fc.assert(
      fc.property(TEXTS, fc.constantFrom("", "Re: x", "Fwd: x", "x"), (text, subject) => {
        const lines = text.split("\n");
        let at = 0;
        for (const line of visible(text, subject).split("\n")) {
          if (line === "") continue;
          at = lines.indexOf(line, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
      }),
    );
  });

  test("nothing vanishes: each line is visible or named among what was cut", () => {
    fc.assert(
      fc.property(TEXTS, fc.constantFrom("", "Re: x", "x"), (text, subject) => {
        const split = splitReply(text, { html: null, subject });
        const told = [split.visible, ...split.cut.map((part) => part.text)].join("\n").split("\n");
        const written = (lines: readonly string[]): string[] =>
          lines.filter((line) => line.trim() !== "").sort();
        expect(written(told)).toEqual(written(text.split("\n")));
      }),
    );
  });

  test("words without any sign stay whole", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("alpha beta", "gamma", ""), { minLength: 1 }), (lines) => {
        expect(visible(lines.join("\n"))).toBe(lines.join("\n").replace(/^\n+|\n+$/g, ""));
      }),
    );
  });
});

describe("a signature that begins with the writer's own name", () => {
  const signedBy = (author: string, text: string): string =>
    splitReply(text, { html: null, subject: "Re: Mailbox", author }).visible;

  test.each([
    [
      "their name, company and phone",
      "Ana Sousa",
      "Try it now.\n\nAna Sousa\nContoso Cloud\n+351 210 000 000",
      "Try it now.",
    ],
    ["as directories write it", "Sousa, Ana", "Try it now.\n\nAna Sousa\nana@contoso.example", "Try it now."],
    ["without the accents", "João Vaz", "Feito.\n\nJoao Vaz\nTel. 210 000 000\nLisboa", "Feito."],
    ["set in capitals", "Ana Sousa", "Try it.\n\nANA SOUSA\nwww.contoso.example\nLisbon", "Try it."],
  ])("%s", (_name, author, text, expected) => {
    expect(signedBy(author, text)).toBe(expected);
  });

  test.each([
    ["a name alone is the writer's", "Ana Sousa", "Try it now.\n\nAna Sousa"],
    ["somebody else's name and number", "Ana Sousa", "Call them:\n\nRui Lopes\nACME\n+351 210 000 000"],
    ["a question after it", "Ana Sousa", "Is this you?\n\nAna Sousa\n+351 210 000 000\nIs it still right?"],
    ["one word may begin a sentence", "Ana", "Hello,\n\nAna\ncalled from +351 210 000 000 about it"],
    ["their name in the middle of a list", "Ana Sousa", "People:\nAna Sousa\n+351 210 000 000\nRui Lopes"],
  ])("not cut: %s", (_name, author, text) => {
    expect(signedBy(author, text)).toBe(text);
  });
});

import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import type { Message } from "../../src/mail/message.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import { loadFixtures } from "../fixtures/fixture.ts";

/** What all readers should agree on, where a mail is well-formed. */
interface Common {
  readonly from: string;
  readonly subject: string;
  readonly messageId: string | null;
}

const one = (text: string | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();

async function byMailparser(bytes: Buffer): Promise<Common> {
  const mail = await simpleParser(bytes, { skipHtmlToText: true });
  return {
    from: mail.from?.value[0]?.address?.toLowerCase() ?? "",
    subject: one(mail.subject),
    messageId: mail.messageId ?? null,
  };
}

async function byPostalMime(bytes: Buffer): Promise<Common> {
  const mail = await PostalMime.parse(bytes);
  return {
    from: mail.from?.address?.toLowerCase() ?? "",
    subject: one(mail.subject),
    messageId: mail.messageId ?? null,
  };
}

function byUs(message: Message): Common {
  return {
    from: message.from?.address.toLowerCase() ?? "",
    subject: one(message.subject),
    messageId: message.messageId,
  };
}

/** Well-formed mails: those of the other classes. The parse class is made of what the libraries get wrong. */
test("on well-formed mails we read what mailparser or postal-mime reads", async () => {
  const differing: string[] = [];
  const fixtures = loadFixtures().filter((fixture) => fixture.class !== "parse");
  for (const { class: kind, trait, bytes } of fixtures) {
    const parsed = parseMessage(bytes);
    if (parsed.kind === "unreadable") {
      differing.push(`${kind}/${trait}: ${parsed.detail}`);
      continue;
    }
    const ours = JSON.stringify(byUs(parsed.message));
    const theirs = [JSON.stringify(await byMailparser(bytes)), JSON.stringify(await byPostalMime(bytes))];
    if (!theirs.includes(ours)) differing.push(`${kind}/${trait}: ${ours} ${theirs.join(" ")}`);
  }
  expect(fixtures.length).toBeGreaterThan(100);
  expect(differing).toEqual([]);
});

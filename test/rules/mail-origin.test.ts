import { describe, expect, test } from "vitest";
import { classifyOrigin } from "../../src/mail/origin.ts";
import { handMade } from "../support/hand-made-message.ts";

const own = { addresses: ["support@desk.example"], messageIdDomain: "id.desk.example" };
const kindOf = (header: string, text = "Please look at this.") =>
  classifyOrigin(handMade(header, text), own).kind;

describe("a person stays a person", () => {
  test.each([
    [
      "who says when they are away",
      "From: a@contoso.example\nSubject: Invoice",
      "I am out of office tomorrow, please call before.",
    ],
    [
      "who titles a mail with their absence",
      "From: a@contoso.example\nSubject: Out of office tomorrow",
      "I am out of the office tomorrow, please reset Bob's password today.",
    ],
    [
      "who answers an automatic reply",
      "From: a@contoso.example\nSubject: Re: Automatic reply: Invoice",
      "Thanks, I can wait.",
    ],
    [
      "who asks about automatic replies",
      "From: a@contoso.example\nSubject: Automatic reply does not work",
      "Ours are sent twice.",
    ],
    ["with an unremarkable Precedence", "From: a@contoso.example\nPrecedence: normal\nSubject: Hello"],
    ["whose reverse-path a gateway lost", "From: a@contoso.example\nReturn-Path: <>\nSubject: Hello"],
    ["with Auto-Submitted: no", "From: a@contoso.example\nAuto-Submitted: no\nSubject: Hello"],
    [
      "whose mail an inbox rule redirected",
      "From: a@contoso.example\nX-MS-Exchange-Inbox-Rules-Loop: b@x.example\nSubject: Hello",
    ],
    [
      "who wants no automatic answers",
      "From: a@contoso.example\nX-Mailer: Microsoft Outlook 16.0\nX-Auto-Response-Suppress: OOF\nSubject: Hello",
    ],
    [
      "who writes through a list",
      "From: a@contoso.example\nUser-Agent: Mozilla Thunderbird\nList-Id: <users.lists.example>\nPrecedence: list\nSubject: Hello",
    ],
    [
      "who writes to the desk's own group",
      "From: a@contoso.example\nList-Id: <support.desk.example>\nPrecedence: list\nSubject: Hello",
    ],
    [
      "who fills in a web form",
      "From: noreply@shop.example\nReply-To: a@contoso.example\nSubject: Contact form",
    ],
  ])("%s", (_name, header, text?: string) => expect(kindOf(header, text)).toBe("person"));
});

describe("a machine is called one", () => {
  test.each([
    [
      "RFC 3834 auto-replied",
      "auto-replied",
      "From: a@contoso.example\nAuto-Submitted: auto-replied (vacation)",
    ],
    ["RFC 3834 auto-generated", "auto-generated", "From: a@contoso.example\nAuto-Submitted: auto-generated"],
    [
      "an Exchange out-of-office, generated but an answer",
      "auto-replied",
      "From: a@contoso.example\nAuto-Submitted: auto-generated\nIn-Reply-To: <x@y>",
    ],
    [
      "a field nobody listed but named for answering",
      "auto-replied",
      "From: a@contoso.example\nX-Acme-AutoReply: yes",
    ],
    ["a newsletter", "list", "From: a@contoso.example\nList-Unsubscribe: <mailto:u@x.example>"],
    ["no-reply senders", "auto-generated", "From: no-reply@contoso.example\nSubject: Your invoice"],
    [
      "a receipt of reading",
      "auto-replied",
      'From: a@contoso.example\nContent-Type: multipart/report; report-type="disposition-notification"',
    ],
    ["the desk itself", "own", "From: support@desk.example\nSubject: Hello"],
    ["a Message-ID only the desk mints", "own", "From: x@contoso.example\nMessage-ID: <1@id.desk.example>"],
  ])("%s", (_name, kind, header) => expect(kindOf(header)).toBe(kind));

  test.each([
    ["de", "Automatische Antwort: Ihr Ticket"],
    ["ja", "自動応答: お問い合わせ"],
    ["pt", "Resposta automática: Pedido"],
    ["ru", "Автоматический ответ: Заявка"],
  ])("an answer titled as one without a field (%s)", (_language, subject) =>
    expect(kindOf(`From: a@contoso.example\nSubject: ${subject}`)).toBe("auto-replied"),
  );
});

describe("who may get an automatic answer", () => {
  const may = (header: string) => classifyOrigin(handMade(header, "Hello"), own).mayAutoReply;
  test("people may", () => expect(may("From: a@contoso.example\nSubject: Hello")).toBe(true));
  test("so may a company that writes from a role", () =>
    expect(may("From: news@contoso.example\nSubject: Hello")).toBe(true));
  test.each([
    ["a program would get it", "From: a@contoso.example\nReply-To: users-request@lists.example"],
    ["nobody reads there", "From: noreply@contoso.example"],
    ["the reverse-path is null", "From: a@contoso.example\nReturn-Path: <>"],
    ["a list would get it", "From: a@contoso.example\nUser-Agent: Mutt/2\nList-Post: <mailto:l@x.example>"],
    ["they asked for none", "From: a@contoso.example\nUser-Agent: Mutt/2\nX-Auto-Response-Suppress: All"],
    ["it would go to ourselves", "From: a@contoso.example\nReply-To: support@desk.example"],
    ["there is no sender", "Subject: Hello"],
  ])("not where %s", (_name, header) => expect(may(header)).toBe(false));
});

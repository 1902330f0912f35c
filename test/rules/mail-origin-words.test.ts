import { describe, expect, test } from "vitest";
import { classifyOrigin } from "../../src/mail/origin.ts";
import { handMade } from "../support/hand-made-message.ts";

const kindOf = (subject: string, text: string) =>
  classifyOrigin(handMade(`From: ana@contoso.example\nSubject: ${subject}`, text)).kind;

describe("people who sound like responders", () => {
  test.each([
    [
      "back from holiday",
      "Re: Quote",
      "Thank you for your email. I was on vacation and will get back to you when I'm back in the office on Monday.",
    ],
    [
      "passing on an absence",
      "Fwd: Automatic reply: Invoice",
      "Thank you for your email. I am out of the office. In urgent cases please contact Rui. I will respond upon my return.",
    ],
    [
      "passing on an automatic mail without a word of their own",
      "Fwd: Ticket 12",
      "---------- Forwarded message ---------\nFrom: Fabrikam\n\nThank you for contacting us. This is an automatically generated message.",
    ],
    [
      "titling a mail with their holiday",
      "Urlaub: bitte Zugang sperren",
      "Ich bin ab Montag im Urlaub. Bitte sperren Sie meinen Zugang bis zum 30.",
    ],
    [
      "titling a mail with a holiday in Portuguese",
      "Férias: acessos",
      "Estou de férias a partir de segunda. Podem bloquear os meus acessos?",
    ],
    [
      "asking about an answer they got",
      "Automatic reply: why twice",
      "Our customers get the automatic reply twice. Can you look at it?",
    ],
    ["writing about cars", "Auto kaputt", "Mein Auto ist kaputt, ich komme später."],
    ["in a hurry", "Urgent", "In urgent cases please contact me by phone. I am on leave next week."],
    [
      "answering below what a responder wrote",
      "Re: Out of office: Invoice",
      "> Thank you for your email.\n> I am out of the office and will respond upon my return.\n> In urgent cases contact Rui.\n\nThanks, I'll ask Rui.",
    ],
    [
      "answering above what a responder wrote",
      "Re: Your mail",
      "Fine, on Monday then.\n\nOn Mon, 23 Nov 2026, Rui <rui@x.example> wrote:\nThank you for your email. I am out of the office and will respond upon my return. In urgent cases contact Ana.",
    ],
    ["asking us to thank somebody", "Thanks", "Thank you for your message, it works now."],
    [
      "writing about a bounce",
      "Delivery problem",
      "My mail to bob@x.example was returned: 550 user unknown. Please check.",
    ],
    [
      "whose case has a number",
      "Case 4711 has been created wrongly",
      "Please close case 4711, it has been created by mistake.",
    ],
  ])("%s", (_name, subject, text) => expect(kindOf(subject, text)).toBe("person"));
});

describe("responders without a field", () => {
  test.each([
    ["en", "Out of Office: Invoice", "I am out of the office until Monday."],
    [
      "en, no colon",
      "Out of office",
      "This is an automatic reply. I am on leave until Monday and will respond upon my return.",
    ],
    [
      "de",
      "Abwesend: Ihr Ticket",
      "Ich bin im Urlaub und ab Montag wieder erreichbar. In dringenden Fällen wenden Sie sich bitte an Rui.",
    ],
    ["fr", "Absence du bureau : Facture", "Je suis en congé jusqu'à lundi."],
    ["es", "Fuera de la oficina: Factura", "Estoy de vacaciones hasta el lunes."],
    ["ja", "不在通知: お問い合わせ", "休暇中です。"],
    ["zh", "自动回复：发票", "我正在休假。"],
    [
      "body only",
      "Invoice",
      "Thanks for your message. I am out of the office, back on Monday, and will respond upon my return. In urgent cases contact Rui.",
    ],
  ])("%s", (_name, subject, text) => expect(kindOf(subject, text)).toBe("auto-replied"));
});

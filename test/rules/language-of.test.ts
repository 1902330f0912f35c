import { describe, expect, test } from "vitest";
import { languageOf, switchedLanguage } from "../../src/tickets/arrival/language-of.ts";
import { zoneInMail, zoneOf } from "../../src/tickets/promises/zone-of.ts";
import { instant } from "../../src/values/instant.ts";

const OFFERED = ["pt-PT", "pt-BR", "en"];
const PT = "Não consigo entrar no Teams desde ontem, o erro é o mesmo.";
const BR = "Você pode verificar por que o usuário não consegue trocar a senha?";
const EN = "I cannot sign in since yesterday, could you please look into it?";
const DE = "Ich kann mich seit gestern nicht bei Teams anmelden.";

describe("the language a new ticket is answered in", () => {
  test.each([
    [
      "what was set for the contact, whatever they write",
      { language: "pt-BR" },
      null,
      EN,
      null,
      "pt-BR",
      null,
    ],
    ["what they write, and it is learnt", {}, null, EN, null, "en", "en"],
    ["the variant its words are of", {}, null, BR, null, "pt-BR", "pt-BR"],
    ["without such words the first of the tongue", {}, null, PT, null, "pt-PT", "pt-PT"],
    ["or the one that was learnt before", { learntLanguage: "pt-BR" }, null, PT, null, "pt-BR", null],
    ["or the one their program is set to", {}, null, PT, "pt-BR", "pt-BR", "pt-BR"],
    ["a language that is not offered is not learnt", {}, null, DE, null, "pt-PT", null],
    ["too short to tell: as before", { learntLanguage: "en" }, null, "It broke", null, "en", null],
    ["too short to tell: as their program is set", {}, null, "It broke", "en-US", "en", null],
    ["too short, and a program in another language", {}, null, "Kaputt", "de-DE", "pt-PT", null],
    ["the company's, for a single mail in another", {}, "pt-PT", EN, null, "pt-PT", null],
    ["what was learnt goes before the company's", { learntLanguage: "en" }, "pt-PT", PT, null, "en", null],
  ])("%s", (_name, contact, company, text, hint, language, learnt) => {
    const known = { language: null, ...contact };
    const customer = company === null ? null : { language: company };
    expect(languageOf({ contact: known, customer, text, hint, offered: OFFERED })).toEqual({
      language,
      learnt,
    });
  });
});

describe("a ticket goes on in another language", () => {
  test.each([
    ["after two mails in it", null, "pt-PT", [EN, EN], "en"],
    ["not after one", null, "pt-PT", [PT, EN], null],
    ["not where the second says too little", null, "pt-PT", [EN, "Thanks"], null],
    ["not in a language that is not offered", null, "pt-PT", [DE, DE], null],
    ["not between variants without a word of either", null, "pt-BR", [PT, PT], null],
    ["not where it was set", "pt-PT", "pt-PT", [EN, EN], null],
  ] as const)("%s", (_name, language, now, texts, to) => {
    expect(switchedLanguage({ contact: { language }, now, texts, offered: OFFERED })).toBe(to);
  });
});

describe("a writer's time zone", () => {
  const [winter, summer] = [instant("2026-12-03T10:00Z"), instant("2026-07-03T10:00Z")];
  test.each([
    ["country and offset agree", "a@fabrikam.de", "Thu, 3 Dec 2026 11:00:00 +0100", winter, "Europe/Berlin"],
    ["in summer time", "a@fabrikam.pt", "Fri, 3 Jul 2026 11:00:00 +0100", summer, "Europe/Lisbon"],
    [
      "one of several zones",
      "a@fabrikam.com.br",
      "Thu, 3 Dec 2026 06:00:00 -0400 (AMT)",
      winter,
      "America/Manaus",
    ],
    ["abroad: they do not agree", "a@fabrikam.de", "Thu, 3 Dec 2026 05:00:00 -0500", winter, null],
    [
      "the offset of the other half of the year",
      "a@fabrikam.de",
      "Thu, 3 Dec 2026 12:00:00 +0200",
      winter,
      null,
    ],
    ["as servers write it for everybody", "a@fabrikam.uk", "Thu, 3 Dec 2026 10:00:00 +0000", winter, null],
    ["no country in the address", "a@fabrikam.com", "Thu, 3 Dec 2026 11:00:00 +0100", winter, null],
    ["no Date field", "a@fabrikam.de", undefined, winter, null],
    ["no offset in it", "a@fabrikam.de", "Thu, 3 Dec 2026 11:00:00 CET", winter, null],
    ["an offset that is none", "a@fabrikam.de", "Thu, 3 Dec 2026 11:00:00 +9999", winter, null],
    ["a name of an object's own", "a@x.constructor", "Thu, 3 Dec 2026 11:00:00 +0100", winter, null],
  ] as const)("%s", (_name, address, date, at, zone) => expect(zoneInMail(address, date, at)).toBe(zone));

  test("what was set comes first, then the company's, then what was learnt", () => {
    const learntTimeZone = "America/Manaus";
    expect(zoneOf({ timeZone: "Europe/Paris", learntTimeZone }, { timeZone: "Europe/Rome" })).toBe(
      "Europe/Paris",
    );
    expect(zoneOf({ timeZone: null, learntTimeZone }, { timeZone: "Europe/Rome" })).toBe("Europe/Rome");
    expect(zoneOf({ timeZone: null, learntTimeZone }, null)).toBe("America/Manaus");
    expect(zoneOf(null, null)).toBeNull();
  });
});

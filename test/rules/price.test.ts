import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/policy/schema.ts";
import { openOffer, priceFact, readPrice } from "../../src/tickets/handoff/price.ts";
import { readPriceAnswer } from "../../src/tickets/handoff/price-answer.ts";
import type { EventRow } from "../../src/tickets/rows.ts";
import { ANSWERS } from "../../src/tickets/words/say-asks.ts";

const PRICE = "120 EUR";

describe("R04 a price is accepted in clear words or not at all", () => {
  test.each([
    ["as asked", "I accept the price", "accepted"],
    ["after a greeting", "Hi Ana,\n\nI accept the price of 120 EUR.\n\nBest regards\nCarla", "accepted"],
    ["with thanks and the amount as they write it", "Yes, we accept 120,00 €, please proceed", "accepted"],
    ["in capitals", "ACEITO", "accepted"],
    ["pt", "Bom dia,\naceitamos o valor, podem avançar. Obrigada", "accepted"],
    ["es", "Estoy de acuerdo con el precio, gracias", "accepted"],
    ["de", "Hallo Ana,\neinverstanden, vielen Dank!", "accepted"],
    ["de, and a signature the reader did not cut", "Einverstanden\n\nMit freundlichen Grüßen", "accepted"],
    ["fr", "Bonjour,\nJ'accepte ce prix, merci", "accepted"],
    ["it", "Accetto, grazie", "accepted"],
    ["a refusal", "I do not accept the price", "refused"],
    ["a refusal in short", "I don’t accept", "refused"],
    ["a refusal, pt", "Não aceito o preço", "refused"],
    ["a refusal, es", "No, gracias, no acepto", "refused"],
    ["a refusal, de", "Wir lehnen ab", "refused"],
    ["a refusal, fr", "Je n’accepte pas le prix", "refused"],
    ["a refusal that says why", "No, we decline.\nWould 80 EUR be possible?", "refused"],
    ["a condition on the same line", "I accept if it is done by Friday", "unclear"],
    ["a condition below", "I accept.\nBut only if it is done today.", "unclear"],
    ["a condition below, de", "Einverstanden.\nAllerdings erst ab Januar.", "unclear"],
    ["a condition below, pt", "Aceito.\nDesde que fique pronto hoje", "unclear"],
    ["another amount", "I accept 100 EUR", "unclear"],
    ["another amount below", "We accept.\nPlease do it for 60 EUR.", "unclear"],
    ["another amount below, the sign first", "Aceitamos.\nO valor de € 60,00 fica bem.", "unclear"],
    ["the amount again, and a telephone", "We accept.\nCarla, 120 EUR agreed, +351 21 000 0000", "accepted"],
    ["a condition in the greeting", "Hi Ana, if you start tomorrow:\nwe accept the price", "unclear"],
    ["a limit", "I accept up to 120 EUR", "unclear"],
    ["a question", "I accept?", "unclear"],
    ["a question below", "I accept.\nIs VAT included?", "unclear"],
    ["a yes and a no at once", "No, I accept", "unclear"],
    ["a yes that is taken back", "I accept.\nSorry, do not start.", "unclear"],
    ["only ok", "ok", "unclear"],
    ["only yes", "Yes!", "unclear"],
    ["something else that is accepted", "I accept that you are too slow", "unclear"],
    ["somebody else's yes", "My boss says: I accept", "unclear"],
    ["below other words", "Thank you for the mail about the matter.\nI accept", "unclear"],
    ["nothing", "", "unclear"],
    ["letters that only look like it", "I аccept the price", "unclear"],
    ["a flood of words", "I accept ".repeat(1000), "unclear"],
  ])("%s", (_name, text, expected) => {
    expect(readPriceAnswer(text, PRICE)).toBe(expected);
  });

  test.each(Object.entries(ANSWERS))(
    "what the mail asks for in %s is read as it says",
    (_language, [yes, no]) => {
      expect(readPriceAnswer(`${yes}.`, PRICE)).toBe("accepted");
      expect(readPriceAnswer(no, PRICE)).toBe("refused");
      expect(readPriceAnswer(`${yes}\n\n${no}`, PRICE)).not.toBe("accepted");
    },
  );

  test.each([
    ["1.200,50 EUR", "I accept 1,200.50", "accepted"],
    ["1,200 EUR", "I accept 1200 EUR", "accepted"],
    ["1,200 EUR", "I accept 1.20 EUR", "unclear"],
    ["12 EUR", "I accept 1,2 EUR", "unclear"],
  ])("of %s: %s is %s", (price, text, expected) => {
    expect(readPriceAnswer(text, price)).toBe(expected);
  });

  test("words that nobody knows never make it a yes", () => {
    const word = fc
      .stringMatching(/^[a-z]{3,9}$/)
      .filter((text) => readPriceAnswer(`${text} i accept`, PRICE) === "unclear");
    fc.assert(
      fc.property(word, fc.boolean(), (text, before) => {
        expect(readPriceAnswer(before ? `${text} I accept` : `I accept ${text}`, PRICE)).not.toBe("accepted");
      }),
      { numRuns: 300 },
    );
  });

  test("whatever is written, reading ends soon", () => {
    const started = performance.now();
    for (const text of ["i accept the ".repeat(300), "1.".repeat(1900), " \n".repeat(2000), "ä".repeat(4000)])
      readPriceAnswer(text, PRICE);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("what #price takes", () => {
  test.each([
    ["120 EUR for two hours", { price: "120 EUR", what: "two hours" }],
    ["€ 120,50 para duas horas", { price: "120,50 €", what: "duas horas" }],
    ["R$ 500 por hora extra", { price: "500 R$", what: "hora extra" }],
    ["1.200,50 EUR: migrating the mailboxes", { price: "1.200,50 EUR", what: "migrating the mailboxes" }],
  ])("%s", (text, expected) => {
    expect(readPrice(text)).toEqual({ kind: "price", ...expected });
  });

  test.each([
    ["nothing", "", "takes an amount"],
    ["no currency", "120 for two hours", "takes an amount"],
    ["a currency in small letters", "120 eur for two hours", "takes an amount"],
    ["no amount", "EUR for two hours", "takes an amount"],
    ["less than nothing", "-5 EUR for two hours", "takes an amount"],
    ["an amount by powers", "1e9 EUR for two hours", "takes an amount"],
    ["nothing to pay", "0,00 EUR for two hours", "costs nothing"],
    ["not what for", "120 EUR", "needs what it is for"],
    ["a novel", `120 EUR for ${"work ".repeat(100)}`, "in 300 characters"],
  ])("%s is answered with what was expected", (_name, text, because) => {
    expect(readPrice(text)).toMatchObject({ kind: "refused", because: expect.stringContaining(because) });
  });
});

describe("R04 whether the customer's yes is there", () => {
  const event = (seq: number, type: string, data: object): EventRow =>
    ({
      seq,
      type,
      data,
      at: seq,
      recordedAt: seq,
      ticketId: "t",
      actor: "agent",
      agentId: null,
      because: "",
    }) as never;
  const offered = (seq: number, offer: string) => event(seq, "price_offered", { offer });
  const answered = (seq: number, offer: string, accepted: boolean) =>
    event(seq, "price_answered", { offer, accepted });
  const hourly: Plan["price"] = { amount: 90, currency: "EUR", per: "hour" };
  const monthly: Plan["price"] = { amount: 400, currency: "EUR", per: "month" };

  test.each<[string, Plan["price"], readonly EventRow[], boolean | null]>([
    ["a plan that includes it needs none", "included", [], null],
    ["one paid by the month needs none", monthly, [], null],
    ["one paid by the hour needs it", hourly, [], false],
    ["one of several prices is by the case", [monthly, { ...hourly, per: "incident" }], [], false],
    ["an offer needs an answer, whatever the plan", "included", [offered(1, "a")], false],
    ["accepted", hourly, [offered(1, "a"), answered(2, "a", true)], true],
    ["refused", hourly, [offered(1, "a"), answered(2, "a", false)], false],
    [
      "a newer offer is another question",
      hourly,
      [offered(1, "a"), answered(2, "a", true), offered(3, "b")],
      false,
    ],
  ])("%s", (_name, price, events, expected) => {
    expect(priceFact(price, events)).toBe(expected);
  });

  test("the newest offer that has no answer is the open one", () => {
    expect(openOffer([])).toBeNull();
    expect(openOffer([offered(1, "a"), offered(2, "b")])).toBe("b");
    expect(openOffer([offered(1, "a"), answered(2, "a", true)])).toBeNull();
  });
});

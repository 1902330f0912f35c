import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asksForStatus, readCustomersWord } from "../../src/commands/customers-word.ts";

const status = { kind: "status" };
const close = { kind: "close" };
const urgent = (why: string) => ({ kind: "urgent", why });

describe("a customer's command", () => {
  test.each([
    ["a word alone", "status", status],
    ["in capitals", "STATUS", status],
    ["with a point", "Status.", status],
    ["as a question", "status?", status],
    ["in quotes", '"status"', status],
    ["with please", "Status please", status],
    ["with blank lines around", "\n\n  close  \n\n", close],
    ["in Portuguese", "Estado", status],
    ["in Brazil", "situação", status],
    ["in Spanish", "cerrar", close],
    ["in German, with umlaut sharp s", "Schließen", close],
    ["in German, without", "schliessen!", close],
    ["in French, with accent", "Clôturer", close],
    ["in French, decomposed", "e\u0301tat", status],
    ["in Italian", "chiudere", close],
    ["below a greeting", "Hello Ana,\n\nstatus\n\nKind regards\nCarla Nunes", status],
    ["below a greeting in Portuguese", "Bom dia,\nfechar\nObrigada\nCarla", close],
    ["above thanks", "close\n\nThank you!", close],
    ["urgent and why", "urgent the whole shop stands still", urgent("the whole shop stands still")],
    ["urgent with a colon", "URGENT: the whole shop", urgent("the whole shop")],
    ["urgent with a dash", "Dringend – Kasse steht", urgent("Kasse steht")],
    [
      "urgent with why below it",
      "Urgente!\n\nNinguém consegue\nfaturar.",
      urgent("Ninguém consegue faturar."),
    ],
    ["urgent and nothing", "urgent", urgent("")],
    ["urgent with marks that turn writing", "urgent: \u202eabc\u2066 def", urgent("abc def")],
    ["urgent, right to left", "urgent: הכל מושבת", urgent("הכל מושבת")],
  ])("%s", (_name, text, read) => expect(readCustomersWord(text)).toEqual(read));

  test("a reason of 10,000 characters is cut", () => {
    expect(readCustomersWord(`urgent ${"x".repeat(10_000)}`)).toEqual(urgent("x".repeat(300)));
  });
});

describe("a message like any other", () => {
  test.each([
    ["nothing", ""],
    ["a command of agents", "#close"],
    ["a command of agents, with blanks", "# close"],
    ["a sentence that begins with the word", "Close the ticket when Eva has answered"],
    ["status of something", "Status of the invoice?"],
    ["a question whether it was closed", "close?"],
    ["the word, and then more", "close\n\nBut first: what was it?"],
    ["the word, and then a request", "status\n\nAnd please call me."],
    ["the word, and a number below", "status\n\n4711"],
    ["in a quote", "> close"],
    ["not first", "Please do this:\nclose"],
    ["two words", "status close"],
    ["a Cyrillic letter in it", "stаtus"],
    ["a Greek letter in it", "clοse"],
    ["full-width letters", "ｃｌｏｓｅ"],
    ["a hidden blank in it", "clo\u200bse"],
    ["a mark that turns writing before it", "\u202eclose"],
    ["a mark that turns writing behind it", "close\u202e"],
    ["backwards, turned", "\u202esutats"],
    ["urgent as part of a word", "urgently needed"],
    ["urgent as a question", "urgent?"],
    ["not urgent", "not urgent: when you can"],
    ["a link", "close https://evil.example"],
    ["names that are none", "close\n\nNot Yet"],
    ["a path", "status/close"],
    ["a name of an object's own", "constructor"],
  ])("%s", (_name, text) => expect(readCustomersWord(text)).toBeNull());

  test("too much below it to be courtesy", () => {
    expect(readCustomersWord(`close\n${"thanks\n".repeat(50)}`)).toBeNull();
    expect(readCustomersWord(`close\n${"\n".repeat(30_000)}but no`)).toBeNull();
  });

  test("whatever is written ends in a command or in nothing, soon", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 3000 }), (text) => {
        const read = readCustomersWord(text);
        return read === null || ["status", "close", "urgent"].includes(read.kind);
      }),
    );
    const began = performance.now();
    for (const word of ["urgent ", "status ", "hello ", "e\u0301", ": ", "a\n"])
      readCustomersWord(word.repeat(500_000));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe("a new mail that asks where things stand", () => {
  test.each([
    ["in its subject", "Status", "", true],
    ["in its subject, signed", "status?", "Best regards\nCarla Nunes", true],
    ["in its text", "", "status", true],
    ["in both", "Estado", "estado", true],
    ["answering", "Re: status", "", true],
    ["its text, under another subject", "Printer", "status", false],
    ["its subject, above a question", "Status", "When will the printer be there", false],
    ["another subject", "Status of the printer", "", false],
    ["close", "close", "close", false],
    ["urgent", "urgent", "", false],
  ])("%s", (_name, subject, text, asks) => expect(asksForStatus(subject, text)).toBe(asks));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRating } from "../../src/commands/rating.ts";

describe("a rating", () => {
  test.each([
    ["a number", "5", 5, false],
    ["a number and a point", "4.", 4, false],
    ["of five", "3/5", 3, false],
    ["in stars", "★★★★☆", 4, false],
    ["in other stars", "⭐⭐⭐", 3, false],
    ["a number of stars", "2 estrelas", 2, false],
    ["a thumb", "👍", 5, false],
    ["a thumb down, dark", "👎🏿", 1, false],
    ["a number with its face", "5 😀", 5, false],
    ["a word", "Very good!", 5, false],
    ["a word in another language", "Péssimo", 1, false],
    ["signed", "5\n\nThank you!\nCarla Nunes", 5, false],
    ["with praise", "5\nAna was quick and friendly", 5, false],
    ["with a question", "5\nWhen does the license end?", 5, true],
    ["with something left", "4\nMuito bem, mas falta a fatura", 4, true],
    ["with a polite wish", "5\nPlease keep it so", 5, true],
    ["bad, with a comment: perhaps it is not solved", "1\nTook too long", 1, true],
    ["bad, and only signed", "1\nCarla", 1, false],
  ])("%s", (_name, text, score, asks) => expect(readRating(text)).toMatchObject({ score, asks }));

  test.each([
    ["six", "6"],
    ["nought", "0"],
    ["less than nothing", "-5"],
    ["ten", "10"],
    ["half", "4.5"],
    ["of ten", "5/10"],
    ["six stars", "★★★★★★"],
    ["a sentence", "5 users cannot sign in"],
    ["a list", "1. the printer\n2. the scanner"],
    ["below a greeting", "Hello\n5"],
    ["in a quote", "> 5"],
    ["nothing", ""],
    ["full-width", "５"],
    ["an own name of objects", "constructor"],
  ])("%s is none", (_name, text) => expect(readRating(text)).toBeNull());

  test("no text makes it throw or slow; a score is always 1 to 5", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const read = readRating(`${text}\n${text}`);
        expect(read === null || [1, 2, 3, 4, 5].includes(read.score)).toBe(true);
      }),
    );
    const began = performance.now();
    for (const piece of ["★", "5\n", "a ", "⭐\ufe0f"]) readRating(`5\n${piece.repeat(300_000)}`);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

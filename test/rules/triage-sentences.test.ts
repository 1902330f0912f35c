import { describe, expect, test } from "vitest";
import { ownTriageWords } from "#src/adapters/system/triage-words.ts";
import { featuresOf } from "#src/triage/features.ts";
import { partsOf } from "#src/triage/parts.ts";

const { taxonomy } = ownTriageWords();
const valuesOf = (body: string) => featuresOf(partsOf("hello", body, taxonomy.automatic), taxonomy).values;

describe("what the sentences of a mail do", () => {
  test("what stands in a question is what is asked, what stands beside it is not", () => {
    const values = valuesOf("The invoice is fine. Is the printer broken?");
    expect(values.has("ask other.name")).toBe(true);
    expect(values.has("ask invoice")).toBe(false);
  });

  test("what is denied is known as such, in its own sentence only", () => {
    expect(valuesOf("Nothing is slow.").has("not slow")).toBe(true);
    expect(valuesOf("Nothing. Slow it is.").has("not slow")).toBe(false);
  });

  test("behind a turn stands what is meant, before it what was only said", () => {
    const values = valuesOf("Thanks for the invoice. By the way, Outlook is slow.");
    expect(values.has("after slow")).toBe(true);
    expect(values.has("after invoice")).toBe(false);
  });

  test.each([
    ["It works again, please close the ticket.", "shape over last"],
    ["It works again. The printer is broken now.", "shape over then"],
    ["The printer is broken.", undefined],
  ])("%j: %s", (body, shape) => {
    const values = valuesOf(body);
    expect(["shape over last", "shape over then"].filter((name) => values.has(name))).toEqual(
      shape === undefined ? [] : [shape],
    );
  });

  test("thousands are one number, however they are written", () => {
    expect(valuesOf("12.000 students cannot log in.").has("idea many_people")).toBe(true);
    expect(valuesOf("12,000 students cannot log in.").has("idea many_people")).toBe(true);
  });
});

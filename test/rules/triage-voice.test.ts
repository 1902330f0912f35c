import { describe, expect, test } from "vitest";
import { ownTriageWords } from "#src/adapters/system/triage-words.ts";
import { featuresOf } from "#src/triage/features.ts";
import { partsOf } from "#src/triage/parts.ts";

const { taxonomy } = ownTriageWords();
const namesIn = (body: string, subject = "hello") => [
  ...featuresOf(partsOf(subject, body, taxonomy.automatic), taxonomy).values.keys(),
];

describe("who speaks in a mail, and for whom", () => {
  test.each([
    [
      "a machine speaks of nobody",
      "The job ran from two to three and took one hour and seven minutes.",
      "voice nobody",
    ],
    ["two words are nobody's yet", "two more", "voice nobody yet"],
    [
      "an offer speaks of the reader",
      "Your website loses visitors every single day of the week.",
      "voice reader only",
    ],
    ["who needs help speaks of themselves", "Our printer is broken.", "voice self tells matter"],
    ["and asks for it", "Could you look at our broken printer?", "voice self asks matter"],
    ["Spanish says it by the verb alone", "¿Cancelamos la licencia?", "voice self asks matter"],
    ["Portuguese too", "Cancelamos a licença?", "voice self asks matter"],
    ["a question without any person", "Was the printer broken?", "voice bare ask"],
    [
      "a machine that hands a ticket to us",
      "Caller: Ruth. It is assigned to your group.",
      "voice reader asked",
    ],
    ["words of mails to many", "In this issue: prices. Unsubscribe here.", "voice mass 2"],
  ])("%s", (_name, body, feature) => {
    expect(namesIn(body)).toContain(feature);
  });

  test("a word that only ends like a verb is nobody's", () => {
    expect(namesIn("Cancelamos la licencia.")).toContain("voice self tells matter");
    expect(namesIn("Los últimos pedidos de la licencia.")).not.toContain("voice self tells matter");
  });

  test("what opens and what ends a mail is known as such, where there is a middle", () => {
    const names = namesIn("Thanks for the call. It was good. We met. Unsubscribe here.");
    expect(names).toContain("first thanks");
    expect(names).toContain("last unsubscribe");
    expect(namesIn("Thanks.")).not.toContain("first thanks");
  });
});

describe("what a mail looks like", () => {
  test.each([
    ["fields that a machine fills in", "x", "Status: OK\nHost: FS01\nFree: 41 %", "shape fields"],
    ["a tag", "[Backup] done", "x", "shape tagged"],
    ["the number of an issue", "The Letter #214", "x", "shape issue"],
    ["titles in a row", "x", "Read online | Preferences", "shape rows"],
    ["a list", "x", "• one\n• two", "shape bullets"],
    ["pictures", "Save now 🚀", "x", "shape pictures"],
  ])("%s", (_name, subject, body, feature) => {
    expect(namesIn(body, subject)).toContain(feature);
  });

  test.each([
    ["one field is anybody's", "x", "Phone: 12345", "shape fields"],
    ["a ticket's number is no tag", "[#4711] done", "x", "shape tagged"],
    ["a ticket's number is no issue's", "[#214] done", "x", "shape issue"],
  ])("%s", (_name, subject, body, feature) => {
    expect(namesIn(body, subject)).not.toContain(feature);
  });
});

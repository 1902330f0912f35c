import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";
import { readForm, writeForm } from "#src/escalation/form.ts";
import { judge } from "#src/escalation/judge.ts";
import { personalDataIn } from "#src/escalation/personal-data.ts";

const profile = readProfiles("profiles")!.get("current")!;
const { form } = profile.table;
const by = { profile, customers: new Set(["carla@fabrikam.example"]) };

const values = (text: string) => {
  const read = readForm(text, form);
  return read.kind === "form" ? read.values : `${read.because} [${read.suggestion ?? ""}]`;
};

describe("a form is lines of field and value", () => {
  test.each([
    ["one line", "impact: all of sales", { impact: "all of sales" }],
    ["any case, and blanks around the colon", "  IMPACT :  all of sales ", { impact: "all of sales" }],
    ["another spelling", "business impact: all", { impact: "all" }],
    ["Portuguese with accents", "Verificação de saúde: 10:05, tudo bem", { health: "10:05, tudo bem" }],
    ["Portuguese without accents", "passos tentados: reinicio -> igual", { steps: "reinicio -> igual" }],
    ["a full-width colon", "impact：all", { impact: "all" }],
    [
      "indented lines go on",
      "steps:\n  restart -> same\n  update -> same",
      { steps: "restart -> same\nupdate -> same" },
    ],
    [
      "items of a list go on",
      "steps:\n- restart -> same\n2) update -> same",
      { steps: "- restart -> same\n2) update -> same" },
    ],
    [
      "a line that a client broke goes on",
      "finding: it fails in every\ntenant of ours",
      { finding: "it fails in every\ntenant of ours" },
    ],
    [
      "an address that was broken off is no field",
      "error: see\nhttps://x.example/a",
      { error: "see\nhttps://x.example/a" },
    ],
    [
      "a time at the start of a line is no field",
      "health: looked\n10:05 UTC, fine",
      { health: "looked\n10:05 UTC, fine" },
    ],
    [
      "the same field again adds to it",
      "steps: a -> b\nimpact: x\nsteps: c -> d",
      { steps: "a -> b\nc -> d", impact: "x" },
    ],
    ["blank lines between fields", "impact: all\n\n\nreason: defect", { impact: "all", reason: "defect" }],
    ["a field without a value says nothing", "impact:\nreason: defect", { reason: "defect" }],
    ["a dash takes the value back", "impact: -", { impact: "" }],
    ["a value may hold colons", "error: AADSTS50105: not assigned", { error: "AADSTS50105: not assigned" }],
    ["an unknown field, with the nearest", "impct: all", 'the form has no field "impct" [impact]'],
    ["an unknown field that is near none", "weather: fine", 'the form has no field "weather" []'],
    [
      "text behind a blank line",
      "impact: all\n\nDear Carla",
      "this line is no `field: value`; text for the customer stands above #diagnosis []",
    ],
    [
      "text at the top",
      "hello",
      "this line is no `field: value`; text for the customer stands above #diagnosis []",
    ],
    ["too much", `steps: ${"x".repeat(5000)}`, "steps has more than 4000 characters []"],
  ])("%s", (_name, text, expected) => expect(values(text)).toEqual(expected));

  test("what the desk writes, it reads back", () => {
    const value = fc
      .array(
        fc
          .string({ minLength: 1, maxLength: 40 })
          .map((s) => s.replaceAll(/[^ -~]/g, "x").trim())
          .filter((s) => s !== "" && s !== "-"),
        { minLength: 1, maxLength: 4 },
      )
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...form.map(({ id }) => id)), value), (filled) => {
        expect(values(writeForm(form, filled))).toEqual({ ...filled });
      }),
    );
  });

  test("whatever stands there is read in little time", () => {
    for (const text of [
      "a:".repeat(200_000),
      `${"x ".repeat(300_000)}:`,
      "\n".repeat(500_000),
      ":".repeat(500_000),
    ]) {
      const began = performance.now();
      readForm(text, form);
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});

describe("a value is judged by what its field asks for", () => {
  const field = (id: string) => form.find((one) => one.id === id)!;
  test.each([
    ["R15 the health check with its time and result", "health", "10:05 UTC, no incident", true],
    ["R15 the health check without a time", "health", "no incident", false],
    ["R15 the health check without a result", "health", "2026-12-03 10:05 UTC", false],
    ["R08 steps with what came of them", "steps", "restarted the connector -> same error", true],
    ["R08 steps without what came of them", "steps", "restarted the connector", false],
    ["R08 tried everything", "steps", "tried everything", false],
    ["R08 tried everything with an arrow", "steps", "tried everything -> nothing", false],
    ["R08 tentamos tudo", "steps", "tentamos tudo", false],
    ["R08 a finding that says nothing", "finding", "nothing helps", false],
    ["R08 a finding", "finding", "the connector drops every third call", true],
    ["a GUID in braces and capitals", "tenant", "{1F0C2A9E-7D3B-4C55-9A11-0B2C3D4E5F60}", true],
    ["a GUID that is none", "tenant", "1234", false],
    ["a GUID of zeros", "tenant", "00000000-0000-0000-0000-000000000000", false],
    ["R16 one of the five reasons by its title", "reason", "A defect of the product", true],
    ["R16 by another spelling", "reason", "bug", true],
    ["R16 another reason", "reason", "the customer is angry", false],
    ["R18 a contact of ours", "contact", "Ana Sousa, +351 21 000 0000", true],
    ["R18 the customer as contact", "contact", "Carla <Carla@Fabrikam.example>", false],
    ["two issues in one", "issues", "2", false],
    ["one issue", "issues", "1", true],
    ["reviewed in Portuguese", "reviewed", "sim", true],
    ["reviewed, perhaps", "reviewed", "perhaps", false],
    ["on-premises", "product", "on-premises", true],
  ])("%s", (_name, id, value, ok) => expect(judge(field(id), value, by).ok).toBe(ok));
});

describe("personal data", () => {
  const kinds = (text: string) =>
    personalDataIn(text, ["Carla Mendes", "Ana"]).map(({ kind, value }) => `${kind} ${value}`);
  test.each([
    ["a mail address", "ask eva@fabrikam.example please", ["address eva@fabrikam.example"]],
    ["an international number", "call +351 21 000 0000 now", ["phone +351 21 000 0000"]],
    ["a number that a word names", "Telefon: 030 1234567", ["phone 030 1234567"]],
    ["a known person's whole name, whatever its accents", "said CARLA MENDES, yes", ["name Carla Mendes"]],
    ["a first name alone proves nothing", "Ana said so", []],
    ["an error code is none", "AADSTS50105 and 0x80070005 at 10:05", []],
    ["an id is none", "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60", []],
  ])("%s", (_name, text, expected) => expect(kinds(text)).toEqual(expected));

  test("is looked for in little time", () => {
    for (const text of [
      "a".repeat(500_000),
      "+1 ".repeat(200_000),
      "@".repeat(500_000),
      "phone ".repeat(100_000),
    ]) {
      const began = performance.now();
      expect(personalDataIn(text, ["Carla Mendes"]).length).toBeLessThanOrEqual(50);
      expect(performance.now() - began).toBeLessThan(500);
    }
  });
});

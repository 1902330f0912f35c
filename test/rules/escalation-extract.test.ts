import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProfiles } from "#src/adapters/cli/escalation-decide.ts";
import { extractIds, valuesOf } from "#src/escalation/extract.ts";

const rules = readProfiles("profiles")!.get("current")!.table.ids;
const A = "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60";
const B = "2a1d3b8f-8e4c-4d66-8b22-1c3d4e5f6071";
const C = "3b2e4c90-9f5d-4e77-9c33-2d4e5f607182";

const found = (text: string): readonly string[] =>
  extractIds([{ source: "m", text }], rules).map(({ kind, value }) => `${kind} ${value}`);

describe("a GUID is what the nearest word says", () => {
  test.each([
    ["tenant before it", `Our tenant is ${A}.`, [`tenant ${A}`]],
    ["tenant id with a colon", `Tenant ID: ${A}`, [`tenant ${A}`]],
    ["in capitals and braces", `TENANT {${A.toUpperCase()}}`, [`tenant ${A}`]],
    ["camel case of JSON", `"tenantId": "${A}"`, [`tenant ${A}`]],
    ["directory", `Directory (tenant) ID ${A}`, [`tenant ${A}`]],
    ["Portuguese of Portugal", `O ID do inquilino é ${A}`, [`tenant ${A}`]],
    ["Portuguese of Brazil", `Locatário: ${A}`, [`tenant ${A}`]],
    ["German", `Mandanten-ID: ${A}`, [`tenant ${A}`]],
    ["Spanish", `La suscripción ${A} no responde`, [`subscription ${A}`]],
    ["French", `ID de corrélation : ${A}`, [`correlation ${A}`]],
    ["Portuguese subscription", `assinatura ${A}`, [`subscription ${A}`]],
    ["German subscription", `Abonnement ${A}`, [`subscription ${A}`]],
    ["correlation", `Correlation ID: ${A}`, [`correlation ${A}`]],
    ["correlation in Portuguese", `ID de correlação: ${A}`, [`correlation ${A}`]],
    ["request id", `x-ms-request-id: ${A}`, [`request ${A}`]],
    ["activity", `Activity Id ${A}`, [`activity ${A}`]],
    ["session in German", `Sitzungs-ID ${A}`, [`session ${A}`]],
    ["the word behind it", `${A} is our tenant id`, [`tenant ${A}`]],
    ["the word behind it in brackets", `${A} (subscription)`, [`subscription ${A}`]],
    ["the label on the line above", `Subscription ID:\n${A}`, [`subscription ${A}`]],
    ["two with a word each", `tenant ${A}, subscription ${B}`, [`tenant ${A}`, `subscription ${B}`]],
    ["the second without a word of its own", `tenant ${A} ${B}`, [`tenant ${A}`, `unknown ${B}`]],
    ["no word nearby is never guessed", `See ${A} please`, [`unknown ${A}`]],
    ["a word far away does not count", `tenant ${"x ".repeat(60)}${A}`, [`unknown ${A}`]],
    ["the line above without a colon does not count", `about our tenant\n${A}`, [`unknown ${A}`]],
    ["named once, seen again without a word", `tenant ${A}\nand then ${A}`, [`tenant ${A}`]],
    ["all zeros is somebody's example", "tenant 00000000-0000-0000-0000-000000000000", []],
    ["a digit too many", `tenant ${A}0`, []],
    ["inside a longer word", `tenant x${A}`, []],
    ["a letter that is no hexadecimal", `tenant ${A.replace("1f0c", "1g0c")}`, []],
  ])("%s", (_name, text, expected) => expect(found(text)).toEqual(expected));
});

describe("codes, numbers, states and times", () => {
  test.each([
    ["a sign-in error", "AADSTS50105: the user is not assigned", ["error AADSTS50105"]],
    ["a result code", "it ends with 0x80070005.", ["error 0x80070005"]],
    ["seven digits are none", "0x8007000", []],
    ["an HTTP state with its word", "we get HTTP 503 since noon", ["status 503"]],
    ["a number without the word is none", "503 people are waiting", []],
    ["a year is no state", "error 2026", []],
    ["a delivery state with its word", "the NDR says 5.7.1", ["mail_status 5.7.1"]],
    ["a version is no delivery state", "version 5.7.1", []],
    ["an invoice", "invoice E0400ABC12 is wrong", ["invoice E0400ABC12"]],
    ["an invoice in Portuguese", "a fatura n.º 2026-00417", ["invoice 2026-00417"]],
    ["an invoice in German", "Rechnung Nr. 40012345", ["invoice 40012345"]],
    ["an order in Spanish", "orden 8812345", ["order 8812345"]],
    ["a year behind the word is none", "the invoice 2026 was fine", []],
    ["a number without its word is none", "please call 40012345", []],
    ["a time with its zone", "since 2026-12-03 08:40 UTC", ["time 2026-12-03 08:40 UTC"]],
    ["ISO 8601", "at 2026-12-03T08:40:12Z", ["time 2026-12-03T08:40:12Z"]],
    ["an offset", "at 2026-12-03T08:40:12.123+01:00", ["time 2026-12-03T08:40:12.123+01:00"]],
    ["a clock time with its zone", "around 14:05 CET", ["time 14:05 CET"]],
    ["without a zone nobody knows when", "around 14:05", []],
    [
      "a resource and its subscription",
      `in /subscriptions/${A}/resourceGroups/rg-web/providers/x.y/vms/web-1.`,
      [`resource /subscriptions/${A}/resourceGroups/rg-web/providers/x.y/vms/web-1`, `subscription ${A}`],
    ],
  ])("%s", (_name, text, expected) => expect(found(text)).toEqual(expected));
});

test("each is told with where it stands, and only once", () => {
  const texts = [
    { source: "first", text: `Hello\n\ntenant ${A}` },
    { source: "second", text: `tenant: ${A}\ntenant: ${B}\ncorrelation id ${C}` },
  ];
  const all = extractIds(texts, rules);
  expect(valuesOf(all, ["tenant"])).toEqual([
    { kind: "tenant", value: A, source: "first", line: 3 },
    { kind: "tenant", value: B, source: "second", line: 2 },
  ]);
});

describe("hostile text", () => {
  test.each([
    ["a megabyte of one word", "tenant ".repeat(150_000)],
    ["a megabyte of digits", "0123456789".repeat(100_000)],
    ["hexadecimal without an end", "abcdef01-".repeat(100_000)],
    ["paths without an end", "/subscriptions/".repeat(60_000)],
    ["words and ids by the thousand", `tenant ${A} `.repeat(20_000)],
    ["a line of brackets", "invoice ((((".repeat(80_000)],
    ["numbers by the thousand", "invoice 1234-".repeat(80_000)],
  ])("%s is read in little time, and little is kept", (_name, text) => {
    const began = performance.now();
    const all = extractIds([{ source: "m", text }], rules);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(all.length).toBeLessThanOrEqual(200);
  });

  test("whatever is written, every id is in the text and of a known shape", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("tenant ", "subscription: ", "invoice ", A, B, "\n", "HTTP 500", "AADSTS50105"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const lower = text.toLowerCase();
        for (const { kind, value, line } of extractIds([{ source: "m", text }], rules)) {
          expect(lower).toContain(value.toLowerCase());
          expect(line).toBeLessThanOrEqual(text.split("\n").length);
          if (kind === "tenant") expect(value).toMatch(/^[0-9a-f-]{36}$/);
        }
      }),
    );
  });
});

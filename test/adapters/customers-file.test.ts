import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readCustomers } from "../../src/adapters/system/customers-file.ts";
import { describeProblem } from "../../src/policy/problem.ts";

const T1 = "5d7b7b4c-1111-4222-8333-444455556666";
const T2 = "5d7b7b4c-1111-4222-8333-444455557777";
const read = (text: string | Uint8Array, file = "list.csv") =>
  readCustomers(typeof text === "string" ? Buffer.from(text) : text, file, ["standard", "premium"]);
const said = (text: string | Uint8Array, file?: string) => read(text, file).problems.map(describeProblem);

const EXPORT = `Microsoft ID,Company name,Primary domain name,Relationship,Tags
${T1},Fabrikam GmbH,fabrikam.onmicrosoft.com,Cloud Reseller,
${T2},"Woodgrove, Lda",woodgrove.example,Cloud Reseller,"a, b"
${T1},Fabrikam GmbH,fabrikam.onmicrosoft.com,Indirect Reseller,
`;

test("Partner Center's export is taken as it is; who is direct and indirect partner has each customer twice", () => {
  const { entries, problems, ignored } = read(EXPORT);
  expect(problems).toEqual([]);
  expect(ignored).toEqual(["Relationship", "Tags"]);
  expect(entries).toMatchObject([
    { line: 2, name: "Fabrikam GmbH", tenantId: T1, domains: ["fabrikam.onmicrosoft.com"], plan: null },
    { line: 3, name: "Woodgrove, Lda", tenantId: T2, domains: ["woodgrove.example"] },
  ]);
});

describe("what spreadsheets write", () => {
  const plain = "Company;Domain;Plan\r\nPadaria São João;padaria.example;premium\r\n";
  test.each([
    ["UTF-8", Buffer.from(plain)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${plain}`)],
    ["UTF-16 LE with its mark", Buffer.from(`\ufeff${plain}`, "utf16le")],
    ["UTF-16 LE without", Buffer.from(plain, "utf16le")],
    ["UTF-16 BE with its mark", iconv.encode(`\ufeff${plain}`, "utf-16be")],
    ["Windows-1252", iconv.encode(plain, "windows-1252")],
    ["commas", Buffer.from(plain.replaceAll(";", ","))],
    ["tabs", Buffer.from(plain.replaceAll(";", "\t"))],
    ["old line ends", Buffer.from(plain.replaceAll("\r\n", "\n"))],
  ])("%s", (_name, bytes) => {
    const { entries, problems } = read(bytes);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      { line: 2, name: "Padaria São João", domains: ["padaria.example"], plan: "premium" },
    ]);
  });

  test("a line that names the separator, empty rows, and a value of two lines keep the count of lines", () => {
    const text =
      'sep=;\nName;Contacts\n\n"Fabrikam";"Rui <rui@fabrikam.example>;\neva@fabrikam.example"\n;\nX;y\n';
    const { entries, problems } = read(text);
    expect(entries).toMatchObject([{ line: 4, name: "Fabrikam" }]);
    expect(entries[0]!.contacts.map(({ address }) => address)).toEqual([
      "rui@fabrikam.example",
      "eva@fabrikam.example",
    ]);
    expect(problems).toMatchObject([{ line: 7, path: "contacts", read: '"y"' }]);
  });
});

describe("every bad row is named with its line, what was read and what was expected", () => {
  const head = "company name,tenant id,domain,plan,language,time zone\n";
  test.each([
    ["no name", ",,,,,", /list.csv:2:1 company name: read "", expected a name/, "x"],
    ["a tenant id that is none", "A,123,,,,", /2:1 tenant id: read "123", expected a GUID/, ""],
    ["a domain that is none", "A,,nodomain,,,", /domain: read "nodomain", expected a domain such as/, ""],
    ["a public suffix", "A,,co.uk,,,", /domain: read "co.uk"/, ""],
    ["an address as number", "A,,10.0.0.1,,,", /domain: read "10.0.0.1"/, ""],
    ["a free-mail domain", "A,,Gmail.com,,,", /domain: read "Gmail.com", expected .*anybody can have/, ""],
    ["a plan that is not there", "A,,,gold,,", /plan: read "gold", expected .*standard, premium/, ""],
    ["a language that is none", "A,,,,português!,", /language: read/, ""],
    ["a zone that is none", "A,,,,,Lisbon/Europe", /time zone: read/, ""],
    ["a field too many", "A,,,,,,,", /read 8 fields, expected 6/, ""],
    ["a tenant twice", `A,${T1},,,,\nB,${T1},,,,`, /:3:1 tenant id: .*line 2 has it already/, ""],
    ["a domain twice", "A,,a.example,,,\nB,,a.example,,,", /:3:1 domain: .*line 2 has it/, ""],
    ["a name twice and nothing else", "A,,,,,\na,,,standard,,", /:3:1 company name: .*line 2/, ""],
  ])("%s", (name, row, expected) => {
    const good = `\nGood,,good.example,,,\n`;
    const text = `${head}${name === "no name" ? ',"",x.example,,,' : row}${good}`;
    const { entries } = read(text);
    expect(said(text).join("\n")).toMatch(expected);
    expect(entries.map((entry) => entry.name)).toContain("Good");
  });

  test("two of the same name are two where tenants tell them apart", () => {
    expect(read(`${head}A,${T1},,,,\nA,${T2},,,,\n`).entries).toHaveLength(2);
  });

  test.each([
    ["an empty file", "", "an empty file"],
    ["no column for the name", "a,b\n1,2\n", '"a, b"'],
    ["a column twice", "name,company\nA,B\n", '"company"'],
    ["a quote that never ends", 'name\n"A\n', "cannot be read"],
    ["bytes", "name\n\0\0\0", "no text"],
  ])("a file that is none: %s", (_name, text, expected) => {
    expect(said(text).join("\n")).toContain(expected);
    expect(read(text).entries).toEqual([]);
  });
});

test("YAML, with lines", () => {
  const text = `customers:
  - name: Fabrikam
    domains: [fabrikam.example, fabrikam.test.example]
    contacts: [Rui <rui@fabrikam.example>]
  - name: Woodgrove
    plan: gold
  - just text
`;
  const { entries, problems } = read(text, "list.yaml");
  expect(entries).toMatchObject([{ line: 2, name: "Fabrikam", contacts: [{ name: "Rui" }] }]);
  expect(entries[0]!.domains).toHaveLength(2);
  expect(problems.map(({ line, path }) => [line, path])).toEqual([
    [5, "plan"],
    [7, ""],
  ]);
});

test("whatever the bytes are, it ends with entries or problems", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom("a.csv", "a.yaml"), (bytes, file) => {
      const { entries, problems } = read(bytes, file);
      for (const entry of entries) expect(entry.name).not.toBe("");
      for (const problem of problems) expect(problem.expected).not.toBe("");
    }),
  );
});

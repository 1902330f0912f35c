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

describe("R02 subscriptions, partner model and cloud", () => {
  const names = {
    services: ["azure", "microsoft365"],
    clouds: ["commercial", "us_government"],
    partners: ["distributor"],
  };
  const take = (text: string, file = "list.csv") => readCustomers(Buffer.from(text), file, null, names);
  const HEAD =
    "company name,domain,cloud,partner model,provider,model from,subscription,service,subscription id,publisher,commerce,bought,renewed,ends\n";
  const ROW =
    "Fabrikam,f.example,us_government,Indirect Reseller,distributor,2027-01-01,Production,azure,s-1,,NCE,2026-01-02,,2027-06-30\n";

  test("columns say them; days are whole days", () => {
    const { entries, problems } = take(HEAD + ROW);
    expect(problems).toEqual([]);
    expect(entries[0]).toMatchObject({
      tenancy: { cloud: "us_government" },
      model: { model: "indirect_reseller", provider: "distributor", validFrom: "2027-01-01" },
      subscriptions: [
        {
          ...{ service: "azure", name: "Production", reference: "s-1", publisher: null, commerce: "new" },
          ...{ boughtAt: Date.UTC(2026, 0, 2), renewedAt: null, endsAt: Date.UTC(2027, 6, 1) },
        },
      ],
    });
  });

  test("a customer with several subscriptions has a row for each; the same row twice is one", () => {
    const more = ROW.replace("Production", "Test").replace("s-1", "s-2");
    const { entries, problems } = take(HEAD + ROW + more + ROW);
    expect(problems).toEqual([]);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.subscriptions.map(({ reference }) => reference)).toEqual(["s-1", "s-2"]);
  });

  test("YAML has them in a list", () => {
    const text = `- name: Fabrikam
  cloud: commercial
  partner model: direct_bill
  subscriptions:
    - { name: Production, service: azure, subscription id: s-1, ends: 2027-06-30 }
    - name: Office
      service: microsoft365
`;
    const { entries, problems } = take(text, "list.yaml");
    expect(problems).toEqual([]);
    expect(entries[0]).toMatchObject({
      name: "Fabrikam",
      model: { model: "direct_bill", provider: null, validFrom: null },
      subscriptions: [{ reference: "s-1", endsAt: Date.UTC(2027, 6, 1) }, { name: "Office" }],
    });
  });

  test.each([
    [
      "a cloud the profile does not have",
      { cloud: "china" },
      /list.csv:2:1 cloud: read "china", expected .*commercial, us_government/,
    ],
    [
      "a model that is none",
      { "partner model": "csp" },
      /partner model: read "csp", expected direct_bill or indirect_reseller/,
    ],
    [
      "a provider that desk.yaml does not have",
      { "partner model": "indirect", provider: "x" },
      /provider: read "x", expected a partner of desk.yaml: distributor/,
    ],
    [
      "a provider of one who bills directly",
      { "partner model": "direct", provider: "distributor" },
      /provider: .*who bills directly has none/,
    ],
    [
      "a provider without a model",
      { provider: "distributor" },
      /partner model: read "", expected direct_bill/,
    ],
    [
      "a day of the model that is none",
      { "partner model": "direct", "model from": "2027-02-30" },
      /model from: read "2027-02-30", expected a day such as/,
    ],
    [
      "a subscription without a service",
      { subscription: "Production" },
      /service: read "", expected a service of the profile: azure, microsoft365/,
    ],
    ["a service that is none", { subscription: "P", service: "mail" }, /service: read "mail"/],
    [
      "an id without a name",
      { service: "azure", "subscription id": "s" },
      /subscription: read "", expected what it is called/,
    ],
    [
      "a publisher that is nobody",
      { subscription: "P", service: "azure", publisher: "x" },
      /publisher: read "x"/,
    ],
    [
      "a commerce that is none",
      { subscription: "P", service: "azure", commerce: "old style" },
      /commerce: read "old style", expected new or legacy/,
    ],
    [
      "an end that is no day",
      { subscription: "P", service: "azure", ends: "30/06/2027" },
      /ends: read "30\/06\/2027"/,
    ],
  ])("%s is named with its line, and the other rows are taken", (_name, cells, expected) => {
    const columns = HEAD.trim().split(",");
    const row = columns.map((name) =>
      name === "company name" ? "Bad" : ((cells as Record<string, string>)[name] ?? ""),
    );
    const { entries, problems } = take(`${HEAD}${row.join(",")}\n${ROW}`);
    expect(problems.map(describeProblem).join("\n")).toMatch(expected);
    expect(entries.map(({ name }) => name)).toEqual(["Fabrikam"]);
  });

  test.each([
    [
      "two things said of one id",
      "list.csv",
      HEAD + ROW + ROW.replace("Production", "Other"),
      /list.csv:2:1 subscription: read "s-1", expected each subscription of a customer once/,
    ],
    [
      "a list of words",
      "list.yaml",
      "- name: A\n  subscriptions: [Production]\n",
      /list.yaml:1:1: read "Production", expected subscriptions as a list of maps|subscriptions as a list of maps/,
    ],
    [
      "a bad one in a list",
      "list.yaml",
      "- name: A\n  subscriptions:\n    - { name: P, service: mail }\n",
      /subscriptions\[0\]\.service: read "mail"/,
    ],
    [
      "an empty one in a list",
      "list.yaml",
      "- name: A\n  subscriptions: [{}]\n",
      /subscriptions\[0\]\.subscription: read ""/,
    ],
  ])("%s is named, and nothing of it is taken", (_name, file, text, expected) => {
    const { entries, problems } = take(text, file);
    expect(problems.map(describeProblem).join("\n")).toMatch(expected);
    expect(entries).toEqual([]);
  });

  test("Partner Center's export says nothing of them, whatever its relationship column holds", () => {
    const { entries, problems, ignored } = take(EXPORT);
    expect(problems).toEqual([]);
    expect(ignored).toEqual(["Relationship", "Tags"]);
    expect(entries.map(({ model, subscriptions }) => [model, subscriptions])).toEqual([
      [null, []],
      [null, []],
    ]);
  });
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

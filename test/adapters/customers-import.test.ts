import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listCustomers } from "../../src/adapters/postgres/customers.ts";
import { importCustomers } from "../../src/adapters/postgres/customers-import.ts";
import { whoIs } from "../../src/adapters/postgres/people.ts";
import {
  audit,
  contacts,
  customerDomains,
  customers,
  partnerModels,
  subscriptions,
} from "../../src/adapters/postgres/schema.ts";
import { readCustomers } from "../../src/adapters/system/customers-file.ts";
import { describeProblem } from "../../src/policy/problem.ts";
import { instant } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const T1 = "5d7b7b4c-1111-4222-8333-444455556666";
const T2 = "5d7b7b4c-1111-4222-8333-444455557777";
const AT = instant("2026-12-03T10:00:00Z");
const HEAD = "company name,tenant id,primary domain,plan,contacts\n";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  return () => database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await database.sql`truncate customers, customer_domains, contacts, audit cascade`;
});

async function bring(rows: string, dryRun = false) {
  const { entries, problems } = readCustomers(Buffer.from(HEAD + rows), "list.csv", null);
  expect(problems).toEqual([]);
  const clock = { kind: "set", now: () => AT } as const;
  const done = await importCustomers(database.db, entries, {
    file: "list.csv",
    actor: "test",
    clock,
    dryRun,
  });
  return { kinds: done.rows.map(({ kind }) => kind), what: done.rows.map(({ what }) => what), ...done };
}

test("a customer comes in with a verified domain and contacts, and the same file again changes nothing", async () => {
  const row = `Fabrikam,${T1},fabrikam.example,premium,Rui <rui@else.example>\n`;
  expect((await bring(row)).kinds).toEqual(["new"]);
  expect((await whoIs(database.db, "Anybody@fabrikam.example")).customer).toMatchObject({ plan: "premium" });
  expect((await whoIs(database.db, "rui@else.example")).customer).toMatchObject({ name: "Fabrikam" });
  expect((await bring(row)).kinds).toEqual(["same"]);
  expect(await database.db.select().from(audit)).toHaveLength(1);
});

test("a trial tells what would change, and keeps nothing", async () => {
  expect((await bring(`Fabrikam,${T1},fabrikam.example,,\n`, true)).kinds).toEqual(["new"]);
  expect(await database.db.select().from(customers)).toEqual([]);
  expect(await database.db.select().from(customerDomains)).toEqual([]);
  expect(await database.db.select().from(audit)).toEqual([]);
});

test.each([
  [
    "the tenant id, whatever the name has become",
    `Fabrikam,${T1},,,`,
    `Fabrikam SE,${T1},,,`,
    [["name Fabrikam SE"]],
  ],
  [
    "the domain, and learns the tenant id",
    "Fabrikam,,fabrikam.example,,",
    `Fabrikam,${T1},fabrikam.example,,`,
    [[`tenant id ${T1}`]],
  ],
  [
    "the name, whatever its case",
    "Fabrikam,,,,",
    "FABRIKAM,,fabrikam.example,,",
    [["name FABRIKAM", "domain fabrikam.example"]],
  ],
  [
    "the name, if nobody has another tenant id",
    "Fabrikam,,,,",
    `Fabrikam,${T1},,premium,`,
    [[`tenant id ${T1}`, "plan premium"]],
  ],
])("a customer is found again by %s", async (_name, first, second, what) => {
  await bring(`${first}\n`);
  expect(await bring(`${second}\n`)).toMatchObject({ kinds: ["changed"], what });
  expect(await database.db.select().from(customers)).toHaveLength(1);
});

test("what a row leaves out is kept", async () => {
  await bring(`Fabrikam,${T1},fabrikam.example,premium,\n`);
  await bring(`Fabrikam,${T1},,,\n`);
  expect(await listCustomers(database.db)).toMatchObject([
    { plan: "premium", domains: ["fabrikam.example"] },
  ]);
});

test("another tenant of the same name is another customer", async () => {
  await bring(`Fabrikam,${T1},,,\n`);
  expect((await bring(`Fabrikam,${T2},,,\n`)).kinds).toEqual(["new"]);
  expect((await bring("Fabrikam,,,premium,\n")).problems.map(describeProblem)).toEqual([
    'list.csv:2:1 company name: read "Fabrikam", expected one customer of that name; add a tenant id or domain',
  ]);
});

test.each([
  [
    "a domain of somebody else",
    `Woodgrove,${T2},fabrikam.example,,`,
    /tenant id: .*the tenant id of Fabrikam, whose domain this is/,
  ],
  [
    "a contact of somebody else",
    "Woodgrove,,,,rui@fabrikam.example",
    /contacts: read "rui@fabrikam.example"/,
  ],
])("%s is named and nothing of the row is taken; the other rows are", async (_name, row, expected) => {
  await bring(`Fabrikam,${T1},fabrikam.example,,rui@fabrikam.example\n`);
  const { kinds, problems } = await bring(`${row}\nLitware,,litware.example,,\n`);
  expect(problems.map(describeProblem).join()).toMatch(expected);
  expect(kinds).toEqual(["new"]);
  expect((await listCustomers(database.db)).map(({ name }) => name)).toEqual(["Fabrikam", "Litware"]);
});

test("a contact that wrote before anybody knew whose it was is the customer's from then on", async () => {
  const known = { name: "Eva", address: "eva@gmail.com", customerId: null, language: null, createdAt: AT };
  await database.db.insert(contacts).values({ ...known, id: "018f0000-0000-7000-8000-000000000001" });
  await bring("Fabrikam,,,,eva@gmail.com\n");
  expect((await whoIs(database.db, "eva@gmail.com")).customer).toMatchObject({ name: "Fabrikam" });
  expect((await whoIs(database.db, "ben@gmail.com")).customer).toBeNull();
});

test.each([
  ["a name", "fabri"],
  ["a domain", "kam.exam"],
  ["a contact's address", "rui@"],
])("customers are found by a part of %s", async (_name, words) => {
  await bring(`Fabrikam,${T1},fabrikam.example,,rui@fabrikam.example\nWoodgrove,,,,\n`);
  expect((await listCustomers(database.db, words)).map(({ name }) => name)).toEqual(["Fabrikam"]);
});

describe("R02 subscriptions and partner model", () => {
  const CONTRACTS =
    "company name,partner model,provider,model from,subscription,service,subscription id,ends\n";
  async function take(rows: string, dryRun = false) {
    const { entries, problems } = readCustomers(Buffer.from(CONTRACTS + rows), "list.csv", null);
    expect(problems).toEqual([]);
    const clock = { kind: "set", now: () => AT } as const;
    const order = { file: "list.csv", actor: "test", clock, dryRun };
    return (await importCustomers(database.db, entries, order)).rows;
  }
  const ROW = "Fabrikam,indirect_reseller,distributor,,Production,azure,s-1,\n";
  const subs = () => database.db.select().from(subscriptions);
  const models = () => database.db.select().from(partnerModels);

  test("come in with their customer, and the same file again changes nothing", async () => {
    expect(await take(ROW)).toMatchObject([
      {
        kind: "new",
        what: [
          "subscription Production (azure)",
          "partner model indirect_reseller (distributor) from 2026-12-03",
        ],
      },
    ]);
    expect(await take(ROW)).toMatchObject([{ kind: "same", what: [] }]);
    expect(await subs()).toMatchObject([{ name: "Production", service: "azure", reference: "s-1" }]);
    expect(await models()).toHaveLength(1);
  });

  test("a trial tells both and keeps neither", async () => {
    expect((await take(ROW, true))[0]!.what).toHaveLength(2);
    expect([await subs(), await models()]).toEqual([[], []]);
  });

  test("what is other is said and brought up to date; what a row leaves out is kept", async () => {
    await take(ROW);
    const changed = await take("Fabrikam,,,,Production EU,azure,s-1,2027-06-30\n");
    expect(changed[0]!.what).toEqual([
      "subscription Production EU: name Production EU, ends before 2027-07-01",
    ]);
    await take("Fabrikam,,,,Production EU,azure,s-1,\n");
    expect((await subs())[0]!.endsAt).not.toBeNull();
    expect(await models()).toHaveLength(1);
  });

  test("an id that was not known is learnt by name and service", async () => {
    await take("Fabrikam,,,,Production,azure,,\n");
    expect((await take("Fabrikam,,,,production,azure,s-1,\n"))[0]!.what[0]).toContain("id s-1");
    expect(await subs()).toHaveLength(1);
  });

  test("another model from a later day holds beside the one before it", async () => {
    await take(ROW);
    expect((await take("Fabrikam,direct_bill,,2027-01-01,,,,\n"))[0]!.what).toEqual([
      "partner model direct_bill from 2027-01-01",
    ]);
    expect((await models()).map(({ model, validFrom }) => [model, validFrom]).toSorted()).toEqual([
      ["direct_bill", "2027-01-01"],
      ["indirect_reseller", "2026-12-03"],
    ]);
  });
});

test("a thousand rows come in and are found again", async () => {
  const rows = Array.from({ length: 1000 }, (_, n) => `Company ${n},,c${n}.example,,\n`).join("");
  expect((await bring(rows)).kinds.every((kind) => kind === "new")).toBe(true);
  expect((await bring(rows)).kinds.every((kind) => kind === "same")).toBe(true);
});

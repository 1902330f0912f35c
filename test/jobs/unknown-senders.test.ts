import { afterEach, describe, expect, test } from "vitest";
import { importCustomers } from "../../src/adapters/postgres/customers-import.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { readCustomers } from "../../src/adapters/system/customers-file.ts";
import type { KeptVersion } from "../../src/adapters/system/policy-files.ts";
import type { Json } from "../../src/values/json.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const DESK = "support@contoso.example";
const EVA = "eva@fabrikam.example";
const STRANGER = "someone@gmail.com";
type Rule = "default-plan" | "refuse" | "ask";

let desk: DeskInPostgres;
let n = 0;
afterEach(() => desk[Symbol.asyncDispose]());

/** A desk with one customer, Fabrikam by its domain, and this rule for everybody else. */
async function deskThat(unknownSender: Rule): Promise<void> {
  desk = await deskInPostgres();
  const { db } = desk.database;
  const [kept] = await db.select().from(rows.policyVersions);
  const version = kept!.document as unknown as KeptVersion;
  const { published } = version;
  const defaults = { ...published.desk.defaults, unknownSender };
  const changed = { ...version, published: { ...published, desk: { ...published.desk, defaults } } };
  await db.update(rows.policyVersions).set({ document: changed as unknown as Json });
  const { entries } = readCustomers(Buffer.from("name,domain\nFabrikam,fabrikam.example\n"), "a.csv", null);
  const clock = { kind: "set", now: desk.now } as const;
  await importCustomers(db, entries, { file: "a.csv", actor: "test", clock, dryRun: false });
}

function write(from: string, over: Readonly<Record<string, string>> = {}) {
  n += 1;
  const usual = { From: from, To: DESK, Subject: `Secret matter ${n}`, "Message-ID": `<${n}@x>` };
  return desk.receive(plainMail({ ...usual, ...over }, `Body of ${n}.`));
}
const automatic = () => desk.mails("acknowledgement");
const tickets = () => desk.database.db.$count(rows.tickets);

describe("who writes, by what desk.yaml says of unknown senders", () => {
  test.each([
    [
      "default-plan",
      STRANGER,
      "opened-ticket",
      1,
      /^We have received your message|Received/m,
      "a person opened a ticket",
    ],
    ["refuse", STRANGER, "suppressed", 0, /This address is for customers/, "an unknown sender is refused"],
    [
      "ask",
      STRANGER,
      "opened-ticket",
      1,
      /tell us which company/,
      "an unknown sender is asked for their company",
    ],
    ["refuse", EVA, "opened-ticket", 1, /#1001/, "a person opened a ticket"],
    ["ask", EVA, "opened-ticket", 1, /#1001/, "a person opened a ticket"],
  ] as const)("%s: a mail of %s ends as %s", async (rule, from, outcome, opened, words, because) => {
    await deskThat(rule);
    expect(await write(from)).toMatchObject({ outcome });
    expect(await tickets()).toBe(opened);
    const mails = await automatic();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ because, state: "ready", recipients: [{ address: from }] });
    if (rule !== "default-plan") expect(mails[0]!.text).toMatch(words);
    const shown = `${mails[0]!.subject}\n${mails[0]!.text}`;
    expect(shown).not.toContain("Secret matter");
    expect(shown).not.toContain("Body of");
  });

  test("a refusal names the published policy and another way in, is marked as automatic and says why in the ledger", async () => {
    await deskThat("refuse");
    await write(STRANGER, { "Message-ID": "<asked@x>" });
    const [mail] = await automatic();
    const bytes = Buffer.from(mail!.bytes).toString();
    expect(mail!.text).toContain("Whom we serve, and how, is written here: https://");
    expect(mail!.text).toContain("+351");
    expect(bytes).toMatch(/^Auto-Submitted: auto-replied/m);
    expect(bytes).toMatch(/^In-Reply-To: <asked@x>/m);
    expect(mail).toMatchObject({ ticketId: null, audience: "customer" });
    const [inbound] = await desk.database.db.select().from(rows.inboundMail);
    expect(inbound!.because).toBe("its sender belongs to no customer, and desk.yaml refuses unknown senders");
    expect(await desk.mails("notice")).toEqual([]);
  });

  test("refusals are budgeted like every automatic mail: over the hour's budget they stop", async () => {
    await deskThat("refuse");
    for (let mail = 0; mail < 6; mail++) await write(STRANGER);
    expect((await automatic()).map(({ state }) => state)).toEqual([
      ...["ready", "ready", "ready", "ready", "cancelled", "cancelled"],
    ]);
  });

  test.each([
    ["automatic mail", { "Auto-Submitted": "auto-replied" }],
    ["a mailing list's mail", { "List-Id": "<news.example>", Precedence: "list" }],
  ])("%s of a stranger is not answered", async (_name, fields) => {
    await deskThat("refuse");
    expect(await write(STRANGER, fields)).toMatchObject({ outcome: "suppressed" });
    expect(await automatic()).toEqual([]);
  });

  test("what an operator released opens a ticket", async () => {
    await deskThat("refuse");
    const id = await desk.store(plainMail({ From: STRANGER, To: DESK, "Message-ID": "<r@x>" }, "Help."));
    await desk.database.db.update(rows.inboundMail).set({ releasedBy: "test" });
    expect(await desk.process(id)).toMatchObject({ outcome: "opened-ticket" });
  });

  test("a stranger who is asked answers into the ticket", async () => {
    await deskThat("ask");
    await write(STRANGER);
    const [asked] = await automatic();
    const answer = { "In-Reply-To": asked!.msgId, Subject: `Re: ${asked!.subject}` };
    expect(await write(STRANGER, answer)).toMatchObject({ outcome: "added-to-ticket" });
    expect(await tickets()).toBe(1);
  });
});

test.each([
  ["Someone <someone@gmail.com>", "Customer: Someone"],
  ["someone@gmail.com", "Customer: someone@gmail.com"],
  ["Eva <eva@wingtip.example>", "Customer: wingtip.example"],
])("a notice says of a stranger, %s, what tells them apart", async (from, line) => {
  await deskThat("default-plan");
  await write(from);
  expect((await desk.mails("notice"))[0]!.text).toContain(line);
});

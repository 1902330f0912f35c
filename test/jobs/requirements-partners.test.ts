import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setModel } from "../../src/adapters/postgres/contracts.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { handoffDetail } from "../../src/escalation/handoff.ts";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import { DAY, HOUR, plus } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

const TENANT = "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60";
const OWN = "4c3f5da1-a06e-4f88-8d44-3e5f60718293";
const SUBSCRIPTION = "3b2e4c90-9f5d-4e77-9c33-2d4e5f607182";
const BY = { actor: "test", clock: { kind: "database" } } as const;

const partner = (kind: "outsourcer" | "support-reseller" | "provider" | "isv", address: string) => ({
  kind,
  address,
  senders: [],
  caseNumbers: [],
});
const CHANGE: Partial<DeskFile> = {
  partners: {
    distributor: partner("provider", "cases@distributor.example"),
    "night-desk": { ...partner("outsourcer", "noc@nightdesk.example"), response: "2h" },
    "night-reseller": partner("support-reseller", "noc@reseller.example"),
    publisher: partner("isv", "help@publisher.example"),
  },
  delivery: [{ kinds: ["technical"], services: ["azure"], to: "night-desk" }],
  upstream: {
    model: "direct_bill",
    provider: "distributor",
    resellerDirectFile: [],
    ownTenants: [OWN],
    supportContactSync: "off",
    ask: "agent",
    remindEvery: "4h",
    reminders: 3,
    tellCustomer: { handedOn: false, name: false, caseNumber: false },
  },
};

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
const customerId = newId();
beforeEach(async () => {
  desk = await deskInPostgres(undefined, undefined, undefined, CHANGE);
  day = dayByMail(desk);
  await db()
    .insert(rows.customers)
    .values({ id: customerId, name: "Fabrikam", tenantId: TENANT, access: "granted", createdAt: desk.now() });
  await db()
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId, verifiedAt: desk.now() });
});
afterEach(() => desk[Symbol.asyncDispose]());

const db = () => desk.database.db;
const last = async () => {
  const all = (await db().select().from(rows.escalations)).filter(({ kind }) => kind === "handoff");
  return all.length === 0 ? null : { ...all.at(-1)!, detail: handoffDetail.parse(all.at(-1)!.detail) };
};
const subscribe = (set: Partial<typeof rows.subscriptions.$inferInsert> = {}) =>
  db()
    .insert(rows.subscriptions)
    .values({
      id: newId(),
      customerId,
      service: "azure",
      name: "Production",
      reference: SUBSCRIPTION,
      ...set,
    });
const model = (set: Partial<typeof rows.partnerModels.$inferInsert>) =>
  db()
    .insert(rows.partnerModels)
    .values({ id: newId(), customerId, model: "indirect_reseller", validFrom: "2026-01-01", ...set });

const TECHNICAL = [
  "#diagnosis",
  "health check: 10:05 UTC, no incident for this service",
  "steps tried: restarted the connector -> same error",
  "finding: calls drop after 30 seconds in every client",
  "reason: defect",
  "impact: nobody in sales can call since this morning",
  "error: call failed with code 0x80070005",
  `role: contributor`,
  "#escalate",
].join("\n");
const COMMERCIAL = [
  "#kind commercial",
  "#diagnosis",
  "finding: the invoice counts ten licences too many",
  "invoice: E0400ABC12",
  "amount: 120 EUR",
  "period: November 2026",
  `subscription: ${SUBSCRIPTION}`,
  "impact: they will not pay before it is put right",
].join("\n");
const technical = (service: string) => `#kind technical\n#service ${service}\n${TECHNICAL}`;
const commercial = (service: string) => `#service ${service}\n${COMMERCIAL}\n#escalate`;
const asks = async (mail: string): Promise<string> => {
  await day.opens("Calls drop");
  await day.replies(ANA, mail);
  return day.lastWord(ANA);
};

describe("R02 how the partner stands to the vendor decides where the same ticket goes", () => {
  test("direct bill: the vendor's portal; R17 in the customer's context", async () => {
    await asks(technical("microsoft365"));
    const handoff = (await last())!;
    expect(handoff.detail.route).toMatchObject({ by: "portal", link: expect.stringContaining(TENANT) });
    expect(handoff.to).toBe("microsoft");
  });

  test("indirect reseller: the provider's mail address, with the packet", async () => {
    await model({});
    await asks(technical("microsoft365"));
    const handoff = (await last())!;
    expect(handoff).toMatchObject({ to: "distributor", vehicle: "indirect_provider" });
    expect(handoff.detail.route).toMatchObject({ by: "mail", address: "cases@distributor.example" });
    expect(handoff.detail.issuer.senders).toContain("distributor.example");
    expect(handoff.detail.packet.customer.tenantId).toBe(TENANT);
  });

  test("per subscription, which is more exact than the customer's; from its day on", async () => {
    const id = newId();
    await subscribe({ id, service: "microsoft365" });
    await model({});
    await model({ model: "direct_bill", subscriptionId: id, validFrom: "2026-12-03" });
    await model({ subscriptionId: id, validFrom: "2026-12-04" });
    await asks(technical("microsoft365"));
    expect((await last())!.to).toBe("microsoft");
    await db().update(rows.escalations).set({ state: "closed", endedAt: desk.now() });
    desk.pass(DAY);
    await day.replies(ANA, "#escalate");
    expect((await last())!.to).toBe("distributor");
  });

  test("open tickets keep the model they have, where somebody said so", async () => {
    await day.opens("Calls drop");
    const row = { customerId, subscriptionId: null, model: "indirect_reseller", provider: null } as const;
    const kept = { model: "direct_bill", provider: null } as const;
    expect(await setModel(db(), { ...row, validFrom: "2026-12-01" }, kept, BY)).toBe(1);
    await day.replies(ANA, technical("microsoft365"));
    expect((await last())!.to).toBe("microsoft");
    desk.pass(HOUR);
    await day.opens("Another");
    await day.replies(ANA, technical("microsoft365"), await day.noticeOf(ANA, 1002));
    expect((await last())!.to).toBe("distributor");
  });

  test("a provider that desk.yaml does not name is told, and nothing is handed over", async () => {
    await model({ provider: "somebody" });
    expect(await asks(technical("microsoft365"))).toContain("desk.yaml has no partner called somebody");
    expect(await last()).toBeNull();
  });
});

describe("R11 commercial issues", () => {
  test("of a direct-bill partner are never blocked for want of a plan", async () => {
    const word = await asks(commercial("azure"));
    expect(word).toContain("handed over to Commercial issue support");
    expect(word).not.toContain("no_entitlement");
    expect((await last())!.detail).toMatchObject({ expectedMs: 8 * HOUR });
  });
  test("of an indirect reseller go to the provider", async () => {
    await model({});
    await asks(commercial("microsoft365"));
    expect((await last())!.to).toBe("distributor");
  });
  test("without an invoice or order: asked for", async () => {
    const word = await asks(commercial("azure").replace("invoice: E0400ABC12\n", ""));
    expect(word).toContain(
      "To ask the customer: #escalate ask. A lead may pass over it: #override missing_order_or_invoice_id reason.",
    );
  });
});

describe("R03 delivered by somebody else", () => {
  test("goes to them by the rule, and R01 the ticket stays ours and its clocks run on", async () => {
    await subscribe();
    await day.opens("Calls drop");
    const before = await day.targets(1001, "resolution");
    await day.replies(ANA, technical("azure"));
    expect(await day.lastWord(ANA)).toContain("handed over to night-desk");
    expect(await day.lastWord(ANA)).toContain("expected response: 2 h of their hours, as agreed with them");
    const handoff = (await last())!;
    expect(handoff).toMatchObject({ to: "night-desk", vehicle: null });
    expect(handoff.detail).toMatchObject({
      expectedMs: 2 * HOUR,
      decision: { target: "outsourced_support" },
    });
    expect(await day.targets(1001, "resolution")).toEqual(before);
    expect(await day.ticket(1001)).toMatchObject({ status: "new", assigneeId: null });
  });

  test("another service stays in house", async () => {
    await asks(technical("microsoft365"));
    expect((await last())!.to).toBe("microsoft");
  });

  test("handed back, it goes on to the vendor", async () => {
    await subscribe();
    await asks(technical("azure"));
    await db()
      .update(rows.escalations)
      .set({ state: "handed-back", endedAt: desk.now() })
      .where(eq(rows.escalations.id, (await last())!.id));
    desk.pass(HOUR);
    await day.replies(ANA, "#escalate");
    const all = (await db().select().from(rows.escalations)).filter(({ kind }) => kind === "handoff");
    expect(all.map(({ to }) => to).toSorted()).toEqual(["microsoft", "night-desk"]);
  });
});

describe("R20 marketplace products", () => {
  beforeEach(() => subscribe({ service: "microsoft365", publisher: "publisher" }));
  test("technical: to the publisher", async () => {
    await asks(technical("microsoft365"));
    expect((await last())!.detail.route).toMatchObject({ by: "mail", address: "help@publisher.example" });
  });
  test("commercial: ours", async () => {
    const word = await asks(commercial("microsoft365"));
    expect(word).toContain(
      "it stays here: billing and subscription of a marketplace product are the partner's own",
    );
    expect(await last()).toBeNull();
  });
  test("the vendor's ways are refused, each with its reason", async () => {
    const word = await asks(technical("microsoft365").replace("#escalate", "#escalate csp_included"));
    expect(word).toContain("does not take it");
    expect(await last()).toBeNull();
  });
});

describe("R19 our own tenant", () => {
  beforeEach(() => db().update(rows.customers).set({ tenantId: OWN }));
  test("never goes by what the programme includes for customers", async () => {
    const word = await asks(technical("microsoft365"));
    expect(word).toContain("handed over to the partner's own admin centre");
    expect(word).toContain("a tenant of our own");
    const refused = await asks(technical("microsoft365").replace("#escalate", "#escalate csp_included"));
    expect(refused).not.toContain("CSP programme entitlement: ");
    expect((await last())!.vehicle).toBe("own_admin_centre");
  });
});

test("R14 the portal's link follows the cloud the tenant is in", async () => {
  await db().update(rows.customers).set({ cloud: "us_government" });
  await db()
    .update(rows.customers)
    .set({ accessUntil: plus(desk.now(), DAY) });
  await asks(technical("dynamics365").replace("reason:", "environment: PROD 24.1\nreason:"));
  // The service wants a plan; with one it is filed where this cloud is.
  await db().insert(rows.entitlements).values({
    id: newId(),
    vehicle: "advanced_support_for_partners",
    name: "Advanced",
    validFrom: "2026-01-01",
    createdAt: desk.now(),
  });
  await day.replies(ANA, "#escalate");
  const { route } = (await last())!.detail;
  expect(route).toMatchObject({ by: "portal", link: expect.stringContaining(".us/") });
});

describe("R24 who answers for a subscription's support is our own record", () => {
  const subscription = newId();
  const answers = (set: Partial<typeof rows.supportContacts.$inferInsert>) =>
    db()
      .insert(rows.supportContacts)
      .values({
        id: newId(),
        subscriptionId: subscription,
        validFrom: "2026-01-01",
        source: "own",
        createdAt: desk.now(),
        ...set,
      });

  test("a provider: its issues go there, and only those of its subscription; the packet says who answers", async () => {
    await subscribe({ id: subscription, service: "microsoft365" });
    await answers({ partner: "distributor" });
    await asks(technical("microsoft365"));
    const { to, detail } = (await last())!;
    expect(to).toBe("distributor");
    expect(detail.packet.fields).toContainEqual({
      id: "support_contact",
      label: "Support contact",
      value: "distributor, from 2026-01-01",
    });
  });

  test("a reseller of support: delivers it, before the rules for all; we stay the owner", async () => {
    await subscribe({ id: subscription, service: "azure" });
    await answers({ partner: "night-reseller" });
    await asks(technical("azure"));
    expect((await last())!.to).toBe("night-reseller");
    expect((await day.ticket(1001)).status).not.toBe("closed");
  });

  test("us: it goes as it would, and the packet says so", async () => {
    await subscribe({ id: subscription, service: "microsoft365" });
    await answers({ partner: null, validTo: "2026-12-31" });
    await asks(technical("microsoft365"));
    const { to, detail } = (await last())!;
    expect(to).toBe("microsoft");
    const said = detail.packet.fields.find(({ id }) => id === "support_contact");
    expect(said!.value).toMatch(/, from 2026-01-01 to 2026-12-31$/);
  });

  test("the model that is written down for the subscription is more exact than its support contact", async () => {
    await subscribe({ id: subscription, service: "microsoft365" });
    await answers({ partner: "distributor" });
    await model({ model: "direct_bill", subscriptionId: subscription });
    await asks(technical("microsoft365"));
    expect((await last())!.to).toBe("microsoft");
  });

  test.each([
    ["before its first day", { validFrom: "2026-12-04" }],
    ["after its last", { validTo: "2026-12-02" }],
    ["in new commerce, as a copy of the vendor's", { source: "vendor" as const }],
  ])("%s it is nobody's", async (_name, set) => {
    await subscribe({ id: subscription, service: "microsoft365", commerce: "new" });
    await answers({ partner: "distributor", ...set });
    await asks(technical("microsoft365"));
    const { to, detail } = (await last())!;
    expect(to).toBe("microsoft");
    expect(detail.packet.fields.some(({ id }) => id === "support_contact")).toBe(false);
  });
});

test("R25 severity A in another language outside their hours: English is asked for", async () => {
  await db().update(rows.customers).set({ language: "pt-PT" });
  expect(await asks(`#severity A\n${technical("microsoft365")}`)).toContain("write to them in English");
});

test("R05 R06 the customer is told nothing of the vendor by the desk's own word", async () => {
  await asks(technical("microsoft365"));
  const mails = await day.toCustomers();
  for (const { text } of mails) expect(text).not.toMatch(/microsoft|csp/i);
});

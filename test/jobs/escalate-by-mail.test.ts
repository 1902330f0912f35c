import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { handoffDetail } from "../../src/escalation/handoff.ts";
import { DAY, HOUR, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

const TENANT = "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60";
const OTHER = "2a1d3b8f-8e4c-4d66-8b22-1c3d4e5f6071";
const SUBSCRIPTION = "3b2e4c90-9f5d-4e77-9c33-2d4e5f607182";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
let customerId: string;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  customerId = newId();
  await desk.database.db.insert(rows.customers).values({
    id: customerId,
    name: "Fabrikam",
    tenantId: TENANT,
    access: "granted",
    accessUntil: plus(desk.now(), 90 * DAY),
    createdAt: desk.now(),
  });
  await desk.database.db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId, verifiedAt: desk.now() });
});
afterEach(() => desk[Symbol.asyncDispose]());

const db = () => desk.database.db;
const handoffs = async () =>
  (await db().select().from(rows.escalations)).filter(({ kind }) => kind === "handoff");
const events = async (type: string) =>
  (await db().select().from(rows.events)).filter((one) => one.type === type);
const diagnosis = async () => (await db().select().from(rows.diagnoses))[0];
const debits = () => db().select().from(rows.debits);
const entitle = (set: Partial<typeof rows.entitlements.$inferInsert> = {}) =>
  db()
    .insert(rows.entitlements)
    .values({
      id: newId(),
      vehicle: "advanced_support_for_partners",
      name: "Advanced",
      validFrom: "2026-01-01",
      createdAt: desk.now(),
      ...set,
    });

const WHOLE = [
  "#diagnosis",
  "health check: 10:05 UTC, no incident for this service",
  "reproduction: call any number from the web client",
  "steps tried: restarted the connector -> same error",
  "  new profile -> same error",
  "finding: calls drop after 30 seconds in every client",
  "reason: defect",
  "impact: nobody in sales can call since this morning",
  "error: call failed with code 0x80070005",
].join("\n");
const SORTED = "#kind technical\n#service microsoft365";

describe("#diagnosis", () => {
  test("R08 is kept field by field, and a later mail adds to it", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}`);
    expect((await diagnosis())!.fields).toMatchObject({
      steps: "restarted the connector -> same error\nnew profile -> same error",
      reason: "defect",
    });
    expect(await day.lastWord(ANA)).toContain("nothing is missing for #escalate");
    await day.replies(ANA, "#diagnosis\nimpact: -\nreason: outage");
    const { fields } = (await diagnosis())!;
    expect(fields).toMatchObject({ reason: "outage" });
    expect(fields).not.toHaveProperty("impact");
    expect(await day.lastWord(ANA)).toContain("[missing_impact_statement]");
    expect(await day.toCustomers()).toHaveLength(1);
  });

  test.each([
    ["an unknown field, with the nearest", "#diagnosis\nimpct: all", 'did you mean "impact"'],
    ["text that is no field", "#diagnosis\nimpact: all of sales\n\nDear Carla,", "stands above #diagnosis"],
    ["nothing", "#diagnosis", "the fields are health check"],
  ])("%s stops the whole mail", async (_name, mail, why) => {
    await day.opens("Calls drop");
    await day.replies(ANA, mail);
    expect(await day.lastWord(ANA)).toContain(why);
    expect(await diagnosis()).toBeUndefined();
    expect(await day.toCustomers()).toHaveLength(1);
  });

  test("beside an answer both happen, and nothing of the form reaches the customer", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, `We look into it.\n\n${SORTED}\n${WHOLE}`);
    expect(await diagnosis()).toBeDefined();
    const answer = (await desk.mails("answer"))[0]!;
    expect(answer.text).toBe("We look into it.");
  });

  test("R08 tried everything does not pass", async () => {
    await day.opens("Calls drop");
    await day.replies(
      ANA,
      `${SORTED}\n${WHOLE.replace("restarted the connector -> same error\n  new profile -> same error", "tried everything")}`,
    );
    const word = await day.lastWord(ANA);
    expect(word).toContain('steps tried: read "tried everything", expected a step a line');
    expect(word).toContain("[missing_diagnosis]");
  });
});

describe("#escalate", () => {
  test("before anybody said what it is: asked for it", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, "#escalate");
    expect(await day.lastWord(ANA)).toContain("first say what it is: #kind technical or commercial");
  });

  test("R10 every block at once, who clears each, what else can be done, and the form with what is known", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n#escalate`);
    const word = await day.lastWord(ANA);
    expect(word).toContain("not escalated; it would go to Advanced Support for Partners");
    for (const code of [
      "missing_diagnosis",
      "service_health_not_checked",
      "missing_reason",
      "missing_impact_statement",
      "missing_error_evidence",
    ])
      expect(word).toContain(`[${code}]`);
    expect(word).toContain(
      "not yet: Who cannot work because of it, and what it costs them, is not known. To ask the customer: #escalate ask.",
    );
    expect(word).toContain(
      "A lead may pass over it: #override missing_diagnosis reason. [missing_diagnosis]",
    );
    expect(word).toContain("not by Premier Support for Partners: the partner does not hold it");
    expect(word).toContain("other rules and ways do not fit");
    expect(word).not.toMatch(/why not:|premier_support_for_partners|the kind is technical/);
    expect(word).toContain("or: use an outsourcer".replace("use", "hand it to"));
    expect(word).toContain(`tenant: ${TENANT}`);
    expect(word).toContain("#diagnosis\nhealth check:");
    expect(word).toContain("Look at service health and the message centre");
    expect(word).toContain("%23escalate%20ask");
    expect((await events("escalation_blocked"))[0]!.data).toMatchObject({ row: "13-16 (14)" });
    expect(await handoffs()).toEqual([]);
  });

  test("with all there: one handoff with its packet, the profile it was decided by, and a receipt", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate`);
    const [handoff] = await handoffs();
    expect(handoff).toMatchObject({
      state: "ready",
      vehicle: "advanced_support_for_partners",
      profile: "current",
    });
    expect(handoff!.profileHash).toMatch(/^[0-9a-f]{64}$/);
    const detail = handoffDetail.parse(handoff!.detail);
    expect(detail.packet).toMatchObject({
      number: 1001,
      customer: { name: "Fabrikam", tenantId: TENANT, cloud: "commercial" },
      contact: { address: "support@contoso.example" },
    });
    expect(detail.packet.fields.map(({ id }) => id)).toEqual([
      "plan",
      "health",
      "reproduction",
      "steps",
      "finding",
      "reason",
      "impact",
      "error",
    ]);
    expect(JSON.stringify(detail)).not.toContain("carla@");
    expect(JSON.stringify(detail)).not.toContain(ANA);
    expect(detail).toMatchObject({
      route: { by: "portal" },
      expectedMs: 4 * HOUR,
      entitlementId: expect.any(String),
    });
    expect((await events("handed_over"))[0]!.data).toEqual({
      escalation: handoff!.id,
      vehicle: "advanced_support_for_partners",
      target: "microsoft",
    });
    expect(await day.lastWord(ANA)).toContain("handed over to Advanced Support for Partners");
    expect(await day.toCustomers()).toHaveLength(1);
    const ticket = await day.ticket(1001);
    expect(ticket).toMatchObject({ status: "new", assigneeId: null });
    await day.replies(ANA, "#escalate");
    expect(await day.lastWord(ANA)).toContain("it is with Microsoft already");
    expect(await handoffs()).toHaveLength(1);
  });

  test("R12 R10 a unit is taken once; the last one, then none", async () => {
    const tenants = `#diagnosis\ntenant: ${TENANT}\nenvironment: PROD 24.1\n${WHOLE.slice("#diagnosis\n".length)}`;
    await entitle({ vehicle: "partner_cloud_support", name: "Cloud units", units: 1 });
    const asked = `#kind technical\n#service dynamics365\n${tenants}\n#escalate`;
    await day.opens("Posting fails");
    await day.replies(ANA, asked);
    // The service wants a higher plan than units give.
    expect(await day.lastWord(ANA)).toContain("plan_below_minimum_for_service");
    expect(await debits()).toEqual([]);
  });

  test("R12 expired, exhausted and not covering are three reasons", async () => {
    const reasonOf = async (set: Partial<typeof rows.entitlements.$inferInsert>): Promise<string> => {
      await db().update(rows.entitlements).set({ removedAt: desk.now() });
      await entitle(set);
      await day.replies(ANA, "#escalate");
      return day.lastWord(ANA);
    };
    await db().update(rows.customers).set({ tenantId: null });
    await day.opens("Machine does not start");
    await day.replies(ANA, "#kind technical\n#service azure\n#diagnosis\nproduct class: on-premises");
    const units = { vehicle: "partner_on_premises_support", name: "Units" };
    expect(await reasonOf({ ...units, units: 5, validTo: "2026-11-30" })).toContain("[entitlement_expired]");
    expect(await reasonOf({ ...units, units: 0 })).toContain("[entitlement_exhausted]");
    expect(await reasonOf({ ...units, units: 5, services: ["microsoft365"] })).toContain(
      "[vehicle_does_not_cover_product]",
    );
    expect(await reasonOf({ ...units, units: 1 })).toContain("it would go to Partner On-premises Support");
  });

  test("R12 the last unit is taken by one ticket, and the next is told", async () => {
    await entitle({ vehicle: "partner_on_premises_support", name: "Units", units: 1 });
    const whole = `#kind technical\n#service azure\n#diagnosis\nproduct class: on-premises\nsubscription: ${SUBSCRIPTION}\nrole: Support Request Contributor\n${WHOLE.slice("#diagnosis\n".length)}\n#escalate`;
    await day.opens("Machine one");
    await day.replies(ANA, whole);
    expect(await day.lastWord(ANA)).toContain("takes 1 unit of Units; 0 left");
    expect(await debits()).toMatchObject([{ units: 1, refundedAt: null }]);
    desk.pass(MINUTE);
    await day.opens("Machine two");
    await day.replies(ANA, whole, await day.noticeOf(ANA, 1002));
    expect(await day.lastWord(ANA)).toContain("[entitlement_exhausted]");
    expect(await debits()).toHaveLength(1);
  });

  test.each([
    ["by its id", "#escalate csp_included", "handed over to CSP programme entitlement"],
    [
      "by its name of the day",
      "#escalate CSP programme entitlement",
      "handed over to CSP programme entitlement",
    ],
    ["by an alias", "#escalate ASfP", "handed over to Advanced Support for Partners"],
    ["a name of former days", "#escalate Signature Cloud Support", "it is called Partner Cloud Support"],
    ["one that is not held", "#escalate Premier", "does not take it: the partner does not hold it"],
    ["one that nobody knows", "#escalate carrier pigeon", 'there is no way called "carrier pigeon"'],
  ])("a way that is named, %s", async (_name, command, expected) => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n${command}`);
    expect(await day.lastWord(ANA)).toContain(expected);
    expect(await handoffs()).toHaveLength(expected.startsWith("handed") ? 1 : 0);
  });

  test("R09 within the boundary it stays here until somebody says why we cannot; both are on record", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\ntopic: how-to\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("it stays here: it is within the baseline boundary");
    expect(await events("escalation_refused")).toHaveLength(1);
    expect(await handoffs()).toEqual([]);
    await day.replies(ANA, "#unable no");
    expect(await day.lastWord(ANA)).toContain("#unable takes the reason");
    await day.replies(ANA, "#unable only the vendor sees these logs\n#escalate");
    expect(await day.lastWord(ANA)).toContain("handed over to");
    expect((await diagnosis())!.unable).toBe("only the vendor sees these logs");
    expect(await events("unable")).toHaveLength(1);
  });

  test("a published incident is linked, and nothing is filed", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n#diagnosis\nincident: TM123456\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("part of the published incident TM123456");
    expect(await handoffs()).toEqual([]);
    expect((await events("incident_linked"))[0]!.data).toEqual({ incident: "TM123456" });
  });

  test("R23 a notice of the vendor's that a customer forwards is known by its number: linked, found again, and no new fault", async () => {
    const notice =
      "Our provider wrote this, is it why?\n\nIncident MO1234567: users may be unable to sign in. Status: investigating.";
    for (const subject of ["Fw: MO1234567 Service degradation", "MO1234567 again?"]) {
      await day.opens(subject, CARLA);
      const acknowledged = (await desk.mails("acknowledgement")).at(-1)!;
      await day.writesBack(acknowledged, notice);
    }
    await day.replies(
      ANA,
      "#kind technical\n#service microsoft365\n#escalate",
      await day.noticeOf(ANA, 1001),
    );
    const word = await day.lastWord(ANA);
    expect(word).toContain("published incident");
    expect(word).toContain("MO1234567");
    expect(await handoffs()).toEqual([]);
    await day.replies(ANA, "#find MO1234567", await day.noticeOf(ANA, 1001));
    expect(await day.lastWord(ANA)).toMatch(/#1002[\s\S]*#1001|#1001[\s\S]*#1002/);
  });

  test("what differs from the record is told, and the record is used; R17 our own tenant is told", async () => {
    await entitle();
    await day.opens("Calls drop");
    const notice = (await desk.mails("acknowledgement"))[0]!;
    await day.writesBack(notice, `Our tenant id is ${OTHER} and our correlation id ${SUBSCRIPTION}.`);
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain(`tenant: ${OTHER} is not the one on record; ${TENANT} is used`);
    const detail = handoffDetail.parse((await handoffs())[0]!.detail);
    expect(detail.packet.customer.tenantId).toBe(TENANT);
    expect(detail.packet.fields.find(({ id }) => id === "correlation")!.value).toBe(SUBSCRIPTION);
  });

  test("two candidates are asked about, never guessed", async () => {
    await db().update(rows.customers).set({ tenantId: null });
    await day.opens("Calls drop");
    const notice = (await desk.mails("acknowledgement"))[0]!;
    await day.writesBack(notice, `tenant ${TENANT}\ntenant ${OTHER}\nand ${SUBSCRIPTION}`);
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate`);
    const word = await day.lastWord(ANA);
    expect(word).toContain(`tenant: which one? ${TENANT} (their mail of`);
    expect(word).toContain(`an id that nobody named: ${SUBSCRIPTION}`);
    expect(word).toContain("[missing_tenant_id]");
  });

  test("personal data is shown before it leaves, and leaves once somebody has looked", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\nimpact: eva@fabrikam.example cannot call\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("[personal_data_not_reviewed]");
    expect(await day.lastWord(ANA)).toContain("personal data would leave: address eva@fabrikam.example");
    await day.replies(ANA, "#diagnosis\nreviewed: yes");
    await day.replies(ANA, "#diagnosis\nerror: ben@fabrikam.example gets AADSTS50105\n#escalate");
    expect(await day.lastWord(ANA)).toContain("[personal_data_not_reviewed]");
    await day.replies(ANA, "#diagnosis\nreviewed: yes");
    // Nothing new about anybody: that it was looked through is kept.
    await day.replies(ANA, "#diagnosis\nbegan: 2026-12-03 08:40 UTC\nreviewed:\n#escalate");
    expect(await day.lastWord(ANA)).toContain("handed over to");
    expect(await day.lastWord(ANA)).not.toContain("Escalate: mailto");
  });

  test("R18 the customer's address is no contact of ours", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\ncontact: Carla <${CARLA}>\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("[customer_contact_in_contact_field]");
    expect(await handoffs()).toEqual([]);
  });

  test("a price that was offered and not accepted blocks", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, "#price 120 EUR for two hours");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain(
      "To ask the customer: #escalate ask. A lead may pass over it: #override price_not_accepted reason.",
    );
  });

  test.each([
    ["a second time, it stops all of the mail", "#escalate\n#escalate", "#handback takes it back", 0],
    ["below #resolve, the ticket is done", "#resolve\n#escalate", "#reopen first", 0],
    ["below #price, nobody has accepted yet", "#price 120 EUR for it\n#escalate", "price_not_accepted", 0],
    ["above #merge, it goes on in the ticket that stays", "#escalate\n#merge 1002", "merged into #1002", 1],
  ])("in one mail %s", async (_name, commands, said, handed) => {
    await entitle();
    const { number } = await day.opens("Calls drop");
    await day.opens("Calls drop again");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n${commands}`, await day.noticeOf(ANA, number));
    expect(await day.lastWord(ANA)).toContain(said);
    expect(await handoffs()).toHaveLength(handed);
  });

  test("two issues are two tickets", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\nissues: 2\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("[more_than_one_issue]");
  });

  test.each([
    ["nobody wrote it down", { access: null, accessUntil: null }, "no_delegated_admin"],
    ["there is none", { access: "none" as const, accessUntil: null }, "no_delegated_admin"],
    [
      "it ended",
      { access: "granted" as const, accessUntil: plus(Date.UTC(2026, 10, 1) as never, 0) },
      "gdap_expired",
    ],
  ])("our access to the tenant, where %s", async (_name, set, code) => {
    await entitle();
    await db().update(rows.customers).set(set);
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain(`[${code}]`);
  });

  test("a ticket that is done is not escalated", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n#resolve`);
    await day.replies(ANA, "#escalate");
    expect(await day.lastWord(ANA)).toContain("#reopen first");
  });
});

describe("#escalate ask", () => {
  test("one mail asks for all that only the customer knows; the time to solve waits, the answer stays owed", async () => {
    await db().update(rows.customers).set({ tenantId: null });
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n#escalate ask`);
    const mails = await day.toCustomers();
    const asked = mails.at(-1)!;
    expect(mails).toHaveLength(2);
    expect(asked.text).toContain("The tenant id of your organization");
    expect(asked.text).toContain("What it keeps you from doing");
    expect(asked.text).toContain("The text of the error");
    expect(Buffer.from(asked.bytes).toString()).toContain("Auto-Submitted: auto-generated");
    expect(await day.ticket(1001)).toMatchObject({ status: "waiting" });
    expect((await day.targets(1001, "resolution"))[0]!.state).toBe("paused");
    expect((await day.targets(1001, "first-response"))[0]!.state).toBe("running");
    expect(await day.lastWord(ANA)).toContain("the customer is asked for tenant id, impact, error evidence");
  });

  test("not again within a day; after it, yes", async () => {
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n#escalate ask`);
    desk.pass(HOUR);
    await day.replies(ANA, "#escalate ask");
    expect(await day.lastWord(ANA)).toContain("was asked for all of it within a day");
    expect(await day.toCustomers()).toHaveLength(2);
    desk.pass(DAY);
    await day.replies(ANA, "#escalate ask");
    expect(await day.toCustomers()).toHaveLength(3);
  });

  test("the customer's answer fills the form in", async () => {
    await db().update(rows.customers).set({ tenantId: null });
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n#escalate ask`);
    await desk.send();
    desk.pass(MINUTE);
    await day.writesBack(
      (await day.toCustomers()).at(-1)!,
      `Tenant ID: ${TENANT}\nThe error is AADSTS50105.`,
    );
    await day.replies(ANA, `${WHOLE.replace(/\nerror:.*/, "")}\n#escalate`);
    expect(await day.lastWord(ANA)).toContain("handed over to");
    const { packet } = handoffDetail.parse((await handoffs())[0]!.detail);
    expect(packet.customer.tenantId).toBe(TENANT);
    expect(packet.fields.find(({ id }) => id === "error")!.value).toBe("AADSTS50105");
  });

  test("in the customer's language", async () => {
    await db().update(rows.customers).set({ language: "pt-PT", tenantId: null });
    await day.opens("Chamadas caem");
    await day.replies(ANA, `${SORTED}\n#escalar perguntar`);
    expect((await day.toCustomers()).at(-1)!.text).toContain(
      "O ID do inquilino (tenant) da vossa organização",
    );
  });

  test("nothing to ask", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate ask`);
    // Nothing blocks, so that it leaves.
    expect(await day.lastWord(ANA)).toContain("handed over to");
  });
});

describe("#override", () => {
  test.each([
    [
      "an agent may not pass over the diagnosis",
      ANA,
      "B",
      "#override missing_diagnosis whole site is down",
      "it takes a lead",
    ],
    [
      "a lead may",
      BEN,
      "B",
      "#override missing_diagnosis whole site is down",
      "missing_diagnosis is passed over",
    ],
    [
      "with severity A an agent may",
      ANA,
      "A",
      "#override missing_diagnosis whole site is down",
      "missing_diagnosis is passed over",
    ],
    [
      "with severity A not over other things",
      ANA,
      "A",
      "#override missing_impact_statement whole site is down",
      "it takes a lead",
    ],
    [
      "nobody over the tenant, not even with A",
      BEN,
      "A",
      "#override missing_tenant_id whole site is down",
      "nobody may pass over it",
    ],
    ["not without a reason", BEN, "B", "#override missing_diagnosis", "takes the reason"],
    [
      "not what does not block",
      BEN,
      "B",
      "#override price_not_accepted whole site is down",
      "what blocks is",
    ],
    ["not what does not exist", BEN, "B", "#override everything whole site is down", "what blocks is"],
  ])("%s", async (_name, who, severity, command, expected) => {
    await db().update(rows.customers).set({ tenantId: null });
    await entitle();
    await day.opens("Calls drop");
    await day.replies(ANA, `#severity ${severity}\n${SORTED}`);
    await day.replies(who, command);
    expect(await day.lastWord(who)).toContain(expected);
    const audited = (await db().select().from(rows.audit)).filter(
      ({ action }) => action === "block-overridden",
    );
    expect(audited).toHaveLength(expected.includes("is passed over") ? 1 : 0);
    expect(await events("block_overridden")).toHaveLength(expected.includes("is passed over") ? 1 : 0);
  });

  test("what was passed over blocks no more, and stays on record with role and reason", async () => {
    await entitle();
    await day.opens("Calls drop");
    await day.replies(BEN, `${SORTED}\n${WHOLE.replace(/\nsteps tried:.*\n.*/, "")}\n#escalate`);
    expect(await day.lastWord(BEN)).toContain("[missing_diagnosis]");
    await day.replies(BEN, "#override missing_diagnosis the site is down and we saw enough\n#escalate");
    expect(await day.lastWord(BEN)).toContain("handed over to");
    expect((await diagnosis())!.overrides).toMatchObject([
      { code: "missing_diagnosis", role: "lead", reason: "the site is down and we saw enough" },
    ]);
  });
});

test("the notice shows what to mind for its kind and service", async () => {
  await day.opens("Calls drop");
  await day.replies(ANA, SORTED);
  await day.writesBack((await desk.mails("acknowledgement"))[0]!, "Hello?");
  const notice = (await day.noticesTo(ANA)).findLast(({ purpose }) => purpose === "notice")!;
  expect(notice.text).toContain("Look at service health and the message centre");
});

test("nothing of a ledger's secrets is in an event, and no content is", async () => {
  await entitle();
  await day.opens("Calls drop");
  await day.replies(ANA, `${SORTED}\n${WHOLE}\n#escalate`);
  const data = JSON.stringify((await db().select().from(rows.events)).map((one) => one.data));
  for (const word of ["connector", "sales", TENANT, "Fabrikam"]) expect(data).not.toContain(word);
  const found = await db().select().from(rows.tickets).where(eq(rows.tickets.number, 1001));
  expect(found).toHaveLength(1);
});

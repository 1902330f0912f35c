import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProfiles } from "../../src/adapters/cli/escalation-decide.ts";
import { caseNumbersIn, isCaseNumber, numberLike } from "../../src/escalation/case-number.ts";
import { isSender, issuerOfVendor } from "../../src/escalation/issuer.ts";
import { portalRoute } from "../../src/escalation/portal.ts";

const shapes = { accepted: ["ND-######", "################"], learnt: ["ND-######", "################"] };

test.each([
  ["in a subject with brackets", "Re: [#1001] Calls drop [ND-123456]", ["ND-123456"]],
  ["in small letters", "your case nd-123456.", ["ND-123456"]],
  ["behind a sign of its own", "TrackingID#2612010050001234", ["2612010050001234"]],
  ["at the end of a sentence", "It is 2612010050001234.", ["2612010050001234"]],
  ["each once", "ND-123456 and ND-123456", ["ND-123456"]],
  ["not the middle of a longer one", "26120100500012345 XND-123456 ND-1234567", []],
  ["not a part of a resource id", "1f2e3d4c-2612-0100-5000-123412341234", []],
  ["not a telephone number", "+351 21 000 0000", []],
  ["at most three", "ND-000001 ND-000002 ND-000003 ND-000004", ["ND-000001", "ND-000002", "ND-000003"]],
])("case numbers %s", (_name, text, expected) => {
  expect(caseNumbersIn(text, shapes)).toEqual(expected);
});

test.each([
  ["as they wrote it", "2612010050001234", true],
  ["with blanks", " 2612 0100 5000 1234 ", true],
  ["one digit short", "261201005000123", false],
  ["letters where digits belong", "ND-12E456", false],
  ["signs that could be a pattern are only themselves", "ND.123456", false],
])("a reported number %s", (_name, text, expected) => {
  expect(isCaseNumber(text, shapes)).toBe(expected);
});

test("without shapes a reported number needs a digit and is short; nothing is learnt", () => {
  const none = { accepted: [], learnt: [] };
  expect(["A-17", "case", "x".repeat(60), "1"].map((text) => isCaseNumber(text, none))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(caseNumbersIn("ND-123456", none)).toEqual([]);
});

test("whatever a text holds, what is learnt has a shape and can be found again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (noise) => {
      const text = `${noise} ND-654321 ${noise}`;
      for (const number of caseNumbersIn(text, shapes)) {
        expect(isCaseNumber(number, shapes)).toBe(true);
        expect(numberLike(number)).toEqual([number]);
      }
    }),
  );
});

test("a text of a megabyte of digits is read in no time", () => {
  const from = performance.now();
  caseNumbersIn("1".repeat(1_000_000), shapes);
  numberLike("1-".repeat(500_000));
  expect(performance.now() - from).toBeLessThan(500);
});

test.each([
  ["the domain itself", "noc@nightdesk.example", true],
  ["below the domain", "noc@mail.nightdesk.example", true],
  ["another domain with the same end", "noc@evilnightdesk.example", false],
  ["the domain in front of another", "noc@nightdesk.example.evil.example", false],
  ["a whole address in capitals", "Jo@Gmail.com", true],
  ["somebody else where anybody can have an address", "eve@gmail.com", false],
  ["no address", "nightdesk.example", false],
])("a sender: %s", (_name, address, expected) => {
  expect(isSender(address, ["nightdesk.example", "jo@gmail.com"])).toBe(expected);
});

describe.each([...readProfiles("profiles")!])("the portal of %s", (_id, profile) => {
  const packet = (service: string, cloud: string, tenantId: string | null) => ({
    service,
    customer: { name: "Fabrikam", tenantId, cloud, subscriptionId: null },
  });
  const tenant = "0f7c1ad2-0000-4000-8000-000000000000";

  test("R17 opens in the customer's context: the link holds their tenant, for every service and cloud", () => {
    for (const { id: service } of profile.services) {
      for (const { id: cloud } of profile.cloud_instances) {
        expect(portalRoute(profile, packet(service, cloud, tenant)).link).toContain(tenant);
      }
    }
  });

  test("R14 the link follows the customer's cloud", () => {
    const links = ["commercial", "us_government", "china_21vianet"].map(
      (cloud) => new URL(portalRoute(profile, packet("azure", cloud, tenant)).link).host,
    );
    expect(new Set(links).size).toBe(3);
  });

  test("a tenant that is none stays within its place", () => {
    const { link } = portalRoute(profile, packet("azure", "commercial", "x/../../@evil.example?a=#"));
    expect(new URL(link).host).toBe("portal.azure.com");
    expect(link).toContain("x%2F..%2F..%2F%40evil.example%3Fa%3D%23");
  });

  test("without a tenant the link is the one that needs none", () => {
    expect(portalRoute(profile, packet("azure", "commercial", null)).link).toBe(profile.vendor.home);
  });

  test("R17 R18 the checklist warns of the own tenant and of the customer's contact", () => {
    const list = portalRoute(profile, packet("azure", "commercial", tenant)).checklist.join("\n");
    expect(list).toMatch(/own tenant/);
    expect(list).toMatch(/contact, never the customer's/);
  });

  test("its numbers are accepted, and only what nothing else looks like is learnt", () => {
    const { caseNumbers } = issuerOfVendor(profile);
    expect(isCaseNumber("2612010050001234", caseNumbers)).toBe(true);
    expect(isCaseNumber("1-1234567890123", caseNumbers)).toBe(true);
    expect(caseNumbersIn("call 1234567890 about 2612010050001234", caseNumbers)).toEqual([
      "2612010050001234",
    ]);
  });
});

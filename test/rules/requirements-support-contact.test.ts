import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SupportContact } from "../../src/escalation/records.ts";
import { contactOn, mayRecord } from "../../src/escalation/support-contact.ts";
import { loadDesk } from "../../src/policy/load.ts";

const contact = (set: Partial<SupportContact>): SupportContact => ({
  subscriptionId: "s",
  partner: "distributor",
  validFrom: "2026-03-01",
  validTo: null,
  source: "own",
  ...set,
});

describe("R24 the support contact of a subscription is our own record", () => {
  test.each([
    ["on its first day", [contact({})], "2026-03-01", "distributor"],
    ["the day before", [contact({})], "2026-02-28", null],
    ["on its last day", [contact({ validTo: "2026-03-31" })], "2026-03-31", "distributor"],
    ["the day after", [contact({ validTo: "2026-03-31" })], "2026-04-01", null],
    ["another subscription's", [contact({ subscriptionId: "t" })], "2026-03-01", null],
    [
      "the later start",
      [contact({ partner: "old", validFrom: "2026-01-01" }), contact({ partner: "next" })],
      "2026-05-01",
      "next",
    ],
    [
      "our own before a later copy of the vendor's",
      [contact({ partner: "own" }), contact({ partner: "copy", validFrom: "2026-04-01", source: "vendor" })],
      "2026-05-01",
      "own",
    ],
  ] as const)("%s", (_name, contacts, day, partner) => {
    const found = contactOn(contacts, { id: "s", commerce: "legacy" }, day);
    expect(found?.partner ?? null).toBe(partner);
  });

  test.each([
    ["new commerce", "new", "the vendor keeps no support contact"],
    ["nobody said which commerce", null, "nobody wrote down whether"],
  ] as const)(
    "%s refuses a copy of the vendor's, with the reason; our own is taken",
    (_name, commerce, why) => {
      const copy = contact({ source: "vendor" });
      const judged = mayRecord(copy, { commerce });
      expect(judged).toMatchObject({ kind: "refused", because: expect.stringContaining(why) });
      expect(contactOn([copy], { id: "s", commerce }, "2026-03-01")).toBeNull();
      expect(mayRecord(contact({}), { commerce })).toEqual({ kind: "accepted" });
    },
  );

  test("legacy commerce takes a copy", () => {
    expect(mayRecord(contact({ source: "vendor" }), { commerce: "legacy" })).toEqual({ kind: "accepted" });
  });

  test("reading them from the vendor is off by default, and on is refused with file, line and what to do", () => {
    const example = readFileSync("examples/desk.yaml", "utf8").replace(/^ {2}supportContactSync:.*\n/m, "");
    const off = loadDesk(example, "desk.yaml");
    expect(off).toMatchObject({ kind: "desk", desk: { upstream: { supportContactSync: "off" } } });
    const on = loadDesk(
      example.replace("  ask: agent", "  supportContactSync: on\n  ask: agent"),
      "desk.yaml",
    );
    expect(on).toMatchObject({
      kind: "refused",
      problems: [
        {
          file: "desk.yaml",
          line: example.slice(0, example.indexOf("  ask: agent")).split("\n").length,
          path: "upstream.supportContactSync",
          expected: expect.stringContaining("answerable customers subscription contact"),
        },
      ],
    });
  });
});

import { expect, test } from "vitest";
import { canonicalJson, hashOf } from "../../src/policy/canonical.ts";
import { describeDiff, promisesDiffer } from "../../src/policy/diff.ts";
import { policyICalendar } from "../../src/policy/icalendar.ts";
import { policyJson } from "../../src/policy/policy-json.ts";
import { publishPolicy } from "../../src/policy/publish.ts";
import { agreementFor } from "../../src/policy/published.ts";
import { instant } from "../../src/values/instant.ts";
import {
  deskFrom,
  EXAMPLE_DESK,
  EXAMPLE_POLICY,
  PUBLISHED_AT,
  policyFrom,
  publishedExample,
} from "../support/policy.ts";

const ONE = publishedExample();

function holidaysOf(published = ONE, name = "office"): readonly string[] {
  const hours = published.calendars[name]!.hours;
  return hours !== "24x7" && "weekly" in hours ? (hours.holidays ?? []).map(({ date }) => date) : [];
}

test("a version is plain JSON: what is stored is what was published", () => {
  expect(JSON.parse(JSON.stringify(ONE))).toEqual(ONE);
});

test("the same files give the same id, whenever they are published", () => {
  const later = publishedExample((text) => text, instant("2026-11-25T12:00Z"));
  expect([later.id, later.hash]).toEqual([ONE.id, ONE.hash]);
  expect(ONE.id).toBe(`2026-12-01-${ONE.hash.slice(0, 8)}`);
});

test.each([
  ["a goal", "firstResponse: 4h,", "firstResponse: 3h,"],
  ["a price", "amount: 400", "amount: 401"],
  ["a comma in a text", "is down, or", "is down or"],
  ["a shift", '"09:00-13:00", "14', '"09:30-13:00", "14'],
])("another hash for %s", (_name, from, to) => {
  expect(publishedExample((text) => text.replace(from, to)).hash).not.toBe(ONE.hash);
});

test("the hash is over everything but itself, the id and when it was published", () => {
  const { hash, id: _id, publishedAt: _at, ...content } = ONE;
  expect(hashOf(content)).toBe(hash);
});

test("canonical JSON does not depend on the order keys were written in", () => {
  expect(canonicalJson({ b: 1, a: [{ d: 1, c: undefined }] })).toBe('{"a":[{"d":1}],"b":1}');
});

test("public holidays close the hours, observances do not (zammad#390)", () => {
  expect(holidaysOf()).toEqual(
    expect.arrayContaining(["2026-12-01", "2026-12-08", "2026-12-25", "2027-06-13"]),
  );
  // Christmas Eve and Mother's Day are in the same data, as observances.
  expect(holidaysOf()).not.toContain("2026-12-24");
  expect(holidaysOf()).not.toContain("2027-05-02");
});

test.each([
  ["a day removed by name", "country: PT", "country: PT\n      remove: [Natal]", "2026-12-25", false],
  [
    "a day removed by its English name",
    "country: PT",
    "country: PT\n      remove: [Good Friday]",
    "2027-03-26",
    false,
  ],
  [
    "a day removed by date, in that year",
    "country: PT",
    'country: PT\n      remove: ["2026-12-08"]',
    "2026-12-08",
    false,
  ],
  [
    "a day removed by date, not in the next",
    "country: PT",
    'country: PT\n      remove: ["2026-12-08"]',
    "2027-12-08",
    true,
  ],
  ["a day added for every year", "country: PT", "country: PT", "2028-06-13", true],
  ["a day added once", "country: PT", "country: PT", "2028-02-09", false],
])("%s", (_name, from, to, date, isClosed) => {
  expect(holidaysOf(publishedExample((text) => text.replace(from, to))).includes(date)).toBe(isClosed);
});

test("an .ics file closes its days, repeats them yearly and leaves out what is cancelled", () => {
  const ics = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//x//y//EN",
    "BEGIN:VEVENT",
    "UID:1@x",
    "DTSTART;VALUE=DATE:20260315",
    "DTEND;VALUE=DATE:20260317",
    "SUMMARY:Works outing",
    "RRULE:FREQ=YEARLY",
    "END:VEVENT",
    "BEGIN:VEVENT",
    "UID:2@x",
    "DTSTART;VALUE=DATE:20270601",
    "SUMMARY:Off",
    "STATUS:CANCELLED",
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n");
  const policy = policyFrom(EXAMPLE_POLICY.replace("country: PT", "files: [own.ics]"));
  const done = publishPolicy(policy, deskFrom(EXAMPLE_DESK, policy), {
    at: PUBLISHED_AT,
    tzVersion: "2026c",
    holidayFiles: { "own.ics": ics },
  });
  const dates = done.kind === "published" ? holidaysOf(done.published) : [];
  expect(dates).toEqual(expect.arrayContaining(["2027-03-15", "2027-03-16", "2031-03-15"]));
  expect(dates).not.toContain("2027-03-17");
  expect(dates).not.toContain("2027-06-01");
});

test.each([
  ["types of support", /includes: everything/, ["no-support-types"]],
  ["service hours", /serviceHours:\n {2}office: .*\n/, ["no-service-hours"]],
  ["a way to reach us", /contact: .*\n/, ["no-contact"]],
  ["a price", /, price: included/, ["no-price"]],
])("a policy without %s is refused", (_name, part, because) => {
  const small = `version: 1
desk: { name: Contoso, address: support@contoso.example, languages: [en], timeZone: Europe/Lisbon }
serviceHours:
  office: { weekly: { mon-fri: 09:00-18:00 } }
contact: [{ email: support@contoso.example }]
severities: { A: { name: a, means: a }, B: { name: b, means: b }, C: { name: c, means: c } }
plans: { one: { includes: everything, price: included, targets: { A: { firstResponse: 1h, hours: always } } } }
`;
  const publish = (text: string) => {
    const policy = policyFrom(text);
    return publishPolicy(
      policy,
      deskFrom(
        EXAMPLE_DESK.replaceAll(/hours: office/g, "hours: always").replace("plan: standard", "plan: one"),
        policy,
      ),
      {
        at: PUBLISHED_AT,
        tzVersion: "2026c",
      },
    );
  };
  expect(publish(small).kind).toBe("published");
  const without = small.replace(part, part.source.startsWith("includes") ? "name: One" : "");
  const refused = publish(without);
  expect(refused.kind === "refused" && refused.lacking.map((lacking) => lacking.because)).toEqual(because);
});

test.each(["constructor", "__proto__", "toString"])("no plan called %s has an agreement", (plan) => {
  expect(agreementFor(ONE, plan, "A")).toBeNull();
});

test("differences are told in words, promises first", () => {
  const two = publishedExample((text) =>
    text
      .replace("firstResponse: 4h, nextResponse: 1d, update: 1d", "firstResponse: 2h, nextResponse: 1d")
      .replace("country: PT", "country: PT\n      remove: [Natal]")
      .replace("amount: 400", "amount: 450")
      .replace('"09:00-13:00", "14', '"08:00-13:00", "14')
      .replace("name: { en: Standard,", "name: { en: Basic,"),
  );
  expect(describeDiff(ONE, two).map(({ words }) => words)).toEqual([
    "plan premium: the price was €400.00 per month, is €450.00 per month",
    "plan standard, severity B: first answer was 4 hours, is 2 hours (tighter)",
    "plan standard, severity B: news at least every was 1 working day, is no target (dropped)",
    "office: was open Monday to Friday 09:00–13:00, 14:00–18:00; is open Monday to Friday 08:00–13:00, 14:00–18:00",
    ...["2026", "2027", "2028", "2029", "2030", "2031"].map(
      (year) => `office: open on ${year}-12-25 (Natal), was closed`,
    ),
    'plans.standard.title.en: was "Standard", is "Basic"',
  ]);
  expect(describeDiff(ONE, ONE)).toEqual([]);
  expect(promisesDiffer(ONE, two, "standard", "B")).toBe(true);
  expect(promisesDiffer(ONE, two, "standard", "A")).toBe(false);
});

test("a later version that knows later holidays differs in nothing", () => {
  expect(
    describeDiff(
      ONE,
      publishedExample((text) => text, instant("2027-11-24T12:00Z")),
    ),
  ).toEqual([]);
});

test("the data says all that is promised and nothing of desk.yaml", () => {
  const text = JSON.stringify(policyJson(ONE));
  for (const secret of ["ana@contoso.example", "ladder", "slipMail", "on-call", "perAddressPerHour"]) {
    expect(text).not.toContain(secret);
  }
  const data = JSON.parse(text);
  const standard = data.plans[0].targets[1];
  expect(standard).toMatchObject({ severity: "B", serviceHours: "office" });
  expect(standard.targets[0]).toEqual({
    kind: "first-response",
    goalMs: 4 * 3_600_000,
    written: "4h",
    pauseOn: [],
  });
});

test("the hours as iCalendar: open times in UTC over the change of clocks, holidays as days", () => {
  const text = policyICalendar(ONE, { language: "en", now: PUBLISHED_AT });
  expect(text).toContain("DTSTART:20261124T090000Z\r\nDTEND:20261124T130000Z");
  expect(text).toContain("DTSTART:20270329T080000Z"); // summer time in Lisbon from 2027-03-28
  expect(text).not.toContain("DTSTART:20261201T"); // a holiday
  expect(text).toMatch(/DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202/);
  expect(text).toContain("closed (Restauração da Independência)");
  expect(policyICalendar(ONE, { language: "en", now: PUBLISHED_AT })).toBe(text);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

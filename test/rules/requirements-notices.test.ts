import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProfiles } from "../../src/adapters/cli/escalation-decide.ts";
import { ownTriageWords } from "../../src/adapters/system/triage-words.ts";
import { onlyPassesOn } from "../../src/escalation/only-passes-on.ts";
import { readMail } from "../../src/mail/read-mail.ts";
import { type JudgedNotice, noticeIn, proposeBeside } from "../../src/tickets/incident/vendor-notice.ts";
import { hasMatter } from "../../src/triage/has-matter.ts";
import { propose } from "../../src/triage/propose.ts";
import { plainMail } from "../support/plain-mail.ts";
import { NOTICE, NOTICES, passedOn } from "../support/vendor-mail.ts";

const profiles = readProfiles("profiles")!;
const profile = profiles.get("current")!;
const known = ownTriageWords();
const CARLA = "carla@fabrikam.example";
const VENDOR = "Service health <no-reply@microsoft.com>";

function read(subject: string, body: string, from = CARLA, isKnown = true, fields = {}) {
  const bytes = Buffer.from(
    plainMail({ From: from, To: "desk@contoso.example", Subject: subject, ...fields }, body),
  );
  const reading = readMail(bytes, { provider: "generic", authservId: "mx.contoso.example" });
  if (reading.kind !== "message") throw new Error(reading.because);
  const notice = noticeIn(reading, profile, isKnown);
  const whole = propose({ subject, body: reading.split.visible }, known);
  const reader = {
    propose: (text: string) => propose({ subject: "", body: text }, known),
    hasMatter: (text: string) => hasMatter(text, known.taxonomy),
  };
  return { notice, whole, ...(notice ? { beside: proposeBeside(notice, whole, reader, profile) } : {}) };
}
const forwarded = (above: string, subject = "Fw: MO1234567: some users may be unable to sign in") =>
  read(subject, passedOn(above));

describe("R23 a forwarded notice of the vendor's is recognised, and is no new fault", () => {
  test.each(NOTICES)("in %s", (_language, subject, text) => {
    const { notice, beside } = read(`Fwd: ${subject}`, passedOn("", subject, text));
    expect(notice).toMatchObject({ about: "incident", how: "forwarded", proved: false });
    expect(notice!.signs).toContain("address");
    expect(notice!.incident).toMatch(/^[A-Z]{2}\d{6,7}$/);
    expect(beside!.notice.alone).toBe(true);
    expect(beside!.proposal).toMatchObject({ kind: "not_support", severity: null, urgent: false });
  });

  test("without being recognised it would have been taken for an outage: the words of the notice are many", () => {
    expect(propose({ subject: "", body: NOTICE }, known).severity).not.toBe("C");
  });

  test.each([
    ["for information", "FYI, this came today."],
    ["a question", "Is this why? When is it over?"],
    ["para conhecimento", "Para vosso conhecimento. Obrigada, Carla"],
    ["zur Kenntnis", "Zur Information, viele Grüße, Carla"],
    ["nothing", ""],
    [
      "greetings and a name",
      "Hi team,\n\nplease see below, we received this today.\n\nBest regards\nCarla Dias",
    ],
    ["una pregunta", "Hola, nos ha llegado esto. ¿Tenemos que hacer algo? Gracias"],
    ["pour information", "Bonjour, pour information. Cordialement, Luc"],
  ])("passed on with %s it stands alone", (_name, above) => {
    expect(forwarded(above).beside!.notice.alone).toBe(true);
  });

  test("passed on by a colleague first, and then to us", () => {
    const inner = passedOn("Carla, can you ask our provider?");
    const { notice, beside } = read(
      "Fw: MO1234567: some users may be unable to sign in",
      passedOn("Please see below.", "Fw: MO1234567: some users", inner, "Eva <eva@fabrikam.example>"),
    );
    expect(notice).toMatchObject({ how: "forwarded", incident: "MO1234567" });
    expect(notice!.own).toContain("can you ask our provider");
    expect(beside!.notice.alone).toBe(true);
  });

  test("attached as a file of its own", () => {
    const inner = plainMail(
      { From: VENDOR, Subject: "MO1234567", "Message-ID": "<n@microsoft.com>" },
      NOTICE,
    );
    const body = `--b\r\nContent-Type: text/plain\r\n\r\nFYI\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`;
    const fields = { "Content-Type": "multipart/mixed; boundary=b" };
    expect(read("Fwd: MO1234567", body, CARLA, true, fields).notice).toMatchObject({ incident: "MO1234567" });
  });
});

describe("R23 who passes a notice on and describes a fault of their own keeps its severity", () => {
  test.each([
    [
      "a standstill",
      "Since eight nobody in the whole company can open Outlook, none of our 80 people can work.",
      "A",
    ],
    ["parado", "Desde as 8h ninguém na empresa consegue trabalhar, está tudo parado.", "A"],
  ])("%s is as severe as its own words say", (_name, above, severity) => {
    const { beside } = forwarded(above);
    expect(beside!.notice.alone).toBe(false);
    expect(beside!.proposal).toMatchObject({ kind: "technical", severity });
  });

  test("a small fault is not made severe by the words of the notice", () => {
    const { beside } = forwarded("One user cannot print from the web, it is not urgent. Is it this?");
    expect(beside!.notice.alone).toBe(false);
    expect(beside!.proposal!.severity).not.toBe("A");
  });

  test.each([
    ["they are affected too", "We are affected too."],
    ["também", "Isto também nos afeta."],
    ["auch bei uns", "Das ist auch bei uns so."],
    ["two words that nobody thought of", "Tut nicht."],
    ["for information, and that it is down", "FYI, Outlook is down here."],
    ["chez nous aussi", "C'est en panne chez nous aussi."],
    [
      "many words, whatever they say",
      "Yesterday we had this in Porto and the day before in Braga. ".repeat(4),
    ],
    ["a subject of their own", ""],
  ])("%s is a fault of their own", (_name, above) => {
    const subject = above === "" ? "Fw: Outlook is down at our office" : "Fw: MO1234567";
    expect(forwarded(above, subject).beside!.notice.alone).toBe(false);
  });

  test("what they ask about money stays a commercial matter", () => {
    const { beside } = forwarded("Please send us a credit note for last month's invoice because of this.");
    expect(beside!.proposal!.kind).toBe("commercial");
    expect(beside!.notice.alone).toBe(false);
  });

  test("words of a notice in a mail of their own are labelled and change nothing of what is proposed", () => {
    const { notice, whole, beside } = read("Everything down", `None of us can work!\n\n${NOTICE}`);
    expect(notice).toMatchObject({ how: "pasted", incident: "MO1234567" });
    expect(beside!.proposal).toEqual(whole);
    expect(beside!.notice.alone).toBe(false);
  });
});

describe("R23 one sign alone is none", () => {
  test.each([
    ["a number", "Could MO1234567 be the reason that we cannot sign in?"],
    ["phrases", "User impact: none of us can work. Current status: everybody went home."],
    [
      "another's forward",
      passedOn("", "Order", "The order number is MO1234567.", "Eva <eva@fabrikam.example>"),
    ],
    ["a vendor's mail about something else", passedOn("", "Your case", "We will call you on Monday.")],
  ])("%s", (_name, body) => expect(read("Question", body).notice).toBeNull());

  test("several numbers and none in the subject: none is chosen", () => {
    const text = `${NOTICE}\n\nSee also EX7654321.`;
    const { notice } = read("Fw: Service health", passedOn("", "Service health", text));
    expect(notice).toMatchObject({ incident: null, incidents: ["MO1234567", "EX7654321"] });
  });
});

describe("R23 the vendor mails nobody about subscriptions", () => {
  const DUNNING = "Your subscription will expire tomorrow. Update your payment method to avoid interruption.";
  test.each([
    ["passed on, in the vendor's name", passedOn("Is this real?", "Renew", DUNNING), CARLA, true],
    [
      "passed on, from an address that only looks like it",
      passedOn("", "Renew", DUNNING, "Billing <pay@microsoft-billing.example>"),
      CARLA,
      true,
    ],
    ["that came to us directly", DUNNING, "Microsoft Billing <pay@cheap.example>", false],
    ["suscripción", passedOn("", "Aviso", "Su suscripción caducará. Actualice el pago."), CARLA, true],
    ["Abonnement", passedOn("", "Hinweis", "Ihr Abonnement läuft ab. Zahlungsmethode prüfen."), CARLA, true],
  ])("%s: suspicious, and nothing else", (_name, body, from, isKnown) => {
    const { notice, whole, beside } = read("Fw: Renew", body, from, isKnown);
    expect(notice).toMatchObject({ about: "subscription", incident: null });
    expect(beside!.proposal).toEqual(whole);
  });

  test.each([
    ["a customer's own question", DUNNING, CARLA, true],
    [
      "a customer whose domain has the name in it",
      passedOn("", "x", DUNNING, "eva@fabrikam.onmicrosoft.com"),
      CARLA,
      true,
    ],
    [
      "an incident whose notice speaks of subscriptions",
      passedOn("", "MO1234567", `${NOTICE}\n\nUpdate your payment method elsewhere.`),
      CARLA,
      true,
    ],
  ])("%s is not", (_name, body, from, isKnown) => {
    expect(read("Fw: x", body, from, isKnown).notice?.about).not.toBe("subscription");
  });
});

test("R23 a notice that came by itself is proved by its sender or by nothing; whom we know is not the vendor", () => {
  const subject = "MO1234567";
  const proof = { "Authentication-Results": "mx.contoso.example; dmarc=pass header.from=microsoft.com" };
  expect(read(subject, NOTICE, VENDOR, false, proof).notice).toMatchObject({ how: "direct", proved: true });
  expect(read(subject, NOTICE, VENDOR, false).notice).toMatchObject({ how: "direct", proved: false });
  expect(read(subject, NOTICE, VENDOR, true).notice).toMatchObject({ how: "pasted" });
});

test("R23 of all the mails that ask for support, as long as words over a forward are, none is taken for passing on", () => {
  const mails = globSync("test/fixtures/triage/*.jsonl").flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { body: string; expect: { kind: string } }),
  );
  const asked = mails.filter(({ body, expect: { kind } }) => kind !== "not_support" && body.length <= 240);
  expect(asked.length).toBeGreaterThan(1000);
  const taken = asked.filter(({ body }) =>
    onlyPassesOn(body, profile, (said) => hasMatter(said, known.taxonomy)),
  );
  // "hi", "hallo", "" and the like: nobody could tell what they ask for.
  expect(taken.filter(({ body }) => body.trim().split(/\s+/).length > 2)).toEqual([]);
});

test("every idea that the words of triage call a matter of its own is one", () => {
  const { matters } = known.taxonomy;
  const ideas = readFileSync("profiles/taxonomy.yaml", "utf8").matchAll(/^ {2}([a-z_]+): \[/gm);
  const named = new Set([...ideas].map(([, name]) => name!));
  expect([...matters].filter((idea) => !named.has(idea))).toEqual([]);
});

test("R23 whatever is passed on, a cry of their own is never made less of", () => {
  const cry = "Since eight nobody in the whole company can work, everything is down.";
  const words = fc.constantFrom(
    ...NOTICE.split(/\s+/),
    ...NOTICES.flatMap(([, , text]) => text.split("\n")),
    "\n",
    "FYI",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), fc.array(words, { maxLength: 40 }), (before, text) => {
      const above = `${before.join(" ").replaceAll(/[:]/g, " ")}\n${cry}`;
      const { beside, whole } = forwarded2(above, text.join(" "));
      const proposal = beside === undefined ? whole : beside.proposal;
      expect(proposal!.kind).toBe("technical");
      expect(proposal!.severity).not.toBe("C");
      if (beside) expect((beside.notice as JudgedNotice).alone).toBe(false);
    }),
    { numRuns: 60 },
  );
});
const forwarded2 = (above: string, text: string) => read("Fw: MO1234567", passedOn(above, "MO1234567", text));

test.each([...profiles.values()].map((one) => [one.id, one] as const))(
  "the profile %s says what notices are recognised by, in every language that mails are read in",
  (_id, { vendor, table }) => {
    expect(vendor.called.length).toBeGreaterThan(0);
    for (const phrases of Object.values(table.notices))
      expect(Object.keys(phrases).toSorted()).toEqual(["de", "en", "es", "fr", "pt"]);
  },
);

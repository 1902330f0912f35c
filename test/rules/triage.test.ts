import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propose } from "#src/triage/propose.ts";
import { loadTaxonomy } from "#src/triage/taxonomy.ts";
import { loadWeights } from "#src/triage/weights.ts";
import { allRows, taxonomy, train } from "../triage/lessons.ts";
import { scoreOf } from "../triage/score.ts";

const weights = loadWeights(readFileSync("profiles/triage-weights.json", "utf8"));
const known = { taxonomy, weights };
const rows = allRows();

describe("triage of the mails it learnt from", () => {
  const score = scoreOf(rows, () => weights);

  test.each([
    ["kind", 0.985],
    ["service", 0.98],
    ["severity", 0.97],
  ] as const)("%s is right for at least %d", (axis, bar) => {
    expect(score[axis]).toBeGreaterThanOrEqual(bar);
  });

  test("nothing of severity A is called C", () => {
    expect(score.aAsC).toBe(0);
  });
});

describe("triage of mails by authors it did not learn from", () => {
  const isBlind = ({ file }: { readonly file: string }) => file.startsWith("blind-");
  const learnt = loadWeights(train(rows.filter((row) => !isBlind(row))));
  const score = scoreOf(rows.filter(isBlind), () => learnt);

  test.each([
    ["kind", 0.95],
    ["service", 0.95],
    ["severity", 0.9],
  ] as const)("%s is right for at least %d", (axis, bar) => {
    expect(score[axis]).toBeGreaterThanOrEqual(bar);
  });

  test("of a hundred that ask for nothing at most two are missed, of a hundred that ask at most two taken for such", () => {
    const asking = rows.filter((row) => isBlind(row) && row.expect.kind !== "not_support").length;
    expect(score.missed).toBeLessThanOrEqual(0.02 * (score.rows - asking));
    expect(score.suppressed).toBeLessThanOrEqual(0.02 * asking);
  });

  test("nothing of severity A is called C", () => {
    expect(score.aAsC).toBe(0);
  });
});

describe("R06 what nobody must overlook", () => {
  test.each([
    [
      "the whole company without mail, said calmly",
      "Small thing",
      "None of our 80 people can open Outlook since eight.",
      "A",
    ],
    [
      "a mailbox that somebody else writes from",
      "odd",
      "My suppliers got mails from my mailbox that I never sent.",
      "not C",
    ],
    [
      "files that are held for ransom",
      "files",
      "All files on our Azure server are encrypted and a note wants bitcoin.",
      "A",
    ],
    [
      "stopped because of a bill",
      "suspended",
      "Nobody here can work, the subscription is suspended for non payment.",
      "A",
    ],
    [
      "Portuguese: everything stopped",
      "parou",
      "Ninguém na empresa consegue abrir o e-mail, está tudo parado.",
      "A",
    ],
    [
      "Spanish: the shop is down",
      "web",
      "La tienda online está caída y los clientes no pueden comprar.",
      "A",
    ],
    [
      "German: nobody can work",
      "Ausfall",
      "Seit heute früh kann bei uns niemand arbeiten, alles ist ausgefallen.",
      "A",
    ],
  ])("%s", (_name, subject, body, severity) => {
    const said = propose({ subject, body }, known).severity;
    expect(said === severity || (severity === "not C" && said !== "C")).toBe(true);
  });

  test.each([
    [
      "capitals and urgent alone are C",
      "URGENT URGENT",
      "PLEASE CHANGE THE FONT IN MY SIGNATURE IMMEDIATELY!!!",
    ],
    ["a test system is C", "test vm", "Our test VM does not start, whenever you have time."],
    ["how-to is C", "question", "How do I share my calendar with a colleague?"],
  ])("%s", (_name, subject, body) => {
    expect(propose({ subject, body }, known).severity).toBe("C");
  });
});

describe("a word or two are too few to say that nothing is asked", () => {
  test.each([
    ["hello", "hello", true],
    ["Re: ticket", "nope", true],
    ["Re: ticket", "perfect, thanks", false],
    ["Re: ticket", "solved", false],
  ])("%j, %j: %s", (subject, body, asks) => {
    expect(propose({ subject, body }, known).kind !== "not_support").toBe(asks);
  });
});

describe("what is proposed says by which words", () => {
  test("each axis has its words, as they were written", () => {
    const { evidence } = propose(
      { subject: "Invoice", body: "The Azure charges on the invoice are wrong." },
      known,
    );
    expect(evidence.find(({ axis }) => axis === "kind")).toMatchObject({ says: "commercial" });
    expect(evidence.find(({ axis }) => axis === "service")?.words).toContain("azure");
  });

  test("no service is guessed where none is named", () => {
    expect(propose({ subject: "renewal", body: "Please renew our licences." }, known).service).toBe(
      "unknown",
    );
  });

  test("a cancellation is urgent while the window is open, and only then", () => {
    const mail = { subject: "Cancel our subscription", body: "Please cancel it, we ordered it by mistake." };
    expect(propose(mail, known, { inCancellingWindow: true })).toMatchObject({ urgent: true, severity: "C" });
    expect(propose(mail, known).urgent).toBe(false);
  });

  test("the customer's only service stands in where the mail names none", () => {
    const mail = { subject: "It is slow", body: "Please help." };
    expect(propose(mail, known, { subscribed: ["azure", "azure"] }).service).toBe("azure");
    expect(propose(mail, known, { subscribed: ["azure", "dynamics365"] }).service).toBe("unknown");
  });
});

describe("any text", () => {
  test("gets the same answer twice, with probabilities", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), fc.string({ maxLength: 3000 }), (subject, body) => {
        const said = propose({ subject, body }, known);
        expect(said.confidence).toBeGreaterThanOrEqual(0);
        expect(said.confidence).toBeLessThanOrEqual(1);
        expect(propose({ subject, body }, known)).toEqual(said);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["megabytes of one letter", "a".repeat(2_000_000)],
    ["what almost begins an address", "a.".repeat(500_000)],
    ["what almost begins a phrase", "not able to not able ".repeat(50_000)],
    ["links without end", "https://".repeat(100_000)],
    ["marks on marks", "e\u0301".repeat(500_000)],
  ])("%s takes no longer than a long mail", (_name, body) => {
    const began = performance.now();
    propose({ subject: body.slice(0, 5000), body }, known);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("the words", () => {
  const words =
    "automatic: []\nasking: []\ndenying: []\nspeaking: { self: [], endings: [], others: [], reader: [] }\nturning: []\nsettled: []\nwanting: []\nunasked: [thanks]\nmass: []\nworst: []\nmatters: []\ntrouble: { who: [], what: [], small: [] }\nideas: { thanks: [thank you] }\nservices: { cloud: { name: [cloud] } }";

  test("an idea whose name cannot be one is told with its place", () => {
    const wrong = loadTaxonomy(words.replace("{ thanks", "{ Thanks!"), "taxonomy.yaml");
    expect(wrong).toMatchObject({ kind: "refused" });
  });

  test("they are read from a small file too", () => {
    expect(loadTaxonomy(words, "taxonomy.yaml")).toMatchObject({ kind: "taxonomy" });
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { propose, type TriageMessage } from "#src/triage/propose.ts";
import { loadTaxonomy } from "#src/triage/taxonomy.ts";

interface Row extends TriageMessage {
  readonly expect: {
    readonly kind: string;
    readonly service: string | null;
    readonly severity: string | null;
  };
}
const words = readFileSync("profiles/taxonomy.yaml", "utf8");
const loaded = loadTaxonomy(words, "taxonomy.yaml");
const signals = loaded.kind === "taxonomy" ? loaded.signals : [];
const rows = readFileSync("test/fixtures/triage/mails.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);
const scored = rows.map((row) => ({ ...row, got: propose(row, { signals }) }));
const share = (key: "kind" | "service" | "severity"): number =>
  scored.filter((row) => row.got[key] === row.expect[key]).length / scored.length;

describe("triage of the kept mails", () => {
  test.each([
    ["kind", 0.95],
    ["service", 0.9],
    ["severity", 0.9],
  ] as const)("%s is right for at least %d", (key, bar) => {
    expect(share(key)).toBeGreaterThanOrEqual(bar);
  });

  test("nothing of severity A is called C, and no support mail is suppressed", () => {
    const wrong = scored.filter(
      ({ got, expect: { kind, severity } }) =>
        (severity === "A" && got.severity === "C") ||
        (kind !== "not_support") !== (got.kind !== "not_support"),
    );
    expect(wrong.map(({ subject }) => subject)).toEqual([]);
  });
});

test("a cancellation is urgent while the window is open, and only then", () => {
  const mail = { subject: "Cancel our subscription", body: "We ordered it by mistake." };
  expect(propose(mail, { signals, inCancellingWindow: true })).toMatchObject({ urgent: true, severity: "C" });
  expect(propose(mail, { signals }).urgent).toBe(false);
});

test("the customer's only subscription stands in where the mail names no service", () => {
  const mail = { subject: "It is slow", body: "Please help." };
  expect(propose(mail, { signals, subscribed: ["azure"] }).service).toBe("azure");
  expect(propose(mail, { signals, subscribed: ["azure", "dynamics365"] }).service).toBe("unknown");
});

test("an axis nobody knows is told with its line", () => {
  const wrong = loadTaxonomy(words.replace("axis: kind", "axis: kin"), "taxonomy.yaml");
  expect(wrong).toMatchObject({ kind: "refused", problems: [{ path: "signals[0].axis" }] });
});

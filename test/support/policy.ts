import { readFileSync } from "node:fs";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import { loadDesk, loadPolicy } from "../../src/policy/load.ts";
import { describeProblem } from "../../src/policy/problem.ts";
import { publishPolicy } from "../../src/policy/publish.ts";
import type { Published } from "../../src/policy/published.ts";
import type { PolicyFile } from "../../src/policy/schema.ts";
import { type Instant, instant } from "../../src/values/instant.ts";

export const EXAMPLE_POLICY = readFileSync("examples/policy.yaml", "utf8");
export const EXAMPLE_DESK = readFileSync("examples/desk.yaml", "utf8");
export const PUBLISHED_AT = instant("2026-11-24T12:00Z");

/** The policy a text describes; throws with every problem where it is refused. */
export function policyFrom(text: string): PolicyFile {
  const loaded = loadPolicy(text, "policy.yaml");
  if (loaded.kind === "refused") throw new Error(loaded.problems.map(describeProblem).join("\n"));
  return loaded.policy;
}

/** The desk's settings a text describes, against a policy. */
export function deskFrom(text: string, policy: PolicyFile): DeskFile {
  const loaded = loadDesk(text, "desk.yaml", policy);
  if (loaded.kind === "refused") throw new Error(loaded.problems.map(describeProblem).join("\n"));
  return loaded.desk;
}

/** The examples as a published version; `change` edits the policy's text first. */
export function publishedExample(
  change: (text: string) => string = (text) => text,
  at: Instant = PUBLISHED_AT,
): Published {
  const policy = policyFrom(change(EXAMPLE_POLICY));
  const done = publishPolicy(policy, deskFrom(EXAMPLE_DESK, policy), { at, tzVersion: "2026c" });
  if (done.kind === "refused") throw new Error(JSON.stringify(done.lacking));
  return done.published;
}

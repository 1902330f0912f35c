import { type KeptVersion, publishFiles } from "../../src/adapters/system/policy-files.ts";
import type { Instant } from "../../src/values/instant.ts";

const known = new Map<Instant, KeptVersion>();

/** The examples published at a moment: half of what a desk costs a test, so it is paid once a process. */
export function examplesAt(at: Instant): KeptVersion {
  const kept = known.get(at) ?? publishFiles("examples/policy.yaml", "examples/desk.yaml", at);
  known.set(at, kept);
  return kept;
}

import "../../src/adapters/system/quick-imports.ts";
import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import type { RoleContext } from "../../src/adapters/roles/context.ts";
import { fromMs, type Instant } from "../../src/values/instant.ts";

const { startRoles, WORKING_ROLES } = await import("../../src/adapters/roles/all.ts");
const { escalationsRole, inboundRole, repliesRole, targetsRole } = await import(
  "../../src/adapters/roles/queues.ts"
);
const { relayRole } = await import("../../src/adapters/roles/relay.ts");
const { openLog } = await import("../../src/adapters/system/log.ts");
const { ownerName } = await import("../../src/adapters/system/owner.ts");

// A desk's workers in a process that kills itself at a named place: no clean-up, as when the power goes.

// It does not outlive who started it, however that one ends: a run that was broken off would leave desks at work.
process.stdin.on("end", () => process.exit()).resume();

const given = JSON.parse(process.env["CRASH_CONTEXT"]!) as Omit<
  RoleContext,
  "clock" | "checkpoint" | "log" | "owner"
>;
const clockFile = process.env["CRASH_CLOCK"]!;
const dieAt = process.env["CRASH_AT"] ?? "";

/** The file says what time it is, or by how much the true time is wrong. */
function now(): Instant {
  const said = readFileSync(clockFile, "utf8");
  return fromMs(said.startsWith("+") ? Date.now() + Number(said.slice(1)) : Number(said));
}

/** All but what fetches mail: a test stores it itself, and needs no mail server. */
const QUEUES = [relayRole, repliesRole, escalationsRole, targetsRole, inboundRole];

await startRoles(process.env["CRASH_QUEUES_ONLY"] ? QUEUES : WORKING_ROLES, {
  ...given,
  resolver: async (name) => {
    throw Object.assign(new Error(`no such name: ${name}`), { code: "ENOTFOUND" });
  },
  clock: { kind: "set", now },
  checkpoint: (name) => {
    if (name === dieAt) process.kill(process.pid, "SIGKILL");
  },
  log: openLog(process.env["TEST_LOG"] ?? "silent", false),
  owner: ownerName(),
});
// It never ends in a way that would keep what it compiled for the next.
flushCompileCache();
process.stdout.write("started\n");

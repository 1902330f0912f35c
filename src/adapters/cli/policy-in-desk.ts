import type { Problem } from "../../policy/problem.ts";
import { publishPolicy } from "../../policy/publish.ts";
import type { Warning } from "../../policy/warning.ts";
import { connect } from "../postgres/connect.ts";
import type { SettingsFiles } from "../system/settings-files.ts";
import { lesserHoursIn } from "./cloud-check.ts";
import { deskSettings } from "./desk-settings.ts";
import { planLackingIn } from "./plan-check.ts";
import { complain, now } from "./policy-shared.ts";

interface Found {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

export const NOTHING_FOUND: Found = { problems: [], warnings: [] };

/**
 * What of the files does not go with the desk they are for: its customers' clouds and its entitlements. Where no desk is here there is
 * nothing to look at; one that cannot be reached is told in one line, and the files are judged by themselves.
 */
export async function checkInDesk(files: SettingsFiles): Promise<Found> {
  const { desk, deskFile, policyFile } = files;
  if (desk === null || deskFile === null) return NOTHING_FOUND;
  try {
    const { databaseUrl } = await deskSettings();
    if (databaseUrl === null) return NOTHING_FOUND;
    await using connection = connect(databaseUrl, 2);
    const tzVersion = process.versions["tz"] ?? "unknown";
    const { holidayFiles, templates } = files;
    const done = publishPolicy(files.policy, desk, { at: now(), tzVersion, holidayFiles, templates });
    const lesser = done.kind === "published" ? await lesserHoursIn(connection.db, done.published) : null;
    const lacking = await planLackingIn(connection.db, desk);
    const hours = "severity A of their plan promised round the clock";
    return {
      problems: lesser === null ? [] : [policyFile.problem(["plans"], hours, { read: lesser })],
      warnings:
        lacking === null
          ? []
          : [
              {
                because: "direct-bill-without-plan",
                ...deskFile.problem(["upstream", "model"], lacking.expected, { read: lacking.read }),
              },
            ],
    };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    complain(`The desk itself was not looked at: ${code ?? message}`);
    return NOTHING_FOUND;
  }
}

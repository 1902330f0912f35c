import type { Role, RoleContext } from "./context.ts";
import { housekeepingRole } from "./housekeeping.ts";
import { intakeRole } from "./intake.ts";
import { escalationsRole, inboundRole, repliesRole, targetsRole } from "./queues.ts";
import { relayRole } from "./relay.ts";

/** The roles that work on mail, in the order in which they are started; they are stopped the other way round. */
export const WORKING_ROLES: readonly Role[] = [
  relayRole,
  repliesRole,
  escalationsRole,
  targetsRole,
  inboundRole,
  housekeepingRole,
  intakeRole,
];

/** Starts roles in one process. Disposing lets work in hand finish. */
export async function startRoles(roles: readonly Role[], context: RoleContext): Promise<AsyncDisposable> {
  const started: AsyncDisposable[] = [];
  const stop = async (): Promise<void> => {
    for (const role of started.splice(0).reverse()) await role[Symbol.asyncDispose]();
  };
  try {
    for (const role of roles) started.push(await role(context));
  } catch (error) {
    await stop();
    throw error;
  }
  return { [Symbol.asyncDispose]: stop };
}

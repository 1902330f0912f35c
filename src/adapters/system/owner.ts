import { hostname } from "node:os";

/** Names this process in claims and leases: two processes never share a name, also not across restarts. */
export function ownerName(): string {
  return `${hostname()}.${process.pid}.${Math.trunc(performance.timeOrigin)}`;
}

/**
 * Whether a claim's owner was a process of this machine that is gone: its claim need not be waited out. A process of
 * another machine is never called dead; its lease tells.
 */
export function isDeadNeighbour(owner: string): boolean {
  const [, host, pid] = /^(.*)\.(\d+)\.\d+$/.exec(owner) ?? [];
  if (host !== hostname() || owner === ownerName()) return false;
  // A container's processes get the same number at each start: one with our own number cannot be alive.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Owner } from "./postgres-owner.ts";

const OUTPUT_AT_MOST = 20_000;

/** Runs a program to its end, outside the terminal's process group, and gives its exit code and the end of its output. */
export function runAs(
  owner: Pick<Owner, "ids" | "before">,
  cwd: string,
  program: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const [command, ...all] = [...owner.before, program, ...args];
  return new Promise((resolve) => {
    const child = spawn(command!, all, {
      ...owner.ids,
      cwd,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: process.platform === "linux" ? "C.UTF-8" : "C" },
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_AT_MOST);
    };
    child.stdout!.on("data", keep);
    child.stderr!.on("data", keep);
    child.on("error", (error) => resolve({ code: null, output: String(error) }));
    child.on("exit", (code) => {
      // A server that was left running may hold the pipes open: the program's own end is what counts.
      setImmediate(() => resolve({ code, output }));
    });
  });
}

/**
 * Runs a server until standard input ends, which it does however its parent ends; then it is asked to stop. Alone in its
 * process group, so that Ctrl-C in a terminal does not reach it, and whatever it started goes with it.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -TERM "$server") 3<&3 >/dev/null 2>&1 &
wait "$server"
code=$?
trap '' TERM
kill -TERM 0
exit "$code"
`;

export interface Kept {
  readonly process: ChildProcess;
  /** Resolves with the exit code when it has ended, also by itself. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop, and kills it after ten seconds. */
  stop(): Promise<void>;
}

/** A server process that never outlives this one. `input` cannot be given: standard input is its lifeline. */
export function keep(
  program: string,
  args: readonly string[],
  options: { cwd: string; output?: number },
): Kept {
  const child = spawn("sh", ["-c", KEEPER, "keeper", program, ...args], {
    cwd: options.cwd,
    detached: true,
    stdio: ["pipe", options.output ?? "ignore", options.output ?? "ignore"],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("exit", resolve).on("error", () => resolve(null));
  });
  child.stdin!.on("error", () => {});
  return {
    process: child,
    ended,
    async stop() {
      child.stdin!.destroy();
      const late = setTimeout(() => killGroup(child), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Whether the process is there and not a zombie, which nobody may ever collect in a container. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // it has just ended
  }
}

/** What keeps a process from starting, said in one line: what is wrong, and what to do next. Printed without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";

  constructor(wrong: string, next: string, options?: ErrorOptions) {
    super(oneLine(`${wrong.replace(/\.$/, "")}. ${next}`), options);
  }
}

/** The disk's own refusals in the words of an operator. `{}` is the path it happened at. */
const REFUSALS: Readonly<Record<string, readonly [wrong: string, next: string]>> = {
  ENOSPC: [
    "no space left on the disk that holds {}",
    "Free some space, or set DATA_DIR to a folder on another disk.",
  ],
  EDQUOT: [
    "the disk quota for {} is used up",
    "Free some space, or set DATA_DIR to a folder on another disk.",
  ],
  EACCES: ["may not write to {}", "Give this user write access to it, or set DATA_DIR to a folder you own."],
  EPERM: ["may not write to {}", "Give this user write access to it, or set DATA_DIR to a folder you own."],
  EROFS: ["{} is on a read-only disk", "Set DATA_DIR to a folder that can be written."],
  ENOTDIR: ["{} is not a folder", "Move the file away, or set DATA_DIR to another folder."],
  EEXIST: ["{} is not a folder", "Move the file away, or set DATA_DIR to another folder."],
  EMFILE: ["too many open files", "Raise the limit (`ulimit -n`)."],
};

/** An error of the file system as a `StartError`; any other error comes back as it is. */
export function asStartError(error: unknown, path: string): unknown {
  if (error instanceof StartError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const refusal = code === undefined ? undefined : REFUSALS[code];
  if (refusal === undefined) return error;
  return new StartError(refusal[0].replace("{}", path), refusal[1], { cause: error });
}

/** The same for what a program printed before it gave up; null where it says nothing we know. */
export function startErrorFromOutput(output: string, path: string): StartError | null {
  if (/no space left on device/i.test(output)) return asStartError({ code: "ENOSPC" }, path) as StartError;
  if (/disk quota exceeded/i.test(output)) return asStartError({ code: "EDQUOT" }, path) as StartError;
  if (/read-only file system/i.test(output)) return asStartError({ code: "EROFS" }, path) as StartError;
  return null;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}

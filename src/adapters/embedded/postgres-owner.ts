import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "../system/start-error.ts";

/** How PostgreSQL's programs are run: it refuses to run as root. */
export interface Owner {
  readonly ids: { readonly uid?: number; readonly gid?: number };
  /** Put before the program. */
  readonly before: readonly string[];
  /** Whose the data must be; null: ours, nothing to change. */
  readonly files: { readonly uid: number; readonly gid: number } | null;
}

const OURSELVES: Owner = { ids: {}, before: [], files: null };
/** Seen from inside as an ordinary user, from outside still root: reaches folders only root may enter. */
const MAPPED: Owner = {
  ids: {},
  before: ["unshare", "--user", "--map-user=1000", "--map-group=1000"],
  files: { uid: 0, gid: 0 },
};

/**
 * Who PostgreSQL runs as: ourselves where we are an ordinary user. As root the system's `postgres`, else `nobody`; where
 * neither can reach the program or the data (a project below /root), root mapped to a user by a user namespace.
 *
 * @param program  any of PostgreSQL's programs
 * @param dir      the folder its data are to be in
 */
export function chooseOwner(program: string, dir: string): Owner {
  if (process.getuid?.() !== 0) return OURSELVES;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const candidates = ["postgres", "nobody"].flatMap((name) => {
    const user = users.find(([found]) => found === name);
    if (user === undefined) return [];
    const ids = { uid: Number(user[2]), gid: Number(user[3]) };
    return [{ ids, before: [], files: ids }];
  });
  const owner = [...candidates, MAPPED].find((candidate) => reaches(candidate, program, dir));
  if (owner !== undefined) return owner;
  throw new StartError(
    `PostgreSQL does not run as root, and no other user may enter ${dir} or ${program}`,
    "Start as an ordinary user, move the project out of root's folder, or set DATABASE_URL.",
  );
}

/** Gives the folder and all in it to the owner; what is his already costs one look each. Links are not followed. */
export function giveTo(owner: Owner, dir: string): void {
  if (owner.files === null) return;
  const { uid, gid } = owner.files;
  const stat = lstatSync(dir);
  if (stat.uid === uid || stat.isSymbolicLink()) return;
  chownSync(dir, uid, gid);
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(dir)) giveTo(owner, join(dir, name));
}

/** Tried out, because rights, lists of rights and mounts decide it together. The working directory would not tell. */
function reaches(owner: Owner, program: string, dir: string): boolean {
  const look = ["sh", "-c", 'cd "$1" && exec "$2" --version', "look", dirname(dir), program];
  const [command, ...args] = [...owner.before, ...look];
  return spawnSync(command!, args, { ...owner.ids, cwd: "/", stdio: "ignore" }).status === 0;
}

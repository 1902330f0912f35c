import { type DeskInPostgres, deskOn } from "./desk-on.ts";
import { lentDatabase } from "./lent-database.ts";

export { type DeskInPostgres, type OutboundMail, replyToOf } from "./desk-on.ts";

/** A desk on a database of its own. */
export async function deskInPostgres(...settings: Rest<Parameters<typeof deskOn>>): Promise<DeskInPostgres> {
  return deskOn(await lentDatabase(), ...settings);
}

type Rest<All extends readonly unknown[]> = All extends readonly [unknown, ...infer Others] ? Others : never;

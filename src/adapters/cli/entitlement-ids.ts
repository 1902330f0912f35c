import { readFileSync } from "node:fs";
import { type Sealing, sealingBy } from "../system/sealed.ts";
import { StartError } from "../system/start-error.ts";

/** By the key of the environment; told when it is needed. */
export function sealing(): Sealing {
  return sealingBy(process.env["ENTITLEMENTS_KEY"]);
}

interface Ids {
  readonly contract: string | null;
  readonly access: string | null;
}

/** Lines of `contract: …` and `access: …`. What is wrong is told without what was read. */
export function readIds(file: string): Ids {
  const text = readFileSync(file === "-" ? 0 : file, "utf8").slice(0, 10_000);
  const idIn = (name: string): string | null =>
    new RegExp(`^\\s*${name}(?:[ _-]?id)?\\s*[:=]\\s*([^\\s]{1,200})\\s*$`, "im").exec(text)?.[1] ?? null;
  const ids = { contract: idIn("contract"), access: idIn("access") };
  if (ids.contract === null && ids.access === null)
    throw new StartError("--ids: no line reads `contract: …` or `access: …`", "Nothing was written.");
  return ids;
}

/** Each for its place: bytes of one entitlement cannot be read as another's. */
export function sealIds({ contract, access }: Ids, id: string, by: Sealing) {
  return {
    contractId: contract === null ? null : by.seal(contract, `${id}.contract`),
    accessId: access === null ? null : by.seal(access, `${id}.access`),
  };
}

/** The ids as they were written. */
export function openIds(
  sealed: { contractId: Uint8Array | null; accessId: Uint8Array | null },
  id: string,
  by: Sealing,
) {
  return {
    contractId: sealed.contractId === null ? null : by.open(sealed.contractId, `${id}.contract`),
    accessId: sealed.accessId === null ? null : by.open(sealed.accessId, `${id}.access`),
  };
}

import { createPublicKey } from "node:crypto";
import type { Resolver } from "../dns/resolver.ts";
import type { DkimKey } from "./dkim.ts";

/**
 * Whether receivers will find the public half of a key in DNS (RFC 6376 §3.6.1, RFC 8463): until they do, each signature
 * counts as broken.
 *
 * @returns null: they will; else what to publish
 */
export async function dkimRecordProblem(
  { domain, selector, key }: DkimKey,
  resolver: Resolver,
): Promise<string | null> {
  const name = `${selector}._domainkey.${domain}`;
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  // RFC 8463 §4: an Ed25519 key stands there bare, without what says that it is one.
  const isEd25519 = key.asymmetricKeyType === "ed25519";
  const expected = (isEd25519 ? der.subarray(-32) : der).toString("base64");
  const publish = `publish TXT ${name}: v=DKIM1; k=${isEd25519 ? "ed25519" : "rsa"}; p=${expected}`;
  let records: string[][];
  try {
    records = await resolver(name, "TXT");
  } catch (error) {
    const { code } = error as { code?: string };
    const missing = code === "ENOTFOUND" || code === "ENODATA";
    return missing
      ? `${name} is not in DNS: ${publish}`
      : `${name} cannot be looked up now (${code ?? error})`;
  }
  const found = records.map((parts) => parts.join("").replaceAll(/\s/g, ""));
  if (found.some((record) => record.split(";").includes(`p=${expected}`))) return null;
  return `${name} has another key: ${publish}`;
}

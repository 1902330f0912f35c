import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { AssertionKey } from "../oauth/assertion.ts";

/** What we need of the JSON that Google hands out for a service account. */
const KeyFile = z.object({
  client_email: z.string().min(1).max(500),
  private_key: z.string().min(1).max(20_000),
  private_key_id: z.string().max(500).optional(),
  token_uri: z.string().max(2000).optional(),
});

export type ReadServiceAccount =
  | { readonly kind: "key"; readonly key: AssertionKey; readonly tokenUrl: string | null }
  | { readonly kind: "refused"; readonly because: string };

/** Reads a service account's key file; what it holds is never told. */
export function readServiceAccount(file: string): ReadServiceAccount {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return {
      kind: "refused",
      because: `${file} cannot be read (${(error as { code?: string }).code ?? "?"})`,
    };
  }
  const expected = `${file} is no JSON key of a service account`;
  try {
    const read = KeyFile.safeParse(JSON.parse(text));
    if (!read.success) return { kind: "refused", because: expected };
    const { client_email: issuer, private_key: privateKey, private_key_id, token_uri } = read.data;
    if (createPrivateKey(privateKey).asymmetricKeyType !== "rsa")
      return { kind: "refused", because: `${expected}: its key is not RSA` };
    return {
      kind: "key",
      key: { issuer, keyId: private_key_id ?? null, privateKey },
      tokenUrl: token_uri ?? null,
    };
  } catch {
    return { kind: "refused", because: expected };
  }
}

import { readFileSync, statSync } from "node:fs";
import { BOUNDS } from "../../mail/bounds.ts";
import { readMail } from "../../mail/read-mail.ts";
import type { Reading } from "../../mail/reading.ts";
import { fail } from "./policy-shared.ts";

/** The mail of a file as a desk reads one that nothing proves and nothing disowns; null: it cannot be read, and it was told. */
export function readMailFile(file: string): (Reading & { readonly kind: "message" }) | null {
  const bytes = bytesOf(file);
  if (bytes === null) return null;
  const reading = readMail(bytes, { provider: "generic", authservId: null });
  if (reading.kind === "message") return reading;
  return fail(2, `${file}: this is no mail that can be read (${reading.because})`);
}

function bytesOf(file: string): Uint8Array | null {
  try {
    if (statSync(file).size <= BOUNDS.mailBytes) return readFileSync(file);
    return fail(2, `${file} is larger than a mail that a desk reads (${BOUNDS.mailBytes / 1024 ** 2} MB).`);
  } catch (error) {
    return fail(2, `${file} cannot be read (${(error as { code?: string }).code ?? error}).`);
  }
}

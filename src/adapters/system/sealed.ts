import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { StartError } from "./start-error.ts";

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

/** Texts that only whoever has the key can read (AES-256-GCM, NIST SP 800-38D). */
export interface Sealing {
  /** @param place  where it is kept: bytes moved to another place cannot be read there */
  seal(text: string, place: string): Uint8Array;
  /** Throws a `StartError` where the key is another one, or the bytes were changed. */
  open(bytes: Uint8Array, place: string): string;
}

/**
 * Seals by a key of 64 hexadecimal digits; missing or malformed it is told when it is needed, and not before: a desk
 * without contract ids needs none.
 */
export function sealingBy(key: string | undefined): Sealing {
  const secret = (): Buffer => {
    const given = key?.trim() ?? "";
    if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, "hex");
    const what = given === "" ? "is not set" : "is not 64 hexadecimal digits";
    throw new StartError(
      `ENTITLEMENTS_KEY ${what}; contract ids are kept encrypted by it`,
      "Make one (openssl rand -hex 32), keep it where your other secrets are, and set it.",
    );
  };
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", secret(), nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
    },
    open(bytes, place) {
      const nonce = bytes.subarray(1, 1 + NONCE);
      const tag = bytes.subarray(1 + NONCE, 1 + NONCE + TAG);
      const secretKey = secret();
      try {
        if (bytes[0] !== FORMAT || tag.length !== TAG) throw new Error("another format");
        const decipher = createDecipheriv("aes-256-gcm", secretKey, nonce).setAAD(Buffer.from(place));
        decipher.setAuthTag(tag);
        const body = decipher.update(bytes.subarray(1 + NONCE + TAG));
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch {
        throw new StartError(
          "ENTITLEMENTS_KEY does not open what is kept here",
          "Set the key it was written with, or write the ids anew: answerable entitlements ids ID.",
        );
      }
    },
  };
}

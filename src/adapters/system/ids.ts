import { randomBytes, randomUUIDv7 } from "node:crypto";

/** A UUIDv7 (RFC 9562 §5.7): rows made later sort later, which keeps indexes and partitions compact. */
export function newId(): string {
  return randomUUIDv7();
}

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** A routing token: 100 random bits as 20 characters of lower-case base32 (RFC 4648 §6), safe in a local-part. */
export function newToken(): string {
  return Array.from(randomBytes(20), (byte) => BASE32[byte & 31]).join("");
}

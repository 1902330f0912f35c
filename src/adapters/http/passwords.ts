import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's second set for Argon2id: 19 MiB, two passes. */
const MEMORY_KB = 19_456;
const PASSES = 2;
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 1024;

/** `argon2id$memory$passes$nonce$hash`, the last two in base64url: parameters may change without a migration. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await slow(password, nonce, MEMORY_KB, PASSES);
  return ["argon2id", MEMORY_KB, PASSES, nonce.toString("base64url"), hash.toString("base64url")].join("$");
}

/**
 * Whether the password is the one behind `stored`. Takes as long where there is no password at all, so that nobody learns
 * which names exist.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, nonce, hash] = (stored ?? NOBODY).split("$");
  const expected = Buffer.from(hash!, "base64url");
  const given = await slow(
    password.slice(0, LONGEST_PASSWORD),
    Buffer.from(nonce!, "base64url"),
    Number(memory),
    Number(passes),
  );
  return timingSafeEqual(given, expected) && stored !== null;
}

/** Why a password may not be chosen, or null. Length is what counts (NIST SP 800-63B §3.1.1). */
export function refusePassword(password: string, name: string): string | null {
  if (password.length < SHORTEST_PASSWORD) return `A password has at least ${SHORTEST_PASSWORD} characters.`;
  if (password.length > LONGEST_PASSWORD) return `A password has at most ${LONGEST_PASSWORD} characters.`;
  if (name.length > 2 && password.toLowerCase().includes(name.toLowerCase())) {
    return "A password does not contain the name it belongs to.";
  }
  if (new Set(password).size < 5) return "A password has at least five different characters.";
  return null;
}

const NOBODY = `argon2id$${MEMORY_KB}$${PASSES}$${"A".repeat(22)}$${"A".repeat(43)}`;

async function slow(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  return derive("argon2id", {
    message: password.normalize("NFKC"),
    nonce,
    parallelism: 1,
    tagLength: 32,
    memory,
    passes,
  });
}

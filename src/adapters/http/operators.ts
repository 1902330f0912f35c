import { createHash, randomBytes, randomUUIDv7 } from "node:crypto";
import { and, eq, gt, isNull, lt, ne } from "drizzle-orm";
import { fromMs, HOUR, type Instant, plus } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { audit, operatorSecrets, operators } from "../postgres/schema.ts";

export type Role = "viewer" | "admin";

export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hasPassword: boolean;
}

export const SESSION_MS = 12 * HOUR;
const LINK_MS = 24 * HOUR;

/** Only hashes are kept: who reads the database cannot sign in with what is there. 256 random bits need no slow hash. */
const hashOf = (secret: string): Uint8Array => createHash("sha256").update(secret).digest();
const clock = (): Instant => fromMs(Date.now());

export interface LoginLink {
  readonly operator: string;
  /** Below the server's URL. */
  readonly path: string;
  readonly expiresAt: Instant;
}

/**
 * A link that signs one operator in once, within a day. The operator is made if there is none of this name (given or the
 * role's own); one that exists keeps its password and gets the role.
 */
export async function createLoginLink(
  db: Db,
  role: Role,
  name: string = role,
  now = clock(),
): Promise<LoginLink> {
  const secret = randomBytes(32).toString("base64url");
  const expiresAt = plus(now, LINK_MS);
  await db.transaction(async (tx) => {
    const [operator] = await tx
      .insert(operators)
      .values({ id: randomUUIDv7(), name, role, createdAt: now })
      .onConflictDoUpdate({ target: operators.name, set: { role } })
      .returning({ id: operators.id });
    await tx.delete(operatorSecrets).where(lt(operatorSecrets.expiresAt, now));
    await tx
      .insert(operatorSecrets)
      .values({ hash: hashOf(secret), operatorId: operator!.id, purpose: "link", expiresAt });
  });
  return { operator: name, path: `/sign-in/link/${secret}`, expiresAt };
}

/** Whose link this is, if it may still be used. Uses nothing up: mail scanners open links too. */
export async function readLink(db: Db, secret: string, now = clock()): Promise<Operator | null> {
  return bySecret(db, secret, "link", now);
}

/**
 * Uses a link up and opens a session, with a new password where one is given. Null: used, expired or never made; of two
 * at once one succeeds.
 */
export async function useLink(
  db: Db,
  secret: string,
  passwordHash: string | null,
  now = clock(),
): Promise<string | null> {
  return db.transaction(async (tx) => {
    const [used] = await tx
      .update(operatorSecrets)
      .set({ usedAt: now })
      .where(
        and(
          eq(operatorSecrets.hash, hashOf(secret)),
          eq(operatorSecrets.purpose, "link"),
          isNull(operatorSecrets.usedAt),
          gt(operatorSecrets.expiresAt, now),
        ),
      )
      .returning({ operatorId: operatorSecrets.operatorId });
    if (used === undefined) return null;
    if (passwordHash !== null)
      await tx.update(operators).set({ passwordHash }).where(eq(operators.id, used.operatorId));
    return openSession(tx, used.operatorId, "operator.link-used", now);
  });
}

/** The operator of this name and the hash of their password, for the one place that verifies it. */
export async function findOperator(
  db: Db,
  name: string,
): Promise<{ id: string; passwordHash: string | null } | null> {
  const [row] = await db
    .select({ id: operators.id, passwordHash: operators.passwordHash })
    .from(operators)
    .where(eq(operators.name, name));
  return row ?? null;
}

/** Opens a session; what comes back is its secret, kept nowhere. */
export async function openSession(
  db: Pick<Db, "insert">,
  operatorId: string,
  how: "operator.signed-in" | "operator.link-used" = "operator.signed-in",
  now = clock(),
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const expiresAt = plus(now, SESSION_MS);
  await db
    .insert(operatorSecrets)
    .values({ hash: hashOf(secret), operatorId, purpose: "session", expiresAt });
  await db.insert(audit).values({ id: randomUUIDv7(), at: now, actor: operatorId, action: how, detail: {} });
  return secret;
}

export async function readSession(db: Db, secret: string, now = clock()): Promise<Operator | null> {
  return bySecret(db, secret, "session", now);
}

export async function closeSession(db: Db, secret: string): Promise<void> {
  await db.delete(operatorSecrets).where(eq(operatorSecrets.hash, hashOf(secret)));
}

/** Sets a password and ends every other session of the operator: whoever had the old one is out. */
export async function setPassword(
  db: Db,
  operatorId: string,
  passwordHash: string,
  keepSecret: string,
  now = clock(),
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(operators).set({ passwordHash }).where(eq(operators.id, operatorId));
    await tx
      .delete(operatorSecrets)
      .where(and(eq(operatorSecrets.operatorId, operatorId), ne(operatorSecrets.hash, hashOf(keepSecret))));
    await tx.insert(audit).values({
      id: randomUUIDv7(),
      at: now,
      actor: operatorId,
      action: "operator.password-set",
      detail: {},
    });
  });
}

async function bySecret(
  db: Db,
  secret: string,
  purpose: "session" | "link",
  now: Instant,
): Promise<Operator | null> {
  const [row] = await db
    .select({
      id: operators.id,
      name: operators.name,
      role: operators.role,
      passwordHash: operators.passwordHash,
    })
    .from(operatorSecrets)
    .innerJoin(operators, eq(operators.id, operatorSecrets.operatorId))
    .where(
      and(
        eq(operatorSecrets.hash, hashOf(secret)),
        eq(operatorSecrets.purpose, purpose),
        isNull(operatorSecrets.usedAt),
        gt(operatorSecrets.expiresAt, now),
      ),
    );
  if (row === undefined) return null;
  return { id: row.id, name: row.name, role: row.role, hasPassword: row.passwordHash !== null };
}

import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { FOLDER_LEASE_MS, folderLease, RENEW_MS } from "../../src/adapters/postgres/folder-lease.ts";
import { rememberFolders } from "../../src/adapters/postgres/mailboxes.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { instant } from "../../src/values/instant.ts";
import { testDatabase } from "../support/database.ts";
import { intakeDesk } from "../support/intake-desk.ts";
import { plainMail } from "../support/plain-mail.ts";
import { startScriptedImap } from "../support/scripted-imap.ts";
import { until } from "../support/until.ts";

const mail = (uid: number) => ({
  uid,
  raw: Buffer.from(
    plainMail({ From: "carla@fabrikam.example", "Message-ID": `<${uid}@f.example>` }, "Words."),
  ),
});
/** A process of another machine: whether it lives, only its lease tells. */
const ELSEWHERE = "another-node.17.1";

test("a folder whose node died is read by another within the lease, and both are never at it together", async () => {
  await using server = await startScriptedImap([mail(1)]);
  await using desk = await intakeDesk(server.port, { leaseMs: 1500 });
  const dead = folderLease(desk.database.db, desk.folderId, ELSEWHERE, 1500);
  expect(await dead.lease()).toBe(true);
  const begun = Date.now();
  const reading = desk.start("this-node.1.1");
  expect(await folderLease(desk.database.db, desk.folderId, "a-third.1.1", 1500).lease()).toBe(false);
  expect(server.connections, "nobody reads while the lease holds").toBe(0);
  await reading;
  expect(Date.now() - begun).toBeGreaterThan(1000);
  expect((await desk.rows()).map(({ state }) => state)).toEqual(["stored"]);
  const folder = await desk.folder();
  expect([folder.claimedBy, folder.fence]).toEqual(["this-node.1.1", 2]);
  expect(await dead.lease(), "the one that was dead comes back too late").toBe(false);
});

test("a lease is renewed while the folder is only listened to", async () => {
  await using server = await startScriptedImap();
  await using desk = await intakeDesk(server.port, { leaseMs: 1200 });
  await desk.start("this-node.1.1");
  const first = (await desk.folder()).leaseUntil!;
  await until(async () => (await desk.folder()).leaseUntil! > first + 1200, "the lease goes on");
  expect((await desk.folder()).fence).toBe(1);
  expect(server.connections).toBe(1);
});

test("a node that has lost its lease lets go of the mailbox", async () => {
  await using server = await startScriptedImap();
  await using desk = await intakeDesk(server.port, { leaseMs: 1200 });
  await desk.start("this-node.1.1");
  await desk.database.db
    .update(rows.folders)
    .set({ claimedBy: ELSEWHERE, leaseUntil: instant("2100-01-01T00:00:00Z") });
  await until(async () => server.open === 0, "the connection is closed");
});

test("the times of production fit into thirty seconds", () => {
  const STAND_BY_MS = 2_000;
  expect(FOLDER_LEASE_MS + STAND_BY_MS).toBeLessThan(30_000);
  expect(RENEW_MS * 3).toBeLessThan(FOLDER_LEASE_MS);
});

test("a folder that is renamed on the server is read on where it was", async () => {
  await using server = await startScriptedImap([mail(1)]);
  server.path = "Eingang";
  await using desk = await intakeDesk(server.port, { path: () => server.path, pollMs: 100 });
  await desk.start();
  await desk.stop();
  server.path = "Posteingang";
  server.mails.push(mail(2));
  void desk.start();
  const all = await desk.awaitRows(
    (found) => found.length === 2 && found[1]!.state === "stored",
    "the new mail",
  );
  expect(all.map(({ uid, folderId }) => [uid, folderId])).toEqual([
    [1, desk.folderId],
    [2, desk.folderId],
  ]);
  expect((await desk.folder()).path).toBe("Posteingang");
});

test("a folder that appears later is read from the mailbox's first day on; Sent is not", async () => {
  await using database = await testDatabase();
  const { db } = database;
  const clock = { kind: "set", now: () => instant("2026-12-03T10:00:00Z") } as const;
  const imap = { host: "a.example", port: 993, tls: "implicit", user: "desk", password: "x" } as const;
  const given = {
    name: "support",
    address: "support@contoso.example",
    provider: "generic",
    authservId: null,
  } as const;
  const mailbox = plainMailbox({ ...given, imap });
  const inbox = { path: "INBOX", role: "inbox" } as const;
  await rememberFolders(db, clock, mailbox, [inbox]);
  const later = [inbox, { path: "Junk", role: "junk" } as const, { path: "Sent", role: "sent" } as const];
  const found = await rememberFolders(db, clock, { ...mailbox, name: "Support" }, later);
  expect(found.map(({ path, late }) => [path, late]).toSorted()).toEqual([
    ["INBOX", false],
    ["Junk", true],
    ["Sent", false],
  ]);
  const [kept] = await db
    .select()
    .from(rows.mailboxes)
    .where(eq(rows.mailboxes.account, "desk at a.example"));
  expect(kept!.name).toBe("Support");
});

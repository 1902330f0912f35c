import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
const folder = mkdtempSync(join(tmpdir(), "contracts-"));
beforeAll(async () => {
  const provider = { address: "cases@distributor.example", senders: [], caseNumbers: [] };
  desk = await deskInPostgres(undefined, undefined, undefined, {
    partners: {
      distributor: { kind: "provider", ...provider },
      "night-desk": { kind: "outsourcer", ...provider },
    },
  });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function answerable(...words: readonly string[]) {
  const env = { ...BARE_ENV, DATABASE_URL: desk.database.url, DATA_DIR: folder };
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    const args = ["workers/answerable.ts", "customers", ...words];
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

test("subscriptions, models and access: tried, written, listed; what is wrong is named", async () => {
  const file = join(folder, "list.csv");
  writeFileSync(
    file,
    "company;domain;cloud;access;access until\nFabrikam;fabrikam.example;us_government;granted;2027-06-30\nBad;bad.example;x y;maybe;soon\n",
  );
  const imported = await answerable("import", file);
  for (const path of ["cloud", "access", "access until"]) expect(imported.err).toContain(`${path}: read`);
  expect((await answerable("access", "Fabrikam")).out).toContain(
    "access granted, ends before 2027-07-01; cloud us_government",
  );
  expect((await answerable("import", file)).out).toContain("0 new, 0 changed");

  const add = [
    "subscription",
    "add",
    "Fabrikam",
    "--service",
    "azure",
    "--name",
    "Production",
    "--reference",
    "s-1",
  ];
  expect((await answerable(...add, "--dry-run")).out).toContain("Would be written");
  expect((await answerable("subscription", "list", "Fabrikam")).out).toContain("has no subscriptions");
  expect(await answerable(...add)).toMatchObject({ code: 0 });
  expect(await answerable(...add)).toMatchObject({ code: 1, err: expect.stringContaining("already") });
  expect(
    (await answerable("subscription", "add", "Fabrikam", "--service", "toaster", "--name", "x")).err,
  ).toContain("expected one of microsoft365, azure");
  expect(
    await answerable("subscription", "end", "Fabrikam", "production", "--on", "2026-12-31"),
  ).toMatchObject({
    code: 0,
  });
  expect(JSON.parse((await answerable("subscription", "list", "Fabrikam", "--json")).out)).toMatchObject([
    { name: "Production", reference: "s-1", service: "azure" },
  ]);

  await dayByMail(desk).opens("Calls drop", CARLA);
  const set = [
    "model",
    "set",
    "Fabrikam",
    "indirect_reseller",
    "--from",
    "2027-01-01",
    "--open-tickets",
    "keep",
  ];
  expect((await answerable(...set, "--dry-run")).out).toContain("would hold from 2027-01-01");
  expect((await answerable(...set)).out).toContain("Open tickets keep direct_bill (1).");
  expect((await answerable("model", "list", "Fabrikam")).out).toContain("2027-01-01");
  expect((await answerable("model", "set", "Fabrikam", "friend")).err).toContain(
    "expected one of direct_bill, indirect_reseller",
  );
  const events = await desk.database.db.select().from(rows.events);
  expect(events.at(-1)).toMatchObject({ type: "partner_model_kept", data: { model: "direct_bill" } });

  expect(await answerable("access", "Fabrikam", "--none")).toMatchObject({ code: 0 });
  expect((await answerable("access", "Fabrikam")).out).toContain("access none; cloud");
  expect((await answerable("access", "Fabrikam", "--cloud", "moon")).err).toContain(
    "expected one of commercial",
  );
}, 120_000);

test("R24 a support contact: tried, refused with the reason, written, replaced, listed", async () => {
  const customerId = newId();
  const { db } = desk.database;
  await db.insert(rows.customers).values({ id: customerId, name: "Proseware", createdAt: desk.now() });
  const seats = { id: newId(), customerId, service: "azure", name: "Seats" };
  await db.insert(rows.subscriptions).values(seats);
  const contact = ["subscription", "contact", "Proseware", "Seats"];
  expect((await answerable(...contact, "night-desk")).err).toContain("expected one of us, distributor");
  expect((await answerable(...contact, "distributor", "--dry-run")).out).toContain("would be distributor");
  expect((await answerable(...contact)).out).toContain("Nobody is written down as the support contact");
  await answerable("subscription", "commerce", "Proseware", "Seats", "new");
  expect(await answerable(...contact, "distributor", "--from-vendor")).toMatchObject({
    code: 1,
    err: expect.stringContaining("new commerce, for which the vendor keeps no support contact"),
  });
  const from = ["--from", "2026-01-01"];
  expect((await answerable(...contact, "distributor", ...from)).out).toContain(
    "the support contact is distributor from 2026-01-01.",
  );
  expect((await answerable(...contact, "us", ...from)).out).toContain("is us");
  expect(JSON.parse((await answerable(...contact, "--json")).out)).toMatchObject([
    { partner: null, validFrom: "2026-01-01", source: "own" },
  ]);
  expect((await answerable("subscription", "list", "Proseware")).out).toMatch(/support contact.*new +us/s);
}, 120_000);

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterAll, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { DAY, plus } from "../../src/values/instant.ts";
import { type Inbox, openInbox, type Received } from "../support/inbox.ts";
import { DESK, type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { mailWithFiles, type SentFile } from "../support/mail-with-files.ts";
import { plainMail, quoted } from "../support/plain-mail.ts";
import { ANA, CARLA, type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const TENANT = "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60";
const CASE = "2612010050001234";
const VENDOR = "case@mail.support.microsoft.com";
const PROVIDER = "support@tailwind.example";
const NIGHT_DESK = "noc@nightdesk.example";
const more = [VENDOR, PROVIDER, NIGHT_DESK];

const FOUND = `#kind technical
#service microsoft365
#diagnosis
health check: 10:05 UTC, no incident for this service
reproduction: call any number from the web client
steps tried: restarted the connector -> same error
finding: calls drop after 30 seconds in every client
reason: defect
impact: nobody in sales can call since this morning
error: call failed with code 0x80070005
reviewed: yes
#escalate
`;

const folder = mkdtempSync(join(tmpdir(), "answerable-partners-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The example desk with partners, and with more of it changed. */
function deskFile(changes: readonly (readonly [from: string, to: string])[]): string {
  const partners = `partners:
  provider: { kind: provider, name: Tailwind Distribution, address: ${PROVIDER}, hours: always, response: 4h, caseNumbers: ["TW########"] }
  night-desk: { kind: outsourcer, name: Night Desk, address: ${NIGHT_DESK}, hours: always, response: 4h, caseNumbers: ["ND-######"] }
`;
  let text = readFileSync("examples/desk.yaml", "utf8");
  for (const [from, to] of [["partners: {}\n", partners] as const, ...changes]) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  const file = join(folder, `desk-${newId()}.yaml`);
  writeFileSync(file, text);
  return file;
}

interface Scene {
  readonly servers: MailServers;
  readonly desk: RunningDesk;
  readonly carla: Inbox;
  readonly ana: Inbox;
}

let n = 0;

/** A mail in reply to another, from its writer's own account. */
async function replies({ servers }: Scene, from: string, to: Received, text: string): Promise<void> {
  const reply = to.replyTo[0]!.address;
  const header = {
    From: from,
    To: reply,
    Subject: `Re: ${to.subject}`,
    "Message-ID": `<j${++n}@${from.split("@")[1]}>`,
    "In-Reply-To": to.messageId!,
  };
  const body = `${text}\n\nOn Tue, 1 Dec 2026 at 10:01, ${to.from?.name} <${DESK}> wrote:\n${quoted(to.text)}`;
  await servers.deliver(plainMail(header, body), from, reply, from);
}

/** The customer writes, Ana has found out what she can, and hands it on. */
async function handsOn(scene: Scene, files: readonly SentFile[] = []): Promise<void> {
  const { servers, desk, ana, carla } = scene;
  const { db } = desk.database;
  const id = newId();
  const now = desk.clock.now();
  const customer = {
    id,
    name: "Fabrikam",
    tenantId: TENANT,
    access: "granted" as const,
    accessUntil: plus(now, 90 * DAY),
  };
  await db.insert(rows.customers).values({ ...customer, createdAt: now });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId: id, verifiedAt: now });
  const first = {
    From: `Carla Conti <${CARLA}>`,
    To: DESK,
    Subject: "Calls drop",
    "Message-ID": `<j${++n}@f.example>`,
  };
  const text = "Every call drops after a minute.\n\nCarla";
  const mail = files.length === 0 ? plainMail(first, text) : mailWithFiles(first, text, files);
  await servers.deliver(mail, CARLA, DESK, CARLA);
  await carla.await(({ subject }) => subject.includes("[#1001]"), "the acknowledgement");
  const notice = await ana.await(({ text }) => text.includes("Every call drops"), "the notice");
  // The first of the files was looked through, no other.
  await replies(scene, ANA, notice, files.length === 0 ? FOUND : `#attach 1\n${FOUND}`);
}

async function handoffIs({ desk: { database } }: Scene, state: string): Promise<void> {
  await until(
    async () =>
      (await database.db.select().from(rows.escalations)).some(
        (row) => row.kind === "handoff" && row.state === state,
      ),
    `a handoff that is ${state}`,
  );
}

/** What the customer has got, as one text; nothing of upstream may be in it. */
async function ofTheCustomer({ carla }: Scene): Promise<string> {
  return (await carla.all()).map(({ raw }) => raw).join("\n");
}

describe.skipIf(missing !== null)("an issue goes upstream by real mail", () => {
  test("a direct-bill partner files it in the portal, reports the number, and the vendor's mail comes back by it", async () => {
    await using servers = await startMailServers({ more });
    await using desk = await runDesk(servers);
    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    const scene = { servers, desk, carla, ana };
    await desk.database.db.insert(rows.entitlements).values({
      id: newId(),
      vehicle: "advanced_support_for_partners",
      name: "Advanced",
      validFrom: "2026-01-01",
      createdAt: desk.clock.now(),
    });
    await handsOn(scene);
    const prepared = await ana.await(({ text }) => text.includes("To be filed with"), "what to file");
    expect(prepared.text).toContain(TENANT);
    expect(prepared.text).toContain("nobody in sales can call since this morning");
    expect(prepared.text).toMatch(new RegExp(`Contact address\\s+${DESK}`));

    await replies(scene, ANA, prepared, `#upstream ${CASE}`);
    const told = await carla.await(
      ({ text }) => text.includes("we stay your contact"),
      "the word to the customer",
    );
    expect(told.headers.get("auto-submitted")).toEqual(["auto-generated"]);

    const mail = {
      From: VENDOR,
      To: DESK,
      Subject: `Your request - TrackingID#${CASE}`,
      "Message-ID": "<v1@ms.example>",
    };
    await servers.deliver(plainMail(mail, "Please send us a network trace."), VENDOR, DESK, VENDOR);
    const notice = await ana.await(
      ({ text }) => text.includes("Please send us a network trace"),
      "what they wrote",
    );
    expect(notice.text).toContain(`their ${CASE}`);
    await using vendor = await openInbox(servers, VENDOR);
    await replies(scene, ANA, notice, "It is in the workspace.");
    const answer = await vendor.await(
      ({ text }) => text.includes("It is in the workspace"),
      "our answer to them",
    );
    expect(answer.subject).toContain(CASE);
    expect(answer.raw).not.toContain(ANA);
    expect(answer.raw).not.toContain(CARLA);

    await replies(scene, ANA, notice, "#resolve");
    const close = await ana.await(({ text }) => text.includes("Please close it with"), "to close it there");
    expect(close.text).toContain(CASE);
    await handoffIs(scene, "closed");
    expect(await ofTheCustomer(scene)).not.toMatch(new RegExp(`${CASE}|microsoft|network trace`, "i"));
  });

  test("an indirect reseller's provider answers with its number, and later writes with nothing else", async () => {
    await using servers = await startMailServers({ more });
    const model = ["  model: direct_bill #", "  provider: provider\n  model: indirect_reseller #"] as const;
    await using desk = await runDesk(servers, { deskFile: deskFile([model]) });
    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    await using provider = await openInbox(servers, PROVIDER);
    const scene = { servers, desk, carla, ana };
    const unseen = { name: "telephones.csv", content: "everybody's number", type: "text/csv" };
    await handsOn(scene, [{ name: `${CARLA}-trace.log`, content: "log of the gateway" }, unseen]);
    const packet = await provider.await(({ subject }) => subject.startsWith("[#1001]"), "the packet");
    const { attachments } = await simpleParser(packet.raw);
    expect(attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ["address-left-out-trace.log", "log of the gateway"],
    ]);
    expect(packet.text).toContain(TENANT);
    expect(packet.raw).not.toContain(ANA);
    expect(packet.raw).not.toContain(CARLA);
    await carla.await(({ text }) => text.includes("we stay your contact"), "the word to the customer");

    await replies(scene, PROVIDER, packet, "We have it as TW12345678.");
    await ana.await(({ text }) => text.includes("We have it as TW12345678"), "their answer");
    const later = {
      From: PROVIDER,
      To: DESK,
      Subject: "TW12345678 is solved",
      "Message-ID": "<p2@tailwind.example>",
    };
    await servers.deliver(plainMail(later, "It was a licence."), PROVIDER, DESK, PROVIDER);
    const notice = await ana.await(({ text }) => text.includes("It was a licence"), "their later mail");
    expect(notice.text).toContain("Tailwind Distribution on #1001, their TW12345678");

    const ours = await ana.await(({ text }) => text.includes("New ticket"), "the customer's notice");
    await replies(scene, ANA, ours, "#resolve\n\nIt works again: a licence was missing.");
    await carla.await(({ text }) => text.includes("a licence was missing"), "the answer");
    await provider.await(
      ({ text }) => text.includes("#1001 (your TW12345678) is solved for us"),
      "that it is done",
    );
    await handoffIs(scene, "closed");
    expect(await ofTheCustomer(scene)).not.toMatch(/tailwind|TW12345678/i);
    expect(await desk.database.db.select().from(rows.tickets)).toHaveLength(1);
  });

  test("an outsourcer cannot, gives it back, and it goes on to the vendor; the owner is the same all along", async () => {
    await using servers = await startMailServers({ more });
    const rule = [
      "delivery:\n",
      "delivery:\n  - { kinds: [technical], hours: always, to: night-desk }\n",
    ] as const;
    await using desk = await runDesk(servers, { deskFile: deskFile([rule]) });
    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    await using nightDesk = await openInbox(servers, NIGHT_DESK);
    const scene = { servers, desk, carla, ana };
    await handsOn(scene);
    const packet = await nightDesk.await(({ subject }) => subject.startsWith("[#1001]"), "the packet");
    expect(packet.text).toContain("reply with #unable");
    const owner = async () => (await desk.database.db.select().from(rows.tickets))[0]!.assigneeId;
    const before = await owner();
    await replies(scene, NIGHT_DESK, packet, "#unable only the vendor sees that log\n\nSorry, Jo");
    const back = await ana.await(({ text }) => text.includes("it is back with us"), "that it is back");
    expect(back.text).toContain("only the vendor sees that log");
    expect(await owner()).toBe(before);
    await replies(scene, ANA, back, "#escalate");
    await ana.await(({ text }) => text.includes("To be filed with"), "what to file with the vendor");
    expect((await carla.all()).filter(({ text }) => text.includes("we stay your contact"))).toHaveLength(1);
    expect(await ofTheCustomer(scene)).not.toMatch(/night ?desk|#unable|sees that log/i);
  });
});

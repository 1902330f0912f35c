import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, like, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { iso, MINUTE, plus } from "../../src/values/instant.ts";
import { openInbox, type Received } from "../support/inbox.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { BEN, CARLA, type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const isOffer = ({ text }: Received): boolean => text.includes("This would go to the customer");
const isSlip = ({ text }: Received): boolean => text.includes("We will not keep that");

describe.skipIf(mailServersMissing() !== null)("a promise about to slip, on Dovecot and Postfix", () => {
  test("the lead is offered the honest mail, sends it with one link, and cannot send it again", async () => {
    await using servers = await startMailServers();
    await using desk = await runDesk(servers, { at: "2026-12-02T09:30:00Z" });
    await using carla = await openInbox(servers, CARLA);
    await using ben = await openInbox(servers, BEN);
    const { db } = desk.database;
    const first = { From: CARLA, To: DESK, Subject: "Invoice", "Message-ID": "<1@f.example>" };
    await servers.deliver(plainMail(first, "Where is it?"), CARLA, DESK, CARLA);
    await ben.await(({ text }) => text.includes("Where is it?"), "the notice");
    const firstResponse = () => db.select().from(rows.targets).where(eq(rows.targets.kind, "first-response"));
    const [before] = await firstResponse();
    await allLeft(db);
    desk.clock.set(iso(plus(before!.dueAt!, MINUTE)));

    const offer = await ben.await(isOffer, "the offer");
    expect(offer.text).toContain("We promised you an answer on #1001 by Wednesday, 2 December");
    const [, address, body] = /Send it: mailto:([^?\s]+)\?body=(\S+)/.exec(offer.text)!;
    expect(decodeURIComponent(body!)).toBe("#slip");
    expect((await carla.all()).filter(isSlip)).toHaveLength(0);

    const send = (id: string) =>
      servers.deliver(
        plainMail(
          { From: `Ben Okafor <${BEN}>`, To: address!, Subject: "", "Message-ID": id },
          decodeURIComponent(body!),
        ),
        BEN,
        address!,
        BEN,
      );
    await send("<2@ben>");
    const told = await carla.await(isSlip, "word that we will be late");
    const prepared = /This would go to the customer:\n\n([\s\S]*?)\n\nSend it:/.exec(offer.text)![1]!;
    expect(told.text.trim()).toBe(prepared.trim());
    expect(told.inReplyTo).toEqual(["<1@f.example>"]);
    expect(told.subject).toBe("Re: [#1001] Invoice");

    await send("<3@ben>");
    await ben.await(({ text }) => text.includes("has been told already"), "the refusal");
    expect((await carla.all()).filter(isSlip)).toHaveLength(1);
    const [after] = await firstResponse();
    expect(after).toMatchObject({ state: "running", promisedAt: before!.promisedAt, endedAt: null });

    await servers.deliver(
      plainMail(
        { From: `Ben Okafor <${BEN}>`, To: address!, Subject: "", "Message-ID": "<4@ben>" },
        "Here it is.",
      ),
      BEN,
      address!,
      BEN,
    );
    await carla.await(({ text }) => text.includes("Here it is."), "the answer");
    await until(async () => (await firstResponse())[0]!.state === "met", "the promise is met");
    // As if the word of the delay had waited its turn until now.
    await db
      .update(rows.outboundMail)
      .set({ state: "ready", dueAt: desk.clock.now(), generation: sql`${rows.outboundMail.generation} + 1` })
      .where(like(rows.outboundMail.once, "slip.%"));
    const words = () => db.select().from(rows.outboundMail).where(like(rows.outboundMail.once, "slip.%"));
    await until(async () => (await words())[0]?.state === "cancelled", "it is not sent any more");
    expect(await words()).toMatchObject([{ because: "the customer has been answered since" }]);
    expect((await carla.all()).filter(isSlip)).toHaveLength(1);
  });

  test("with auto it goes by itself; and a new severity is kept, moves the promise and is told once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "auto-desk-"));
    const deskFile = join(folder, "desk.yaml");
    writeFileSync(
      deskFile,
      readFileSync("examples/desk.yaml", "utf8").replace("slipMail: ask", "slipMail: auto"),
    );
    await using servers = await startMailServers();
    await using desk = await runDesk(servers, { at: "2026-12-02T09:30:00Z", deskFile });
    rmSync(folder, { recursive: true });
    await using carla = await openInbox(servers, CARLA);
    await using ben = await openInbox(servers, BEN);
    const { db } = desk.database;
    const first = { From: CARLA, To: DESK, Subject: "Invoice", "Message-ID": "<1@f.example>" };
    await servers.deliver(plainMail(first, "Where is it?"), CARLA, DESK, CARLA);
    const notice = await ben.await(({ text }) => text.includes("Where is it?"), "the notice");
    const firstResponse = async () =>
      (await db.select().from(rows.targets).where(eq(rows.targets.kind, "first-response")))[0]!;
    await allLeft(db);
    desk.clock.set(iso(plus((await firstResponse()).dueAt!, MINUTE)));
    await carla.await(isSlip, "word that we will be late");
    expect((await ben.all()).filter(isOffer)).toHaveLength(0);

    const [, address] = /mailto:([^?\s]+)\?body=%23resolve/.exec(notice.text)!;
    await servers.deliver(
      plainMail(
        { From: `Ben Okafor <${BEN}>`, To: address!, Subject: "", "Message-ID": "<2@ben>" },
        "#severity A",
      ),
      BEN,
      address!,
      BEN,
    );
    const isTold = ({ text }: Received): boolean => text.includes("is now handled as severity A");
    await carla.await(isTold, "word of the new severity");
    expect(await db.select().from(rows.tickets)).toMatchObject([{ severity: "A" }]);
    expect(await firstResponse()).toMatchObject({ goalMs: 60 * MINUTE, goalVersion: 2, calendar: "always" });
    await allLeft(db);
    expect((await carla.all()).filter(isTold)).toHaveLength(1);
    expect((await carla.all()).filter(isSlip)).toHaveLength(1);
  });
});

/** A clock that jumps while a mail is on its way ends its claim: the mail would be unsure, as after a death. */
function allLeft(db: RunningDesk["database"]["db"]): Promise<void> {
  const mails = () => db.select().from(rows.outboundMail);
  return until(
    async () => (await mails()).every(({ state }) => state === "accepted"),
    "every mail has left",
    undefined,
    async () =>
      JSON.stringify((await mails()).map(({ purpose, state, because }) => [purpose, state, because])),
  );
}

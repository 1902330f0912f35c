import { describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { DESK, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const THEIRS = "helpdesk@tailspin.example";

describe.skipIf(missing !== null)("two desks whose addresses write to each other, over Postfix", () => {
  test("fall silent within three mails, and each keeps what came", async () => {
    await using servers = await startMailServers({ more: [THEIRS] });
    await using ours = await runDesk(servers);
    await using theirs = await runDesk(servers, { address: THEIRS });
    const wired = { From: THEIRS, To: DESK, Subject: "Calls drop", "Message-ID": "<1@x>" };
    await servers.deliver(plainMail(wired, "They drop after a minute."), THEIRS, DESK);
    await until(
      async () => (await came(theirs)).length > 0 && (await isSilent(ours)) && (await isSilent(theirs)),
      "what was written has arrived, and nobody has anything to do",
    );
    const between = [...(await toCustomers(ours)), ...(await toCustomers(theirs))];
    expect(between.length).toBeLessThanOrEqual(3);
    expect(await came(ours)).toEqual(["opened-ticket"]);
    expect(await came(theirs)).toEqual(["suppressed"]);
  });
});

const toCustomers = async ({ database: { db } }: RunningDesk) =>
  (await db.select().from(rows.outboundMail)).filter(({ audience }) => audience === "customer");

const came = async ({ database: { db } }: RunningDesk) =>
  (await db.select().from(rows.inboundMail)).map(({ disposition }) => disposition);

async function isSilent({ database: { db } }: RunningDesk): Promise<boolean> {
  const inbound = await db.select().from(rows.inboundMail);
  const outbound = await db.select().from(rows.outboundMail);
  return (
    inbound.every(({ state }) => state === "done") && outbound.every(({ state }) => state === "accepted")
  );
}

import { expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { exactSpan } from "../../src/ops/clock-ledger.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { deskInPostgres } from "../support/desk-in-postgres.ts";
import { testOperations } from "../support/operations.ts";

test("through a ticket's life by mail the ledgers on its page come to what the jobs stored", async () => {
  await using desk = await deskInPostgres();
  const day = dayByMail(desk);
  await using server = await testOperations({ database: desk.database, now: desk.now });
  const headers = { cookie: await server.signIn("viewer"), accept: "text/html" };
  const answer = async (text: string): Promise<void> => {
    await day.replies(ANA, text, await day.noticeOf(ANA, 1001));
    desk.pass(SECOND);
    await desk.send();
  };
  const lastAnswer = async () => (await desk.mails("answer")).at(-1)!;

  const story: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["a mail opens it", () => day.opens("Calls drop")],
    ["an agent answers", () => answer("Which office?")],
    ["it waits for the customer", () => answer("#wait customer\n\nPlease tell us.")],
    ["the customer writes after the weekend", async () => day.writesBack(await lastAnswer(), "Porto.")],
    ["it is found critical", () => day.replies(ANA, "#severity A")],
    [
      "an answer is on its way and fails",
      async () => {
        await day.replies(ANA, "Try this.", await day.noticeOf(ANA, 1001));
        await desk.send({ kind: "refused", code: 550, reply: "550 5.7.1 no", refused: [] });
      },
    ],
    ["it is resolved", () => answer("#resolve\n\nUpdate the client.")],
    ["it comes back", async () => day.writesBack(await lastAnswer(), "It drops again.")],
    ["it is resolved for good", () => answer("#resolve\n\nReplaced.")],
  ];
  const told: string[] = [];
  for (const [n, [name, happens]] of story.entries()) {
    desk.pass(n === 3 ? 4 * DAY + 3 * HOUR : 67 * MINUTE + 11 * SECOND + n);
    await happens();
    desk.pass(20 * MINUTE);
    const text = await (await fetch(`${server.url}/tickets/1001`, { headers })).text();
    const ended = (await desk.database.db.select().from(rows.targets)).filter(
      ({ endedAt }) => endedAt !== null,
    );
    const missing = ended.filter(
      ({ elapsedMs }) => !text.includes(`>${exactSpan(elapsedMs)}</td></tr></tfoot>`),
    );
    const wrong = text.includes("the two must be equal") || missing.length > 0;
    told.push(`${name}: ${ended.length > 0 ? "some" : "no"} clocks ended, ${wrong ? "wrong" : "right"}`);
  }
  expect(told).toEqual(story.map(([name], n) => `${name}: ${n === 0 ? "no" : "some"} clocks ended, right`));
  const types = (await desk.database.db.select().from(rows.events)).map(({ type }) => type);
  for (const type of ["customer_message", "reply_accepted", "reply_failed", "severity", "status"])
    expect(types).toContain(type);
});

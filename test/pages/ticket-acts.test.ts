import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { events, messages, proposals, tickets } from "../../src/adapters/postgres/schema.ts";
import { haveChromium, openBrowser } from "../support/browser.ts";
import { DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { post, signedIn } from "../support/page-checks.ts";
import { plainMail } from "../support/plain-mail.ts";

const STRANGER = "eve@adventure-works.example";

describe.skipIf(!haveChromium)(
  "in Chromium, on a desk that lives (skipped where it is not installed)",
  () => {
    let desk: DeskInPostgres;
    let operations: TestOperations;
    let browser: Browser;
    beforeAll(async () => {
      desk = await deskInPostgres(DESK, new Date().toISOString());
      const day = dayByMail(desk);
      await day.opens("Calls drop");
      const [acknowledgement] = await desk.mails("acknowledgement");
      const head = { From: STRANGER, To: DESK, Subject: "Re: Calls drop", "Message-ID": "<held@day>" };
      await desk.receive(plainMail({ ...head, "In-Reply-To": acknowledgement!.msgId }, "It is the router."));
      operations = await testOperations({ database: desk.database });
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      await operations?.[Symbol.asyncDispose]();
      await desk?.[Symbol.asyncDispose]();
    });

    test("an admin lets a held mail in with one button, also without script", async () => {
      const { page, context, complaints } = await signedIn(browser, operations, { javaScriptEnabled: false });
      await page.goto("/tickets/1001");
      await page.getByRole("button", { name: `Allow ${STRANGER}` }).click();
      await page.getByRole("status").filter({ hasText: "their mail counts from now on" }).waitFor();
      expect(await page.getByRole("button", { name: "Allow" }).count()).toBe(0);
      expect(await page.getByText("held or people allowed").count()).toBe(0);
      const kept = await desk.database.db.select().from(messages);
      expect(kept.map(({ unverified }) => unverified)).toEqual([false, false]);
      expect(complaints).toEqual([]);
      await context.close();
    });

    test("who presses it a second time hears that nothing is held", async () => {
      const answer = await post(operations, "/tickets/1001/allow", await operations.signIn("admin"), {
        address: STRANGER,
      });
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain("nothing of theirs is held");
    });

    test("an admin sorts it, and the ledger says that an operator did", async () => {
      const { page, context, complaints } = await signedIn(browser, operations);
      await page.goto("/tickets/1001");
      const card = page.getByRole("region", { name: "Sorting" });
      await card.getByLabel("Kind").selectOption("commercial");
      await card.getByLabel("Severity").selectOption("A");
      await card.getByRole("button", { name: "Save" }).click();
      await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
      expect(await card.getByLabel("Severity").inputValue()).toBe("A");
      const written = await desk.database.db.select().from(events);
      const mine = written.filter(({ actor }) => actor === "operator").map(({ type }) => type);
      expect(mine).toEqual(expect.arrayContaining(["allowed", "sorted", "severity"]));
      expect(complaints).toEqual([]);
      await context.close();
    });

    test.each([
      ["a service that the policy does not have", { service: "<script>" }, 409],
      ["a severity that is none", { severity: "Z" }, 409],
      ["a kind that is none", { kind: "both" }, 409],
    ])("%s changes nothing and says so", async (_name, fields, status) => {
      const answer = await post(operations, "/tickets/1001/sort", await operations.signIn("admin"), fields);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toMatch(/role="alert">Nothing was done: /);
    });

    test("what an admin saves under To sort is gone from there, also where nothing was to be changed", async () => {
      const { db } = desk.database;
      const [ticket] = await db.select().from(tickets);
      await db.delete(proposals);
      const proposed = { kind: "technical", service: "azure", severity: "B", confidence: 0.3, evidence: [] };
      await db
        .insert(proposals)
        .values({ ...proposed, ticketId: ticket!.id, at: ticket!.openedAt, toSort: true });
      const { page, context, complaints } = await signedIn(browser, operations);
      await page.goto("/to-sort");
      await page.getByRole("button", { name: "Save #1001" }).click();
      await page.getByText("Every ticket is sorted.").waitFor();
      await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    });

    test("the way back is a page of this desk, whatever the form says", async () => {
      const admin = await operations.signIn("admin");
      const fields = { kind: "technical", back: "//evil.example" };
      const answer = await post(operations, "/tickets/1001/sort", admin, fields);
      expect(answer.headers.get("location")).toBe("/?done=sort");
    });
  },
);

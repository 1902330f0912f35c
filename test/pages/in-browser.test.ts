import { eq } from "drizzle-orm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messages, outboundMail, tickets } from "../../src/adapters/postgres/schema.ts";
import { fromMs } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, type Watched, watchedPage } from "../support/browser.ts";
import { expectClean, tabTo } from "../support/clean-page.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { haveRedis, testRedis } from "../support/redis.ts";
import { type SandboxInMemory, sandboxInMemory } from "../support/sandbox-in-memory.ts";
import { HOSTILE, mailRow, type SeededDesk, seedDesk, ticketRow } from "../support/seed-desk.ts";

const PASSWORD = "three calm grey herons";

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let desk: TestOperations;
  let seeded: SeededDesk;
  let sandbox: SandboxInMemory;
  let browser: Browser;
  let openMail: string;
  beforeAll(async () => {
    sandbox = sandboxInMemory();
    openMail = sandbox.deliver("alice@contoso.example", {
      subject: HOSTILE,
      text: `${HOSTILE}\nsecond line`,
      messageId: "<notice@desk>",
      references: ["<first@desk>"],
    });
    desk = await testOperations({
      settings: { sandbox },
      safeHtml: async () => `<p style="color:red">Hello</p>`,
    });
    seeded = await seedDesk(desk.database.db, fromMs(Date.now()));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.[Symbol.asyncDispose]();
  });

  async function signedIn(
    options: Parameters<typeof watchedPage>[2] = {},
    role: "admin" | "viewer" = "admin",
  ): Promise<Watched> {
    const watched = await watchedPage(browser, desk.url, options);
    const [name, value] = (await desk.signIn(role)).split("=") as [string, string];
    await watched.context.addCookies([{ name, value, url: desk.url }]);
    return watched;
  }

  const PAGES: readonly (readonly [name: string, path: () => string])[] = [
    ["Desk", () => "/"],
    ["a ticket", () => `/tickets/${seeded.full}`],
    ["a hostile ticket", () => `/tickets/${seeded.hostile}`],
    ["Queues", () => "/queues"],
    ["Mailboxes", () => "/mailboxes"],
    ["Outgoing", () => "/outgoing?state=trouble"],
    ["Account", () => "/account"],
    ["Sandbox, writing", () => "/sandbox?customer-write=mfa"],
    ["Sandbox, replying", () => `/sandbox?agent-mail=${openMail}&agent-write=reply`],
    ["nothing there", () => "/tickets/999999"],
  ];

  describe.each([
    ["light", "a desktop", { width: 1280, height: 800 }],
    ["dark", "a phone", { width: 360, height: 740 }],
  ] as const)("in %s on %s", (colorScheme, _device, viewport) => {
    test.each(PAGES)(
      "%s is clean: axe, console, no other host, one h1, no sideways scrolling on a phone",
      async (name, path) => {
        const { page, context, complaints } = await signedIn({ colorScheme, viewport });
        await page.goto(path());
        await expectClean(page);
        await page.setViewportSize({ width: 360, height: 740 });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
        expect(await page.locator("h1").count()).toBe(1);
        const expected = name === "nothing there" ? [expect.stringContaining("404")] : [];
        expect(complaints).toEqual(expected);
        await context.close();
      },
    );

    test("the sign-in and a one-time link are clean", async () => {
      const { page, context, complaints } = await watchedPage(browser, desk.url, {
        colorScheme,
        javaScriptEnabled: true,
      });
      await page.goto("/sign-in");
      await expectClean(page);
      expect(complaints).toEqual([]);
      await context.close();
    });
  });

  test("what strangers wrote is text everywhere", async () => {
    const { page, context, complaints } = await signedIn();
    for (const path of [
      "/",
      `/tickets/${seeded.hostile}`,
      "/queues",
      "/outgoing?state=trouble",
      `/sandbox?agent-mail=${openMail}&agent-write=reply`,
    ]) {
      await page.goto(path);
      await page.waitForSelector("#live[data-state=on]");
      expect(await page.locator("main img, main script").count()).toBe(0);
      expect(await page.locator("main").innerText()).toContain("<script>alert(1)</script>&amp;");
      expect(await page.title()).toMatch(/ · Answerable$/);
      expect(await page.content()).not.toContain("\u202E");
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a mail as its writer laid it out stands in a frame that may do nothing", async () => {
    const { page, context, complaints } = await signedIn();
    await page.goto(`/tickets/${seeded.full}`);
    await page.getByText("As the writer laid it out").click();
    await page.frameLocator("iframe").getByText("Hello").waitFor();
    expect(await page.locator("iframe").getAttribute("sandbox")).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("with the keyboard alone: sign in, skip to the content, filter, open a ticket", async () => {
    const { page, context } = await watchedPage(browser, desk.url);
    await fetch(await desk.link("admin", "keys"), {
      method: "POST",
      redirect: "manual",
      headers: { origin: desk.url },
      body: new URLSearchParams({ password: PASSWORD }),
    });
    await page.goto("/queues");
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate<string>("document.activeElement.name || document.activeElement.innerText || ''");
    await tabTo(page, "name");
    await page.keyboard.type("keys");
    await keys("Tab");
    await page.keyboard.type(PASSWORD);
    await keys("Enter");
    await page.waitForURL("**/queues");
    await page.goto("/");
    await keys("Tab");
    expect(await focused()).toBe("Skip to content");
    await keys("Enter");
    await tabTo(page, "severity");
    await page.keyboard.type("A");
    await tabTo(page, "Filter");
    await keys("Enter");
    await page.waitForURL("**/?*severity=A*");
    await tabTo(page, "#1011");
    await keys("Enter");
    await page.waitForURL("**/tickets/1011");
    await context.close();
  });

  test("a change arrives without reload, and takes neither focus nor selection, nor open parts", async () => {
    const { page, context, complaints } = await signedIn();
    await page.goto(`/tickets/${seeded.full}`);
    await page.waitForSelector("#live[data-state=on]");
    await page.getByText("Whole mail").first().click();
    await page.evaluate(`{
      window.untouched = true;
      const text = document.querySelector(".message .text bdi").firstChild;
      getSelection().setBaseAndExtent(text, 0, text, 12);
      document.querySelector(".files a").focus();
      scrollTo(0, 120);
    }`);
    const [old] = await desk.database.db.select().from(messages).where(eq(messages.id, seeded.messageId));
    await desk.database.db.insert(messages).values({
      ...old!,
      id: "01990000-0000-7000-8000-000000000001",
      inboundId: null,
      visibleText: "One more thing.",
      fullText: "One more thing.",
      at: fromMs(Date.now()),
    });
    await page.getByText("One more thing.").waitFor({ timeout: 10_000 });
    expect(await page.evaluate("window.untouched")).toBe(true);
    expect(await page.evaluate("getSelection().toString()")).toBe("Good morning");
    expect(await page.evaluate("document.activeElement.matches('.files a')")).toBe(true);
    expect(await page.evaluate("scrollY")).toBe(120);
    expect(await page.locator("details[open]").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a new ticket takes its place among the others, and who listens hears of it", async () => {
    const { page, context } = await signedIn();
    await page.goto("/");
    await page.waitForSelector("#live[data-state=on]");
    const { requesterId } = (await desk.database.db.select().from(tickets).limit(1))[0]!;
    await page.evaluate(`document.querySelector('[data-key="t1015"]').mark = 1`);
    await desk.database.db
      .insert(tickets)
      .values(ticketRow(fromMs(Date.now()), 1500, { requesterId, subject: "Brand new" }));
    await page.getByText("Brand new").waitFor({ timeout: 10_000 });
    expect(await page.evaluate(`document.querySelector('[data-key="t1015"]').mark`)).toBe(1);
    expect(await page.locator("#announce").textContent()).toMatch(/\d+ open tickets, 1 promise late/);
    await context.close();
  });

  test("after signing out elsewhere a page is told so and shows nothing new", async () => {
    const { page, context } = await signedIn();
    await page.goto("/outgoing");
    await page.waitForSelector("#live[data-state=on]");
    await context.clearCookies();
    await page.evaluate("dispatchEvent(new Event('pagehide')); dispatchEvent(new Event('pageshow'))");
    await page.waitForSelector("#live[data-state=off]", { timeout: 10_000 });
    await desk.database.db
      .insert(outboundMail)
      .values(mailRow(fromMs(Date.now()), { subject: "Not for strangers" }));
    expect(await page.getByText("Not for strangers").count()).toBe(0);
    await context.close();
  });

  test("everything works without script", async () => {
    const { page, context } = await signedIn({ javaScriptEnabled: false });
    await page.goto("/");
    await page.getByText("Shared mailbox lost after migration").click();
    await page.getByRole("heading", { level: 1, name: /Shared mailbox/ }).waitFor();
    await page.goto("/sandbox?customer-write=new");
    await page.getByLabel("Subject").fill("Without script");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Without script").waitFor();
    await context.close();
  });

  test("a one-time link opens the sandbox by itself, where script runs", async () => {
    const { page, context } = await watchedPage(browser, desk.url);
    await page.goto(await desk.link("admin", "sandy"));
    await page.waitForURL("**/sandbox");
    await context.close();
  });

  test.skipIf(!haveRedis)("Bull Board opens behind the login and reaches no other host", async () => {
    await using redis = await testRedis();
    await using other = await testOperations({ redisUrl: redis.url });
    const { page, context } = await watchedPage(browser, other.url);
    const elsewhere: string[] = [];
    context.on("response", (answer) => {
      if (!answer.url().startsWith(other.url)) elsewhere.push(answer.url());
    });
    const [name, value] = (await other.signIn("viewer")).split("=") as [string, string];
    await context.addCookies([{ name, value, url: other.url }]);
    await page.goto("/queues/bull");
    await page.getByText("escalations").first().waitFor();
    expect(new URL(page.url()).pathname).toBe("/queues/bull/view");
    expect(elsewhere).toEqual([]);
    await context.close();
  });

  describe("the sandbox", () => {
    test("a customer picks an example and sends it; the answer arrives by itself; the agent replies in its thread", async () => {
      const { page, context, complaints } = await signedIn();
      await page.goto("/sandbox");
      const customer = page.getByRole("region", { name: "Customer" });
      const agent = page.getByRole("region", { name: "Agent" });
      await customer.getByRole("link", { name: "Write a mail" }).click();
      await customer.getByRole("link", { name: "MFA loop" }).click();
      await customer.getByRole("button", { name: "Send" }).click();
      await customer.getByText("Sent.").waitFor();
      expect(sandbox.sent.at(-1)).toMatchObject({
        from: "ana@northwind.example",
        to: "support@contoso.example",
        subject: "Cannot sign in",
        inReplyTo: null,
      });
      sandbox.deliver("ana@northwind.example", { subject: "We have your mail" });
      await customer.getByText("We have your mail").waitFor({ timeout: 10_000 });
      await agent.getByText(HOSTILE).first().click();
      await agent.getByRole("link", { name: "Reply" }).click();
      await agent.getByLabel("Text").fill("Try again now.");
      sandbox.deliver("alice@contoso.example", { subject: "Another notice" });
      await agent.getByText("Another notice").waitFor({ timeout: 10_000 });
      expect(await agent.getByLabel("Text").inputValue()).toBe("Try again now.");
      await agent.getByRole("button", { name: "Send" }).click();
      await agent.getByText("Sent.").waitFor();
      expect(sandbox.sent.at(-1)).toMatchObject({
        from: "alice@contoso.example",
        to: "support@contoso.example",
        text: "Try again now.",
        inReplyTo: "<notice@desk>",
        references: ["<first@desk>", "<notice@desk>"],
      });
      expect(complaints).toEqual([]);
      await context.close();
    });

    test("a second thought on one's own mail goes where that went", async () => {
      const { page, context } = await signedIn();
      await page.goto("/sandbox?customer-write=invoice");
      await page.getByRole("button", { name: "Send" }).click();
      await page.locator(".mails a").filter({ hasText: "sent" }).first().click();
      await page.getByRole("link", { name: "Reply", exact: true }).click();
      expect(await page.getByLabel("To", { exact: true }).inputValue()).toBe("support@contoso.example");
      expect(
        await page.getByLabel("Text").evaluate((field) => field === field.ownerDocument.activeElement),
      ).toBe(true);
      await context.close();
    });

    test("what the server refuses stays to be changed, with the reason", async () => {
      const { page, context } = await signedIn();
      await page.goto("/sandbox?customer-write=new");
      await page.getByLabel("To", { exact: true }).fill("nobody");
      await page.getByLabel("Text").fill("kept");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("alert").getByText("is no address").waitFor();
      expect(await page.getByLabel("Text").inputValue()).toBe("kept");
      await context.close();
    });

    test("nobody writes as somebody outside the sandbox, and no line break begins a header field", async () => {
      const cookie = await desk.signIn("admin");
      const send = (fields: Record<string, string>) =>
        fetch(`${desk.url}/sandbox/send`, {
          method: "POST",
          redirect: "manual",
          headers: { cookie, origin: desk.url },
          body: new URLSearchParams(fields),
        });
      const before = sandbox.sent.length;
      expect((await send({ side: "customer", from: "ceo@bank.example", to: "a@b.example" })).status).toBe(
        422,
      );
      expect(
        (await send({ side: "customer", from: "alice@contoso.example", to: "a@b.example" })).status,
      ).toBe(422);
      expect(sandbox.sent.length).toBe(before);
      await send({
        side: "customer",
        from: "ana@northwind.example",
        to: "a@b.example",
        subject: "x\r\nBcc: z@z.example",
        inReplyTo: "<a>\r\nX: y",
      });
      expect(sandbox.sent.at(-1)).toMatchObject({ subject: "x Bcc: z@z.example", inReplyTo: null });
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { policyFiles } from "../../src/adapters/cli/policy-site.ts";
import { expectClean } from "../support/clean-page.ts";
import { PUBLISHED_AT, publishedExample } from "../support/policy.ts";

let browser: Browser;
const directory = mkdtempSync(join(tmpdir(), "policy-page-"));

beforeAll(async () => {
  for (const [name, text] of Object.entries(policyFiles(publishedExample(), PUBLISHED_AT))) {
    writeFileSync(join(directory, name), text);
  }
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1200, height: 900 };

test.each([
  ["en", "light", DESKTOP],
  ["en", "dark", PHONE],
  ["pt-PT", "light", PHONE],
  ["pt-BR", "dark", DESKTOP],
] as const)("the page in %s, %s, on %o can be read by everybody", async (language, colorScheme, viewport) => {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(`file://${directory}/index.${language}.html`);

  await expectClean(page);
  expect(complaints).toEqual([]);
  expect(loaded).toHaveLength(1);
  const [needed, given] = (await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")) as [
    number,
    number,
  ];
  expect(needed).toBeLessThanOrEqual(given);
  await context.close();
});

test("each language links the others, and the data", async () => {
  const page = await browser.newPage();
  await page.goto(`file://${directory}/index.html`);
  await page.getByRole("link", { name: "português (Brasil)" }).click();
  expect(await page.locator("html").getAttribute("lang")).toBe("pt-BR");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Política de suporte");
  await page.close();
});

test("on paper nothing is cut off and the links to other languages are gone", async () => {
  const page = await browser.newPage();
  await page.goto(`file://${directory}/index.html`);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation").isVisible()).toBe(false);
  const overflow = await page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX");
  expect(overflow).toBe("visible");
  await page.close();
});

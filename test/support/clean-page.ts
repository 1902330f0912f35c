import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import AxeBuilder from "@axe-core/playwright";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The axe that AxeBuilder brings. */
const AXE = readFileSync(
  createRequire(import.meta.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** Holds a page to axe: WCAG 2.2 AA and its best practices. */
export async function expectClean(page: Page): Promise<void> {
  // AxeBuilder puts axe into a second page too, to put together what it found in frames: ten times the work of the rules.
  const { violations } =
    page.frames().length > 1 ? await new AxeBuilder({ page }).withTags(TAGS).analyze() : await runAxe(page);
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`),
  ).toEqual([]);
}

async function runAxe(page: Page): Promise<Pick<AxeResults, "violations">> {
  await page.evaluate(AXE);
  const options = { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"] };
  return page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => ({ violations }))`,
  );
}

/** Holds a page to axe, to one main heading, and to a phone's width without sideways scrolling. */
export async function expectCleanPage(page: Page): Promise<void> {
  await expectClean(page);
  const viewport = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(await page.locator("h1").count()).toBe(1);
  if (viewport !== null) await page.setViewportSize(viewport);
}

/** Presses Tab until the focused field's name or text begins so; a page where that takes fifty is not for keyboards. */
export async function tabTo(page: Page, start: string): Promise<void> {
  for (let n = 0; n < 50; n++) {
    const here = await page.evaluate<string>(
      "document.activeElement.name || document.activeElement.innerText || ''",
    );
    if (here.startsWith(start)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no ${start} within fifty stops`);
}

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Holds a page to axe: WCAG 2.2 AA and its best practices. */
export async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`),
  ).toEqual([]);
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

import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { type Watched, watchedPage } from "./browser.ts";
import { expectClean } from "./clean-page.ts";
import type { TestOperations } from "./operations.ts";

export const LOOKS = [
  ["light", "a desktop", { width: 1280, height: 800 }],
  ["dark", "a phone", { width: 360, height: 740 }],
] as const;

/** A browser's profile that is signed in. */
export async function signedIn(
  browser: Browser,
  desk: TestOperations,
  options: Parameters<typeof watchedPage>[2] = {},
  role: "admin" | "viewer" = "admin",
): Promise<Watched> {
  const watched = await watchedPage(browser, desk.url, options);
  const [name, value] = (await desk.signIn(role)).split("=") as [string, string];
  await watched.context.addCookies([{ name, value, url: desk.url }]);
  return watched;
}

/**
 * Holds a page to what each page of the desk keeps: axe in this look, one main heading, no sideways scrolling on a phone, no
 * complaint of the browser's, and every control in the order of Tab.
 */
export async function expectGoodPage({ page, complaints }: Watched): Promise<void> {
  await expectClean(page);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  expect(await page.locator("h1").count()).toBe(1);
  expect(await unreached(page)).toEqual([]);
  expect(complaints).toEqual([]);
}

/** The controls of the main part that Tab does not reach, by what they say. */
async function unreached(page: Page): Promise<readonly string[]> {
  await page.evaluate(`{
    window.wanted = new Set([...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary")]
      .filter((one) => one.checkVisibility()));
    document.getElementById("main").focus();
  }`);
  const most = 20 + (await page.evaluate<number>("window.wanted.size")) * 2;
  for (let n = 0; n < most; n++) {
    await page.keyboard.press("Tab");
    await page.evaluate("window.wanted.delete(document.activeElement)");
  }
  return page.evaluate("[...window.wanted].map((one) => one.innerText || one.name || one.outerHTML)");
}

/** Sends a form as a browser does, from a page of the desk. */
export function post(
  desk: TestOperations,
  path: string,
  cookie: string,
  fields: Readonly<Record<string, string>> = {},
  origin = desk.url,
): Promise<Response> {
  return fetch(desk.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin },
    body: new URLSearchParams(fields),
  });
}

export async function textOf(desk: TestOperations, path: string, cookie: string): Promise<string> {
  const answer = await fetch(desk.url + path, {
    redirect: "manual",
    headers: { cookie, accept: "text/html" },
  });
  return answer.text();
}

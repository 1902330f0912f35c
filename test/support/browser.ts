import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether a browser is there. Under `CI=true` it must be: its tests then run, and fail where it is missing. */
export const haveChromium = existsSync(CHROMIUM) || process.env["CI"] === "true";

export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Whatever the page complained of, and every request that left this host. */
  readonly complaints: readonly string[];
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A fresh profile that writes down console errors, page errors and requests to any other host than `url`'s. */
export async function watchedPage(
  browser: Browser,
  url: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext({ baseURL: url, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  context.on("request", (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith("data:"))
      complaints.push(request.url());
  });
  return { page, context, complaints };
}

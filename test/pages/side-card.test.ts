import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { haveChromium, openBrowser } from "../support/browser.ts";

const css = readFileSync(new URL("../../src/adapters/http/static/desk.css", import.meta.url), "utf8");

/** The side of a ticket's page with a promise in as many words as it may take. */
const side = (
  words: string,
): string => `<!doctype html><style>${css}</style><main id="main"><div class="two"><div></div>
<div class="side"><section class="card"><h2>Promises</h2><ul class="clocks"><li>
<span class="name">x</span> <span class="state now">${words}</span></li></ul>
<dl class="facts"><div><dt>Service</dt><dd><span class="tag">${words}</span></dd></div></dl></section></div></div></main>`;

/** What of the card stands out of it, as pixels. */
const STANDS_OUT = `{
  const card = document.querySelector(".side .card").getBoundingClientRect();
  Math.max(...[...document.querySelectorAll(".side .card *")].map((one) => one.getBoundingClientRect().right - card.right));
}`;

describe.runIf(haveChromium)("a promise in the side card of a ticket stays in it", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each([
    ["Portuguese", "faltam 3 horas 25 minutos, quarta-feira, 16 de dezembro de 2026, 17:30, hora de Lisboa"],
    ["German", "Wiederherstellungszeitüberschreitungsbenachrichtigung bis Donnerstag, 17:30 Uhr"],
  ])("in %s", async (_name, words) => {
    for (const width of [1280, 360]) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      await page.setContent(side(words));
      expect(await page.evaluate<number>(STANDS_OUT)).toBeLessThanOrEqual(0);
      await page.close();
    }
  });
});

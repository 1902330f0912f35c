import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freePort } from "../../src/adapters/embedded/ports.ts";
import { haveChromium, openBrowser, watchedPage } from "../support/browser.ts";

/** What `npm start` runs, as a stranger would: on an empty folder, until the start screen names the page to open. */
async function start(
  dataDir: string,
  port: number,
): Promise<{ child: ChildProcess; link: string; screen: string }> {
  const child = spawn(process.execPath, ["workers/all.ts"], {
    env: { ...process.env, DATA_DIR: dataDir, OPERATIONS_PORT: String(port), NODE_ENV: "", CI: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let screen = "";
  const link = await new Promise<string>((resolve, reject) => {
    child.stderr!.on("data", (text) => {
      screen += text;
    });
    child.stdout!.on("data", (text) => {
      screen += text;
      const found = /http:\S+\/sign-in\/link\/\S+/.exec(screen)?.[0];
      if (found && screen.includes("Ctrl-C")) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${screen.slice(-500)}`)));
  });
  return { child, link, screen };
}

describe.skipIf(!haveChromium)("the first two minutes", () => {
  test("a stranger writes as a customer, reads the promise, answers as an agent, and sees the answer arrive; kill -9 in between changes nothing", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "answerable-first-"));
    chmodSync(dataDir, 0o755);
    const port = await freePort();
    let desk = await start(dataDir, port);
    await using browser = await openBrowser();
    try {
      const { page, complaints } = await watchedPage(browser, `http://127.0.0.1:${port}`, {
        viewport: { width: 1280, height: 860 },
      });
      await page.goto(desk.link);
      const customer = page.getByRole("region", { name: "Customer" });
      const agent = page.getByRole("region", { name: "Agent" });
      await customer.getByRole("link", { name: "Write a mail" }).click();
      await customer.getByLabel("Subject").fill("Teams calls drop");
      await customer.locator("textarea").fill("Since this morning every call drops after a minute.");
      await customer.getByRole("button", { name: "Send" }).click();
      await customer.getByRole("link", { name: /Contoso Cloud Support.*Teams calls drop/s }).click();
      await expect
        .poll(() => customer.getByRole("article").innerText())
        .toContain("You will have an answer from one of us by");

      desk.child.removeAllListeners("exit");
      desk.child.kill("SIGKILL");
      desk = await start(dataDir, port);
      await page.goto(desk.link);

      await agent
        .getByRole("link", { name: /Teams calls drop/ })
        .first()
        .click();
      await agent.getByRole("link", { name: "Reply" }).click();
      const draft = agent.locator("textarea");
      await draft.fill(`Please update Teams to version 24.\n\n${await draft.inputValue()}`);
      await agent.getByRole("button", { name: "Send" }).click();
      const answer = customer.getByRole("link", { name: /Ana Sousa.*Teams calls drop/s });
      await answer.click({ timeout: 30_000 });
      await expect
        .poll(() => customer.getByRole("article").innerText())
        .toContain("Please update Teams to version 24.");
      expect(await customer.getByRole("article").innerText()).not.toContain("ana@contoso.example");
      expect(
        complaints.filter((text) => !text.includes("ERR_CONNECTION") && !text.includes("ERR_INCOMPLETE")),
      ).toEqual([]);
      if (process.env["PICTURES"]) await page.screenshot({ path: "docs/sandbox.png" });
    } finally {
      desk.child.removeAllListeners("exit");
      const ended = new Promise((resolve) => desk.child.once("exit", resolve));
      desk.child.kill("SIGTERM");
      await ended;
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  }, 120_000);
});

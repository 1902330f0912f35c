import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSenderProof, type Resolve } from "../../src/adapters/dns/prove-sender.ts";
import { rawChunks } from "../../src/adapters/postgres/schema.ts";
import { openParsePool } from "../../src/adapters/system/parse-pool.ts";
import { fromMs } from "../../src/values/instant.ts";
import { haveChromium, openBrowser, type Watched, watchedPage } from "../support/browser.ts";
import { expectCleanPage, tabTo } from "../support/clean-page.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { HOSTILE, type SeededDesk, seedDesk } from "../support/seed-desk.ts";

const lines = (...all: readonly string[]): string => all.join("\r\n");
const PERSON = lines(
  "From: Ana Lopes <ana@northwind.example>",
  "To: support@contoso.example",
  "Subject: Printer on fire",
  "Date: Tue, 24 Nov 2026 10:00:00 +0000",
  "Message-ID: <fire@northwind.example>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<p style="color: red">It is <b>burning</b>.</p><script>document.title="owned"</script><img src="https://spy.example/p.gif" alt="logo"><img src="cid:x" alt="photo">',
  "--b",
  'Content-Type: application/pdf; name="plan.pdf"',
  'Content-Disposition: attachment; filename="plan.pdf"',
  "",
  "PDF",
  "--b--",
  "",
);
const QUOTING = lines(
  "From: ana@northwind.example",
  "To: support@contoso.example",
  "Subject: Re: Printer",
  "",
  "It burns again.",
  "",
  "On Mon, 23 Nov 2026 at 09:00, Support <support@contoso.example> wrote:",
  "> Please put it out.",
  "",
);
const FAILED = lines(
  "From: MAILER-DAEMON@mx.example",
  "To: support@contoso.example",
  "Subject: Undelivered Mail",
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  "",
  "--b",
  "",
  "Not delivered.",
  "--b",
  "Content-Type: message/delivery-status",
  "",
  "Reporting-MTA: dns; mx.example",
  "",
  "Final-Recipient: rfc822; gone@fabrikam.example",
  "Action: failed",
  "Status: 5.1.1",
  "Diagnostic-Code: smtp; 550 5.1.1 no such user",
  "",
  "--b--",
  "",
);

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
/** The DNS of whoever signs with our key. */
const resolver: Resolve = async (name) => {
  if (name !== "s1._domainkey.northwind.example")
    throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
  return [[`v=DKIM1; k=rsa; p=${keys.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`]];
};

let desk: TestOperations;
let seeded: SeededDesk;
beforeAll(async () => {
  desk = await testOperations();
  seeded = await seedDesk(desk.database.db, fromMs(Date.now()));
  await desk.database.db
    .insert(rawChunks)
    .values({ mail: seeded.inboundId, n: 0, bytes: new TextEncoder().encode(PERSON) });
});
afterAll(() => desk?.[Symbol.asyncDispose]());

async function explain(fields: Record<string, string | Blob>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const cookie = await desk.signIn("viewer");
  const answer = await fetch(`${desk.url}/explain`, {
    method: "POST",
    body,
    headers: { cookie, origin: desk.url, ...headers },
  });
  return { status: answer.status, text: await answer.text() };
}

describe("explaining an uploaded mail", () => {
  test("a viewer may, and gets origin, proof, header, text, file and digest", async () => {
    const { status, text } = await explain({ file: new Blob([PERSON]), text: "" });
    expect(status).toBe(200);
    for (const part of ["Printer on fire", "person", "not proved", "plan.pdf", "application/pdf", "burning"])
      expect(text).toContain(part);
    expect(text).toMatch(/[\da-f]{64}/);
    expect(text).not.toContain("<script>document.title");
  });

  test("pasted source is read as well, and what was cut is told with its reason", async () => {
    const { status, text } = await explain({ text: `\n\n${QUOTING}` });
    expect(status).toBe(200);
    expect(text).toContain("Cut as quote");
    expect(text).toContain("It may be acknowledged by itself.");
  });

  test("a delivery report is told as a table and is never answered", async () => {
    const { text } = await explain({ text: FAILED });
    expect(text).toContain("Delivery report: failed");
    expect(text).toContain("gone@fabrikam.example");
    expect(text).toContain(">hard<");
    expect(text).toContain("Never automatically.");
  });

  test("a mail that holds the reader up is ended, and told as unreadable with the reason", async () => {
    const pool = openParsePool({ size: 1, timeoutMs: 1 });
    await using other = await testOperations({
      mailReader: { read: pool.read.bind(pool), proveSender: openSenderProof({ resolver }) },
    });
    const body = new FormData();
    body.set("file", new Blob([`Subject: long\r\n\r\n${"> line of text\r\n".repeat(500_000)}`]));
    const headers = { cookie: await other.signIn("viewer"), origin: other.url };
    const answer = await fetch(`${other.url}/explain`, { method: "POST", body, headers });
    const text = await answer.text();
    expect([answer.status, text.includes("<strong>too-slow.</strong>")]).toEqual([200, true]);
    expect(text).toContain("not read within 1 ms");
    await pool.close();
  });

  test("the receiver chosen decides whose proof is believed", async () => {
    const proof = "Authentication-Results: mx.contoso.example; dmarc=pass header.from=northwind.example";
    const fields = { text: `${proof}\r\n${QUOTING}` };
    expect((await explain(fields)).text).toContain("not proved");
    const believed = await explain({ ...fields, authservId: "mx.contoso.example" });
    expect(believed.text).toContain("says <bdi>mx.contoso.example</bdi>");
  });

  test.each<[string, () => Record<string, string | Blob>, number, string]>([
    ["nothing chosen", () => ({ file: new Blob([]), text: "" }), 422, "Choose a mail file"],
    [
      "a byte over 25 MB",
      () => ({ file: new Blob(["a".repeat(25 * 1024 * 1024 + 1)]) }),
      413,
      "larger than 25 MB",
    ],
    ["far over it", () => ({ file: new Blob(["a".repeat(40 * 1024 * 1024)]) }), 413, "larger than 25 MB"],
  ])("%s is refused in words, with the form again", async (_name, fields, expected, words) => {
    const { status, text } = await explain(fields());
    expect([status, text.includes(words), text.includes("<textarea")]).toEqual([expected, true, true]);
  });

  test.each([
    ["a form of another encoding", "application/x-www-form-urlencoded", "text=x", 400],
    ["a multipart body without its boundary", "multipart/form-data", "--b\r\n", 400],
    [
      "a multipart body that breaks off",
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Disposition",
      400,
    ],
  ])("%s is refused", async (_name, contentType, body, expected) => {
    const cookie = await desk.signIn("viewer");
    const answer = await fetch(`${desk.url}/explain`, {
      method: "POST",
      headers: { cookie, origin: desk.url, "content-type": contentType },
      body,
    });
    expect(answer.status).toBe(expected);
  });

  test.each([
    ["from another site", { origin: "https://evil.example" }, 403],
    ["from nobody who is signed in", { cookie: "" }, 401],
  ])("%s it is refused", async (_name, headers, expected) =>
    expect((await explain({ text: PERSON }, headers)).status).toBe(expected),
  );

  test("other addresses take no multipart body", async () => {
    const cookie = await desk.signIn("admin");
    const answer = await fetch(`${desk.url}/account/password`, {
      method: "POST",
      headers: { cookie, origin: desk.url },
      body: new FormData(),
    });
    expect([404, 415]).toContain(answer.status);
  });
});

describe("explaining a kept mail", () => {
  const get = async (path: string, role: "admin" | "viewer" = "viewer") =>
    fetch(desk.url + path, { headers: { cookie: await desk.signIn(role), accept: "text/html" } });

  test("it tells what became of it, with the ticket it belongs to", async () => {
    const text = await (await get(`/explain/mails/${seeded.inboundId}`)).text();
    expect(text).toContain("opened-ticket");
    expect(text).toContain(`href="/tickets/1001"`);
    expect(text).toContain("burning");
  });

  test("it opens by its id, however it was pasted", async () => {
    const answer = await get(`/explain/mails?id=%20${seeded.inboundId}%0A`);
    expect(answer.url).toBe(`${desk.url}/explain/mails/${seeded.inboundId}`);
    expect(answer.status).toBe(200);
    for (const id of ["", "../../x", "%E2%80%AE"])
      expect((await get(`/explain/mails?id=${id}`)).status).toBe(404);
  });

  test("its ticket links it", async () => {
    const text = await (await get("/tickets/1001")).text();
    expect(text).toContain(`href="/explain/mails/${seeded.inboundId}"`);
  });

  test("a mail aside whose bytes never came says so, and is linked from the form's page", async () => {
    const form = await (await get("/explain")).text();
    const link = /href="(\/explain\/mails\/[\da-f-]+)"/.exec(form)?.[1];
    const text = await (await get(link ?? "")).text();
    expect(text).toContain("unreadable: too-slow");
    expect(text).toContain("Its bytes are not there any more");
  });

  test("a sender whom no provider proved is proved by our own check, as when the mail was taken in", async () => {
    const pool = openParsePool({ size: 1 });
    await using other = await testOperations({
      mailReader: { read: pool.read.bind(pool), proveSender: openSenderProof({ resolver }) },
    });
    const { inboundId } = await seedDesk(other.database.db, fromMs(Date.now()));
    const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const dkim = { domainName: "northwind.example", keySelector: "s1", privateKey };
    const transport = createTransport({ streamTransport: true, buffer: true, dkim });
    const { message } = await transport.sendMail({ from: "ana@northwind.example", subject: "x", text: "y" });
    await other.database.db.insert(rawChunks).values({ mail: inboundId, n: 0, bytes: message as Buffer });
    const headers = { cookie: await other.signIn("viewer"), accept: "text/html" };
    const text = await (await fetch(`${other.url}/explain/mails/${inboundId}`, { headers })).text();
    expect(text).toMatch(/>proved<\/span> <bdi>ana@northwind.example<\/bdi> by dkim/);
    await pool.close();
  });

  test("an admin finds the raw mail, a viewer does not", async () => {
    const raw = `/quarantine/${seeded.inboundId}/raw`;
    expect(await (await get(`/explain/mails/${seeded.inboundId}`)).text()).not.toContain(raw);
    expect(await (await get(`/explain/mails/${seeded.inboundId}`, "admin")).text()).toContain(raw);
  });

  test.each(["/explain/mails/nonsense", "/explain/mails/01990000-0000-7000-8000-00000000dead"])(
    "%s is not there",
    async (path) => expect((await get(path)).status).toBe(404),
  );
});

describe.skipIf(!haveChromium)("in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function signedIn(options: Parameters<typeof watchedPage>[2] = {}): Promise<Watched> {
    const watched = await watchedPage(browser, desk.url, options);
    const [name, value] = (await desk.signIn("viewer")).split("=") as [string, string];
    await watched.context.addCookies([{ name, value, url: desk.url }]);
    return watched;
  }

  async function paste(page: Page, source: string): Promise<void> {
    await page.goto("/explain");
    await page.getByLabel("or its source, pasted").fill(source);
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByRole("heading", { name: /What it is|Unreadable/ }).waitFor();
  }

  const MAILS = [
    ["a person's mail", PERSON],
    ["a delivery report", FAILED],
    [
      "a mail in which all is hostile",
      `Subject: ${HOSTILE}\nFrom: "${HOSTILE.replaceAll('"', "'")}" <a@b.example>\nContent-Type: text/html\n\n${HOSTILE}<p style="position:fixed">x`,
    ],
  ] as const;

  describe.each([
    ["light", { width: 1280, height: 800 }],
    ["dark", { width: 360, height: 740 }],
  ] as const)("in %s", (colorScheme, viewport) => {
    test("the form is clean", async () => {
      const { page, context, complaints } = await signedIn({ colorScheme, viewport });
      await page.goto("/explain");
      await expectCleanPage(page);
      expect(complaints).toEqual([]);
      await context.close();
    });

    test.each(MAILS)("%s is clean: axe, console, no other host, nothing run", async (_name, source) => {
      const { page, context, complaints } = await signedIn({ colorScheme, viewport });
      await paste(page, source);
      await expectCleanPage(page);
      expect(await page.title()).toBe("Explain a mail · Answerable");
      expect(await page.locator("main > img, main script").count()).toBe(0);
      expect(complaints).toEqual([]);
      await context.close();
    });

    test("a kept mail is clean", async () => {
      const { page, context, complaints } = await signedIn({ colorScheme, viewport });
      await page.goto(`/explain/mails/${seeded.inboundId}`);
      await expectCleanPage(page);
      expect(complaints).toEqual([]);
      await context.close();
    });
  });

  test("the mail's own layout stands in a frame that may do nothing, in its own colours", async () => {
    const { page, context, complaints } = await signedIn();
    await paste(page, PERSON);
    await page.getByText("As the writer laid it out").click();
    const frame = page.frameLocator("iframe");
    await frame.getByText("burning").waitFor();
    expect(await page.locator("iframe").getAttribute("sandbox")).toBe("");
    const body = page.frames().find((each) => each !== page.mainFrame())!;
    expect(await (await body.frameElement()).getAttribute("srcdoc")).toContain("color: red");
    expect(await frame.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("with the keyboard alone and without script: choose a file, explain it", async () => {
    const { page, context } = await signedIn({ javaScriptEnabled: false });
    await page.goto("/explain");
    await page.getByLabel(/Mail file/).setInputFiles({
      name: `${HOSTILE.slice(0, 20)}.eml`,
      mimeType: "message/rfc822",
      buffer: Buffer.from(PERSON),
    });
    await page.getByLabel(/Mail file/).focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("<img src=x").waitFor();
    await page.getByRole("heading", { name: "What it is" }).waitFor();
    await context.close();
  });

  test("from a ticket's message to how the desk read it, by keyboard", async () => {
    const { page, context } = await signedIn();
    await page.goto("/tickets/1001");
    await tabTo(page, "How the desk read this mail");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/explain/mails/${seeded.inboundId}`);
    await context.close();
  });

  test("a file that is too large is told so where it was chosen", async () => {
    const { page, context } = await signedIn();
    await page.goto("/explain");
    const file = join(mkdtempSync(join(tmpdir(), "answerable-explain-")), "large.eml");
    writeFileSync(file, "");
    truncateSync(file, 26 * 1024 * 1024);
    await page.getByLabel(/Mail file/).setInputFiles(file);
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByRole("alert").getByText("larger than 25 MB").waitFor();
    await context.close();
  });
});

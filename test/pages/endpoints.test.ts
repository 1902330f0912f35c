import { Queue } from "bullmq";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentDisposition } from "../../src/adapters/http/attachments.ts";
import { escapeHtml, html } from "../../src/adapters/http/html.ts";
import { outboundMail, targets, tickets } from "../../src/adapters/postgres/schema.ts";
import { fromMs } from "../../src/values/instant.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { haveRedis, testRedis } from "../support/redis.ts";
import { mailRow, type SeededDesk, seedDesk, targetRow, ticketRow } from "../support/seed-desk.ts";

let desk: TestOperations;
let seeded: SeededDesk;
let cookie: string;
beforeAll(async () => {
  desk = await testOperations({
    attachmentBytes: async (_mail, part) =>
      part === "2" ? new TextEncoder().encode("<script>alert(1)</script>") : null,
    safeHtml: async () => "<p>Hello</p>",
    publicRoutes: (app) => {
      app.get("/policy", async () => ({ public: true }));
    },
  });
  seeded = await seedDesk(desk.database.db, fromMs(Date.now()));
  cookie = await desk.signIn("viewer");
});
afterAll(() => desk[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(desk.url + path, { redirect: "manual", headers: { cookie, ...headers } });
const page = async (path: string) => (await get(path, { accept: "text/html" })).text();

describe("health", () => {
  test("/health needs nothing but the process", async () => {
    expect(await (await fetch(`${desk.url}/health`)).json()).toMatchObject({ alive: true });
  });

  test("/ready names what is away and why", async () => {
    const answer = await fetch(`${desk.url}/ready`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      ready: false,
      checks: {
        postgres: { ok: true },
        migrations: { ok: true },
        redis: { ok: false, because: expect.stringMatching(/\w/) },
      },
    });
  });

  test("/ready tells a database of another version, and one that is gone", async () => {
    await using other = await testOperations({ readiness: { disk: async () => "no space left" } });
    const checks = async (): Promise<Record<string, { ok: boolean; because?: string }>> =>
      ((await (await fetch(`${other.url}/ready`)).json()) as { checks: never }).checks;
    await other.database
      .sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9e15)`;
    expect((await checks())["migrations"]?.because).toContain("newer version");
    expect((await checks())["disk"]).toEqual({ ok: false, because: "no space left" });
    await other.database.sql`delete from drizzle.__drizzle_migrations`;
    expect((await checks())["migrations"]?.because).toContain("not applied");
    await other.database.sql.end({ timeout: 1 });
    expect((await checks())["postgres"]?.ok).toBe(false);
  });

  test("/metrics counts what the desk holds, and tells nobody's words", async () => {
    const text = await (await fetch(`${desk.url}/metrics`)).text();
    const value = (line: string) =>
      Number(
        text
          .split("\n")
          .find((one) => one.startsWith(line))
          ?.split(" ")
          .at(-1),
      );
    expect(value('answerable_due_rows{queue="inbound"}')).toBe(2);
    expect(value('answerable_oldest_due_seconds{queue="inbound"}')).toBeGreaterThanOrEqual(240);
    expect(value('answerable_inbound_mails{state="done",disposition="opened-ticket"}')).toBe(1);
    expect(value('answerable_outbound_mails{state="bounced"}')).toBe(1);
    expect(value('answerable_targets{kind="first-response",state="late"}')).toBe(1);
    expect(value('answerable_folder_lag_seconds{mailbox="support",folder="Junk"}')).toBeGreaterThanOrEqual(
      2400,
    );
    expect(value("answerable_unaccounted_mails")).toBe(0);
    expect(value("answerable_process_resident_memory_bytes")).toBeGreaterThan(0);
    expect(text).not.toContain("northwind");
  });

  test("a mail for which nothing will ever happen is unaccounted", async () => {
    await using other = await testOperations();
    await seedDesk(other.database.db, fromMs(Date.now()));
    await other.database.sql`update inbound_mail set due_at = null where state = 'stored'`;
    expect(await (await fetch(`${other.url}/metrics`)).text()).toContain("answerable_unaccounted_mails 2");
  });

  test.each([
    ["without the token", {}, 401],
    ["with a wrong one", { authorization: "Bearer wrong" }, 401],
    ["with the token", { authorization: "Bearer s3cret" }, 200],
  ])("/metrics with a token set: %s", async (_name, headers, status) => {
    await using other = await testOperations({ settings: { metricsToken: "s3cret" } });
    expect((await fetch(`${other.url}/metrics`, { headers: headers as Record<string, string> })).status).toBe(
      status,
    );
  });

  test("/metrics without a token answers no proxy: who is behind it is unknown", async () => {
    expect((await fetch(`${desk.url}/metrics`, { headers: { "x-forwarded-for": "127.0.0.1" } })).status).toBe(
      401,
    );
  });
});

describe("what strangers sent", () => {
  test("an attachment is a download, whatever it says it is", async () => {
    const answer = await get(`/tickets/${seeded.full}/attachments/${seeded.attachmentId}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="relat_rio _ devolu__o.txt"; filename*=UTF-8''relat%C3%B3rio%20%E2%80%93%20devolu%C3%A7%C3%A3o.txt`,
    );
  });

  test.each([
    [
      "a quote and a line break",
      'a"\r\nX: y',
      `attachment; filename="a___X_ y"; filename*=UTF-8''a%22__X%3A%20y`,
    ],
    [
      "a path",
      "../../etc/passwd",
      `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`,
    ],
    [
      "an overridden direction",
      "\u202Efdp.exe",
      `attachment; filename="_fdp.exe"; filename*=UTF-8''_fdp.exe`,
    ],
    ["nothing", "", `attachment; filename="attachment"; filename*=UTF-8''attachment`],
    [
      "RFC 8187's special signs",
      "it's(1)*.txt",
      `attachment; filename="it_s(1)_.txt"; filename*=UTF-8''it%27s%281%29%2A.txt`,
    ],
  ])("a file name with %s", (_name, filename, header) => expect(contentDisposition(filename)).toBe(header));

  test("an attachment of another ticket is not there", async () => {
    expect((await get(`/tickets/${seeded.hostile}/attachments/${seeded.attachmentId}`)).status).toBe(404);
    expect((await get(`/tickets/x'/attachments/1`)).status).toBe(404);
  });

  test("a mail's own layout may do nothing", async () => {
    const answer = await get(`/tickets/${seeded.full}/messages/${seeded.messageId}/html`);
    expect(await answer.text()).toContain("<p>Hello</p>");
    expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    const other = await get(`/tickets/${seeded.hostile}/messages/${seeded.messageId}/html`);
    expect(await other.text()).toContain("This mail has no HTML.");
  });

  test("every page forbids inline script and framing", async () => {
    const answer = await get("/", { accept: "text/html" });
    expect(answer.headers.get("content-security-policy")).toMatch(
      /script-src 'self'; style-src 'self'; .*frame-ancestors 'none'/,
    );
    expect(answer.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("markup is escaped for text and for quoted attributes, once", () => {
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
    const inner = html`<b title="${'">'}">${"<"}</b>`;
    expect(html`${[inner, null, false, undefined, 0]}`.text).toBe(`<b title="&quot;&gt;">&lt;</b>0`);
  });
});

describe("the Desk", () => {
  const numbers = (text: string): number[] =>
    [...text.matchAll(/data-key="t(\d+)"/g)].map(([, n]) => Number(n));

  test("is ordered by promise: late, then soonest due, then without", async () => {
    expect(numbers(await page("/"))).toEqual([1010, 1002, 1011, 1014, 1001, 1012, 1013, 1017, 1015, 1016]);
  });

  test.each([
    ["by status", "/?status=waiting", [1016]],
    ["by severity", "/?severity=A", [1011, 1001]],
    ["nobody's", "/?assignee=none", [1010, 1013, 1016]],
    ["by status and severity", "/?status=new&severity=C", [1014, 1012, 1017]],
    [
      "a status that is none shows the open ones",
      "/?status=%27;drop",
      [1010, 1002, 1011, 1014, 1001, 1012, 1013, 1017, 1015, 1016],
    ],
    ["a page that begins after a ticket", `/?after=never.1015`, [1016]],
  ])("filters %s", async (_name, path, expected) => expect(numbers(await page(path))).toEqual(expected));

  test("by assignee", async () => {
    expect(numbers(await page(`/?assignee=${seeded.aliceId}`))).toEqual([1011, 1014, 1001, 1017]);
  });

  test("pages neither skip nor repeat a ticket, also where many share one promise", async () => {
    await using other = await testOperations();
    const now = fromMs(Date.now());
    await seedDesk(other.database.db, now);
    const requesterId = (await other.database.db.select().from(tickets).limit(1))[0]!.requesterId;
    const rows = Array.from({ length: 110 }, (_, n) =>
      ticketRow(now, 2000 + n, { requesterId, subject: `Ticket ${n}` }),
    );
    await other.database.db.insert(tickets).values(rows);
    await other.database.db
      .insert(targets)
      .values(rows.slice(0, 90).map(({ id }) => targetRow(now, id, 300)));
    const headers = { cookie: await other.signIn("viewer"), accept: "text/html" };
    const seen: number[] = [];
    for (let path: string | undefined = "/"; path !== undefined; ) {
      const text = await (await fetch(other.url + path, { headers })).text();
      seen.push(...numbers(text));
      path = /<a href="([^"]+)">Next page/.exec(text)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });
});

describe("a live page", () => {
  /** What the stream says until something it says begins so. */
  async function streamUntil(
    path: string,
    sign: string,
    meanwhile: () => Promise<unknown> = async () => {},
  ): Promise<string> {
    const stop = new AbortController();
    const answer = await fetch(desk.url + path, {
      headers: { cookie, accept: "text/event-stream" },
      signal: stop.signal,
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    let heard = "";
    await meanwhile();
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      heard += chunk;
      if (heard.includes(sign)) break;
    }
    stop.abort();
    return heard;
  }

  test("who has nothing yet gets it at once, who has it waits for a change", async () => {
    const etag = /data-etag="([^"]+)"/.exec(await page("/mailboxes"))![1]!;
    const first = await streamUntil("/mailboxes?_live=none", "event: main");
    expect(first).toContain(`id: ${etag}`);
    const second = await streamUntil(
      `/mailboxes?_live=${etag}`,
      "event: main",
      () => desk.database.sql`update folders set last_error = 'quota exceeded' where path = 'Junk'`,
    );
    expect(second.split("event: main")[1]).toContain("quota exceeded");
    expect(second).not.toContain(`id: ${etag}`);
  });
});

describe("other pages", () => {
  test("outgoing mails page by page, newest first", async () => {
    await using other = await testOperations();
    const now = fromMs(Date.now());
    await seedDesk(other.database.db, now);
    await other.database.db
      .insert(outboundMail)
      .values(
        Array.from({ length: 60 }, (_, n) =>
          mailRow(now, { state: "cancelled", because: `because ${n % 2}` }),
        ),
      );
    const headers = { cookie: await other.signIn("viewer"), accept: "text/html" };
    const first = await (await fetch(`${other.url}/outgoing?state=cancelled`, { headers })).text();
    const older = /<a href="([^"]+)">Older/.exec(first)![1]!.replaceAll("&amp;", "&");
    const second = await (await fetch(other.url + older, { headers })).text();
    const ids = [first, second].flatMap((text) =>
      [...text.matchAll(/data-key="o([^"]+)"/g)].map(([, id]) => id),
    );
    expect([ids.length, new Set(ids).size]).toEqual([60, 60]);
  });

  test.each([
    ["a ticket that is not there", "/tickets/999999", 404],
    ["a number that is none", "/tickets/1001x", 404],
    ["a number too large for any", "/tickets/99999999999999999999", 404],
    ["an address that is none", "/nothing", 404],
    ["a broken escape", "/tickets/%ff", 400],
    ["the sandbox while it is none", "/sandbox", 404],
  ])("%s", async (_name, path, status) =>
    expect((await get(path, { accept: "text/html" })).status).toBe(status),
  );

  test("the board says that Redis is away instead of hanging", async () => {
    const answer = await get("/queues/bull/view");
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("Redis is away")]);
  });

  test("public routes need no session", async () => {
    expect(await (await fetch(`${desk.url}/policy`)).json()).toEqual({ public: true });
  });

  test("shadow is told on every page, with its reason", async () => {
    await using other = await testOperations();
    await seedDesk(other.database.db, fromMs(Date.now()));
    await other.database.db.execute(sql`update desk set shadow = true, shadow_because = 'first connection'`);
    const headers = { cookie: await other.signIn("viewer"), accept: "text/html" };
    expect(await (await fetch(`${other.url}/outgoing`, { headers })).text()).toMatch(
      /In shadow: nothing leaves.*first connection/s,
    );
  });

  test("a database that is away is told as such, and comes back by itself", async () => {
    await using other = await testOperations();
    const headers = { cookie: await other.signIn("viewer"), accept: "text/html" };
    await other.database.sql.end({ timeout: 1 });
    const answer = await fetch(`${other.url}/`, { headers });
    expect([answer.status, (await answer.text()).includes("PostgreSQL does not answer")]).toEqual([
      503,
      true,
    ]);
  });

  test("a port that is taken is named", async () => {
    await expect(testOperations({ settings: { port: Number(new URL(desk.url).port) } })).rejects.toThrow(
      /port \d+ of 127.0.0.1 is taken/,
    );
  });
});

describe.skipIf(!haveRedis)("with Redis (skipped where redis-server is not installed)", () => {
  test("jobs are counted, the board shows and acts for admins, and only shows for viewers", async () => {
    await using redis = await testRedis();
    await using other = await testOperations({ redisUrl: redis.url, prefix: "{test}" });
    const queue = new Queue("inbound", {
      connection: { path: redis.url.slice("unix:".length) },
      prefix: "{test}",
    });
    await queue.add("inbound", { id: "x", generation: 1 });
    const viewer = { cookie: await other.signIn("viewer"), accept: "text/html", origin: other.url };
    const admin = { ...viewer, cookie: await other.signIn("admin") };
    expect((await fetch(`${other.url}/ready`)).status).toBe(200);
    expect(await (await fetch(`${other.url}/queues`, { headers: viewer })).text()).toContain(
      "1 waiting, 0 active",
    );
    for (const [headers, mount] of [
      [viewer, "view"],
      [admin, "manage"],
    ] as const) {
      const listed = (await (
        await fetch(`${other.url}/queues/bull/${mount}/api/queues`, { headers })
      ).json()) as { queues: { name: string }[] };
      expect(listed.queues.map((one) => one.name)).toEqual([
        "inbound",
        "targets",
        "replies",
        "escalations",
        "housekeeping",
      ]);
    }
    const put = (mount: string, headers: Record<string, string>) =>
      fetch(`${other.url}/queues/bull/${mount}/api/queues/inbound/pause`, {
        method: "PUT",
        headers,
        redirect: "manual",
      });
    expect((await put("view", viewer)).status).toBe(405);
    expect(await queue.isPaused()).toBe(false);
    expect((await put("manage", admin)).status).toBe(200);
    expect(await queue.isPaused()).toBe(true);
    expect((await put("manage", { ...admin, origin: "https://evil.example" })).status).toBe(403);
    await queue.close();
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLoginLink } from "../../src/adapters/http/operators.ts";
import { hashPassword, refusePassword, verifyPassword } from "../../src/adapters/http/passwords.ts";
import { ownOrigins } from "../../src/adapters/http/security.ts";
import { safeNext } from "../../src/adapters/http/session.ts";
import { signInLimit } from "../../src/adapters/http/sign-in-limit.ts";
import { operatorSecrets, operators } from "../../src/adapters/postgres/schema.ts";
import { DAY, fromMs, MINUTE } from "../../src/values/instant.ts";
import { type TestOperations, testOperations } from "../support/operations.ts";
import { sandboxInMemory } from "../support/sandbox-in-memory.ts";

const PASSWORD = "three calm grey herons";
let desk: TestOperations;
beforeAll(async () => {
  desk = await testOperations();
});
afterAll(() => desk[Symbol.asyncDispose]());

const get = (path: string, cookie = "", accept = "text/html") =>
  fetch(desk.url + path, { redirect: "manual", headers: { cookie, accept } });
const post = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { origin: desk.url },
) =>
  fetch(desk.url + path, {
    method: "POST",
    redirect: "manual",
    headers: { accept: "text/html", ...headers },
    body: new URLSearchParams(fields),
  });
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

/** An operator with PASSWORD, made as a person would be: by a link. */
async function operatorNamed(name: string): Promise<string> {
  const { path } = await createLoginLink(desk.database.db, "admin", name);
  const answer = await post(path, { password: PASSWORD });
  expect(answer.status).toBe(303);
  return cookieOf(answer);
}

describe("strangers", () => {
  test.each([
    "/",
    "/tickets/1001",
    "/queues",
    "/mailboxes",
    "/outgoing",
    "/quarantine",
    "/account",
    "/queues/bull",
    "/queues/bull/manage",
    "/queues/bull/view",
  ])("%s leads to the sign-in and back", async (path) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
  });

  test.each([
    ["a live stream", "/", "text/event-stream"],
    ["Bull Board's data", "/queues/bull/view/api/queues", "application/json"],
    ["an attachment", "/tickets/1001/attachments/01940000-0000-7000-8000-000000000001", "*/*"],
  ])("%s is refused with 401", async (_name, path, accept) => {
    expect((await get(path, "", accept)).status).toBe(401);
  });

  test("a made-up session is no session", async () => {
    expect((await get("/", `answerable_${new URL(desk.url).port}=made-up`)).status).toBe(303);
  });

  test.each([
    ["a path of ours", "/tickets/1001?x=1", "/tickets/1001?x=1"],
    ["another host", "//evil.example", "/"],
    ["another host the way browsers also read it", "/\\evil.example", "/"],
    ["another scheme", "https://evil.example", "/"],
    ["a header in disguise", "/x\r\nset-cookie: a=b", "/"],
    ["nothing", "", "/"],
  ])("after signing in: %s", (_name, next, to) => expect(safeNext(next)).toBe(to));
});

describe("signing in", () => {
  test("with the right password, and out again", async () => {
    await operatorNamed("rita");
    const answer = await post("/sign-in", { name: "rita", password: PASSWORD, next: "/queues" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/queues"]);
    const header = answer.headers.getSetCookie()[0]!;
    expect(header).toMatch(/; HttpOnly/);
    expect(header).toMatch(/; SameSite=Lax/);
    const cookie = cookieOf(answer);
    expect((await get("/", cookie)).status).toBe(200);
    await post("/sign-out", {}, { origin: desk.url, cookie });
    expect((await get("/", cookie)).status).toBe(303);
  });

  test.each([
    ["a wrong password", "sara", "not three calm herons"],
    ["a name nobody has", "nobody", PASSWORD],
    ["an operator without a password", "linked", ""],
    ["no fields at all", "", ""],
  ])("%s is refused in the same words", async (_name, name, password) => {
    if (name === "sara") await operatorNamed("sara");
    if (name === "linked") await createLoginLink(desk.database.db, "viewer", "linked");
    const answer = await post("/sign-in", { name, password });
    expect(answer.status).toBe(422);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toContain("The name or the password is wrong.");
  });

  test("after ten wrong passwords even the right one waits, for that name from anywhere", async () => {
    await using other = await testOperations();
    const { path } = await createLoginLink(other.database.db, "admin", "tom");
    const send = (at: string, fields: Record<string, string>) =>
      fetch(other.url + at, {
        method: "POST",
        redirect: "manual",
        headers: { origin: other.url },
        body: new URLSearchParams(fields),
      });
    await send(path, { password: PASSWORD });
    await Promise.all(
      Array.from({ length: 10 }, () => send("/sign-in", { name: "tom", password: "wrong wrong wrong" })),
    );
    const answer = await send("/sign-in", { name: "Tom", password: PASSWORD });
    expect(answer.status).toBe(422);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(500);
  });

  test("the limit forgets: a failure counts for ten minutes", () => {
    const limit = signInLimit(2, 10 * MINUTE);
    limit.failed(["a"], 0);
    limit.failed(["a", "b"], MINUTE);
    expect(limit.waitMs(["a"], 2 * MINUTE)).toBe(8 * MINUTE);
    expect(limit.waitMs(["b"], 2 * MINUTE)).toBe(0);
    expect(limit.waitMs(["b", "a"], 10 * MINUTE - 1)).toBe(1);
    expect(limit.waitMs(["a"], 10 * MINUTE)).toBe(0);
    limit.failed(["a"], 10 * MINUTE);
    limit.succeeded(["a"]);
    expect(limit.waitMs(["a"], 10 * MINUTE)).toBe(0);
  });
});

describe("one-time links", () => {
  test("opening one uses nothing up; using it does, and asks for a password", async () => {
    const { path } = await createLoginLink(desk.database.db, "admin", "uma");
    expect(await (await get(path)).text()).toContain("Welcome, uma");
    expect((await get(path)).status).toBe(200);
    const short = await post(path, { password: "too short" });
    expect([short.status, (await short.text()).includes("at least 12 characters")]).toEqual([422, true]);
    const used = await post(path, { password: PASSWORD });
    expect((await get("/", cookieOf(used))).status).toBe(200);
    expect((await get(path)).status).toBe(410);
    expect((await post(path, { password: PASSWORD })).status).toBe(410);
  });

  test("of two uses at once one succeeds", async () => {
    const { path } = await createLoginLink(desk.database.db, "admin", "vera");
    const answers = await Promise.all([
      post(path, { password: PASSWORD }),
      post(path, { password: PASSWORD }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  });

  test("an expired one is dead", async () => {
    const { path } = await createLoginLink(
      desk.database.db,
      "admin",
      "will",
      fromMs(Date.now() - DAY - MINUTE),
    );
    expect((await get(path)).status).toBe(410);
    expect((await post(path, { password: PASSWORD })).status).toBe(410);
  });

  test("in the sandbox it needs no password and leads to the sandbox", async () => {
    await using sandbox = await testOperations({ settings: { sandbox: sandboxInMemory() } });
    const link = await sandbox.link("admin");
    const answer = await fetch(link, {
      method: "POST",
      redirect: "manual",
      headers: { origin: sandbox.url },
      body: "",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sandbox"]);
  });

  test("no secret is stored as it is, and no password either", async () => {
    const { path } = await createLoginLink(desk.database.db, "admin", "xena");
    const secret = path.split("/").at(-1)!;
    const rows = await desk.database.db.select().from(operatorSecrets);
    expect(rows.some(({ hash }) => Buffer.from(hash).toString("base64url").includes(secret))).toBe(false);
    await operatorNamed("yann");
    const [row] = await desk.database.db.select().from(operators).where(eq(operators.name, "yann"));
    expect(row?.passwordHash).toMatch(/^argon2id\$19456\$2\$/);
    expect(row?.passwordHash).not.toContain(PASSWORD);
  });
});

describe("one's own password", () => {
  test("changing it needs the old one and ends the other sessions", async () => {
    const first = await operatorNamed("zita");
    const second = cookieOf(await post("/sign-in", { name: "zita", password: PASSWORD }));
    const change = (current: string) =>
      post("/account", { current, password: "four louder green ducks" }, { origin: desk.url, cookie: first });
    expect((await change("wrong")).status).toBe(422);
    expect((await get("/", second)).status).toBe(200);
    expect((await change(PASSWORD)).status).toBe(303);
    expect((await get("/", first)).status).toBe(200);
    expect((await get("/", second)).status).toBe(303);
    expect((await post("/sign-in", { name: "zita", password: PASSWORD })).status).toBe(422);
  });

  test.each([
    ["eleven characters", "abcdefghijk", "at least 12"],
    ["twelve", "abcdefghijkl", null],
    ["its own name in it", "ritarita rita", "name it belongs to"],
    ["one letter many times", "aaaaaaaaaaaaaaaa", "different"],
    ["a novel", "abcdefgh".repeat(200), "at most"],
  ])("%s", (_name, password, problem) => {
    const found = refusePassword(password, "Rita");
    if (problem === null) expect(found).toBeNull();
    else expect(found).toContain(problem);
  });

  test("a hash verifies its own password only, composed or decomposed", async () => {
    const stored = await hashPassword("caf\u00e9 caf\u00e9 caf\u00e9");
    expect(await verifyPassword("cafe\u0301 cafe\u0301 cafe\u0301", stored)).toBe(true);
    expect(await verifyPassword("cafe cafe cafe", stored)).toBe(false);
    expect(await verifyPassword("", null)).toBe(false);
  });
});

describe("forms from elsewhere", () => {
  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["a page without origin", { origin: "null" }],
    ["no Origin field", {}],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["a sibling site behind our name", { origin: "OWN", "sec-fetch-site": "same-site" }],
  ])("from %s are refused", async (_name, given) => {
    const cookie = await desk.signIn("admin");
    const headers = {
      cookie,
      ...given,
      ...("origin" in given && given.origin === "OWN" ? { origin: desk.url } : {}),
    };
    const answer = await post("/sign-out", {}, headers as Record<string, string>);
    expect(answer.status).toBe(403);
    expect((await get("/", cookie)).status).toBe(200);
  });

  test("only a server on loopback answers to loopback's other names", () => {
    const local = ownOrigins("http://127.0.0.1:8025", "127.0.0.1", 8025);
    expect([
      local("http://localhost:8025"),
      local("http://[::1]:8025"),
      local("http://localhost:80"),
    ]).toEqual([true, true, false]);
    const public_ = ownOrigins("https://desk.contoso.example", "0.0.0.0", 8025);
    expect([public_("https://desk.contoso.example"), public_("http://localhost:8025")]).toEqual([
      true,
      false,
    ]);
  });

  test("a viewer may look and change nothing", async () => {
    await using sandbox = await testOperations({ settings: { sandbox: sandboxInMemory() } });
    const cookie = await sandbox.signIn("viewer");
    const headers = { cookie, origin: sandbox.url, accept: "text/html" };
    expect((await fetch(`${sandbox.url}/sandbox`, { headers })).status).toBe(200);
    const send = await fetch(`${sandbox.url}/sandbox/send`, {
      method: "POST",
      headers,
      body: new URLSearchParams({ side: "customer" }),
    });
    expect(send.status).toBe(403);
    const board = await fetch(`${sandbox.url}/queues/bull`, { headers, redirect: "manual" });
    expect(board.headers.get("location")).toBe("/queues/bull/view");
    const manage = await fetch(`${sandbox.url}/queues/bull/manage`, { headers, redirect: "manual" });
    expect([manage.status, manage.headers.get("location")]).toEqual([303, "/queues/bull/view"]);
    const pause = await fetch(`${sandbox.url}/queues/bull/manage/api/queues/inbound/pause`, {
      method: "PUT",
      headers,
      redirect: "manual",
    });
    expect(pause.status).toBe(303);
  });
});

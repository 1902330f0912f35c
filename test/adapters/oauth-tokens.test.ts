import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TokenSource, tokensOf } from "../../src/adapters/oauth/access-token.ts";
import type { OAuthGrant } from "../../src/adapters/oauth/grant.ts";
import { requestToken, TokenRefused } from "../../src/adapters/oauth/request-token.ts";
import { Unavailable } from "../../src/values/trouble.ts";
import { type Mood, startTokenEndpoint, type TokenEndpoint } from "../support/token-endpoint.ts";

const MINUTE = 60_000;

describe("access tokens", () => {
  let endpoint: TokenEndpoint;
  let grant: OAuthGrant;
  let nowMs: number;
  let tokens: TokenSource;
  beforeAll(async () => {
    endpoint = await startTokenEndpoint("support@contoso.example");
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());
  beforeEach(() => {
    endpoint.mood = { kind: "gives" };
    endpoint.asked.length = 0;
    grant = {
      ...{ tokenUrl: endpoint.tokenUrl, clientId: "desk", clientSecret: "s3cret", scope: null },
      ...{ refreshToken: null, secretExpiresAt: null },
    };
    nowMs = 0;
    tokens = new TokenSource(grant, undefined, () => nowMs);
  });

  test("ten who ask at once get one token for one question", async () => {
    const got = await Promise.all(Array.from({ length: 10 }, () => tokens.get()));
    expect(new Set(got).size).toBe(1);
    expect(endpoint.asked).toHaveLength(1);
  });

  test.each([
    ["a token of an hour is used until five minutes before its end", 3600, 55 * MINUTE - 1, 1],
    ["five minutes before its end it is renewed", 3600, 55 * MINUTE, 2],
    ["a token of four minutes is used for two of them", 240, 2 * MINUTE - 1, 1],
    ["and then renewed", 240, 2 * MINUTE, 2],
  ])("%s", async (_name, livesS, laterMs, questions) => {
    endpoint.mood = { kind: "gives", livesS };
    await tokens.get();
    nowMs = laterMs;
    await tokens.get();
    expect(endpoint.asked).toHaveLength(questions);
  });

  test("a refused token is not given out again, one that came since is", async () => {
    const first = await tokens.get();
    const second = await tokens.get(first);
    expect(second).not.toBe(first);
    expect(await tokens.get(first)).toBe(second);
    expect(endpoint.asked).toHaveLength(2);
  });

  test("an endpoint that is down does not matter until the token in hand has ended", async () => {
    const first = await tokens.get();
    endpoint.mood = { kind: "says", status: 503, body: "<html>busy</html>" };
    nowMs = 60 * MINUTE - 1;
    expect(await tokens.get()).toBe(first);
    await expect(tokens.get(first)).rejects.toThrow("HTTP 503");
    nowMs = 60 * MINUTE;
    await expect(tokens.get()).rejects.toThrow(Unavailable);
  });

  test("after a failure the next one asks again", async () => {
    endpoint.mood = { kind: "refuses", error: "temporarily_unavailable" };
    await expect(tokens.get()).rejects.toThrow(TokenRefused);
    endpoint.mood = { kind: "gives" };
    await tokens.get();
  });

  test("a refresh token is exchanged, and the newer one that comes with it is used from then on", async () => {
    endpoint.mood = { kind: "gives", rotates: true };
    const source = new TokenSource({ ...grant, refreshToken: "refresh-0" }, undefined, () => nowMs);
    const first = await source.get();
    await source.get(first);
    const forms = endpoint.asked.map((form) => [form.get("grant_type"), form.get("refresh_token")]);
    expect(forms[0]).toEqual(["refresh_token", "refresh-0"]);
    expect(forms[1]![1]).toMatch(/^refresh-[1-9]/);
  });

  test("a newer refresh token outlives the process where there is a folder for it", async () => {
    const keepIn = mkdtempSync(join(tmpdir(), "answerable-tokens-"));
    endpoint.mood = { kind: "gives", rotates: true };
    const kept = { ...grant, refreshToken: "refresh-0", keepIn };
    await new TokenSource(kept).get();
    await new TokenSource(kept).get();
    await new TokenSource({ ...kept, refreshToken: "refresh-new" }).get();
    const used = endpoint.asked.map((form) => form.get("refresh_token"));
    expect(used).toEqual(["refresh-0", expect.stringMatching(/^refresh-[1-9]/), "refresh-new"]);
    const [file] = readdirSync(keepIn);
    expect(statSync(join(keepIn, file!)).mode & 0o777).toBe(0o600);
    rmSync(keepIn, { recursive: true });
  });

  test("a kept refresh token that has ended leaves the one of the settings to be tried", async () => {
    const keepIn = mkdtempSync(join(tmpdir(), "answerable-tokens-"));
    endpoint.mood = { kind: "gives", rotates: true };
    const kept = { ...grant, refreshToken: "refresh-0", keepIn };
    const source = new TokenSource(kept);
    const first = await source.get();
    endpoint.asked.length = 0;
    endpoint.mood = { kind: "refuses", error: "invalid_grant" };
    await expect(source.get(first)).rejects.toThrow("invalid_grant");
    expect(endpoint.asked.map((form) => form.get("refresh_token"))).toEqual([
      expect.stringMatching(/^refresh-[1-9]/),
      "refresh-0",
    ]);
    rmSync(keepIn, { recursive: true });
  });

  test("a folder that cannot be written costs nothing but the newer token", async () => {
    endpoint.mood = { kind: "gives", rotates: true };
    const source = new TokenSource({ ...grant, refreshToken: "refresh-0", keepIn: "/dev/null/nowhere" });
    expect(await source.get()).toMatch(/^token-/);
  });

  test("grants that are the same share their tokens in a process, others do not", () => {
    expect(tokensOf({ ...grant })).toBe(tokensOf({ ...grant }));
    expect(tokensOf({ ...grant, clientSecret: "other" })).not.toBe(tokensOf(grant));
  });

  test.each<[string, Mood, RegExp]>([
    [
      "a refusal says why, in one line and without the secret",
      { kind: "refuses", error: "invalid_client", description: "AADSTS7000215: Invalid\r\nsecret 's3cret'." },
      /invalid_client: AADSTS7000215: Invalid secret '\*\*\*'\.$/,
    ],
    ["a refusal without words has its status", { kind: "says", status: 403, body: "" }, /HTTP 403$/],
    ["garbage is no token", { kind: "says", status: 200, body: "<html>sign in here</html>" }, /holds none$/],
    ["JSON that is no object is no token", { kind: "says", status: 200, body: "null" }, /holds none$/],
    [
      "a token with a line break would be a second command",
      { kind: "says", status: 200, body: JSON.stringify({ access_token: "a\r\nQUIT" }) },
      /holds none$/,
    ],
    [
      "an answer without an end is cut off",
      { kind: "says", status: 200, body: " ".repeat(70_000) },
      /its answer is too large$/,
    ],
    ["a redirect is not followed", { kind: "says", status: 302, body: "" }, /HTTP 302$/],
  ])("%s", async (_name, mood, says) => {
    endpoint.mood = mood;
    await expect(tokens.get()).rejects.toThrow(says);
    expect(endpoint.asked).toHaveLength(1);
  });

  test("an endpoint that does not answer is given up", async () => {
    endpoint.mood = { kind: "hangs" };
    await expect(requestToken(grant, { withinMs: 50 })).rejects.toThrow("no answer within 0.05 s");
  });

  test("an endpoint where nothing listens is named with the reason", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const nowhere = { ...grant, tokenUrl: `http://127.0.0.1:${port}/token` };
    await expect(requestToken(nowhere)).rejects.toThrow(`127.0.0.1:${port}: ECONNREFUSED`);
  });
});

import { generateKeyPairSync, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokensOf } from "../../src/adapters/oauth/access-token.ts";
import { assertionOf } from "../../src/adapters/oauth/assertion.ts";
import { readSettings } from "../../src/adapters/system/settings.ts";
import { instant } from "../../src/values/instant.ts";
import { startTokenEndpoint, type TokenEndpoint } from "../support/token-endpoint.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const ISSUER = "desk@project.iam.gserviceaccount.example";

/** Header and claims, of a statement whose signature holds. */
function opened(assertion: string) {
  const [head, claims, signature] = assertion.split(".") as [string, string, string];
  const signed = Buffer.from(`${head}.${claims}`);
  expect(verify("sha256", signed, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  return [head, claims].map((part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")));
}

test("a service account states who it is, for whom it acts, where and until when", () => {
  const key = { issuer: ISSUER, keyId: "k1", privateKey };
  const claims = { subject: "support@contoso.example", scope: "mail", audience: "https://t.example/token" };
  expect(opened(assertionOf(key, claims, instant("2026-11-24T10:00:00.999Z")))).toEqual([
    { alg: "RS256", typ: "JWT", kid: "k1" },
    {
      ...{ iss: ISSUER, sub: "support@contoso.example", scope: "mail", aud: "https://t.example/token" },
      ...{ iat: 1_795_514_400, exp: 1_795_514_700 },
    },
  ]);
});

describe("a service account's key file", () => {
  const folder = mkdtempSync(join(tmpdir(), "answerable-key-"));
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    endpoint = await startTokenEndpoint("support@contoso.example");
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await endpoint[Symbol.asyncDispose]();
  });
  const keyFile = (content: unknown): string => {
    const file = join(folder, "key.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const read = (env: Readonly<Record<string, string>>) =>
    readSettings({
      IMAP_URL: "imaps://support%40contoso.example@imap.gmail.com",
      SMTP_URL: "smtps://support%40contoso.example@smtp.gmail.com",
      MAIL_PROVIDER: "google",
      ...env,
    });

  test("is all that a Google mailbox needs: it acts for the user of each server", async () => {
    const token_uri = endpoint.tokenUrl;
    const file = keyFile({ client_email: ISSUER, private_key: privateKey, private_key_id: "k1", token_uri });
    const found = read({ MAIL_OAUTH_KEY_FILE: file });
    if (found.kind === "refused") throw new Error(found.problems.join("; "));
    await tokensOf(found.settings.imap!.oauth!).get();
    await tokensOf(found.settings.smtp!.oauth!).get();
    expect(endpoint.asked).toHaveLength(1);
    const form = Object.fromEntries(endpoint.asked[0]!);
    expect(Object.keys(form).toSorted()).toEqual(["assertion", "grant_type"]);
    expect(form["grant_type"]).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const [, claims] = opened(form["assertion"]!);
    expect(claims).toMatchObject({
      ...{ iss: ISSUER, sub: "support@contoso.example", aud: token_uri, scope: "https://mail.google.com/" },
    });
    const other = { ...found.settings.imap!.oauth!.serviceAccount!, user: "billing@contoso.example" };
    await tokensOf({ ...found.settings.imap!.oauth!, serviceAccount: other }).get();
    expect(endpoint.asked).toHaveLength(2);
  });

  const { privateKey: curve } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  test.each<[string, () => string, RegExp, Record<string, string>]>([
    ["it is not there", () => join(folder, "none.json"), /cannot be read \(ENOENT\)$/, {}],
    ["it is no JSON", () => keyFile("hunter2"), /is no JSON key of a service account$/, {}],
    ["it is another JSON", () => keyFile({ installed: { client_secret: "hunter2" } }), /is no JSON key/, {}],
    [
      "its key is none",
      () => keyFile({ client_email: ISSUER, private_key: "hunter2" }),
      /is no JSON key/,
      {},
    ],
    [
      "its key is of another kind",
      () => keyFile({ client_email: ISSUER, private_key: curve }),
      /is not RSA$/,
      {},
    ],
    [
      "there is a refresh token too",
      () => keyFile({ client_email: ISSUER, private_key: privateKey }),
      /leave them out$/,
      { MAIL_OAUTH_REFRESH_TOKEN: "hunter2" },
    ],
    [
      "it names an endpoint in the clear",
      () => keyFile({ client_email: ISSUER, private_key: privateKey, token_uri: "http://t.example/" }),
      /expected an https URL/,
      {},
    ],
  ])("is refused: %s", (_name, file, says, more) => {
    const found = read({ MAIL_OAUTH_KEY_FILE: file(), ...more });
    expect(found).toEqual({ kind: "refused", problems: [expect.stringMatching(says)] });
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });
});

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectImap } from "../../src/adapters/imap/connect.ts";
import type { OAuthGrant } from "../../src/adapters/oauth/grant.ts";
import { openSubmitter } from "../../src/adapters/smtp/submit.ts";
import type { MailServer } from "../../src/adapters/system/settings-urls.ts";
import { DESK, type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { startTokenEndpoint, type TokenEndpoint } from "../support/token-endpoint.ts";

const missing = mailServersMissing();

describe.skipIf(missing !== null)(`sign-in by OAuth${missing === null ? "" : ` (${missing})`}`, () => {
  let endpoint: TokenEndpoint;
  let servers: MailServers;
  let ca: string;
  beforeAll(async () => {
    endpoint = await startTokenEndpoint(DESK);
    servers = await startMailServers({ tls: true, tokenInfoUrl: endpoint.tokenInfoUrl });
    ca = readFileSync(servers.caFile!, "utf8");
  });
  afterAll(async () => {
    await servers?.stop();
    await endpoint?.[Symbol.asyncDispose]();
  });
  let grants = 0;
  let grant: OAuthGrant;
  beforeEach(() => {
    endpoint.mood = { kind: "gives" };
    grants += 1;
    const clientId = `client-${grants}`;
    const { tokenUrl } = endpoint;
    grant = {
      tokenUrl,
      clientId,
      clientSecret: "s3cret",
      scope: "mail",
      refreshToken: null,
      secretExpiresAt: null,
    };
  });
  const at = (port: number, user = DESK): MailServer => {
    const account = { user, password: null, oauth: grant };
    return { host: "127.0.0.1", port, tls: "starttls", ...account };
  };
  const asked = () => endpoint.asked.filter((form) => form.get("client_id") === grant.clientId);

  test("IMAP and SMTP sign in by one token of the client's own", async () => {
    const client = await connectImap(at(servers.imap.port), ca);
    expect(client.authenticated).toBe(true);
    await client.logout();
    await using submitter = openSubmitter(at(servers.submission.port), { ca });
    expect(await submitter.greet()).toBeNull();
    expect(asked().map((form) => Object.fromEntries(form))).toEqual([
      { grant_type: "client_credentials", client_id: grant.clientId, client_secret: "s3cret", scope: "mail" },
    ]);
  });

  test("a token that the servers no longer take is replaced by a fresh one, once for both", async () => {
    await (await connectImap(at(servers.imap.port), ca)).logout();
    endpoint.revokeAll();
    await (await connectImap(at(servers.imap.port), ca)).logout();
    expect(asked()).toHaveLength(2);
    endpoint.revokeAll();
    await using submitter = openSubmitter(at(servers.submission.port), { ca });
    expect(await submitter.greet()).toBeNull();
    expect(asked()).toHaveLength(3);
  });

  test("a user whom the token does not open is refused after one more try, by IMAP and by SMTP", async () => {
    await expect(connectImap(at(servers.imap.port, "ana@contoso.example"), ca)).rejects.toThrow(
      /IMAP sign-in refused/,
    );
    expect(asked()).toHaveLength(2);
    await using submitter = openSubmitter(at(servers.submission.port, "ana@contoso.example"), { ca });
    expect(await submitter.greet()).toMatch(/535 5\.7\.8/);
    expect(asked()).toHaveLength(3);
  });

  test("without a token nothing is tried with the server, and the reason is the endpoint's", async () => {
    endpoint.mood = { kind: "refuses", status: 401, error: "invalid_client", description: "s3cret is wrong" };
    await expect(connectImap(at(servers.imap.port), ca)).rejects.toThrow(/invalid_client: \*\*\* is wrong/);
    await using submitter = openSubmitter(at(servers.submission.port), { ca });
    expect(await submitter.greet()).toMatch(/invalid_client/);
  });
});

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkMailbox, rolesIn } from "../../src/adapters/cli/mailbox-checks.ts";
import { connectedLines } from "../../src/adapters/cli/mailbox-connect.ts";
import type { MailServer } from "../../src/adapters/system/settings-urls.ts";
import { permissionSteps } from "../../src/ops/mailbox-permissions.ts";
import { DESK, type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { startTokenEndpoint, type TokenEndpoint } from "../support/token-endpoint.ts";

describe("the permissions of a mailbox", () => {
  const lines = (provider: "microsoft365" | "google" | "generic", address = DESK) =>
    permissionSteps(provider, { address, tenant: "contoso.example" }).flatMap((step) => step.lines);

  test.each([
    ["microsoft365", "foreach ($name in 'IMAP.AccessAsApp', 'SMTP.SendAsApp') {"],
    ["microsoft365", "New-ServicePrincipal -AppId $app.AppId -ObjectId $sp.Id -DisplayName Answerable"],
    ["microsoft365", `Add-MailboxPermission -Identity '${DESK}' -User $sp.Id -AccessRights FullAccess`],
    [
      "microsoft365",
      `Set-CASMailbox -Identity '${DESK}' -ImapEnabled $true -SmtpClientAuthenticationDisabled $false`,
    ],
    ["microsoft365", "IMAP_URL=imaps://support%40contoso.example@outlook.office365.com"],
    ["google", "SMTP_URL=smtps://support%40contoso.example@smtp.gmail.com"],
    ["generic", "IMAP_URL=imaps://support%40contoso.example:PASSWORD@imap.contoso.example"],
  ] as const)("%s: %s", (provider, line) => expect(lines(provider)).toContain(line));

  test("Google is asked for the one scope that IMAP and SMTP take, for offline use", () => {
    const url = new URL(lines("google").find((line) => line.includes("/auth?"))!);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: "https://mail.google.com/",
      access_type: "offline",
      login_hint: DESK,
    });
  });

  test("an address never ends the quotes it stands in", () => {
    const mean = "x';Remove-Mailbox’all@contoso.example";
    const line = lines("microsoft365", mean).find((one) => one.startsWith("Add-MailboxPermission"))!;
    expect(line).toContain("'x'';Remove-Mailbox’’all@contoso.example'");
  });
});

test("roles are read from a token that is a JWT, and from nothing else", () => {
  const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
  expect(rolesIn(jwt({ roles: ["IMAP.AccessAsApp", 1] }))).toEqual(["IMAP.AccessAsApp"]);
  expect(rolesIn(jwt({}))).toEqual([]);
  for (const token of ["opaque", "a.b.c", jwt({ roles: "all" })]) expect(rolesIn(token)).toBeNull();
});

const missing = mailServersMissing();

describe.skipIf(missing !== null)(`the way to a mailbox${missing === null ? "" : ` (${missing})`}`, () => {
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
  let clients = 0;
  function mailbox(over: Partial<MailServer> = {}) {
    clients += 1;
    const { tokenUrl } = endpoint;
    const oauth = {
      ...{
        tokenUrl,
        clientId: `checked-${clients}`,
        clientSecret: "s3cret",
        scope: null,
        refreshToken: null,
      },
      secretExpiresAt: null,
    };
    const account = { host: "127.0.0.1", user: DESK, password: null, oauth };
    const imap: MailServer = { ...account, port: servers.imap.imapsPort, tls: "implicit", ...over };
    const smtp: MailServer = { ...account, port: servers.submission.port, tls: "starttls", ...over };
    return { address: DESK, imap, smtp };
  }
  const states = (checks: Awaited<ReturnType<typeof checkMailbox>>) =>
    checks.map(
      ({ step, state, explained }) => `${step} ${state}${explained === null ? "" : ` ${explained.id}`}`,
    );

  test("with everything in place each step is well", async () => {
    endpoint.mood = { kind: "gives" };
    expect(states(await checkMailbox(mailbox(), ca))).toEqual([
      ...["imap: name ok", "imap: connection ok", "imap: access token ok", "imap: sign-in ok"],
      ...["smtp: name ok", "smtp: connection ok", "smtp: access token ok", "smtp: sign-in ok"],
    ]);
  });

  test("a certificate of one's own authority that was not named is told as that", async () => {
    endpoint.mood = { kind: "gives" };
    expect(states(await checkMailbox(mailbox(), undefined))).toEqual([
      ...[
        "imap: name ok",
        "imap: connection problem tls-own-ca",
        "imap: access token ok",
        "imap: sign-in skipped",
      ],
      ...[
        "smtp: name ok",
        "smtp: connection ok",
        "smtp: access token ok",
        "smtp: sign-in problem tls-own-ca",
      ],
    ]);
  });

  test("an expired secret is told by its number, once for each server, and no server is bothered", async () => {
    endpoint.mood = {
      kind: "refuses",
      status: 401,
      error: "invalid_client",
      description: "AADSTS7000222: The provided client secret keys for app 's3cret' are expired.",
    };
    const checks = await checkMailbox(mailbox(), ca);
    expect(states(checks).filter((one) => !one.endsWith(" ok"))).toEqual([
      ...["imap: access token problem entra-secret-expired", "imap: sign-in skipped"],
      ...["smtp: access token problem entra-secret-expired", "smtp: sign-in skipped"],
    ]);
    const shown = connectedLines({
      provider: "microsoft365",
      steps: [],
      checks: checks.map((check) => ({ mailbox: DESK, ...check })),
      unchecked: null,
    }).join("\n");
    expect(shown).toContain("→ Make a new client secret");
    expect(shown).not.toContain("s3cret");
  });

  test("a token for somebody else is refused by both servers, each in its own words", async () => {
    endpoint.mood = { kind: "gives" };
    const checks = states(await checkMailbox(mailbox({ user: "ana@contoso.example" }), ca));
    expect(checks).toContain("imap: sign-in problem imap-not-authenticated");
    expect(checks).toContain("smtp: sign-in problem smtp-credentials-wrong");
  });
});

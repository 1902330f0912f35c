import { describe, expect, test } from "vitest";
import { explainRefusal, REFUSAL_ROWS, type RefusalStep } from "../../src/ops/refusal-cause.ts";

/** As servers and libraries say it; the ends with names of machines and times are left in, they must not matter. */
const SAID: readonly (readonly [step: RefusalStep, said: string, id: string])[] = [
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR01CA0001.eurprd01.prod.exchangelabs.com 2026-11-24T10:00:00.000Z 08DD3DD7D75D7743]",
    "smtp-auth-off-tenant",
  ],
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
    "smtp-auth-off-mailbox",
  ],
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [X]",
    "smtp-basic-auth-off",
  ],
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
    "smtp-security-defaults",
  ],
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.",
    "smtp-conditional-access",
  ],
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
    "smtp-password-wrong",
  ],
  [
    "smtp",
    "535 5.7.139 Authentication unsuccessful, something that nobody has seen before",
    "smtp-microsoft-refused",
  ],
  ["smtp", "535 5.7.3 Authentication unsuccessful [X.prod.outlook.com]", "smtp-oauth-refused"],
  ["smtp", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "smtp-send-as-denied"],
  [
    "smtp",
    "554 5.2.252 SendAsDenied; support@contoso.example not allowed to send as x@contoso.example",
    "smtp-send-as-denied",
  ],
  ["smtp", "530 5.7.57 Client not authenticated to send mail. [X]", "smtp-not-signed-in"],
  [
    "smtp",
    "534-5.7.9 Application-specific password required. For more information, go to",
    "smtp-app-password",
  ],
  ["smtp", "534-5.7.14 Please log in via your web browser and then try again.", "smtp-web-login"],
  ["smtp", "530 5.7.0 Must issue a STARTTLS command first", "smtp-starttls-first"],
  ["smtp", "504 5.7.4 Unrecognized authentication type [X]", "smtp-mechanism-missing"],
  [
    "smtp",
    "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending",
    "smtp-too-many",
  ],
  [
    "smtp",
    "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
    "smtp-try-later",
  ],
  [
    "smtp",
    "535-5.7.8 Username and Password not accepted. For more information, go to",
    "smtp-credentials-wrong",
  ],
  ["smtp", "535 Incorrect authentication data", "smtp-refused"],
  ["smtp", "ETLS: Upgrading connection with STARTTLS failed", "starttls-missing"],
  ["imap", "3 BAD User is authenticated but not connected.", "imap-mailbox-not-open"],
  ["imap", "2 NO AUTHENTICATE failed.", "imap-oauth-refused"],
  ["imap", "1 NO LOGIN failed.", "imap-password-refused"],
  ["imap", "BasicAuthBlocked-393;…", "imap-basic-auth-off"],
  [
    "imap",
    "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
    "imap-app-password",
  ],
  [
    "imap",
    "[ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)",
    "imap-web-login",
  ],
  [
    "imap",
    "[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page (Failure)",
    "imap-disabled",
  ],
  [
    "imap",
    "[ALERT] IMAP access is disabled for your domain. Please contact your domain administrator (Failure)",
    "imap-disabled-domain",
  ],
  ["imap", "[ALERT] Too many simultaneous connections. (Failure)", "imap-too-many"],
  ["imap", "Request is throttled. Suggested Backoff Time: 300000 milliseconds", "imap-throttled"],
  ["imap", "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", "imap-credentials-wrong"],
  ["imap", "4 NO [AUTHENTICATIONFAILED] Authentication failed.", "imap-not-authenticated"],
  ["imap", "* BAD [PRIVACYREQUIRED] LOGINDISABLED", "imap-login-disabled"],
  [
    "token",
    "unauthorized_client: AADSTS700016: Application with identifier '1111' was not found in the directory 'Contoso'.",
    "entra-application-unknown",
  ],
  [
    "token",
    "invalid_client: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent",
    "entra-secret-wrong",
  ],
  [
    "token",
    "invalid_client: AADSTS7000222: The provided client secret keys for app '1111' are expired.",
    "entra-secret-expired",
  ],
  [
    "token",
    "invalid_grant: AADSTS50034: The user account {EUII Hidden} does not exist in the tenant directory.",
    "entra-user-unknown",
  ],
  [
    "token",
    "invalid_request: AADSTS90002: Tenant 'contoso.exmaple' not found. Check to make sure you have the correct tenant ID",
    "entra-tenant-unknown",
  ],
  [
    "token",
    "invalid_grant: AADSTS700082: The refresh token has expired due to inactivity.",
    "entra-refresh-expired",
  ],
  [
    "token",
    "unauthorized_client: Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
    "google-no-delegation",
  ],
  ["token", "invalid_grant: Invalid email or User ID", "google-user-unknown"],
  ["token", "invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes)", "google-clock"],
  ["token", "invalid_grant: Token has been expired or revoked.", "grant-invalid"],
  ["token", "invalid_client: The OAuth client was not found.", "client-invalid"],
  ["token", "unauthorized_client: Unauthorized", "client-unauthorized"],
  ["token", "invalid_scope: Bad Request", "scope-invalid"],
  ["imap", "no access token from oauth2.googleapis.com: invalid_grant: Bad Request", "grant-invalid"],
  ["connect", "ENOTFOUND getaddrinfo ENOTFOUND imap.contoso.exmaple", "host-unknown"],
  ["connect", "ECONNREFUSED connect ECONNREFUSED 127.0.0.1:1", "nothing-listens"],
  ["connect", "ETIMEDOUT connect ETIMEDOUT 192.0.2.1:993", "no-answer"],
  ["connect", "DEPTH_ZERO_SELF_SIGNED_CERT self-signed certificate", "tls-own-ca"],
  [
    "connect",
    "ERR_TLS_CERT_ALTNAME_INVALID Hostname/IP does not match certificate's altnames",
    "tls-other-name",
  ],
  ["connect", "CERT_HAS_EXPIRED certificate has expired", "tls-expired"],
  [
    "connect",
    "EPROTO 80A7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number",
    "tls-wrong-port",
  ],
];

describe("the cause of a refusal", () => {
  test.each(SAID)("by %s: %s", (step, said, id) => {
    expect(explainRefusal(step, said, "support@contoso.example")?.id).toBe(id);
  });

  test("a number that only begins like a known one is another", () => {
    expect(explainRefusal("token", "AADSTS50034: no such user", "a@b.example")?.id).toBe(
      "entra-user-unknown",
    );
    expect(explainRefusal("token", "AADSTS500340: something else", "a@b.example")).toBeNull();
  });

  test("the next step names the mailbox", () => {
    const said =
      "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.";
    expect(explainRefusal("smtp", said, "support@contoso.example")?.next).toContain(
      "Set-CASMailbox -Identity support@contoso.example -SmtpClientAuthenticationDisabled $false",
    );
  });

  test("words nobody knows have no cause", () => {
    expect(explainRefusal("imap", "the moon is in the wrong house", "a@b.example")).toBeNull();
  });

  test("what a server says is read up to an end", () => {
    expect(explainRefusal("imap", `${"x".repeat(2000)} AUTHENTICATE failed`, "a@b.example")).toBeNull();
  });

  test("every row is reached by what it looks for, and ends its sentences", () => {
    for (const [step, rows] of Object.entries(REFUSAL_ROWS)) {
      for (const { id, says, cause, next } of rows) {
        expect(explainRefusal(step as RefusalStep, says.join(" "), "a@b.example")?.id).toBe(id);
        expect(cause).toMatch(/[^.]$/);
        expect(next).toMatch(/\.$/);
      }
    }
  });
});

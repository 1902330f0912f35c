import { type RefusalRow, row } from "./refusal-row.ts";

/** Of Microsoft Entra, by its own numbers. */
export const MICROSOFT_TOKEN: readonly RefusalRow[] = [
  row(
    "entra-application-unknown",
    "AADSTS700016",
    "the application is not known in this tenant: the client id is wrong, or the application was registered in another tenant",
    "Compare the client id with “Application (client) ID” of the app registration, and the tenant with its “Directory (tenant) ID”.",
  ),
  row(
    "entra-secret-wrong",
    "AADSTS7000215",
    "the client secret is wrong; often its id was copied in place of its value",
    "Make a new client secret and copy its “Value”, not its “Secret ID”.",
  ),
  row(
    "entra-secret-expired",
    "AADSTS7000222",
    "the client secret has expired",
    "Make a new client secret, set it, and set when it ends (MAIL_OAUTH_SECRET_EXPIRES), so that you are warned before.",
  ),
  row(
    "entra-user-unknown",
    "AADSTS50034",
    "the account does not exist in this tenant",
    "Check the address MAILBOX and the tenant; a guest or a personal account signs in elsewhere.",
  ),
  row(
    "entra-tenant-unknown",
    "AADSTS90002",
    "the tenant is not found: it is misspelt, or it is in a national cloud",
    "Check the tenant; for a national cloud set the token URL and scope (see .env.example).",
  ),
  row(
    "entra-tenant-malformed",
    "AADSTS900023",
    "the tenant is neither an id nor a domain",
    "Set the tenant to its “Directory (tenant) ID” or to a domain such as contoso.onmicrosoft.com.",
  ),
  row(
    "entra-resource-unknown",
    "AADSTS500011",
    "the scope names a service that this tenant does not have",
    "Set the scope to https://outlook.office365.com/.default; the tenant needs Exchange Online.",
  ),
  row(
    "entra-scope-not-default",
    "AADSTS1002012",
    "with a client secret alone only the scope …/.default can be asked for",
    "Set the scope to https://outlook.office365.com/.default, or leave it out.",
  ),
  row(
    "entra-scope-invalid",
    "AADSTS70011",
    "the scope is not one that Microsoft knows",
    "Set the scope to https://outlook.office365.com/.default, or leave it out.",
  ),
  row(
    "entra-no-consent",
    "AADSTS65001",
    "nobody agreed that the application may use this mailbox",
    "An administrator grants consent for the permissions of the application (step 1 of `answerable mailbox connect microsoft365`).",
  ),
  row(
    "entra-disabled",
    "AADSTS7000112",
    "the application is disabled in this tenant",
    "Switch it on: Entra, Enterprise applications, the application, Properties, “Enabled for users to sign-in”.",
  ),
  row(
    "entra-secret-missing",
    "AADSTS7000218",
    "the application has a secret and none was sent",
    "Set MAIL_OAUTH_CLIENT_SECRET, or register the application as a public client.",
  ),
  row(
    "entra-refresh-expired",
    "AADSTS700082",
    "the refresh token has not been used for too long (90 days)",
    "Agree again as MAILBOX and set the new refresh token; sign-in by client secret (app-only) does not have this end.",
  ),
  row(
    "entra-refresh-revoked",
    "AADSTS50173",
    "the refresh token was revoked, as by a changed password",
    "Agree again as MAILBOX and set the new refresh token.",
  ),
  row(
    "entra-second-factor",
    "AADSTS50076",
    "a second factor is asked for, which no desk can give",
    "Use sign-in by client secret (app-only): `answerable mailbox connect microsoft365`.",
  ),
  row(
    "entra-conditional-access",
    "AADSTS53003",
    "a Conditional Access policy of the tenant blocks the sign-in",
    "Exclude the application or the desk's address on the network from that policy.",
  ),
];

/** Codes of RFC 6749 §5.2, as everybody else says them. */
export const TOKEN: readonly RefusalRow[] = [
  row(
    "google-no-delegation",
    ["unauthorized_client", "scopes requested"],
    "the service account may not act for the users of this domain, or not with this scope",
    "Admin console, Security, API controls, Domain-wide delegation: the service account's client id with the scope https://mail.google.com/. It takes effect within a day, mostly within minutes.",
  ),
  row(
    "google-user-unknown",
    ["invalid_grant", "Invalid email or User ID"],
    "the service account was to act for a user that is not in its domain",
    "Check the address MAILBOX: it is a user's own, not a group's or an alias.",
  ),
  row(
    "google-clock",
    ["invalid_grant", "Invalid JWT"],
    "Google does not believe what the service account stated: this machine's clock is wrong, or the key was deleted",
    "Set the clock; if it is right, make a new key.",
  ),
  row(
    "grant-invalid",
    "invalid_grant",
    "the refresh token has expired or was revoked; Google ends those of an application in “Testing” after seven days, and all when the password changes",
    "Agree again as MAILBOX and set the new refresh token; publish the application or make it “Internal” first.",
  ),
  row(
    "client-invalid",
    "invalid_client",
    "client id and client secret do not belong together, or the client was deleted",
    "Compare both with what the provider shows for the client; make a new secret if in doubt.",
  ),
  row(
    "client-unauthorized",
    "unauthorized_client",
    "the client may not ask for tokens in this way",
    "A refresh token works with the client that it was made for only; a client secret alone must be allowed by the provider.",
  ),
  row(
    "scope-invalid",
    "invalid_scope",
    "the scope is not known or not allowed for this client",
    "Google: https://mail.google.com/. Microsoft 365: leave it out.",
  ),
  row(
    "token-absent",
    "its answer holds none",
    "the token URL answered something that is no token",
    "Check the token URL: it is the address of the token endpoint, not of a page to sign in on.",
  ),
];

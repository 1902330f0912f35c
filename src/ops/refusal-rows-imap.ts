import { APP_PASSWORD, BY_OAUTH, type RefusalRow, row } from "./refusal-row.ts";

/** What IMAP servers say (RFC 3501, RFC 5530), the most telling first. */
export const IMAP: readonly RefusalRow[] = [
  row(
    "imap-mailbox-not-open",
    "authenticated but not connected",
    "the token is good, but this mailbox does not open by it: the application has no right on it, it has no licence, or IMAP is off for it",
    "In Exchange Online: Add-MailboxPermission -Identity MAILBOX -User <object id of the ENTERPRISE application> -AccessRights FullAccess; Set-CASMailbox -Identity MAILBOX -ImapEnabled $true. It takes effect within an hour.",
  ),
  row(
    "imap-oauth-refused",
    "AUTHENTICATE failed",
    "Microsoft does not take this token for this mailbox: IMAP.AccessAsApp is missing or not consented to, the service principal is not registered in Exchange Online, or with the object id of the app registration in place of that of the enterprise application",
    "Do steps 1 and 2 of `answerable mailbox connect microsoft365` again; changes take effect within an hour.",
  ),
  row(
    "imap-password-refused",
    "LOGIN failed",
    "the password is wrong, or it is Exchange Online, which takes no passwords by IMAP since 2023",
    BY_OAUTH,
  ),
  row("imap-basic-auth-off", "BasicAuth", "this tenant takes no passwords", BY_OAUTH),
  row(
    "imap-app-password",
    "application-specific password required",
    "the account has two-step verification: its own password does not work here",
    APP_PASSWORD,
  ),
  row(
    "imap-web-login",
    "web browser",
    "Google wants a person to sign in with a browser first",
    "Sign in as MAILBOX with a browser once, or sign in by OAuth: `answerable mailbox connect google`.",
  ),
  row(
    "imap-disabled",
    "not enabled for IMAP",
    "IMAP is off for this account",
    "Google: Admin console, Apps, Google Workspace, Gmail, End User Access, IMAP. Microsoft: Set-CASMailbox -Identity MAILBOX -ImapEnabled $true.",
  ),
  row(
    "imap-disabled-domain",
    "IMAP access is disabled",
    "IMAP is off for this domain",
    "Google: Admin console, Apps, Google Workspace, Gmail, End User Access, IMAP.",
  ),
  row(
    "imap-too-many",
    "too many simultaneous connections",
    "the account has its most connections open (Google: 15)",
    "Close other mail programs on MAILBOX, or watch fewer folders.",
  ),
  row(
    "imap-throttled",
    "throttled",
    "the provider slows this account down",
    "Nothing: it is tried again, with growing waits.",
  ),
  row(
    "imap-login-disabled",
    "LOGINDISABLED",
    "the server takes a password over TLS only",
    "Use imaps://, or imap:// with STARTTLS.",
  ),
  row(
    "imap-mechanism-missing",
    "unsupported authentication mechanism",
    "the server takes no access tokens",
    "Check the host; sign in by password if it has no OAuth.",
  ),
  row(
    "imap-credentials-wrong",
    "invalid credentials",
    "user, password or token are wrong; Google says so too of a token without the scope https://mail.google.com/",
    "Check the user, and the password or the scope; with two-step verification an app password is needed.",
  ),
  row(
    "imap-not-authenticated",
    "AUTHENTICATIONFAILED",
    "user, password or token are wrong",
    "Check the user and the password, or the client the token is made for.",
  ),
  row(
    "imap-not-authenticated",
    "authentication failed",
    "user, password or token are wrong",
    "Check the user and the password, or the client the token is made for.",
  ),
];

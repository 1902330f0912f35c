import { APP_PASSWORD, BY_OAUTH, type RefusalRow, row } from "./refusal-row.ts";

/** What submission servers say (RFC 4954, RFC 5248), the most telling first. */
export const SMTP: readonly RefusalRow[] = [
  row(
    "smtp-auth-off-tenant",
    ["5.7.139", "disabled for the Tenant"],
    "SMTP AUTH is off for the whole tenant, and nothing else is set for this mailbox",
    "In Exchange Online: Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $false (for this mailbox; Set-TransportConfig for all). It takes effect within an hour.",
  ),
  row(
    "smtp-auth-off-mailbox",
    ["5.7.139", "disabled for the Mailbox"],
    "SMTP AUTH is off for this mailbox",
    "In Exchange Online: Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $false. It takes effect within an hour.",
  ),
  row(
    "smtp-basic-auth-off",
    ["5.7.139", "basic authentication is disabled"],
    "Microsoft takes no password here; an app password is one too",
    BY_OAUTH,
  ),
  row(
    "smtp-security-defaults",
    ["5.7.139", "security defaults"],
    "the tenant's security defaults block sign-in by password",
    BY_OAUTH,
  ),
  row(
    "smtp-conditional-access",
    ["5.7.139", "did not meet the criteria"],
    "a Conditional Access policy of the tenant blocks the sign-in",
    "Exclude the application or the desk's address on the network from that policy, or sign in by OAuth.",
  ),
  row(
    "smtp-password-wrong",
    ["5.7.139", "credentials were incorrect"],
    "user or password are wrong",
    "Check both, or better sign in by OAuth: `answerable mailbox connect microsoft365`.",
  ),
  row(
    "smtp-microsoft-refused",
    "5.7.139",
    "Microsoft refuses the sign-in: SMTP AUTH is off, passwords are off, or a policy blocks it",
    "In Exchange Online: Get-CASMailbox MAILBOX | Format-List SmtpClientAuthenticationDisabled; $false is needed. Then sign in by OAuth.",
  ),
  row(
    "smtp-oauth-refused",
    "535 5.7.3",
    "Microsoft does not take this token for this mailbox: SMTP.SendAsApp is missing or not consented to, or the service principal has no right on the mailbox",
    "Do steps 1 and 2 of `answerable mailbox connect microsoft365` again; changes take effect within an hour.",
  ),
  row(
    "smtp-send-as-denied",
    "5.7.60",
    "who signed in may not send as the address in From",
    "In Exchange Online: Add-RecipientPermission -Identity MAILBOX -Trustee <object id of the ENTERPRISE application> -AccessRights SendAs.",
  ),
  row(
    "smtp-send-as-denied",
    "SendAsDenied",
    "who signed in may not send as the address in From",
    "In Exchange Online: Add-RecipientPermission -Identity MAILBOX -Trustee <object id of the ENTERPRISE application> -AccessRights SendAs.",
  ),
  row(
    "smtp-not-signed-in",
    "5.7.57",
    "the server takes mail only from who signed in, and nobody did",
    "Write the user into SMTP_URL: smtp://support%40contoso.example@smtp.office365.com:587 with OAuth, or with a password.",
  ),
  row(
    "smtp-app-password",
    "5.7.9",
    "the account has two-step verification: its own password does not work here",
    APP_PASSWORD,
  ),
  row(
    "smtp-web-login",
    "5.7.14",
    "Google wants a person to sign in with a browser first",
    "Sign in as MAILBOX with a browser once, or sign in by OAuth: `answerable mailbox connect google`.",
  ),
  row(
    "smtp-starttls-first",
    "5.7.0 must issue a starttls",
    "the server wants TLS first",
    "Write SMTP_URL with smtps://, or with smtp:// and no ?starttls=never.",
  ),
  row(
    "smtp-mechanism-missing",
    "504 5.7.4",
    "this server does not take access tokens, or nobody may sign in on it",
    "Check the host: it is the submission server (smtp.office365.com, smtp.gmail.com), not the one of the MX record.",
  ),
  row(
    "smtp-too-many",
    "4.3.2",
    "the account has its most connections open (Exchange Online: 3)",
    "Nothing: mail waits and is sent. Let nothing else send by this account.",
  ),
  row(
    "smtp-try-later",
    "454 4.7.0",
    "the server cannot check sign-ins at the moment",
    "Nothing: it is tried again. If it stays, ask whoever runs the server.",
  ),
  row(
    "smtp-credentials-wrong",
    "5.7.8",
    "user, password or token are wrong; Google says so too where an app password is needed, or of a token without the scope https://mail.google.com/",
    "Check the user, and the password or the scope; with two-step verification an app password is needed.",
  ),
  row(
    "smtp-refused",
    "535",
    "user, password or token are wrong",
    "Check the user and the password, or the client the token is made for.",
  ),
];

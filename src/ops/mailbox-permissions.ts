/** What an administrator does once, so that the desk may use a mailbox. */
export interface PermissionStep {
  readonly title: string;
  /** Why, and what to look out for. */
  readonly about: string;
  /** Where the lines are typed or written. */
  readonly where: "powershell" | "shell" | "browser" | ".env";
  readonly lines: readonly string[];
}

export type ConnectableProvider = "microsoft365" | "google" | "generic";

/**
 * The steps for a mailbox there, with commands to paste.
 *
 * @param tenant  Microsoft's: an id or one of its domains
 */
export function permissionSteps(
  provider: ConnectableProvider,
  { address, tenant }: { readonly address: string; readonly tenant: string },
): readonly PermissionStep[] {
  if (provider === "microsoft365") return microsoft(address, tenant);
  return provider === "google" ? google(address) : generic(address);
}

function microsoft(address: string, tenant: string): readonly PermissionStep[] {
  const mailbox = quoted(address);
  return [
    {
      title: "Register an application that may use IMAP and SMTP by itself",
      about:
        "Application permissions of “Office 365 Exchange Online”: IMAP.AccessAsApp and SMTP.SendAsApp. Assigning them is the administrator's consent. They give access to nothing until step 2 names the mailbox.",
      where: "powershell",
      lines: [
        "Install-Module Microsoft.Graph -Scope CurrentUser",
        `Connect-MgGraph -TenantId ${quoted(tenant)} -Scopes Application.ReadWrite.All, AppRoleAssignment.ReadWrite.All`,
        "$app = New-MgApplication -DisplayName Answerable -SignInAudience AzureADMyOrg",
        "$sp = New-MgServicePrincipal -AppId $app.AppId",
        "$exchange = Get-MgServicePrincipal -Filter \"appId eq '00000002-0000-0ff1-ce00-000000000000'\"",
        "foreach ($name in 'IMAP.AccessAsApp', 'SMTP.SendAsApp') {",
        "  $role = $exchange.AppRoles | Where-Object Value -eq $name",
        "  New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $sp.Id -PrincipalId $sp.Id -ResourceId $exchange.Id -AppRoleId $role.Id",
        "}",
        "$secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{ displayName = 'Answerable'; endDateTime = (Get-Date).AddMonths(12) }",
      ],
    },
    {
      title: "Give it this one mailbox",
      about:
        "In the same window: $sp.Id is the object id of the ENTERPRISE application; that of the app registration does not work. It takes effect within an hour.",
      where: "powershell",
      lines: [
        "Install-Module ExchangeOnlineManagement -Scope CurrentUser",
        `Connect-ExchangeOnline -Organization ${quoted(tenant)}`,
        "New-ServicePrincipal -AppId $app.AppId -ObjectId $sp.Id -DisplayName Answerable",
        `Add-MailboxPermission -Identity ${mailbox} -User $sp.Id -AccessRights FullAccess`,
        `Add-RecipientPermission -Identity ${mailbox} -Trustee $sp.Id -AccessRights SendAs -Confirm:$false`,
        `Set-CASMailbox -Identity ${mailbox} -ImapEnabled $true -SmtpClientAuthenticationDisabled $false`,
      ],
    },
    {
      title: "Look at what the desk needs to know",
      about: "The secret is shown this once.",
      where: "powershell",
      lines: ["$app.AppId; $secret.SecretText; $secret.EndDateTime.ToString('yyyy-MM-dd')"],
    },
    {
      title: "Tell the desk",
      about: "National clouds need MAIL_OAUTH_TOKEN_URL and MAIL_OAUTH_SCOPE too, see .env.example.",
      where: ".env",
      lines: [
        `IMAP_URL=imaps://${encodeURIComponent(address)}@outlook.office365.com`,
        `SMTP_URL=smtp://${encodeURIComponent(address)}@smtp.office365.com:587`,
        "MAIL_PROVIDER=microsoft365",
        `MAIL_OAUTH_TENANT=${tenant}`,
        "MAIL_OAUTH_CLIENT_ID=<the first line of step 3>",
        "MAIL_OAUTH_CLIENT_SECRET=<the second>",
        "MAIL_OAUTH_SECRET_EXPIRES=<the third>",
      ],
    },
  ];
}

const GOOGLE_SCOPE = "https://mail.google.com/";
/** Nothing listens there: the code stands in the browser's address line. */
const REDIRECT = "http://127.0.0.1:8381/";

function google(address: string): readonly PermissionStep[] {
  const ask = new URLSearchParams({
    redirect_uri: REDIRECT,
    response_type: "code",
    scope: GOOGLE_SCOPE,
    access_type: "offline",
    prompt: "consent",
    login_hint: address,
  });
  return [
    {
      title: "For a Workspace domain: a service account in place of steps 2 to 4",
      about: `Nobody has to agree and nothing expires. Make a service account with a JSON key, and let it act for the domain's users (domain-wide delegation) with its client id and the one scope ${GOOGLE_SCOPE}: it could then open every mailbox of the domain, so keep its key well. Gmail must allow IMAP: the last address.`,
      where: "browser",
      lines: [
        "https://console.cloud.google.com/iam-admin/serviceaccounts",
        "https://admin.google.com/ac/owl/domainwidedelegation",
        "https://admin.google.com/ac/apps/gmail/enduseraccess",
        "MAIL_OAUTH_KEY_FILE=/run/secrets/answerable-google.json, and no other MAIL_OAUTH_ but MAIL_OAUTH_SECRET_EXPIRES",
      ],
    },
    {
      title: "Make an OAuth client",
      about: `Audience “Internal” for a Workspace domain: the refresh tokens of an application in “Testing” end after seven days. Application type “Web application” with the redirect URI ${REDIRECT}. Gmail must allow IMAP: Admin console, Apps, Google Workspace, Gmail, End User Access.`,
      where: "browser",
      lines: [
        "https://console.cloud.google.com/auth/overview",
        "https://console.cloud.google.com/auth/clients",
        "https://admin.google.com/ac/apps/gmail/enduseraccess",
      ],
    },
    {
      title: `Agree, signed in as ${address}`,
      about: `The scope is ${GOOGLE_SCOPE}: IMAP and SMTP take no smaller one. The browser then shows an error, and the address line holds code=….`,
      where: "browser",
      lines: [`https://accounts.google.com/o/oauth2/v2/auth?client_id=CLIENT_ID&${ask}`],
    },
    {
      title: "Exchange the code for a refresh token",
      about: "Within minutes, and once. The answer's refresh_token is what the desk needs.",
      where: "shell",
      lines: [
        `curl -s https://oauth2.googleapis.com/token -d grant_type=authorization_code -d redirect_uri=${REDIRECT} -d client_id=CLIENT_ID -d client_secret=CLIENT_SECRET --data-urlencode code=CODE`,
      ],
    },
    {
      title: "Tell the desk",
      about:
        "An app password instead: put it into both URLs and leave the last three lines out. A service account: MAIL_OAUTH_KEY_FILE in place of those three.",
      where: ".env",
      lines: [
        `IMAP_URL=imaps://${encodeURIComponent(address)}@imap.gmail.com`,
        `SMTP_URL=smtps://${encodeURIComponent(address)}@smtp.gmail.com`,
        "MAIL_PROVIDER=google",
        "MAIL_OAUTH_CLIENT_ID=CLIENT_ID",
        "MAIL_OAUTH_CLIENT_SECRET=CLIENT_SECRET",
        "MAIL_OAUTH_REFRESH_TOKEN=<refresh_token of step 4>",
      ],
    },
  ];
}

function generic(address: string): readonly PermissionStep[] {
  const user = encodeURIComponent(address);
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return [
    {
      title: "Tell the desk where the mailbox is",
      about:
        "User and password of the mailbox; @ : / % in a password are written %40 %3A %2F %25. With OAuth leave the password out and set MAIL_OAUTH_TOKEN_URL, MAIL_OAUTH_CLIENT_ID and MAIL_OAUTH_CLIENT_SECRET or MAIL_OAUTH_REFRESH_TOKEN. A certificate of your own authority: TLS_CA_FILE.",
      where: ".env",
      lines: [
        `IMAP_URL=imaps://${user}:PASSWORD@imap.${domain}`,
        `SMTP_URL=smtps://${user}:PASSWORD@smtp.${domain}`,
        "MAIL_PROVIDER=generic",
        "MAIL_AUTHSERV_ID=<the name your server writes first in Authentication-Results>",
      ],
    },
  ];
}

/** For PowerShell: nothing between single quotes means anything but a single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['‘’‚‛]/g, "$&$&")}'`;
}

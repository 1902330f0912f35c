import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { FOLDERS } from "./maildir.ts";

export interface DovecotPlan {
  /** Holds configuration, log and state. */
  readonly dir: string;
  /** Holds sockets: a path below 60 characters. */
  readonly runDir: string;
  /** `%u` becomes the user. */
  readonly mailDir: string;
  readonly imapPort: number;
  readonly imapsPort?: number;
  readonly lmtpPort?: number;
  /** Where another server may have passwords checked (Postfix's SASL). */
  readonly authPort?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Tokens are accepted beside passwords; this URL, with the token behind it, tells whose one is. */
  readonly tokenInfoUrl?: string;
  /** False: a plus sign is a letter like any other. */
  readonly plusAddressing?: boolean;
  /** Names of system users: as root, mails belong to `mail`; otherwise all three are ourselves. */
  readonly users: { readonly internal: string; readonly group: string; readonly login: string };
  readonly chroot: boolean;
}

/** Configuration for Dovecot 2.3, which shares nothing with an installed one. Listens on loopback only. */
export function dovecotConfig(plan: DovecotPlan): string {
  const protocols = plan.lmtpPort === undefined ? "imap" : "imap lmtp";
  return `base_dir = ${plan.runDir}
state_dir = ${join(plan.dir, "state")}
log_path = ${join(plan.dir, "dovecot.log")}
instance_name = answerable
protocols = ${protocols}
listen = 127.0.0.1
default_internal_user = ${plan.users.internal}
default_internal_group = ${plan.users.group}
default_login_user = ${plan.users.login}
${tls(plan)}
disable_plaintext_auth = no
auth_mechanisms = plain login${plan.tokenInfoUrl === undefined ? "" : " xoauth2 oauthbearer"}
auth_username_format = %Lu
auth_failure_delay = 1 secs
mail_location = maildir:${plan.mailDir}
mail_max_userip_connections = 200
first_valid_uid = 1
mailbox_list_index = yes
maildir_stat_dirs = no
recipient_delimiter =${plan.plusAddressing === false ? "" : " +"}
${tokens(plan)}${passwords("passdb", plan)}
${passwords("userdb", plan)}
namespace inbox {
  inbox = yes
  separator = /
${FOLDERS.map((name) => block(`  mailbox ${name}`, `    special_use = \\${name}\n    auto = subscribe`, "  ")).join("\n")}
}
service imap-login {
  ${listener("imap", plan.imapPort)}
  ${listener("imaps", plan.imapsPort ?? 0, plan.imapsPort === undefined ? "" : "ssl = yes")}
  ${plan.chroot ? "" : "chroot ="}
  service_count = 0
  process_min_avail = 0
}
service anvil {
  ${plan.chroot ? "" : "chroot ="}
  ${plan.tokenInfoUrl === undefined ? "" : NO_PENALTY}
}
service stats {
  ${plan.chroot ? "" : "chroot ="}
}
service imap {
  process_limit = 200
}
${plan.lmtpPort === undefined ? "" : block("service lmtp", `  ${listener("lmtp", plan.lmtpPort)}`)}
${plan.authPort === undefined ? "" : block("service auth", `  ${listener("", plan.authPort)}`)}
`;
}

/** One line of Dovecot's passwd-file. The password is hashed: every user of the machine may read this file. */
export function dovecotUser(user: {
  readonly address: string;
  readonly password: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}): string {
  const salt = randomBytes(16);
  const hash = createHash("sha512").update(user.password).update(salt).digest();
  const secret = `{SSHA512}${Buffer.concat([hash, salt]).toString("base64")}`;
  return `${user.address}:${secret}:${user.uid}:${user.gid}::${user.home}::\n`;
}

function tls(plan: DovecotPlan): string {
  if (plan.tls === undefined) return "ssl = no";
  return `ssl = yes\nssl_cert = <${plan.tls.cert}\nssl_key = <${plan.tls.key}`;
}

function passwords(kind: "passdb" | "userdb", plan: DovecotPlan): string {
  return block(kind, `  driver = passwd-file\n  args = ${join(plan.dir, "users")}`);
}

/** Every further refusal of a client takes longer, up to 15 s; a server that tests refusals has no need of that. */
const NO_PENALTY = "unix_listener anvil-auth-penalty {\n    mode = 0\n  }";

function tokens({ dir, tokenInfoUrl }: DovecotPlan): string {
  if (tokenInfoUrl === undefined) return "";
  const body = `  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${join(dir, "oauth2.conf")}`;
  return `${block("passdb", body)}\n`;
}

/** What Dovecot asks about a token: an answer of 200 that names the user in `email` is a yes. */
export function dovecotTokens(tokenInfoUrl: string): string {
  return `tokeninfo_url = ${tokenInfoUrl}\nusername_attribute = email\n`;
}

function listener(name: string, port: number, more = ""): string {
  return `inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${port}\n    ${more}\n  }`;
}

function block(head: string, body: string, indent = ""): string {
  return `${head} {\n${body}\n${indent}}`;
}

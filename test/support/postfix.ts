import { spawnSync } from "node:child_process";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isListening } from "../../src/adapters/embedded/ports.ts";
import { type Kept, keep } from "../../src/adapters/embedded/process.ts";

export interface PostfixPlan {
  readonly dir: string;
  /** From the world: no password, as an MX. */
  readonly smtpPort: number;
  /** From users: with a password, whose owner is stamped into the mail. */
  readonly submissionPort: number;
  readonly lmtpPort: number;
  readonly authPort: number;
  readonly sinkPort: number;
  readonly authservId: string;
  readonly domains: readonly string[];
  readonly users: readonly string[];
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

export interface Postfix {
  readonly kept: Kept;
  /** Of its master process. */
  pid(): number;
  stop(): Promise<void>;
}

/** Its master leaves the process group, so it is told by its own command, and its end is waited for. */
const UNTIL_TOLD = 'trap "postfix -c $1 abort; exit" TERM; postfix -c "$1" start-fg & wait "$!"';

/** Starts a Postfix with its own queue, which delivers by LMTP and to one sink, and nowhere else. Root only. */
export async function startPostfix(plan: PostfixPlan): Promise<Postfix> {
  const etc = join(plan.dir, "etc");
  const data = join(plan.dir, "data");
  for (const path of [etc, data, join(plan.dir, "queue")]) mkdirSync(path, { recursive: true, mode: 0o755 });
  chownSync(data, idOf("postfix"), idOf("postfix", "-g"));
  writeFileSync(join(etc, "main.cf"), mainCf(plan));
  writeFileSync(join(etc, "master.cf"), masterCf(plan));
  const kept = keep("sh", ["-c", UNTIL_TOLD, "postfix", etc], { cwd: plan.dir });
  for (let tries = 0; ; tries++) {
    if ((await isListening(plan.smtpPort)) && (await isListening(plan.submissionPort))) break;
    if (tries === 300)
      throw new Error(`postfix does not start: ${readFileSync(join(plan.dir, "maillog"), "utf8")}`);
    await wait(50);
  }
  const pid = () => Number(readFileSync(join(plan.dir, "queue/pid/master.pid"), "utf8"));
  return { kept, pid, stop: () => kept.stop() };
}

function mainCf(plan: PostfixPlan): string {
  const { dir, domains, authservId, users } = plan;
  const stamps = users.map(
    (user) => `{ ${user} = PREPEND Authentication-Results: ${authservId}; auth=pass smtp.auth=${user} }`,
  );
  const tls = plan.tls
    ? `smtpd_tls_security_level = may\nsmtpd_tls_cert_file = ${plan.tls.cert}\nsmtpd_tls_key_file = ${plan.tls.key}\n`
    : "";
  return `compatibility_level = 3.6
queue_directory = ${dir}/queue
data_directory = ${dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
maillog_file = ${dir}/maillog
maillog_file_prefixes = /var, /dev/stdout, ${dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = ${authservId}
mydestination =
mynetworks =
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sender_restrictions = check_sasl_access inline:{ ${stamps.join(", ")} }
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${plan.authPort}
smtpd_sasl_security_options = noanonymous
smtpd_client_connection_count_limit = 0
recipient_delimiter = +
virtual_mailbox_domains = ${domains.join(", ")}
virtual_transport = lmtp:inet:127.0.0.1:${plan.lmtpPort}
transport_maps = inline:{ { customer.test = smtp:[127.0.0.1]:${plan.sinkPort} } }
default_transport = error:5.1.2 nothing leaves a test
alias_maps =
alias_database =
local_recipient_maps =
smtputf8_enable = yes
message_size_limit = 52428800
notify_classes =
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
maximal_queue_lifetime = 40s
bounce_queue_lifetime = 40s
delay_warning_time = 5s
smtp_tls_security_level = none
disable_dns_lookups = yes
smtp_dns_support_level = disabled
${tls}`;
}

/** Mails of the world lose what claims to be this server's own stamp, before anything else reads them. */
function masterCf({ smtpPort, submissionPort, authservId }: PostfixPlan): string {
  const forged = `-o header_checks=regexp:{{/^Authentication-Results:.*${authservId.replaceAll(".", "\\.")}/ IGNORE}}`;
  const services = `
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd`;
  return `127.0.0.1:${smtpPort} inet n - n - - smtpd -o smtpd_sasl_auth_enable=no -o cleanup_service_name=cleanup-mx
127.0.0.1:${submissionPort} inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject
cleanup-mx unix n - n - 0 cleanup ${forged}
${services.trim()}
`;
}

function idOf(user: string, kind: "-u" | "-g" = "-u"): number {
  return Number(spawnSync("id", [kind, user], { encoding: "utf8" }).stdout);
}

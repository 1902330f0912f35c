import { type RefusalRow, row } from "./refusal-row.ts";

/** What stands between us and any server. Codes of Node and OpenSSL. */
export const CONNECTION: readonly RefusalRow[] = [
  row("host-unknown", "ENOTFOUND", "there is no host of this name", "Check the host's name."),
  row("dns-down", "EAI_AGAIN", "names cannot be looked up now", "Check DNS on this machine."),
  row("nothing-listens", "ECONNREFUSED", "nothing listens at this host and port", "Check host and port."),
  row(
    "no-route",
    "ENETUNREACH",
    "there is no way to this network from here",
    "Check this machine's network, and IPv6 where the address is one.",
  ),
  row(
    "no-route",
    "EHOSTUNREACH",
    "there is no way to this host from here",
    "Check this machine's network and firewall.",
  ),
  row(
    "cut-off",
    "ECONNRESET",
    "the connection was cut",
    "Check the port (TLS or not), and what stands between: a firewall, a proxy.",
  ),
  row(
    "no-answer",
    "TIMEDOUT",
    "nothing answers",
    "Check host, port and firewall: ports 993 and 587 must be open on the way out.",
  ),
  row(
    "no-answer",
    "CONNECT_TIMEOUT",
    "nothing answers",
    "Check host, port and firewall: ports 993 and 587 must be open on the way out.",
  ),
  row("no-answer", "no answer within", "nothing answers in time", "Check host, port and firewall."),
  row(
    "no-greeting",
    "GREETING",
    "something accepts connections and does not speak",
    "Check the port: TLS from the first byte is 993 and 465, STARTTLS 143 and 587.",
  ),
  row(
    "tls-own-ca",
    "SELF_SIGNED_CERT",
    "the server's certificate is signed by nobody this machine knows",
    "Name the PEM file of its authority in TLS_CA_FILE.",
  ),
  row(
    "tls-own-ca",
    "self-signed certificate",
    "the server's certificate is signed by nobody this machine knows",
    "Name the PEM file of its authority in TLS_CA_FILE.",
  ),
  row(
    "tls-own-ca",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "the server sends its certificate without the ones between",
    "Have it send the whole chain, or name the missing ones in TLS_CA_FILE.",
  ),
  row(
    "tls-own-ca",
    "unable to verify the first certificate",
    "the server sends its certificate without the ones between",
    "Have it send the whole chain, or name the missing ones in TLS_CA_FILE.",
  ),
  row(
    "tls-own-ca",
    "unable to get local issuer certificate",
    "the server's certificate is signed by nobody this machine knows",
    "Name the PEM file of its authority in TLS_CA_FILE.",
  ),
  row("tls-expired", "CERT_HAS_EXPIRED", "the server's certificate has expired", "Renew it on the server."),
  row(
    "tls-expired",
    "certificate has expired",
    "the server's certificate has expired",
    "Renew it on the server.",
  ),
  row(
    "tls-other-name",
    "ALTNAME",
    "the server's certificate is for another name",
    "Write the host as the certificate names it.",
  ),
  row(
    "tls-other-name",
    "does not match certificate",
    "the server's certificate is for another name",
    "Write the host as the certificate names it.",
  ),
  row(
    "tls-wrong-port",
    "wrong version number",
    "the port does not speak TLS from the first byte",
    "Use imap:// or smtp:// (STARTTLS), or the port of TLS: 993, 465.",
  ),
  row(
    "starttls-missing",
    "STARTTLS",
    "the server does not offer STARTTLS, or somebody on the way takes it out; nothing was sent in the clear",
    "Use imaps:// or smtps://. If the server does offer it elsewhere, this network is not to be trusted.",
  ),
];

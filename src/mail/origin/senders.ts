const NO_REPLY =
  /^(?:[a-z0-9._+-]{0,40}[._+-])?(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|dont-?reply|nao-?responda?|nao-?responder|no-?responder|ne-?pas-?repondre|nepasrepondre|nicht-?antworten|keine-?antwort|non-?rispondere|niet-?beantwoorden|noresponse|no-?response|unattended|donotrespond)(?:[._+-][a-z0-9._+=-]{0,80}|\d{0,6})$/;

const DAEMON =
  /^(?:mailer-?daemon|mailerdaemon|mail-?daemon|mdaemon|mmdf|daemon|mail-?deamon|bounces?|bounce-[a-z0-9._+=-]{1,100}|bounces[+=-][a-z0-9._+=-]{1,100}|msprvs1|microsoftexchange[0-9a-f]{20,40}|double-bounce|autoreply|auto-?reply|auto-?responder|autoresponse|vacation)$/;

const LIST_ROBOT =
  /^(?:[a-z0-9._+-]{1,60}-(?:request|owner|bounces?|admin|subscribe|unsubscribe|confirm)|owner-[a-z0-9._+-]{1,60}|listserv|majordomo|listmaster|mailman|sympa|ecartis|ezmlm|petidomo)$/;

const ROLE_OF_MACHINES =
  /^(?:notifications?|notify|alerts?|alarms?|voice-?mail|efax|fax|scanner|copier|sqlserver|sqlagent|newsletters?|news|updates?|mailings?|robot|bot|system|root|cron|jira|monitoring|postmaster)(?:[._+-][a-z0-9._+-]{0,40})?$/;

/** Programs by their own names: nobody is called that. */
const PROGRAM =
  /^(?:nagios|zabbix|icinga2?|prtg|check_?mk|monit|munin|datadog|solarwinds|veeam|logwatch|grafana|prometheus|alertmanager|jenkins|idrac|ilo|ipmi|o365mc|msonlineservicesteam|azure-noreply|account-security-noreply)(?:[._+-][a-z0-9._+-]{0,40})?\d{0,4}$/;

export type Role = "no-reply" | "daemon" | "list-robot" | "program" | "machine" | null;

/** What the local part says about who is behind an address; null for what a person may have. */
export function roleOf(address: string): Role {
  const at = address.lastIndexOf("@");
  const local = (at < 0 ? address : address.slice(0, at)).toLowerCase().slice(0, 200);
  if (NO_REPLY.test(local)) return "no-reply";
  if (DAEMON.test(local)) return "daemon";
  if (LIST_ROBOT.test(local)) return "list-robot";
  if (PROGRAM.test(local)) return "program";
  return ROLE_OF_MACHINES.test(local) ? "machine" : null;
}

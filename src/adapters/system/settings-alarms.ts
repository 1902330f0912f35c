import { MINUTE } from "../../values/instant.ts";
import type { AlarmSettings } from "./alarm-channels.ts";
import type { MailServer } from "./settings-urls.ts";

/** Alarms by mail need a server and somebody to tell. */
export function halfAlarms(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const [server, to] = [given["ALARM_SMTP_URL"], given["ALARM_MAIL_TO"]];
  if ((server === undefined) === (to === undefined)) return [];
  return [
    to === undefined
      ? "ALARM_MAIL_TO: missing beside ALARM_SMTP_URL"
      : "ALARM_SMTP_URL: missing beside ALARM_MAIL_TO",
  ];
}

export interface AlarmVariables {
  readonly ALARM_WEBHOOK_URL?: string | undefined;
  readonly ALARM_SMTP_URL?: MailServer | undefined;
  readonly ALARM_MAIL_TO?: string | undefined;
  readonly ALARM_MAIL_FROM?: string | undefined;
  readonly ALARM_FOLDER_MINUTES: string;
  readonly PROOF_HOUR: string;
  readonly LADDER_WEBHOOK_SECRET?: string | undefined;
}

export function alarmsOf(v: AlarmVariables): AlarmSettings {
  const { ALARM_SMTP_URL: server, ALARM_MAIL_TO: to } = v;
  const user = server?.user?.includes("@") ? server.user.toLowerCase() : null;
  return {
    webhookUrl: v.ALARM_WEBHOOK_URL ?? null,
    mail:
      server === undefined || to === undefined ? null : { server, to, from: v.ALARM_MAIL_FROM ?? user ?? to },
    folderLateMs: Number(v.ALARM_FOLDER_MINUTES) * MINUTE,
    proofHour: Number(v.PROOF_HOUR),
    ladderSecret: v.LADDER_WEBHOOK_SECRET ?? null,
  };
}

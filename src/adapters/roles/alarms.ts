import { tellOperators } from "../../jobs/tell-operators.ts";
import { dailyProof, watchDesk } from "../../jobs/watch-desk.ts";
import { withAdvisoryLock } from "../postgres/advisory-lock.ts";
import { noticeStore, watchPorts } from "../postgres/alarms.ts";
import type { Connection } from "../postgres/connect.ts";
import { alarmChannels } from "../system/alarm-channels.ts";
import { every } from "../system/every.ts";
import { watchedBy } from "../system/watched.ts";
import type { RoleContext } from "./context.ts";

const ALARM_LOCK = 7_210_464;
const EVERY_MS = 30_000;

/**
 * Looks for alarms, proves the day before, and tells operators, on a process timer: Redis and the desk's own submission
 * server may be what is broken. On several nodes the one that holds the lock does.
 */
export function watchForAlarms({ db, sql }: Connection, context: RoleContext): AsyncDisposable {
  const { alarms, clock, log, mailCa } = context;
  if (alarms === undefined) return { async [Symbol.asyncDispose]() {} };
  const ports = watchPorts(db, clock, context.expiringSecrets, watchedBy(context.mailboxes));
  const channels = alarmChannels(alarms, mailCa);
  const round = async (): Promise<void> => {
    for (const receipt of [
      await watchDesk(ports, alarms.folderLateMs),
      await dailyProof(ports, alarms.proofHour),
      await tellOperators({ ...noticeStore(db, clock), channels }),
    ]) {
      if (receipt["begun"] || receipt["ended"] || receipt["told"] || receipt["failed"])
        log.info(receipt, "alarms");
    }
  };
  return every(context.choresEveryMs ?? EVERY_MS, log, "alarms", () =>
    withAdvisoryLock(sql, ALARM_LOCK, round),
  );
}

import type { Channel, OperatorNotice } from "../../jobs/tell-operators.ts";
import { compose } from "../../mail/compose.ts";
import { mintedDomain } from "../../values/msg-id-domain.ts";
import { openSubmitter } from "../smtp/submit.ts";
import { postJson } from "./post-json.ts";
import type { MailServer } from "./settings-urls.ts";

/** Where operators are told of alarms: needs neither Redis nor the desk's own submission server. */
export interface AlarmSettings {
  /** May hold a secret: it is never logged and never shown. */
  readonly webhookUrl: string | null;
  readonly mail: { readonly server: MailServer; readonly to: string; readonly from: string } | null;
  /** A folder that was not read for longer is an alarm. */
  readonly folderLateMs: number;
  /** The hour of the day, in the desk's time zone, from which the day before is proved. */
  readonly proofHour: number;
  /** What calls to webhooks of the ladder are signed with; null: they are not. */
  readonly ladderSecret?: string | null;
}

/** The channels that are set, each for its own settings. */
export function alarmChannels({ webhookUrl, mail }: AlarmSettings, ca?: string): readonly Channel[] {
  return [
    ...(webhookUrl === null ? [] : [webhook(webhookUrl)]),
    ...(mail === null ? [] : [byMail(mail, ca)]),
  ];
}

/** POSTs a notice as JSON; `text` is what chat systems show. */
function webhook(url: string): Channel {
  return {
    name: "webhook",
    async tell({ once, code, text, data, createdAt }) {
      const at = new Date(createdAt).toISOString();
      const posted = await postJson(url, JSON.stringify({ notice: once, code, text, data, at }));
      if (posted.kind === "refused") throw new Error(posted.because);
    },
  };
}

/** One plain mail over a submission server of its own. A break after the message had gone counts as told. */
function byMail({ server, to, from }: NonNullable<AlarmSettings["mail"]>, ca?: string): Channel {
  return {
    name: "mail",
    async tell(notice) {
      await using submitter = openSubmitter(server, { max: 1, ...(ca ? { ca } : {}) });
      const bytes = await rendered(notice, to, from);
      const outcome = await submitter.submit({ reversePath: from, recipients: [to], bytes }, async () => {});
      if (outcome.kind === "accepted" || outcome.kind === "unsure") return;
      throw new Error(outcome.kind === "refused" ? `refused with ${outcome.code}` : "could not be submitted");
    },
  };
}

function rendered({ once, code, text, createdAt }: OperatorNotice, to: string, from: string) {
  return compose({
    from: { name: "Answerable", address: from },
    replyTo: null,
    to: [{ name: "", address: to }],
    subject:
      code === "proof"
        ? `Answerable: ${text.split(":").slice(0, 2).join(":").slice(0, 120)}`
        : `Answerable: ${code}`,
    date: createdAt,
    msgId: `<${once}@${mintedDomain(from)}>`,
    inReplyTo: null,
    references: [],
    text: `${text}\n\n${once}\n`,
    html: null,
    automatic: "auto-generated",
  });
}

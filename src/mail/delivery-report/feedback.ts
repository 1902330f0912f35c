import type { Message } from "../message.ts";
import type { DeliveryReport } from "../reading.ts";
import { addressesIn, addressIn } from "./address.ts";
import { readNotice } from "./notice.ts";
import { field, findOriginal } from "./original.ts";
import { groupsOf } from "./status-fields.ts";

/**
 * A complaint in the Abuse Reporting Format (RFC 5965), or as Microsoft's junk reporting sends it without its fields.
 * Recipients are those who complained; null for everything else.
 */
export function readFeedback(message: Message): DeliveryReport | null {
  const part = message.reportParts.find(({ contentType }) =>
    contentType.startsWith("message/feedback-report"),
  );
  const declared =
    message.contentType.type === "multipart/report" &&
    message.contentType.params["report-type"]?.toLowerCase() === "feedback-report";
  const microsoft = message.from?.address === "staff@hotmail.com" && message.reportParts.length > 0;
  if (!(part && (declared || message.contentType.type === "multipart/report")) && !declared && !microsoft)
    return null;
  const fields = groupsOf(part?.text ?? "").flatMap((group) => [...group]);
  const value = (name: string): string => fields.find(([key]) => key === name)?.[1] ?? "";
  const type = value("feedback-type").toLowerCase() || "abuse";
  const original = findOriginal(message, readNotice(message));
  const returned = message.reportParts.map(({ text }) => text.slice(0, 60_000)).join("\n");
  const named = [
    value("original-rcpt-to"),
    value("removal-recipient"),
    field(returned, "x-hmxmroriginalrecipient"),
  ];
  const complained = addressIn(named.find((one) => one !== "") ?? "");
  const recipients = (complained === null ? original.to : [complained])
    .slice(0, 20)
    .flatMap((one) => addressesIn(one));
  return {
    kind: "feedback",
    recipients: recipients.map((address) => ({
      address,
      action: type,
      status: "",
      class: "soft" as const,
      diagnostic: type,
    })),
    originalMessageId: original.messageId,
    because: microsoft && !part ? "Microsoft junk mail reporting" : "rfc5965",
  };
}

import type { Message } from "./message.ts";
import type { DeliveryReport } from "./reading.ts";

/** What a delivery report of RFC 3464 tells; null for any other mail. */
export function readDeliveryReport(message: Message): DeliveryReport | null {
  const status = message.reportParts.find(({ contentType }) => contentType === "message/delivery-status");
  if (status === undefined) return null;
  const field = (name: string): string =>
    new RegExp(`^${name}:(.*)$`, "im").exec(status.text)?.[1]?.trim() ?? "";
  const address = field("Final-Recipient")
    .replace(/^[^;]*;/, "")
    .trim();
  const action = field("Action").toLowerCase();
  const code = field("Status");
  const kind = action === "delayed" ? "delayed" : action === "failed" ? "failed" : "delivered";
  const recipient = {
    address,
    action,
    status: code,
    class: "soft",
    diagnostic: field("Diagnostic-Code"),
  } as const;
  return { kind, recipients: [recipient], originalMessageId: null, because: "rfc3464" };
}

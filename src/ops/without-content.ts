import type { HandoffDetail } from "../escalation/handoff.ts";
import type { Json } from "../values/json.ts";

/** What stands where a subject or a name was. */
export const DELETED = "(deleted)";

const CODE = /^[\w.:%+-]{1,64}$/;

/**
 * What a ledger may hold for ever: numbers, truth values, ids and codes. A text of several words, or with an `@`, was written
 * by or about somebody and goes.
 */
export function codesOnly(value: Json): Json {
  if (typeof value === "string") return CODE.test(value) ? value : "";
  if (Array.isArray(value)) return value.map((one) => codesOnly(one as Json));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, codesOnly(one as Json)]));
}

/** A handoff without what left the desk with it: which way it went, why by the table, and what it cost stay. */
export function withoutPacket(detail: HandoffDetail): HandoffDetail {
  const { attachments: _files, packet, ...rest } = detail;
  const customer = { ...packet.customer, name: DELETED, tenantId: null, subscriptionId: null };
  return { ...rest, packet: { ...packet, title: DELETED, customer, fields: [] } };
}

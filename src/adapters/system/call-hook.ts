import { createHmac } from "node:crypto";
import type { Ports } from "../../jobs/ports.ts";
import { postJson } from "./post-json.ts";

/**
 * Tells a webhook of the ladder's. With a secret the call is signed as the Standard Webhooks specification says: an
 * HMAC-SHA256 over id, time and body, which libraries of many languages check. The id stays the same when it is tried
 * again, so that a receiver can see that it has it already.
 *
 * @param secret  `whsec_` and base64, or any text; null: not signed
 */
export function openHookCaller(secret: string | null): NonNullable<Ports["callHook"]> {
  const key = secret === null ? null : keyOf(secret);
  return ({ url, id, body, at }) => {
    const seconds = String(Math.floor(at / 1000));
    const signature =
      key === null ? null : createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
    return postJson(url, body, {
      "webhook-id": id,
      "webhook-timestamp": seconds,
      ...(signature === null ? {} : { "webhook-signature": `v1,${signature}` }),
    });
  };
}

function keyOf(secret: string): Buffer {
  const coded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  return coded === undefined ? Buffer.from(secret) : Buffer.from(coded, "base64");
}

import { createHash, createHmac } from "node:crypto";
import type { Message } from "./message.ts";

/**
 * What makes two arrivals the same mail: a keyed hash over the parts that no route changes. Received lines, envelope
 * addresses and white space are left out; the content is in, so that a forged Message-ID cannot swallow a genuine mail.
 * A mail without Message-ID has an identity like any other.
 */
export function identityOf(message: Message, key: Uint8Array): Uint8Array {
  const parts = [
    message.messageId ?? "",
    message.from?.address ?? "",
    message.headers.get("date")?.[0] ?? "",
    message.subject,
    message.text.replaceAll(/\s+/g, " "),
    ...message.attachments.map(({ sha256 }) => sha256),
  ];
  return keyed(key, parts.map((part) => `${part.length}:${part}`).join("\n"));
}

/** The identity of a mail that could not be read: all of its bytes. */
export function identityOfBytes(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  return keyed(key, createHash("sha256").update(bytes).digest("hex"));
}

/** Whom an erasure was for, without saying it: addresses are compared in lower case. */
export function identityOfPerson(address: string, key: Uint8Array): Uint8Array {
  return keyed(key, `person ${address.toLowerCase()}`);
}

const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?/gi;

/** Everything in a text that reads like an address, in lower case, each once. */
export function addressesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(ADDRESS)].map(([found]) => found.toLowerCase()))];
}

function keyed(key: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}

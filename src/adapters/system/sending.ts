import { createPrivateKey, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { domainToASCII } from "node:url";
import type { z } from "zod";
import type { Pace } from "../../outbound/pacing.ts";
import type { DkimKey } from "../smtp/dkim.ts";

/** Where a copy of an answer comes from in the mailbox's Sent folder: from us, from the provider, or from nobody. */
export const SENT_COPIES = ["append", "server", "none"] as const;
export type SentCopy = (typeof SENT_COPIES)[number];

/** How mail leaves by one account, as far as somebody said so. */
export interface Sending {
  /** What is left out is the provider's. */
  readonly pace: { readonly [K in keyof Pace]?: number | undefined };
  /** Null: as the provider does it. */
  readonly sentCopy: SentCopy | null;
  /** Null: mail is not signed here. */
  readonly dkim: DkimKey | null;
}

export const PLAIN_SENDING: Sending = { pace: {}, sentCopy: null, dkim: null };

export const DNS_NAME = /^[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,10}$/;

/** Of the environment. */
export function sendingOf(
  v: {
    readonly DKIM_KEY_FILE?: string | undefined;
    readonly DKIM_SELECTOR?: string | undefined;
    readonly DKIM_DOMAIN?: string | undefined;

    readonly SMTP_CONNECTIONS?: number | undefined;
    readonly SMTP_MAILS_PER_MINUTE?: number | undefined;
    readonly SMTP_RECIPIENTS_PER_DAY?: number | undefined;
    readonly SENT_COPY?: SentCopy | undefined;
  },
  deskAddress: string | null,
): Sending {
  return {
    pace: {
      connections: v.SMTP_CONNECTIONS,
      mailsPerMinute: v.SMTP_MAILS_PER_MINUTE,
      recipientsPerDay: v.SMTP_RECIPIENTS_PER_DAY,
    },
    sentCopy: v.SENT_COPY ?? null,
    dkim:
      v.DKIM_KEY_FILE === undefined || v.DKIM_SELECTOR === undefined
        ? null
        : dkimKey({
            keyFile: v.DKIM_KEY_FILE,
            selector: v.DKIM_SELECTOR,
            domain: v.DKIM_DOMAIN ?? domainOf(deskAddress ?? ""),
          }),
  };
}

export function domainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf("@") + 1)).toLowerCase();
}

interface DkimSettings {
  readonly keyFile: string;
  readonly selector: string;
  readonly domain: string;
}

export function dkimKey({ keyFile, selector, domain }: DkimSettings): DkimKey {
  return { selector, domain, key: createPrivateKey(readFileSync(keyFile)) };
}

/** Why mail cannot be signed with this key; null: it can. What the file holds is never told. */
export function dkimKeyProblem(keyFile: string): string | null {
  const expected =
    "expected a PEM file with an RSA key of 1024 bits or more, or an Ed25519 key, without a password";
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(keyFile));
  } catch (error) {
    const { code } = error as { code?: string };
    return code === "ENOENT" || code === "EACCES"
      ? `${keyFile} cannot be read (${code})`
      : `${expected}: ${keyFile}`;
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === "ed25519" || (key.asymmetricKeyType === "rsa" && bits >= 1024)) return null;
  return `${expected}; ${keyFile} holds a key of type ${key.asymmetricKeyType} ${bits || ""}`.trim();
}

/** What is wrong with the variables of DKIM; the domain is the desk's own where left out. */
export function dkimProblems(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { DKIM_KEY_FILE: keyFile, DKIM_SELECTOR: selector, DKIM_DOMAIN: domain } = given;
  if (keyFile === undefined) {
    return (selector ?? domain) ? ["DKIM_KEY_FILE: missing; DKIM_SELECTOR and DKIM_DOMAIN need it"] : [];
  }
  const problem = existsSync(keyFile) ? dkimKeyProblem(keyFile) : null;
  return [
    ...(problem === null ? [] : [`DKIM_KEY_FILE: ${problem}`]),
    ...(selector === undefined ? ["DKIM_SELECTOR: missing; the key in DKIM_KEY_FILE needs it"] : []),
  ];
}

/** A whole number from 1. */
export function limit(text: string, context: z.core.$RefinementCtx<string>): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  context.addIssue({ code: "custom", message: "expected a whole number from 1" });
  return 1;
}

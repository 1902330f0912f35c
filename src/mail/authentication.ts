import { areAligned, domainOf } from "./authentication/alignment.ts";
import { type Hop, isMicrosoft, isWrittenByReceiver, readHops } from "./authentication/hops.ts";
import {
  type AuthenticationResults,
  type MethodResult,
  parseAuthenticationResults,
} from "./authentication/results.ts";
import type { Message } from "./message.ts";
import type { Authentication, Receiver } from "./reading.ts";

type Proof = NonNullable<Authentication["proved"]>;

/** What a provider's own header looks like; `authservId` overrides the configured one where the provider has one for all. */
interface ProviderRule {
  readonly defaultAuthservId: string | null;
  readonly findResults: (message: Message, hops: readonly Hop[], authservId: string | null) => Found[];
  readonly believesInternal: boolean;
}

interface Found {
  readonly results: AuthenticationResults;
  readonly authservId: string | null;
}

const PROVIDERS: Readonly<Record<Receiver["provider"], ProviderRule>> = {
  generic: { defaultAuthservId: null, findResults: named, believesInternal: false },
  sandbox: { defaultAuthservId: null, findResults: named, believesInternal: false },
  google: { defaultAuthservId: "mx.google.com", findResults: named, believesInternal: false },
  microsoft365: { defaultAuthservId: null, findResults: microsoft, believesInternal: true },
};

/** Most Authentication-Results fields looked at; more is an attempt at something. */
const MOST_FIELDS = 50;

/**
 * What the header proves about who sent a mail, by the rules of the mailbox's provider (RFC 8601 §5, RFC 7489 §3.1).
 *
 * Believed are only fields of the configured receiver in the place where only it can have put them; forged and lower
 * ones, ARC and everything a sender may write are not looked at. Proof is aligned with the From address. A mail with
 * two From fields, or two mailboxes in one, proves nothing.
 */
export function readAuthentication(message: Message, receiver: Receiver): Authentication {
  const from = soleFrom(message);
  if (from.kind === "none") return { proved: null, because: from.because };
  const rule = PROVIDERS[receiver.provider];
  const authservId = (receiver.authservId ?? rule.defaultAuthservId)?.toLowerCase() ?? null;
  const hops = readHops(message.rawHeaders);
  if (rule.believesInternal && isInternal(message, hops)) {
    return proof(from.address, "internal", null, "sent within the same Microsoft 365 organization");
  }
  const found = rule.findResults(message, hops, authservId);
  if (found.length === 0) return { proved: null, because: nothingFound(receiver, authservId) };
  return judge(from.address, found);
}

/** Tries each way of proof against what the receiver wrote, newest field first; a DMARC failure ends it. */
function judge(address: string, found: readonly Found[]): Authentication {
  const results = found.flatMap(({ results, authservId }) =>
    results.results.map((result) => ({ result, authservId })),
  );
  const dmarc = results.find(({ result }) => result.method === "dmarc");
  if (dmarc && !["pass", "none", "bestguesspass"].includes(dmarc.result.result)) {
    return { proved: null, because: `dmarc=${dmarc.result.result}`, failed: dmarc.result.result === "fail" };
  }
  for (const way of WAYS) {
    const good = results.find(
      ({ result }) => result.method === way.method && result.result === "pass" && way.proves(result, address),
    );
    if (good) return proof(address, way.method, good.authservId, way.because);
  }
  return { proved: null, because: "the receiver found no sender that is aligned with the From address" };
}

interface Way {
  readonly method: Proof["method"];
  readonly because: string;
  readonly proves: (result: MethodResult, address: string) => boolean;
}

const HEADER_FROM = `header.${"From".toLowerCase()}`;
const aligned = (value: string | undefined, address: string): boolean =>
  value !== undefined && areAligned(domainOf(value), domainOf(address));

/** Strongest first. `auth` proves one address, the others a domain (RFC 8601 §2.7). */
const WAYS: readonly Way[] = [
  {
    method: "auth",
    because: "signed in to the receiver as this address",
    proves: ({ properties }, address) => properties.get("smtp.auth") === address.toLowerCase(),
  },
  {
    method: "dmarc",
    because: "dmarc=pass for the domain of the From address",
    proves: ({ properties }, address) => aligned(properties.get(HEADER_FROM) ?? address, address),
  },
  {
    method: "dkim",
    because: "dkim=pass by a domain aligned with the From address",
    proves: ({ properties }, address) =>
      aligned(properties.get("header.d") ?? properties.get("header.i"), address),
  },
  {
    method: "spf",
    because: "spf=pass for a domain aligned with the From address",
    proves: ({ properties }, address) =>
      aligned(properties.get("smtp.mailfrom") ?? properties.get("smtp.mail"), address),
  },
];

/**
 * Fields with the receiver's authserv-id. Above its newest hop all count, since nobody else can write there; below
 * only the first, since what stands under it may be the sender's.
 */
function named(message: Message, hops: readonly Hop[], authservId: string | null): Found[] {
  if (authservId === null) return [];
  const newestHop = hops[0]?.index ?? Number.NEGATIVE_INFINITY;
  const found: Found[] = [];
  for (const { index, value } of resultFields(message)) {
    if (!isWrittenByReceiver(hops, index, authservId.replace(/^\*\./, ""))) break;
    const results = parseAuthenticationResults(value);
    if (!results?.authservId || !isOwnId(results.authservId, authservId)) continue;
    if (index > newestHop && found.length > 0) break;
    found.push({ results, authservId: results.authservId });
  }
  return found;
}

/** `*.example.net` stands for receivers that put the host's own name there. */
function isOwnId(id: string, configured: string): boolean {
  return configured.startsWith("*.") ? id.endsWith(configured.slice(1)) : id === configured;
}

/**
 * Microsoft 365 writes no authserv-id, and its field right above the hop on which it took the mail from outside: the
 * hops above are all its own, and so is the next below. Only the newest such field counts.
 */
function microsoft(message: Message, hops: readonly Hop[]): Found[] {
  for (const { index, value } of resultFields(message)) {
    const above = hops.filter((hop) => hop.index < index);
    const below = hops.find((hop) => hop.index > index);
    if (!above.every((hop) => isMicrosoft(hop.by))) return [];
    if (!below || !isMicrosoft(below.by)) return [];
    const results = parseAuthenticationResults(value);
    if (results && results.authservId === null) return [{ results, authservId: null }];
  }
  return [];
}

/**
 * Mail within one organization carries neither DKIM nor SPF. Exchange strips `X-MS-Exchange-Organization-*` from
 * whatever comes from outside; a mail that came in through its edge (`protection.outlook.com`) is not from within.
 */
function isInternal(message: Message, hops: readonly Hop[]): boolean {
  const authAs = message.rawHeaders.filter(
    ([name]) => name.toLowerCase() === "x-ms-exchange-organization-authas",
  );
  if (authAs.length !== 1 || authAs[0]![1].trim().toLowerCase() !== "internal") return false;
  return (
    hops.length > 0 &&
    hops.every((hop) => isMicrosoft(hop.by) && !hop.by.endsWith(".protection.outlook.com")) &&
    hops.slice(0, -1).every((hop) => isMicrosoft(hop.from))
  );
}

function* resultFields(message: Message): Generator<{ index: number; value: string }> {
  let seen = 0;
  for (const [index, [name, value]] of message.rawHeaders.entries()) {
    if (name.toLowerCase() !== "authentication-results") continue;
    seen += 1;
    if (seen > MOST_FIELDS) return;
    yield { index, value };
  }
}

type SoleFrom =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "none"; readonly because: string };

function soleFrom(message: Message): SoleFrom {
  const fields = message.rawHeaders.filter(([name]) => /^from$/i.test(name.trim()));
  const address = message.from?.address ?? "";
  if (fields.length !== 1) return { kind: "none", because: `${fields.length} From fields` };
  if (domainOf(address) === "" || !address.includes("@")) return { kind: "none", because: "no From address" };
  const plain = fields[0]![1].slice(0, 4096).replaceAll(/"(?:[^"\\]|\\.)*"/g, " ");
  const written = plain.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [];
  const others = written.filter((one) => one.toLowerCase() !== address.toLowerCase());
  if (written.length > 1 && others.length > 0)
    return { kind: "none", because: "several mailboxes in the From field" };
  return { kind: "address", address };
}

function proof(
  address: string,
  method: Proof["method"],
  authservId: string | null,
  because: string,
): Authentication {
  return { proved: { address, method, authservId }, because };
}

function nothingFound(receiver: Receiver, authservId: string | null): string {
  if (receiver.provider === "microsoft365") return "no results written by Microsoft 365 itself";
  return authservId === null
    ? "no authserv-id is configured for this mailbox"
    : `no results of ${authservId} where only it can have written them`;
}

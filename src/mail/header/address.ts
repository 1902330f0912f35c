import { BOUNDS } from "../bounds.ts";
import type { Address } from "../message.ts";
import { type Token, tokenize } from "./address-tokens.ts";
import { decodeWords } from "./encoded-word.ts";
import { cleanValue } from "./text.ts";

/**
 * The mailboxes of an address field (RFC 5322 §3.4, §4.4; RFC 6532), groups dissolved, from its Unicode text.
 *
 * Encoded-words are decoded after the structure is read, so that what they hide can never become a second address.
 * Read around: names with unquoted commas, dots or brackets, encoded-words in quotes, `a@b <a@b>`, missing or doubled
 * brackets, lists separated by `;` or blanks. A name without address has `address: ""`. At most `addresses`.
 */
export function readAddresses(text: string): Address[] {
  const addresses: Address[] = [];
  let words: Token[] = [];
  const finish = (): void => {
    if (words.length > 0) addresses.push(...mailboxesOf(words));
    words = [];
  };
  for (const token of tokenize(text)) {
    if (addresses.length >= BOUNDS.addresses) break;
    if (token.kind === "separator") {
      // The name of a group is nobody's address.
      if (token.text === ":") words = [];
      else finish();
    } else words.push(token);
  }
  finish();
  const whole = addresses.filter(({ name, address }) => name !== "" || address !== "");
  return joinNames(whole).slice(0, BOUNDS.addresses);
}

/** `Doe, John <a@b>` without quotes reads as a name without address and then the rest of the name. */
function joinNames(addresses: readonly Address[]): Address[] {
  const joined: Address[] = [];
  let torn: string[] = [];
  for (const { name, address } of addresses) {
    if (address === "") torn.push(name);
    else if (name !== "") {
      joined.push({ name: [...torn, name].join(", "), address });
      torn = [];
    } else {
      joined.push(...torn.map((alone) => ({ name: alone, address: "" })), { name, address });
      torn = [];
    }
  }
  return [...joined, ...torn.map((alone) => ({ name: alone, address: "" }))];
}

function mailboxesOf(words: readonly Token[]): Address[] {
  const angles = words.filter((word) => word.kind === "angle" && word.text.trim() !== "");
  if (angles.length > 1) return splitAtAngles(words);
  const [angle] = angles;
  if (angle !== undefined) return [withAngle(words, angle)];
  return bareAddresses(words);
}

function withAngle(words: readonly Token[], angle: Token): Address {
  const name = nameOf(words.filter((word) => word.kind !== "angle" && word.kind !== "comment"));
  const comment = nameOf(words.filter((word) => word.kind === "comment"));
  const address = addrSpec(angle.text);
  const shown = name !== "" ? name : comment;
  return { name: sameAddress(shown, address) ? "" : shown, address };
}

/** `A <a@b> B <c@d>`: the separator was forgotten. */
function splitAtAngles(words: readonly Token[]): Address[] {
  const mailboxes: Address[] = [];
  let piece: Token[] = [];
  for (const word of words) {
    piece.push(word);
    if (word.kind !== "angle") continue;
    if (word.text.trim() !== "") mailboxes.push(withAngle(piece, word));
    piece = [];
  }
  return mailboxes;
}

function bareAddresses(words: readonly Token[]): Address[] {
  const comment = nameOf(words.filter((word) => word.kind === "comment"));
  const rest = words.filter((word) => word.kind !== "comment" && word.kind !== "angle");
  const joined = rest.map(
    (word) => (word.space ? " " : "") + (word.kind === "quoted" ? `"${word.text}"` : word.text),
  );
  const text = joined.join("").trim();
  const compact = text.replace(/ ?([@.]) ?/g, "$1");
  if (!compact.includes("=?") && /^(?:"[^"]*"|[^\s@"]+)@[^\s@"]+$/.test(compact))
    return [{ name: comment, address: addrSpec(compact) }];
  const found = text.split(" ").filter((word) => !word.includes("=?") && /^[^@]+@[^@]+\.[^@]+$/.test(word));
  if (found.length > 1 && found.length === text.split(" ").length) {
    return found.map((word) => ({ name: "", address: addrSpec(word) }));
  }
  const [only] = found;
  if (only !== undefined) {
    const others = nameOf(rest.filter((word) => word.text !== only));
    return [{ name: others === "" ? comment : others, address: addrSpec(only) }];
  }
  const name = nameOf(rest);
  return reread(name) ?? [{ name: name === "" ? comment : name, address: "" }];
}

/** The whole mailbox inside an encoded-word: read once more, one mailbox only. */
function reread(name: string): Address[] | null {
  const found = /^([^<>]{0,500})<([^<>\s@]{1,300}@[^<>\s@]{1,300})>$/.exec(name);
  if (found !== null)
    return [{ name: found[1]!.replace(/^[\s"']+|[\s"']+$/g, ""), address: addrSpec(found[2]!) }];
  return /^[^<>\s@"]{1,300}@[^<>\s@"]{1,300}$/.test(name) ? [{ name: "", address: addrSpec(name) }] : null;
}

function nameOf(words: readonly Token[]): string {
  let text = "";
  for (const word of words) text += (word.space && text !== "" ? " " : "") + word.text;
  const decoded = cleanValue(decodeWords(text)).replace(/\s+/g, " ").trim();
  const bare = /^(["'])(.*)\1$/.exec(decoded);
  return bare === null ? decoded : bare[2]!.trim();
}

/** Without white space, source route (RFC 5322 §4.4), `mailto:` and stray brackets; domain in lower case. */
function addrSpec(text: string): string {
  const bare = cleanValue(decodeWords(text))
    .replace(/^\s*<+|>+\s*$/g, "")
    .replace(/^\s*mailto:/i, "")
    .replace(/^@[^:]{0,500}:/, "")
    .replace(/^[^"]*$/, withoutComments);
  const at = bare.lastIndexOf("@");
  if (at === -1) return bare.replace(/\s+/g, "");
  const local = bare.slice(0, at).trim();
  const kept = local.startsWith('"') ? unquoteLocal(local) : local.replace(/\s+/g, "");
  return `${kept}@${bare
    .slice(at + 1)
    .replace(/\s+/g, "")
    .replace(/\.$/, "")
    .toLowerCase()}`;
}

/** RFC 5322 §3.4.1 allows comments between the words of an addr-spec. */
function withoutComments(text: string): string {
  return text.includes("(") ? text.replace(/\([^()]{0,200}\)/g, "") : text;
}

/** A quoted local part that needs no quotes loses them (RFC 5322 §3.4.1: both mean the same mailbox). */
function unquoteLocal(local: string): string {
  const inner = local.replace(/^"|"$/g, "");
  return /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(inner) ? inner : local;
}

function sameAddress(name: string, address: string): boolean {
  return name.toLowerCase() === address.toLowerCase();
}

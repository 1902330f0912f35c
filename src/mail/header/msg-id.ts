import { BOUNDS } from "../bounds.ts";

/**
 * The msg-ids of Message-ID, In-Reply-To or References (RFC 5322 §3.6.4), in order, each with angle brackets.
 *
 * White space inside a msg-id is folding gone wrong and dropped; an id without brackets gets them; other words
 * (obsolete phrases of §4.5.4) are left out. At most `msgIds`: the first one and the last ones, which threads hang on.
 */
export function readMsgIds(value: string): string[] {
  const ids: string[] = [];
  for (const found of value.matchAll(/<([^<>]{1,2000})>/g)) {
    const id = found[1]!.replace(/\s+/g, "");
    if (id !== "") ids.push(`<${id}>`);
  }
  if (ids.length === 0) {
    for (const word of value.split(/[\s,;<>"()]+/))
      if (/^[^@]{1,500}@[^@]{1,500}$/.test(word)) ids.push(`<${word}>`);
  }
  if (ids.length <= BOUNDS.msgIds) return ids;
  return [ids[0]!, ...ids.slice(1 - BOUNDS.msgIds)];
}

/** The mail's own msg-id; one without `@` counts, for many devices write such. */
export function readMessageId(value: string): string | null {
  const [first] = readMsgIds(value);
  if (first !== undefined) return first;
  const bare = value.replace(/[\s<>]+/g, "");
  return bare === "" || bare.length > 1000 ? null : `<${bare}>`;
}

import { BOUNDS } from "../bounds.ts";
import { decodeBytes } from "../charset/decode.ts";
import { parameter } from "../header/parameters.ts";
import type { Defect } from "../message.ts";
import { unflow } from "../text/flowed.ts";
import { lineFeeds } from "../text/line-feeds.ts";
import { decodeBase64Text } from "./base64.ts";
import { partBytes } from "./bytes.ts";
import type { Part } from "./part.ts";

/** Encoded bytes a text part needs at most for one decoded byte (quoted-printable). */
const WORST_ENCODING = 3.2;

/** A text part's text with LF line ends; format=flowed is joined. What is over `textBytes` is cut. */
export function textOf(part: Part, defects: Defect[]): string {
  const most = Math.ceil(BOUNDS.textBytes * WORST_ENCODING);
  const bounded = part.end - part.start > most ? { ...part, end: part.start + most } : part;
  const encoded = part.encoding === "base64";
  const all = encoded
    ? decodeBase64Text(part.bytes.subarray(bounded.start, bounded.end))
    : partBytes(bounded);
  if (bounded !== part || all.length > BOUNDS.textBytes) {
    defects.push({
      code: "text-cut",
      detail: `part ${part.path}: text after ${BOUNDS.textBytes} bytes is left out`,
    });
  }
  const bytes = all.length > BOUNDS.textBytes ? all.subarray(0, BOUNDS.textBytes) : all;
  const decoded = decodeBytes(bytes, charsetLabel(part, bytes));
  if (decoded.mislabelled !== null) defects.push({ code: "charset", detail: decoded.mislabelled });
  const text = lineFeeds(decoded.text);
  const isFlowed = part.type === "text/plain" && part.params["format"]?.toLowerCase() === "flowed";
  return isFlowed ? unflow(text, part.params["delsp"]?.toLowerCase() === "yes") : text;
}

/** The declared charset; HTML without one may name it in a `<meta>` (WHATWG HTML §13.2.3.2). */
function charsetLabel(part: Part, bytes: Buffer): string | null {
  const declared = (parameter(part.params, "charset") ?? "").replace(/^['"\s]+/, "").split(/['"\s;]/)[0]!;
  if (declared !== "" && !(part.type === "text/html" && /^us-ascii$/i.test(declared))) return declared;
  if (part.type !== "text/html") return declared === "" ? null : declared;
  const head = bytes.toString("latin1", 0, 2048);
  return /<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{1,40})/i.exec(head)?.[1] ?? null;
}

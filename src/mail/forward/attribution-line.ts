import type { Address } from "../message.ts";
import { readSender } from "./people.ts";

const TIME = /\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?(?:[ap]\.?m\.?|GMT\S*|UTC\S*|[+-]\d{2}:?\d{2}|Uhr))*/giu;
const VERBS =
  /^(?:schrieb|skrev|schreef|wrote|escreveu|escribió|от|від|użytkownik|odesílatel|heeft|the|ο χρήστης|a écrit|ha scritto)\s+|\s+(?:wrote|writes|escreveu|escribió|a écrit|ha scritto|napisał(?:\(a\))?|пишет|пише|kirjoitti|napsal(?:\(a\))?|写道|寫道|schrieb|skrev|schreef)\s*$/giu;
const OPENING = /^(?:on|am|em|el|le|il|op|den|w dniu|dnia|vào|στις|în|в|у|在)\s+/iu;

/** Sender and date of one line such as "On 5 Jan 2026 at 10:00, Ana <ana@x> wrote:", date first as clients write it. */
export function readAttributionLine(line: string): { readonly from: Address | null; readonly date: string } {
  const text = line
    .replace(/[\s:：]+$/u, "")
    .replace(/^[\s>*]+/, "")
    .replace(/\s+/g, " ")
    .slice(0, 600);
  const times = [...text.matchAll(TIME)];
  const last = times.at(-1);
  if (last === undefined) return { from: sender(text), date: "" };
  const end = last.index + last[0].length;
  const from = sender(text.slice(end));
  if (from !== null) return { from, date: text.slice(0, end).replace(OPENING, "").trim() };
  return { from: sender(text.slice(0, last.index)), date: "" };
}

function sender(text: string): Address | null {
  const bare = text.replace(/^[\s,.)–-]+/u, "");
  return readSender(
    bare
      .replace(VERBS, "")
      .replace(VERBS, "")
      .replace(/^[\s,]+|[\s,]+$/g, ""),
  );
}

import { findInlineForward } from "../mail/forward/inline.ts";
import { classifyLines } from "../mail/reply-text/lines.ts";
import { readPrefix, withoutPrefixes } from "../mail/reply-text/prefix.ts";
import { splitReply } from "../mail/reply-text.ts";
import { passedOnIn } from "./passed-on.ts";
import { fold } from "./words.ts";

/** Whose words are whose in a mail. */
export interface Parts {
  /** `automatic`: a calendar's or a mailbox's own answer, which repeats the subject of what it answers. */
  readonly opens: "first" | "reply" | "forward" | "automatic";
  readonly subject: string;
  /** What the writer wrote; the whole text where that cannot be told from the rest. */
  readonly own: string;
  /** What was said before, and is answered. */
  readonly quoted: string;
  /** What somebody else wrote, and is passed on: subject and text. */
  readonly passedOn: string;
}

/** A mail says what it is about early. */
const MOST_CHARACTERS = 12_000;
const LONGEST_SUBJECT = 500;
/** Below this a header block is taken for a quote, as in the mail's own reading. */
const SURE_FORWARD = 0.6;

/**
 * Splits a mail by whose words they are: what is asked stands in the writer's own, and a newsletter that is passed on with a
 * question asks for support. Text whose quotes were cut before stays as it is.
 *
 * @param automatic  folded words before a subject's first colon by which calendars and absent people's mailboxes answer
 */
export function partsOf(subject: string, body: string, automatic: ReadonlySet<string>): Parts {
  const [head, text] = [subject.slice(0, LONGEST_SUBJECT), body.slice(0, MOST_CHARACTERS)];
  const prefix = readPrefix(head);
  const bare = withoutPrefixes(head);
  const isAutomatic = automatic.has(fold(bare.slice(0, Math.max(0, bare.indexOf(":")))).trim());
  const opens =
    prefix === "forward" ? prefix : prefix !== null ? "reply" : isAutomatic ? "automatic" : "first";
  const parts = { opens, subject: head, ...split(text, head, prefix) } as const;
  return parts.own.trim() === "" ? { ...parts, own: text, quoted: "", passedOn: "" } : parts;
}

function split(
  text: string,
  subject: string,
  prefix: ReturnType<typeof readPrefix>,
): Pick<Parts, "own" | "quoted" | "passedOn"> {
  const forward = findInlineForward(classifyLines(text), { prefix, answers: false });
  if (forward !== null && forward.confidence >= SURE_FORWARD) {
    const around = [...forward.above, ...forward.below].join("\n");
    const own = splitReply(around, { html: null, subject: "" }).visible;
    const passedOn = [forward.fields.get("subject") ?? "", "", ...forward.body].join("\n");
    return { own, quoted: "", passedOn };
  }
  const passed = prefix === "forward" ? passedOnIn(text) : null;
  if (passed !== null) {
    return {
      own: splitReply(passed.own, { html: null, subject: "" }).visible,
      quoted: "",
      passedOn: passed.passedOn,
    };
  }
  const { visible, cut } = splitReply(text, { html: null, subject });
  const quotes = cut.filter(({ kind }) => kind === "quote").map((piece) => piece.text);
  return { own: visible, quoted: quotes.join("\n"), passedOn: "" };
}

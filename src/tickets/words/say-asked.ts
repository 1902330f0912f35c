import { composeText } from "../../outbound/compose-text.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import type { Instant } from "../../values/instant.ts";
import { filesInWords } from "../letters/notice-files.ts";
import { confirming, mailto, numbered } from "./say-links.ts";
import type { Wording } from "./wording.ts";

/**
 * The texts that ask people before anything is done: agents about a stranger's mail, anybody about a mail in their name.
 *
 * @param ours  the agents' language
 */
export function sayAsked(
  desk: string,
  ours: string,
  when: (at: Instant, language: string) => string,
  templates: TemplateSets,
): Pick<Wording, "held" | "confirm"> {
  return {
    held: ({ number, by, other, files, allow, replyAddress, ...facts }) =>
      composeText(
        "agent-held",
        ours,
        {
          ...facts,
          number: numbered(number),
          desk,
          other: other ?? "",
          byAddress: by === "address",
          byReply: by === "reply",
          byTag: by === "tag",
          ...filesInWords(files),
          links: [
            { label: `#allow ${allow}`, href: mailto(replyAddress, `#allow ${allow}`, number) },
            { label: "#move new", href: mailto(replyAddress, "#move new", number) },
          ],
        },
        templates,
      ),
    confirm: ({ number, acts, text, until, secret, language, replyAddress }) =>
      composeText(
        "confirm",
        language,
        {
          number: number === null ? "" : numbered(number),
          desk,
          acts: acts.map((line) => ({ line })),
          text: text.trim(),
          until: when(until, language),
          secret: `confirm: ${secret}`,
          href: confirming(replyAddress, secret),
        },
        templates,
      ),
  };
}

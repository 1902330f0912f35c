import type { Received } from "../../support/inbox.ts";
import type { Client, Meant } from "./clients.ts";
import type { Person } from "./stage.ts";

/** The day as it is read afterwards: who wrote, what the desk answered. No token, id or time of running is in it. */
export interface Transcript {
  at(time: string): void;
  part(title: string, words: string): void;
  /** A remark between mails. */
  says(words: string): void;
  sent(who: Person, client: Client, mail: Meant, unproved: boolean): void;
  got(who: Person, mail: Received, shown?: RegExp): void;
  text(): string;
}

const HEAD = `<!-- Written by test/journeys/day-in-the-life.test.ts. Change the story there, then: npm run tour -->

# A day in the life of a desk

Four people answer at Contoso, a partner with two companies and one private person as customers in this story. All of it
happens by mail. It is played in CI on a real Dovecot and a real Postfix, in mails built as the clients named below build
them, with the clock set by hand; this page is what the test saw, shortened. The test also asserts that at the end every
mail is accounted for, and that no mailbox outside holds an address, a token or a word that is not for it.

Ana, Chen and Dora answer, Ben leads, Ana is on duty at night. Carla and Eva work for Fabrikam, Dave for Tailspin Toys; Gina writes
from an address at gmail.com.
`;
const LONGEST = 420;
const MOST_LINES = 7;

export function openTranscript(): Transcript {
  const lines: string[] = [];
  let time = "";
  return {
    at(next) {
      time = next;
    },
    part(title, words) {
      lines.push(`## ${title}`, "", words, "");
    },
    says(words) {
      lines.push(`*${words}*`, "");
    },
    sent(who, client, mail, unproved) {
      const files = (mail.files ?? []).map(({ filename }) => `\`${filename}\``);
      const beside = files.length === 0 ? "" : `, with ${files.join(" and ")}`;
      const what =
        mail.answers === undefined ? `writes “${tidy(mail.subject)}”` : `replies on “${tidy(mail.subject)}”`;
      lines.push(
        `**${time} ${who.name}** (${client}${unproved ? ", not signed in" : ""}) ${what}${beside}`,
        "",
        quoted(mail.text),
        "",
      );
    },
    got(who, mail, shown) {
      const text = shown === undefined ? mail.text : picked(mail.text, shown);
      lines.push(`→ to **${who.name}**, “${tidy(mail.subject)}”`, "", quoted(text), "");
    },
    text: () => `${[HEAD, ...lines].join("\n").trimEnd()}\n`,
  };
}

function picked(text: string, shown: RegExp): string {
  const found = [...text.matchAll(shown)].map(([all]) => all);
  if (found.length === 0) throw new Error(`${shown} is not in: ${text}`);
  return found.join("\n");
}

/** The first words, without what is different each time. */
function quoted(text: string): string {
  const all = tidy(text)
    .split("\n")
    .map((line) => line.trimEnd())
    // What triage proposes changes with what it has learnt, what to mind with the profile: no part of the story.
    .filter((line) => !/^(?:Proposed|Mind): /.test(line))
    .filter((line, n, every) => line !== "" || (every[n - 1] ?? "") !== "");
  const some = all.join("\n").trim().slice(0, LONGEST).split("\n").slice(0, MOST_LINES);
  const isCut = some.join("\n").length < all.join("\n").trim().length;
  return ["```text", ...some, ...(isCut ? ["…"] : []), "```"].join("\n");
}

function tidy(text: string): string {
  return text
    .replaceAll("\r", "")
    .replaceAll(/\+[a-z2-7]{20}@/g, "+…@")
    .replaceAll(/(mailto:[^?\s]+)\?\S+/g, "$1?…");
}

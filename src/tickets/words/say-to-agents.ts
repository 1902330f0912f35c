import { COMMANDS } from "../../commands/grammar.ts";
import { composeText } from "../../outbound/compose-text.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import type { Instant } from "../../values/instant.ts";
import { mailto, numbered, wait } from "./say-links.ts";
import type { Wording, WorkListFacts } from "./wording.ts";
import type { Words } from "./words.ts";

interface Say {
  readonly desk: { readonly name: string; readonly address: string };
  readonly language: string;
  readonly when: (at: Instant) => string;
  readonly templates: TemplateSets;
  readonly duration: (ms: number) => string;
}

/** What agents are told that belongs to no ticket, in the desk's language. */
export function wordsToAgents(say: Say): Pick<Wording, "workList" | "welcome"> {
  return {
    workList: (facts) => sayWorkList(facts, say),
    welcome: ({ name, undoMs, practice }) =>
      composeText(
        "agent-welcome",
        say.language,
        {
          desk: say.desk.name,
          name,
          address: say.desk.address,
          undo: undoMs === 0 ? "" : wait(undoMs),
          practice: practice === null ? "" : numbered(practice),
          commands: COMMANDS.map((command) => ({ name: `#${command.name}`, help: command.help })),
        },
        say.templates,
      ),
  };
}

function sayWorkList(facts: WorkListFacts, { desk, language, when, duration, templates }: Say): Words {
  const { due, waiting, held, digest, more, at } = facts;
  const say = ({ number, subject, severity, customer, replyAddress, dueAt }: (typeof waiting)[number]) => ({
    number: numbered(number),
    severity,
    subject,
    customer,
    promise: dueAt === null ? "" : when(dueAt),
    resolveHref: mailto(replyAddress, "#resolve", number),
  });
  const values = {
    desk: desk.name,
    date: when(at),
    due: due.map((row) => ({
      ...say(row),
      unassigned: row.isMine ? "" : "yes",
      late: row.dueAt !== null && row.dueAt <= at ? "yes" : "",
      left: row.leftMs === 0 ? "" : duration(row.leftMs),
      takeHref: row.isMine ? "" : mailto(row.replyAddress, "#mine", row.number),
    })),
    waiting: waiting.map((row) => ({
      ...say(row),
      until: row.waitingUntil === null ? "" : when(row.waitingUntil),
    })),
    held: held.map(({ number, subject }) => ({ number: numbered(number), subject })),
    digest: digest.map((line) => ({ line })),
    more: more === 0 ? "" : String(more),
    isEmpty: due.length === 0,
  };
  return composeText("agent-work-list", language, values, templates);
}

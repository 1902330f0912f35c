import type { CommandName } from "../../commands/grammar.ts";
import type { Command } from "../../commands/parse.ts";
import { both } from "../decision.ts";
import { ack } from "./ack.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { allowEither } from "./allow-upstream.ts";
import { attach } from "./attach.ts";
import { diagnosis, unable } from "./diagnosis.ts";
import { escalate } from "./escalate.ts";
import { customer, kind, service, severity } from "./facts.ts";
import { files } from "./files.ts";
import { handback } from "./handback.ts";
import { drop, sendHeld } from "./held-answer.ts";
import { incident } from "./incident.ts";
import { find, help, history, list, why } from "./look.ts";
import { merge, unmerge } from "./merge.ts";
import { move } from "./move.ts";
import { override } from "./override.ts";
import { assign, cc, mine } from "./people.ts";
import { price } from "./price.ts";
import { type Outcome, sayOutcomes } from "./say-outcomes.ts";
import { slip } from "./slip.ts";
import { sorted } from "./sorted.ts";
import { close, reopen, resolve, wait } from "./status.ts";
import { time } from "./time.ts";
import { undo } from "./undo.ts";
import { upstream } from "./upstream.ts";

const note: Act = (_argument, context) => ({
  kind: "done",
  events: [{ ...byAgent(context, "note"), type: "noted" }],
  line: "kept as a note; the customer does not see it",
});

const ABOUT_HELD: ReadonlySet<string> = new Set(["send", "drop", "undo"]);

/** What stands behind each command. `dryrun` is a way of looking at a mail and does nothing by itself. */
const ACTS: { readonly [name in CommandName]: Act } = {
  resolve,
  close,
  reopen,
  wait,
  note,
  mine,
  assign,
  severity,
  kind,
  service,
  customer,
  cc,
  allow: allowEither,
  merge,
  unmerge,
  slip,
  undo,
  send: (argument, context) =>
    // What is about held answers themselves was said for other ones; `#send` in one would go round for ever.
    sendHeld((commands, own) =>
      carryOut(
        (commands as readonly Command[]).filter(({ name }) => !ABOUT_HELD.has(name)),
        {
          ...context,
          answered: true,
          own,
        },
      ),
    )(argument, context),
  drop,
  why,
  history,
  find,
  help,
  move,
  time,
  diagnosis,
  attach,
  files,
  unable,
  escalate,
  override,
  upstream,
  incident,
  handback,
  price,
  ack,
  sorted,
  list,
  new: () => refused("#new opens another ticket: write it as a new mail to the desk, not as a reply"),
  dryrun: () => ({ kind: "done", line: "nothing was done" }),
};

/** What an agent's commands do, one after the other; the first that is refused stops all. */
export function carryOut(commands: readonly Command[], context: ActContext): Acted {
  const outcomes: Outcome[] = [];
  const carried = commands.reduce<Acted>(
    (before, { name, argument, words }) => {
      if (before.kind === "refused") return before;
      const own = words === undefined ? {} : { words };
      const acted = ACTS[name](argument, { ...context, before, ...own });
      if (acted.kind === "refused") return acted;
      if (acted.line !== "") outcomes.push(acted);
      return {
        kind: "done",
        ticket: { ...before.ticket, ...acted.ticket },
        events: [...(before.events ?? []), ...(acted.events ?? [])],
        decision: both(before.decision ?? {}, acted.decision ?? {}),
        line: "",
        links: [...(before.links ?? []).filter(({ body }) => body !== `#${name}`), ...(acted.links ?? [])],
        carried: [...(before.carried ?? []), ...(acted.carried ?? [])],
        ...undoable(before, acted),
      };
    },
    { kind: "done", line: "" },
  );
  return carried.kind === "refused" ? carried : { ...carried, ...sayOutcomes(outcomes) };
}

function undoable(before: Done, acted: Done): Pick<Done, "undoUntil"> {
  const undoUntil = acted.undoUntil ?? before.undoUntil;
  return undoUntil === undefined ? {} : { undoUntil };
}

type Done = Acted & { readonly kind: "done" };

import { readIncident } from "../../commands/incident-words.ts";
import type { Command } from "../../commands/parse.ts";
import { carryOut } from "../acts/table.ts";
import { whatToTell } from "../acts/what-to-tell.ts";
import type { AgentDeal } from "../agents/agent-deal.ts";
import { customersLeg } from "../people-of.ts";
import { previewLines, tellingLines } from "../words/say-incident.ts";
import type { Wording } from "../words/wording.ts";
import { type Incident, type IncidentUpdate, tellingOf } from "./incident.ts";
import { incidentsOn } from "./incident-ledger.ts";

interface Rehearsed {
  readonly lines: readonly string[];
  /** A ready mail that does it. */
  readonly links: readonly { readonly label: string; readonly body: string }[];
}

const NOTHING: Rehearsed = { lines: [], links: [] };
/** Mail programs cut longer links. */
const LONGEST_LINK = 1200;

/** What the `#incident … tell` and `resolved` of a mail would write, and to whom. */
export function incidentDryRun(commands: readonly Command[], deal: AgentDeal): Rehearsed {
  const all = commands.filter(({ name }) => name !== "dryrun");
  const each = all.map((command, n) =>
    command.name === "incident" ? rehearse(command, all.slice(0, n), deal) : NOTHING,
  );
  return {
    lines: each.flatMap(({ lines }) => lines),
    links: all.length === 1 ? each.flatMap(({ links }) => links) : [],
  };
}

function rehearse({ argument, words }: Command, above: readonly Command[], deal: AgentDeal): Rehearsed {
  const order = readIncident(argument);
  if (order === null || (order.act !== "tell" && order.act !== "resolved")) return NOTHING;
  const legId = customersLeg(deal.state);
  const before = carryOut(above, { ...deal, answered: false, legId });
  if (before.kind === "refused") return stopped(before.because);
  const code = order.code ?? incidentsOn([...deal.state.events, ...(before.events ?? [])]).at(-1);
  if (code === undefined) return stopped("no ticket hangs on any incident");
  const { act } = order;
  const asked = whatToTell({ code, act, words: words ?? null }, { ...deal, before });
  if (asked.kind === "refused") return stopped(asked.because);
  const body = [`#incident ${code} ${act}`, ...(words === undefined ? [] : ["", words])].join("\n");
  return {
    lines: updatePreview(asked.found, asked.update, deal.promises.wording),
    links: body.length <= LONGEST_LINK ? [{ label: "Do it", body }] : [],
  };
}

function stopped(because: string): Rehearsed {
  return { lines: [`it would be stopped: ${because}`], links: [] };
}

/** Whom an update would go to, and what the first of each language would get. */
export function updatePreview(
  incident: Incident,
  update: IncidentUpdate,
  wording: Pick<Wording, "incidentNews">,
): readonly string[] {
  const telling = tellingOf(incident, update);
  const lines = tellingLines(telling, "would be told").join("\n");
  return [lines, ...previewLines(incident, update, wording)];
}

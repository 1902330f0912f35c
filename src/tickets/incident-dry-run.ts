import { readIncident } from "../commands/incident-words.ts";
import type { AgentDeal } from "./agent-mail.ts";
import { type Incident, type IncidentUpdate, incidentsOn, tellingOf } from "./incident.ts";
import { tellingLines } from "./say-incident.ts";
import type { Wording } from "./wording.ts";

/** What `#incident … tell` or `resolved` would write, and to whom. Empty: it asks for something else. */
export function incidentDryRun(argument: string, { mail, state, promises }: AgentDeal): readonly string[] {
  const order = readIncident(argument);
  if (order === null || (order.act !== "tell" && order.act !== "resolved")) return [];
  const code = order.code ?? incidentsOn(state.events).at(-1);
  const found = mail.world.incidents?.find((one) => one.code === code);
  if (found === undefined) return [`no ticket hangs on ${code ?? "any incident"}`];
  return updatePreview(found, { kind: order.act === "tell" ? "known" : "resolved" }, promises.wording);
}

/** Whom an update would go to, and what the first of each language would get. */
export function updatePreview(
  incident: Incident,
  update: IncidentUpdate,
  wording: Pick<Wording, "incidentNews">,
): readonly string[] {
  const telling = tellingOf(incident, update);
  const first = telling.now.filter(
    ({ language }, n, all) => all.findIndex((one) => one.language === language) === n,
  );
  return [
    tellingLines(telling, false).join("\n"),
    ...first.map(({ number, language }) => {
      const { text } = wording.incidentNews({ number, language, incident: incident.code, update });
      return `${language}, as #${number} would get it:\n\n${text}`;
    }),
  ];
}

import { alarmWords, type OpenAlarm } from "../../../ops/alarms.ts";
import { arrivalsChart, chartStart } from "../../../ops/arrivals-chart.ts";
import { folderAdvice } from "../../../ops/folder-advice.ts";
import { folderHealth } from "../../../ops/folder-health.ts";
import { PROOFS, type Proof } from "../../../ops/mailbox-abilities.ts";
import { type ExpiringSecret, secretExpiry } from "../../../ops/secret-expiry.ts";
import { count } from "../../../ops/words.ts";
import { folderName, openAlarms } from "../../postgres/alarms.ts";
import type { Db } from "../../postgres/connect.ts";
import { unaccountedMails } from "../../postgres/ops-queries-health.ts";
import { folderRows, hourlyArrivals, unsettledByFolder } from "../../postgres/ops-queries-mailboxes.ts";
import { countAside } from "../../postgres/ops-queries-quarantine.ts";
import { retentionFacts } from "../../postgres/retention-facts.ts";
import { drawArrivalsChart } from "../arrivals-chart-svg.ts";
import { said, time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { drawRetention } from "./retention.ts";

type FolderRow = Awaited<ReturnType<typeof folderRows>>[number];
type Waiting = (folder: string, states: readonly string[]) => number;

/** What is the matter, what arrived, and each mailbox with its folders: how far each was read, when, and what waits. */
export async function showMailboxes(
  db: Db,
  secrets: readonly ExpiringSecret[],
  context: PageContext,
): Promise<Shown> {
  const { now, timeZone } = context;
  const [folders, unsettled, aside, unaccounted, alarms, arrivals, kept] = await Promise.all([
    folderRows(db),
    unsettledByFolder(db),
    countAside(db),
    unaccountedMails(db, now),
    openAlarms(db),
    hourlyArrivals(db, chartStart(now, timeZone)),
    retentionFacts(db, now),
  ]);
  const waiting: Waiting = (id, states) =>
    unsettled
      .filter((row) => row.folderId === id && states.includes(row.state))
      .reduce((sum, { n }) => sum + n, 0);
  const sick = folders.filter((folder) => folderHealth(folder, now).kind === "trouble").length;
  const health =
    sick === 0
      ? `${count(folders.length, "folder")} watched, all well`
      : `${sick} of ${count(folders.length, "folder")} in trouble`;
  const accounted = accountedWords(
    unaccounted,
    folders.filter(({ reconciledAt }) => reconciledAt === null).length,
  );
  const mailboxes = Map.groupBy(folders, ({ mailbox }) => mailbox.id);
  return {
    title: unaccounted > 0 ? `(${unaccounted} unaccounted) Mailboxes` : "Mailboxes",
    main: html`
<div class="head"><h1>Mailboxes</h1><p class="lead" data-announce>${folders.length === 0 ? "No folder is watched yet." : `${health}; ${accounted}.`}</p></div>
${alarmList(alarms, context)}
<section aria-labelledby="arrivals" data-key="arrivals"><h2 id="arrivals">Arrivals</h2>${drawArrivalsChart(arrivalsChart(arrivals, now, timeZone))}
<p class="lead">${aside === 0 ? "No mail waits aside: every one could be read." : html`<a href="/quarantine">${count(aside, "mail")} aside</a>: look at why in Quarantine.`}</p></section>
${folders.length === 0 ? html`<p class="empty">Intake makes them when it first reaches the mailbox.</p>` : null}
${[...mailboxes.values()].map((own) => mailboxSection(own, waiting, secrets, context))}
${drawRetention(kept, context)}`,
  };
}

/** Nothing is called accounted for that was not compared. */
function accountedWords(unaccounted: number, notCompared: number): string {
  if (unaccounted > 0) return `${count(unaccounted, "mail")} UNACCOUNTED FOR`;
  if (notCompared === 0) return "every mail accounted for";
  return `${count(notCompared, "folder")} not compared with the server yet`;
}

function alarmList(alarms: readonly OpenAlarm[], context: PageContext): Html | null {
  const told = alarms.filter(({ beganAt }) => beganAt !== null);
  if (told.length === 0) return null;
  return html`<section aria-labelledby="alarms" data-key="alarms"><h2 id="alarms">Alarms</h2><ul class="alarms">${told.map(
    (alarm) =>
      html`<li data-key="al${alarm.id}" class="problem">${alarmWords("begins", alarm)} <span class="sub">since ${time(alarm.beganAt!, context)}</span></li>`,
  )}</ul></section>`;
}

function mailboxSection(
  folders: readonly FolderRow[],
  waiting: Waiting,
  secrets: readonly ExpiringSecret[],
  context: PageContext,
): Html {
  const { mailbox } = folders[0]!;
  return html`<section aria-labelledby="mb${mailbox.id}" data-key="m${mailbox.id}"><h2 id="mb${mailbox.id}">${said(mailbox.name)}</h2>
<p class="lead">${said(mailbox.address)}, ${mailbox.provider}. ${abilities(mailbox.abilities)} ${secretWords(mailbox.name, secrets, context)}</p>
<div class="scroll" role="region" aria-label="Folders of ${mailbox.name}" tabindex="0"><table><thead><tr><th scope="col">Folder</th><th scope="col">Health</th><th scope="col">Last read</th><th scope="col" class="num">Next UID</th>
<th scope="col" class="num">On server</th><th scope="col" class="num">Behind</th><th scope="col" class="num">Unaccounted</th><th scope="col" class="num">To do</th><th scope="col" class="num">Aside</th><th scope="col" class="wide">Held by</th></tr></thead>
<tbody>${folders.map((folder) => folderLine(folder, waiting, context))}</tbody></table></div></section>`;
}

function folderLine(folder: FolderRow, waiting: Waiting, context: PageContext): Html {
  const number = (n: number, bad = false): Html =>
    html`<td class="num${n === 0 ? " faint" : bad ? " bad" : ""}">${n}</td>`;
  const { lastSyncAt, reconciledAt, reconcileTrouble } = folder;
  const compared =
    reconciledAt === null ? "not compared yet" : html`compared ${timeAgo(reconciledAt, context)}`;
  return html`<tr data-key="f${folder.id}"><th scope="row">${said(folder.path)}<span class="sub">${folderName(folder.role, folder.id)}</span></th>
<td class="why">${health(folder, context)}</td><td>${lastSyncAt === null ? "never" : timeAgo(lastSyncAt, context)}<span class="sub">${compared}${reconcileTrouble === null ? null : html`: ${said(reconcileTrouble)}`}</span></td>
<td class="num">${folder.uidNext}<span class="sub">validity ${folder.uidvalidity ?? "–"}</span></td>${number(folder.onServer)}${number(folder.behind)}${number(folder.unaccounted, true)}${number(waiting(folder.id, ["seen", "stored"]))}${number(waiting(folder.id, ["aside"]), true)}<td class="wide faint">${folder.claimedBy ?? "nobody"}</td></tr>`;
}

/** In trouble: why, and what helps. */
function health(folder: FolderRow, { now }: PageContext): Html {
  const { kind, because } = folderHealth(folder, now);
  if (kind === "well") return html`<span class="state calm">well</span>`;
  return html`<span class="state late">trouble</span> ${said(because)}<span class="sub">${folderAdvice(because)}</span>`;
}

const ABILITIES: readonly (readonly [name: string, yes: string, no: string])[] = [
  ["works", "a round trip works", "A ROUND TRIP FAILED"],
  ["plusAddressing", "plus-addresses arrive", "no plus-addresses"],
  ["messageIdKept", "Message-IDs are kept", "Message-IDs are changed"],
  ["fromKept", "From is kept", "From is changed"],
  ["returnPathKept", "return paths survive", "return paths are replaced"],
  ["sentCopyByServer", "the provider files Sent copies", "the provider files no Sent copies"],
  ["idle", "tells of new mail at once", "is polled"],
];

const PROOF_WORDS: Readonly<Record<Proof, string>> = {
  "provider-stamp": "the provider's stamp proves senders",
  "authserv-id": "the server's Authentication-Results prove senders",
  "own-check": "our own check of DKIM and DMARC proves senders",
  none: "NOTHING PROVES SENDERS",
};

/** What `mailbox test` measured. */
function abilities(measured: FolderRow["mailbox"]["abilities"]): Html {
  const known = new Map(Object.entries((measured ?? {}) as object));
  const told = ABILITIES.flatMap(([name, yes, no]) => {
    const value = known.get(name);
    return typeof value === "boolean" ? [value ? yes : no] : [];
  });
  if (told.length === 0) return html`Not measured yet: <code>answerable mailbox test</code>.`;
  const proof = PROOFS.find((one) => one === known.get("proof"));
  const proved = proof === undefined ? [] : [PROOF_WORDS[proof]];
  return html`Measured: ${[...told, ...proved].join(", ")}.`;
}

/** A secret is called by the mailboxes that use it; with a single one, by no name. */
function secretWords(name: string, secrets: readonly ExpiringSecret[], { now }: PageContext): Html | null {
  const found = secrets.find(
    ({ subject }) => subject === "the mailbox" || subject.split(", ").includes(name),
  );
  if (found === undefined) return null;
  const { kind, daysLeft } = secretExpiry(found.expiresAt, now);
  if (kind === "ended") return html`<span class="state late">secret expired</span>`;
  const tone = kind === "fine" ? "calm" : daysLeft <= 7 ? "late" : "soon";
  return html`<span class="state ${tone}">secret good for ${count(daysLeft, "day")}</span>`;
}

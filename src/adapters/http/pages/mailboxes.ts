import { type FolderHealth, folderHealth } from "../../../ops/folder-health.ts";
import { count } from "../../../ops/words.ts";
import type { Db } from "../../postgres/connect.ts";
import { folderRows, unsettledByFolder } from "../../postgres/ops-queries-mail.ts";
import { countAside } from "../../postgres/ops-queries-quarantine.ts";
import { said, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";

type FolderRow = Awaited<ReturnType<typeof folderRows>>[number];

/** Each watched folder: how far it was read, when, and what waits. */
export async function showMailboxes(db: Db, context: PageContext): Promise<Shown> {
  const [folders, unsettled, aside] = await Promise.all([
    folderRows(db),
    unsettledByFolder(db),
    countAside(db),
  ]);
  const waiting = (id: string, states: readonly string[]): number =>
    unsettled
      .filter((row) => row.folderId === id && states.includes(row.state))
      .reduce((sum, { n }) => sum + n, 0);
  const sick = folders.filter((folder) => folderHealth(folder, context.now).kind === "trouble").length;
  return {
    title: "Mailboxes",
    main: html`
<div class="head"><h1>Mailboxes</h1><p class="lead" data-announce>${folders.length === 0 ? "No folder is watched yet." : sick === 0 ? `${count(folders.length, "folder")} watched, all well.` : `${sick} of ${count(folders.length, "folder")} in trouble.`}</p></div>
<section aria-label="Watched folders">${folders.length === 0 ? html`<p class="empty">Intake makes them when it first reaches the mailbox.</p>` : folderTable(folders, waiting, context)}</section>
<p class="lead">${aside === 0 ? "No mail waits aside: every one could be read." : html`<a href="/quarantine">${count(aside, "mail")} aside</a>: look at why in Quarantine.`}</p>`,
  };
}

function folderTable(
  folders: readonly FolderRow[],
  waiting: (id: string, states: readonly string[]) => number,
  context: PageContext,
): Html {
  return html`<div class="scroll" role="region" aria-label="Folders" tabindex="0"><table><thead><tr><th scope="col">Mailbox</th><th scope="col">Folder</th><th scope="col">Health</th><th scope="col">Last read</th>
<th scope="col" class="num">Next UID</th><th scope="col" class="num">To do</th><th scope="col" class="num">Aside</th><th scope="col" class="wide">Held by</th></tr></thead><tbody>${folders.map(
    (folder) => {
      const health = folderHealth(folder, context.now);
      return html`<tr data-key="f${folder.id}"><th scope="row">${folder.mailbox}<span class="sub">${said(folder.address)}</span></th><td>${said(folder.path)}<span class="sub">${folder.role}</span></td>
<td>${healthBadge(health)}</td><td>${folder.lastSyncAt === null ? "never" : timeAgo(folder.lastSyncAt, context)}</td>
<td class="num">${folder.uidNext}<span class="sub">validity ${folder.uidvalidity ?? "–"}</span></td><td class="num">${waiting(folder.id, ["seen", "stored"])}</td><td class="num">${waiting(folder.id, ["aside"])}</td><td class="wide faint">${folder.claimedBy ?? "nobody"}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

function healthBadge(health: FolderHealth): Html {
  return html`<span class="state ${health.kind === "trouble" ? "late" : "calm"}">${health.kind}</span>${health.because === "" ? null : html`<span class="sub">${said(health.because)}</span>`}`;
}

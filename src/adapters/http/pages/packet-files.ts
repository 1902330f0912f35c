import { fileNameToLeave } from "../../../escalation/file-name.ts";
import { fileSize } from "../../../values/file-size.ts";
import type { handoffOf } from "../../postgres/ops-queries-case.ts";
import { said, time } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

type Handoff = NonNullable<Awaited<ReturnType<typeof handoffOf>>>;

/** Exactly the files that leave with an issue, under the names by which they leave. */
export function packetFiles({ files, keptOut, row }: Handoff, context: PageContext): Html {
  const past = row.sentAt !== null;
  if (files.length === 0)
    return html`<section aria-labelledby="files"><h2 id="files">Files</h2><p>${past ? "No file went along." : "No file goes along."}</p></section>`;
  return html`<section aria-labelledby="files"><h2 id="files">Files</h2>
<p class="sub">${past ? "These went along" : "These go along"}, each looked through by an agent; no other file of the conversation does.</p>
<div class="scroll" role="region" aria-label="Files that go along" tabindex="0"><table><thead><tr><th scope="col">File</th><th scope="col">Size</th><th scope="col">Sent by</th></tr></thead>
<tbody>${files.map((file) => {
    const name = fileNameToLeave(file.filename, keptOut);
    const by = file.author === "agent" ? "us" : "the customer";
    return html`<tr><th scope="row"><a href="/tickets/${file.ticket}/attachments/${file.id}" download>${said(name)}</a>${name === file.filename ? null : html`<span class="sub">named ${said(file.filename)} here</span>`}</th><td>${fileSize(file.size)}<span class="sub">${file.contentType}</span></td><td>${file.from === "" ? by : said(file.from)}<span class="sub">${time(file.at, context)}</span></td></tr>`;
  })}</tbody></table></div></section>`;
}

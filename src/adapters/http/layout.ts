import type { DeskState } from "../postgres/ops-queries-desk.ts";
import { type Html, html, withoutReordering } from "./html.ts";
import type { Operator } from "./operators.ts";

export interface LayoutParts {
  readonly title: string;
  readonly main: Html;
  readonly etag: string;
  readonly operator: Operator | null;
  /** Of the request, without its query: marks the current place. */
  readonly path: string;
  readonly desk: DeskState | null;
  readonly assets: { readonly css: string; readonly script: string; readonly icon: string };
  readonly sandbox: boolean;
}

const PLACES: readonly (readonly [path: string, name: string, also: RegExp])[] = [
  ["/", "Desk", /^\/(tickets\/.*)?$/],
  ["/to-sort", "To sort", /^\/to-sort/],
  ["/escalations", "Escalations", /^\/(escalations|incidents)/],
  ["/queues", "Queues", /^\/queues/],
  ["/mailboxes", "Mailboxes", /^\/mailboxes/],
  ["/outgoing", "Outgoing", /^\/outgoing/],
  ["/quarantine", "Quarantine", /^\/quarantine/],
  ["/people", "People", /^\/people/],
  ["/reports", "Reports", /^\/reports/],
  ["/explain", "Explain", /^\/explain/],
  ["/policies", "Policy", /^\/policies/],
];
const SANDBOX = ["/sandbox", "Sandbox", /^\/sandbox/] as const;

/** The whole document around a page's main part. */
export function layout(parts: LayoutParts): Html {
  const { title, main, etag, operator, assets } = parts;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${withoutReordering(title)} · Answerable</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.css}">
<script type="module" src="${assets.script}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11H9l-5 4z"/><path class="tick" d="M8 10.5l3 3 5-6"/></svg>Answerable</a>
${operator === null ? null : places(parts)}
${operator === null ? null : who(operator)}
</header>
${parts.desk?.shadow && operator !== null ? shadow(parts.desk) : null}
<main id="main" tabindex="-1" data-etag="${etag}">${main}</main>
<p id="announce" class="sr" role="status"></p>
</body>
</html>
`;
}

function places({ path, sandbox }: LayoutParts): Html {
  const all = sandbox ? [...PLACES, SANDBOX] : PLACES;
  return html`<nav class="places" aria-label="Main"><ul>${all.map(
    ([href, name, here]) =>
      html`<li><a href="${href}"${here.test(path) ? html` aria-current="page"` : null}>${name}</a></li>`,
  )}</ul></nav>`;
}

function who({ name, role }: Operator): Html {
  return html`<div class="who"><span id="live" class="live" hidden>Live</span>
<a href="/account">${name}<span class="sr">: your account</span></a>${role === "viewer" ? html`<span class="tag">viewer</span>` : null}
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form></div>`;
}

function shadow({ shadowBecause }: DeskState): Html {
  return html`<aside class="banner" aria-label="Shadow mode"><strong>In shadow: nothing leaves.</strong> ${shadowBecause}
Mail is read and clocks run, but no mail is sent until somebody runs <code>answerable go</code>.</aside>`;
}

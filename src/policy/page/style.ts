import { createHash } from "node:crypto";

/** The page's only style sheet: readable on paper, on a phone, in the dark; nothing is loaded from anywhere. */
export const POLICY_CSS = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#4b5560;--line:#c9d1d9;--paper:#fff;--card:#f5f7f9;--link:#0b57b0}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#b3bdc7;--line:#3d4852;--paper:#13171b;--card:#1c2228;--link:#8cc2ff}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
.page{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.35rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}
h3{font-size:1.08rem;margin:1rem 0 .25rem}
h4{font-size:.95rem;margin:.75rem 0 .1rem;color:var(--soft)}
p,ul,dl{margin:.35rem 0}
ul{padding-left:1.2rem}
a{color:var(--link)}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.soft,footer{color:var(--soft)}
.languages{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr))}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.25rem 1rem .75rem}
.scroll{overflow-x:auto;margin:1rem 0 .25rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
.scroll table{min-width:38rem}
.plain th{font-weight:500}
.legend{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}
.legend dt{font-weight:600}
.legend dd{margin:0}
.notes{font-size:.92rem;color:var(--soft)}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.92rem;overflow-wrap:anywhere}
@media (max-width:34rem){.legend{grid-template-columns:1fr}.legend dd{margin:0 0 .4rem}}
@media print{:root{--ink:#000;--soft:#333;--line:#999;--paper:#fff;--card:#fff;--link:#000}
.page{max-width:none;padding:0}.skip,.languages,nav{display:none}.scroll{overflow:visible}.scroll table{min-width:0}
.card,tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}}
`;

/** For a Content-Security-Policy: \`style-src\` with this source lets the page's own style in and nothing else. */
export const POLICY_CSS_SOURCE = `'sha256-${createHash("sha256").update(POLICY_CSS, "utf8").digest("base64")}'`;

import { type Html, html } from "../html.ts";
import type { Operator } from "../operators.ts";
import type { Shown } from "../page.ts";
import { SHORTEST_PASSWORD } from "../passwords.ts";

export interface SignInForm {
  readonly name: string;
  readonly next: string;
  readonly problem: string | null;
}

export function drawSignIn({ name, next, problem }: SignInForm): Shown {
  return {
    title: "Sign in",
    status: problem === null ? 200 : 422,
    main: html`<div class="narrow-page"><h1>Sign in</h1>${problemBox(problem)}
<form method="post" action="/sign-in" class="stack"><input type="hidden" name="next" value="${next}">
<label>Name <input name="name" value="${name}" autocomplete="username" required autocapitalize="none" spellcheck="false" maxlength="200"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required maxlength="1024"></label>
<button>Sign in</button></form>
<p class="faint">No account yet? Whoever runs this desk makes you a one-time link with <code>answerable operators add</code>.</p></div>`,
  };
}

/** The page behind a one-time link. Opening it uses nothing up: mail scanners open links too. */
export function drawLink(
  secret: string,
  operator: Operator,
  askPassword: boolean,
  problem: string | null,
): Shown {
  const fields = askPassword
    ? html`<input type="hidden" name="username" value="${operator.name}" autocomplete="username">${newPassword("Choose a password")}`
    : null;
  return {
    title: "Welcome",
    status: problem === null ? 200 : 422,
    main: html`<div class="narrow-page"><h1>Welcome, ${operator.name}</h1>${problemBox(problem)}
<form method="post" action="/sign-in/link/${secret}" class="stack"${askPassword ? null : html` data-go`}>${fields}<button>${askPassword ? "Set password and sign in" : "Open the desk"}</button></form>
<p class="faint">This link works once.</p></div>`,
  };
}

export function drawDeadLink(): Shown {
  return {
    title: "Link used up",
    status: 410,
    main: html`<div class="narrow-page"><h1>This link no longer works</h1>
<p>It was used already, or is older than a day. Whoever runs this desk can make another.</p><p><a href="/sign-in">Sign in with a password</a></p></div>`,
  };
}

export function drawAccount(
  operator: Operator,
  told: { readonly problem: string | null; readonly done: boolean },
): Shown {
  return {
    title: "Your account",
    status: told.problem === null ? 200 : 422,
    main: html`<div class="narrow-page"><h1>Your account</h1>
<p>You are <strong>${operator.name}</strong>, ${operator.role === "admin" ? "an admin: you may change things." : "a viewer: you may look at everything and change nothing."}</p>
<h2>${operator.hasPassword ? "Change your password" : "Set a password"}</h2>${problemBox(told.problem)}
${told.done ? html`<p class="good" role="status">Your password is set. Other sessions of yours have ended.</p>` : null}
<form method="post" action="/account" class="stack"><input type="hidden" name="username" value="${operator.name}" autocomplete="username">
${operator.hasPassword ? html`<label>Password now <input name="current" type="password" autocomplete="current-password" required maxlength="1024"></label>` : null}
${newPassword("New password")}<button>Set password</button></form></div>`,
  };
}

function newPassword(label: string): Html {
  return html`<label>${label} <input name="password" type="password" autocomplete="new-password" required minlength="${SHORTEST_PASSWORD}" maxlength="1024" aria-describedby="rule"></label>
<p id="rule" class="sub">At least ${SHORTEST_PASSWORD} characters. A few words in a row are good.</p>`;
}

function problemBox(problem: string | null): Html | null {
  return problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`;
}

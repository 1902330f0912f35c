const MARK = Symbol("html");

/** Markup that is safe to send: made by `html` only. */
export interface Html {
  readonly [MARK]: true;
  readonly text: string;
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * Builds markup. Every value is escaped, for text and for quoted attributes alike, unless it is `Html` itself; lists are
 * joined; null, undefined and false are nothing. Attributes must be written with double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0]!;
  for (const [n, value] of values.entries()) text += render(value) + parts[n + 1]!;
  return { [MARK]: true, text };
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if (isHtml(value)) return value.text;
  return value.map(render).join("");
}

function isHtml(value: object): value is Html {
  return MARK in value;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

/** An attribute without value, such as `checked`, where `on`. The name is ours, never a reader's. */
export function flag(
  name: "checked" | "selected" | "required" | "open" | "hidden" | "autofocus",
  on: boolean,
): Html {
  return { [MARK]: true, text: on ? ` ${name}` : "" };
}

/** Text without the signs that reorder what a reader sees, such as U+202E in `\u202Egpj.exe` (Unicode UTS #55). */
export function withoutReordering(text: string): string {
  return text.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "");
}

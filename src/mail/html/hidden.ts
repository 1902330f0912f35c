/** Elements whose content is no text to a reader. Swallowed whole; `true`: even where they are never closed. */
export const UNSEEN: ReadonlyMap<string, boolean> = new Map([
  ["script", true],
  ["style", true],
  ["title", true],
  ["iframe", true],
  ["noembed", true],
  ["noframes", true],
  ["template", false],
  ["svg", false],
  ["math", false],
  ["xml", false],
]);

/** Elements whose content is text, not markup, but shown. */
export const LITERAL = new Set(["textarea", "xmp", "listing", "plaintext"]);

/** Where a link or image really leads. */
export interface Target {
  readonly url: string;
  /** Lower-cased, as it is looked up; "" for mailto and tel. */
  readonly host: string;
}

const LONGEST_URL = 4_000;

/** A link's target if it is harmless to click: http, https, mailto or tel. Read as browsers read it, null otherwise. */
export function linkTarget(href: string): Target | null {
  // WHATWG URL §4.4: controls and blanks at the ends and tabs and line breaks anywhere do not count.
  const url = href.replace(/^[\0-\x20]+|[\t\n\r\0]+/g, "").trimEnd();
  if (url.length > LONGEST_URL) return null;
  if (/^(?:mailto|tel):/i.test(url)) return { url, host: "" };
  if (!/^https?:[\\/]{2}/i.test(url) || !URL.canParse(url)) return null;
  return { url, host: new URL(url).host.toLowerCase() };
}

const SHOWN_HOST = /(?:^|[\s(<"'/@])((?:[\p{L}\p{N}-]{1,63}\.){1,10}\p{L}{2,24})(?=$|[\s/:?#)>"',.])/u;

/** The host a link's words name, as a reader would take it; null where they name none. */
export function hostInWords(words: string): string | null {
  const found = SHOWN_HOST.exec(words.slice(0, 500));
  if (found === null) return null;
  const text = `http://${found[1]!}/`;
  return URL.canParse(text) ? new URL(text).host.toLowerCase() : found[1]!.toLowerCase();
}

/** Whether words that name `shown` may stand over a link to `real`: the same host, give or take `www.`. */
export function sameHost(shown: string, real: string): boolean {
  const bare = (host: string): string => host.replace(/^www\./, "").replace(/:\d+$/, "");
  return bare(shown) === bare(real);
}

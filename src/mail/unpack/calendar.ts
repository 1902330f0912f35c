/** What a person wants to know of an invitation, in the order it is told. */
const SHOWN = ["SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "DESCRIPTION"] as const;
const LABELS: Readonly<Record<(typeof SHOWN)[number], string>> = {
  SUMMARY: "",
  DTSTART: "Start: ",
  DTEND: "End: ",
  LOCATION: "Location: ",
  ORGANIZER: "Organizer: ",
  DESCRIPTION: "",
};

/** The first event of an iCalendar object (RFC 5545) as lines of text; "" where it holds none. */
export function calendarText(ics: string): string {
  const lines = ics
    .slice(0, 200_000)
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/);
  const begin = lines.findIndex((line) => /^BEGIN:(?:VEVENT|VTODO|VJOURNAL)/i.test(line));
  if (begin === -1) return "";
  const values = new Map<string, string>();
  for (const line of lines.slice(begin + 1)) {
    if (/^END:V/i.test(line)) break;
    const found = /^([A-Z-]{1,40})((?:;[^:;"]{0,200}(?:"[^"]{0,200}")?){0,10}):(.*)$/i.exec(line);
    if (found !== null && !values.has(found[1]!.toUpperCase()))
      values.set(found[1]!.toUpperCase(), shown(found));
  }
  return SHOWN.filter((name) => values.get(name))
    .map((name) => LABELS[name] + values.get(name))
    .join("\n");
}

function shown([, , parameters, value]: RegExpExecArray): string {
  const zone = /;TZID="?([^";:]{1,80})/i.exec(parameters!)?.[1];
  const text = value!
    .replace(/\\n/gi, "\n")
    .replace(/\\([,;\\])/g, "$1")
    .replace(/^mailto:/i, "");
  const at = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?$/.exec(text);
  if (at === null) return text;
  const [, year, month, day, hour, minute, utc] = at;
  const suffix = utc === undefined ? (zone === undefined ? "" : ` (${zone})`) : " UTC";
  return `${year}-${month}-${day}${hour === undefined ? "" : ` ${hour}:${minute}`}${suffix}`;
}

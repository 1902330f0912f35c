/** Working time as an agent writes it behind `#time`. */
export type WorkingTime =
  /** Negative: a correction. Never 0. */
  | { readonly kind: "time"; readonly minutes: number; readonly note: string }
  | { readonly kind: "refused"; readonly because: string };

const EXPECTED = "25m, 1h, 1h30, 1:30 or 90 min, and a note if you like: #time 25m looked at the log";
const LONGEST_NOTE = 500;
/** More in one mail is a slip of the finger. */
export const MOST_MINUTES = 24 * 60;

const SIGN = "([-+\\u2212\\u2013]?)\\s*";
const HOURS = "(?:h|hrs?|hours?|horas?|std|stunden?)";
const MINUTES = "(?:m|mins?|minutes?|minutos?|minuten)";
/** Each says sign, hours and minutes; bounded, so that the search is linear. */
const SHAPES: readonly RegExp[] = [
  new RegExp(`^${SIGN}(\\d{1,3}):([0-5]\\d)(?![\\d:])`, "i"),
  // A number behind a blank is minutes only with its unit: `1h 40 logs` has a note.
  new RegExp(`^${SIGN}(\\d{1,3})\\s?${HOURS}(\\d{1,2})(?:\\s?${MINUTES})?(?![\\p{L}\\d])`, "iu"),
  new RegExp(`^${SIGN}(\\d{1,3})\\s?${HOURS}\\s(\\d{1,2})\\s?${MINUTES}(?![\\p{L}\\d])`, "iu"),
  new RegExp(`^${SIGN}(\\d{1,3})\\s?${HOURS}()(?![\\p{L}\\d])`, "iu"),
  new RegExp(`^${SIGN}()(\\d{1,4})\\s?${MINUTES}(?![\\p{L}\\d])`, "iu"),
];
const DECIMAL = new RegExp(`^${SIGN}(\\d{1,2})[.,](\\d{1,2})\\s?${HOURS}(?![\\p{L}\\d])`, "iu");

/**
 * Reads `25m`, `90 min`, `1h`, `1h30`, `1:30`, `1.5h`, with `-` before it for a correction; what follows is a note, cut at
 * 500 characters. A number without a unit is refused: 2 may be minutes or hours.
 */
export function readWorkingTime(argument: string): WorkingTime {
  const text = argument.trim();
  const read = minutesAtStart(text);
  if (read === null) return refused(`#time takes ${EXPECTED}`);
  const { minutes, length } = read;
  if (minutes === 0) return refused(`#time ${text.slice(0, 40)}: that is no time at all`);
  if (Math.abs(minutes) > MOST_MINUTES)
    return refused(`#time ${text.slice(0, 40)}: more than 24 hours at once; write it day by day`);
  const note = text
    .slice(length)
    .replace(/^[\s,;:\u2013\u2014-]+/, "")
    .slice(0, LONGEST_NOTE);
  return { kind: "time", minutes, note };
}

function minutesAtStart(text: string): { readonly minutes: number; readonly length: number } | null {
  const part = DECIMAL.exec(text);
  if (part !== null) {
    const hours = Number(`${part[2]}.${part[3]}`);
    return { minutes: signed(part[1]!, Math.round(hours * 60)), length: part[0].length };
  }
  for (const shape of SHAPES) {
    const found = shape.exec(text);
    if (found === null) continue;
    const [all, sign, hours, minutes] = found;
    return { minutes: signed(sign!, Number(hours) * 60 + Number(minutes)), length: all.length };
  }
  return null;
}

function signed(sign: string, minutes: number): number {
  return sign === "" || sign === "+" ? minutes : -minutes;
}

function refused(because: string): WorkingTime {
  return { kind: "refused", because };
}

/** `1 h 35 min`, `-10 min`. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const words = [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])];
  return `${minutes < 0 ? "-" : ""}${words.join(" ")}`;
}

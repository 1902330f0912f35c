/** What `#incident` may ask for beside a number. */
export const INCIDENT_ACTS = ["off", "tell", "resolved", "open"] as const;
export type IncidentAct = (typeof INCIDENT_ACTS)[number];

const WORDS: Readonly<Record<string, IncidentAct>> = {
  off: "off",
  none: "off",
  fora: "off",
  nenhum: "off",
  fuera: "off",
  tell: "tell",
  avisar: "tell",
  informar: "tell",
  resolved: "resolved",
  solved: "resolved",
  resolvido: "resolved",
  resuelto: "resolved",
  open: "open",
  reabrir: "open",
};

export interface IncidentOrder {
  /** In capitals; null: the one the ticket hangs on. */
  readonly code: string | null;
  /** Null: hang the ticket on it, or where no number is given show it. */
  readonly act: IncidentAct | null;
}

/** One token with a digit in it, as vendors number what they publish. */
const CODE = /^(?=[^\d]*\d)[A-Z0-9][A-Z0-9-]{2,39}$/;

/** Reads `MO1234567`, `MO1234567 resolved`, `off`, or nothing. Null: it is something else. */
export function readIncident(argument: string): IncidentOrder | null {
  const words = argument.trim().split(/\s+/).filter(Boolean);
  const last = words.at(-1)?.toLowerCase() ?? "";
  const act = Object.hasOwn(WORDS, last) ? WORDS[last]! : null;
  const [code, ...more] = act === null ? words : words.slice(0, -1);
  if (more.length > 0) return null;
  if (code === undefined) return { code: null, act };
  const capitals = code.replace(/^#/, "").toUpperCase();
  return CODE.test(capitals) ? { code: capitals, act } : null;
}

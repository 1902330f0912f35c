import { offsetAt } from "../../service-hours/zone.ts";
import { type Instant, MINUTE } from "../../values/instant.ts";
import type { ContactRow, CustomerRow } from "../rows.ts";

/** Whose clock a mail follows: what was set for the contact, else for the company, else what was learnt; null: the desk's. */
export function zoneOf(
  contact: Pick<ContactRow, "timeZone" | "learntTimeZone"> | null,
  customer: Pick<CustomerRow, "timeZone"> | null,
): string | null {
  return contact?.timeZone ?? customer?.timeZone ?? contact?.learntTimeZone ?? null;
}

/** Zones of countries whose domain endings people use at home; no two of one country share an offset. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  ao: ["Africa/Luanda"],
  ar: ["America/Argentina/Buenos_Aires"],
  at: ["Europe/Vienna"],
  be: ["Europe/Brussels"],
  br: ["America/Sao_Paulo", "America/Manaus", "America/Rio_Branco", "America/Noronha"],
  ch: ["Europe/Zurich"],
  cl: ["America/Santiago"],
  cv: ["Atlantic/Cape_Verde"],
  de: ["Europe/Berlin"],
  dk: ["Europe/Copenhagen"],
  es: ["Europe/Madrid"],
  fi: ["Europe/Helsinki"],
  fr: ["Europe/Paris"],
  gr: ["Europe/Athens"],
  ie: ["Europe/Dublin"],
  it: ["Europe/Rome"],
  mx: ["America/Mexico_City", "America/Hermosillo", "America/Cancun"],
  mz: ["Africa/Maputo"],
  nl: ["Europe/Amsterdam"],
  no: ["Europe/Oslo"],
  pe: ["America/Lima"],
  pl: ["Europe/Warsaw"],
  pt: ["Europe/Lisbon", "Atlantic/Azores"],
  ro: ["Europe/Bucharest"],
  se: ["Europe/Stockholm"],
  uk: ["Europe/London"],
  uy: ["America/Montevideo"],
};

/**
 * The time zone of a writer, if two signs agree: the country in their address, and the offset their program wrote in the Date
 * field (RFC 5322 §3.3) as that country has it on that day. An offset alone is no zone; and `+0000` says nothing, because servers
 * write it for everybody.
 *
 * @returns null: nothing can be told
 */
export function zoneInMail(address: string, dateField: string | undefined, at: Instant): string | null {
  const offset = /([+-])([01]\d)([0-5]\d)\s*(?:\(|$)/.exec(dateField?.slice(0, 200) ?? "");
  if (offset === null) return null;
  const ms = (Number(offset[2]) * 60 + Number(offset[3])) * MINUTE * (offset[1] === "-" ? -1 : 1);
  if (ms === 0) return null;
  const country = address.slice(address.lastIndexOf(".") + 1).toLowerCase();
  const zones = Object.hasOwn(ZONES, country) ? ZONES[country]! : [];
  return zones.find((zone) => offsetAt(zone, at) === ms) ?? null;
}

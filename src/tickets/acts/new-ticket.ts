import { startOfDay } from "../../service-hours/zone.ts";
import { HOUR, type Instant, MINUTE, plus } from "../../values/instant.ts";

/** What `#new` asks for. */
export type NewRequest =
  | {
      readonly kind: "new";
      readonly address: string;
      /** When the customer said it to us; null: we write to them first. */
      readonly saidAt: Instant | null;
    }
  | { readonly kind: "refused"; readonly because: string };

const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;
const USAGE =
  "#new takes the customer's address: #new carla@fabrikam.example, #new carla@fabrikam.example by phone at 09:12";

/**
 * Reads `carla@fabrikam.example`, `… by phone`, `… by phone at 09:12` (today, on the desk's clock). What the customer said
 * counts from then; a time that is still to come is refused.
 */
export function readNew(argument: string, receivedAt: Instant, timeZone: string): NewRequest {
  const [address = "", ...rest] = argument.trim().split(/\s+/);
  if (!ADDRESS.test(address)) return { kind: "refused", because: USAGE };
  const words = rest.join(" ").toLowerCase();
  const said =
    /^(?:(?:by phone|por telefone)(?: (?:at|às|as) (\d{1,2}):(\d{2}))?|(?:at|às|as) (\d{1,2}):(\d{2}))?$/.exec(
      words,
    );
  if (said === null) return { kind: "refused", because: USAGE };
  const wanted = { kind: "new", address: address.toLowerCase() } as const;
  if (words === "") return { ...wanted, saidAt: null };
  const [hour, minute] = [said[1] ?? said[3], said[2] ?? said[4]];
  if (hour === undefined || minute === undefined) return { ...wanted, saidAt: receivedAt };
  const date = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(receivedAt);
  const at = plus(startOfDay(timeZone, date), Number(hour) * HOUR + Number(minute) * MINUTE);
  if (Number(hour) > 23 || Number(minute) > 59 || at > receivedAt) {
    return { kind: "refused", because: `#new: ${hour}:${minute} is still to come today` };
  }
  return { ...wanted, saidAt: at };
}

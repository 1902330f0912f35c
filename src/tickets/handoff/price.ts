import type { Plan } from "../../policy/schema.ts";
import type { Instant } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import type { EventRow } from "../rows.ts";

/** A price shown to the customer: amount and currency, a colon, what it is for. */
export interface PriceOfferRow {
  readonly id: string;
  readonly ticketId: string;
  readonly price: string;
  readonly offeredAt: Instant;
  readonly agentId: string;
  readonly outboundId: string;
}

/** What `#price` asks for. */
export type ReadPrice =
  | { readonly kind: "price"; readonly price: string; readonly what: string }
  | { readonly kind: "refused"; readonly because: string };

const EXAMPLE = "#price 120 EUR for two hours on the add-in";
const AMOUNT = "\\d{1,9}(?:[.,]\\d{3}){0,3}(?:[.,]\\d{1,2})?";
const CURRENCY = "[A-Z]{3}|R\\$|[€$£]";
const WRITTEN = new RegExp(
  `^(?:(?<before>${CURRENCY}) ?(?<first>${AMOUNT})|(?<second>${AMOUNT}) ?(?<after>${CURRENCY}))(?=[\\s:;,]|$)(?<rest>.*)$`,
  "u",
);
const LEADING = /^[\s,:;–-]*(?:(?:for|para|por|pelo|pela|für|fuer|pour)\s+)?/iu;
const LONGEST = 300;

/** `120 EUR for two hours`, `€ 120,50 para …`: an amount that is not nothing, its currency, and what it is for. */
export function readPrice(argument: string): ReadPrice {
  const groups = WRITTEN.exec(argument.trim())?.groups;
  if (groups === undefined) {
    return { kind: "refused", because: `#price takes an amount, a currency and what it is for: ${EXAMPLE}` };
  }
  const amount = groups["first"] ?? groups["second"] ?? "";
  if (!/[1-9]/.test(amount))
    return { kind: "refused", because: "#price: work that costs nothing needs no price" };
  const what = (groups["rest"] ?? "").replace(LEADING, "").trim();
  if (what === "") return { kind: "refused", because: `#price needs what it is for: ${EXAMPLE}` };
  if (what.length > LONGEST)
    return { kind: "refused", because: `#price: say what it is for in ${LONGEST} characters` };
  return { kind: "price", price: `${amount} ${groups["before"] ?? groups["after"]}`, what };
}

/** The offer that waits for the customer's yes or no, by id; null: none does. A newer one takes the place of an older. */
export function openOffer(events: readonly EventRow[]): string | null {
  const last = events.findLast(({ type }) => type === "price_offered" || type === "price_answered");
  return last?.type === "price_offered" ? idIn(last.data) : null;
}

/**
 * Whether the customer's yes is there for work that is charged: the fact `price_accepted` of the decision table.
 *
 * @param price  of the ticket's plan in the policy in force
 * @returns null: the plan's price includes the work and no offer was made, so none is needed. What was offered counts,
 * whatever the plan: the newest offer, and only an acceptance of that
 */
export function priceFact(
  price: Plan["price"],
  events: readonly { readonly type: string; readonly data?: Json }[],
): boolean | null {
  const offered = events.findLast(({ type }) => type === "price_offered");
  if (offered === undefined) return isCharged(price) ? false : null;
  const id = idIn(offered.data);
  const answer = events.findLast(({ type, data }) => type === "price_answered" && idIn(data) === id);
  return (answer?.data as { readonly accepted?: boolean } | undefined)?.accepted === true;
}

/** A plan that is charged by the case or the hour. One paid by the month or year has been bought already. */
function isCharged(price: Plan["price"]): boolean {
  if (price === undefined || price === "included") return false;
  return [price].flat().some(({ per }) => per === "incident" || per === "hour");
}

function idIn(data: Json | undefined): string | null {
  const { offer } = (data ?? {}) as { readonly offer?: Json };
  return typeof offer === "string" ? offer : null;
}

import type { SupportContact } from "../../escalation/records.ts";
import { CONTACT_KINDS, mayRecord } from "../../escalation/support-contact.ts";
import { parseDay } from "../../ops/local-day.ts";
import type { DeskFile } from "../../policy/desk-schema.ts";
import { setSupportContact } from "../postgres/contracts.ts";
import { supportContactsOf } from "../postgres/escalation-records.ts";
import { StartError } from "../system/start-error.ts";
import { BY, known, onCustomer, say, subscriptionNamed, wrong } from "./on-customer.ts";
import { printable, table } from "./print.ts";

export interface ContactOptions {
  readonly json?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly fromVendor?: boolean;
  readonly dryRun?: boolean;
}

const US = "us";

/** `customers subscription contact`: who answers for a subscription's support, written down or listed. */
export function contact(
  who: string,
  which: string,
  contact: string | null,
  options: ContactOptions,
): Promise<void> {
  return onCustomer(who, async (on) => {
    const { db, desk, customer, today } = on;
    const subscription = await subscriptionNamed(on, which);
    const name = printable(subscription.name);
    if (contact === null) {
      const all = (await supportContactsOf(db, customer.id)).filter(
        ({ subscriptionId }) => subscriptionId === subscription.id,
      );
      const rows = all.map(({ partner, validFrom, validTo, source }) => [
        validFrom,
        validTo ?? "no end",
        contactName(partner, desk),
        source === "own" ? "our own" : "the vendor's",
      ]);
      const none = `Nobody is written down as the support contact of ${name}: its issues go as those of its customer do.`;
      const text = rows.length > 0 ? table(["from", "until", "support contact", "record"], rows) : none;
      say(options, all, text);
      return;
    }
    known("who", contact, [US, ...mayAnswer(desk)]);
    const row: SupportContact = {
      subscriptionId: subscription.id,
      partner: contact === US ? null : contact,
      validFrom: day("--from", options.from) ?? today,
      validTo: day("--until", options.until),
      source: options.fromVendor ? "vendor" : "own",
    };
    const judged = mayRecord(row, subscription);
    if (judged.kind === "refused")
      throw new StartError(`${name}: ${judged.because}.`, "Look: answerable customers subscription list");
    if (!options.dryRun) await setSupportContact(db, row, BY);
    const until = row.validTo === null ? "" : ` until ${row.validTo}`;
    const verb = options.dryRun ? "would be" : "is";
    const text = `${name}: the support contact ${verb} ${contactName(row.partner, desk)} from ${row.validFrom}${until}.`;
    say(options, { ...row, dryRun: options.dryRun === true }, text);
  });
}

/** A support contact as people call it. */
export function contactName(partner: string | null, desk: DeskFile | null): string {
  return partner === null ? US : printable(desk?.partners[partner]?.name ?? partner);
}

function mayAnswer(desk: DeskFile | null): readonly string[] {
  return Object.entries(desk?.partners ?? {}).flatMap(([name, { kind }]) =>
    CONTACT_KINDS.includes(kind) ? [name] : [],
  );
}

function day(option: string, given: string | undefined): string | null {
  if (given === undefined) return null;
  return parseDay(given) ?? wrong(option, given, "a day such as 2027-01-01");
}

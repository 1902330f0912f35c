import type { Db } from "../postgres/connect.ts";
import { findContact, setContact } from "../postgres/customers.ts";
import { fail } from "./desk-database.ts";
import { notKnownToIntl } from "./intl-options.ts";
import { json, printable } from "./print.ts";

interface Changes {
  readonly language?: string;
  readonly timeZone?: string;
  readonly json?: boolean;
}

/** `auto` takes back what was set. */
const AUTO = "auto";

/** Shows a contact, or sets their language and time zone. */
export async function contact(
  db: Db,
  address: string,
  { language, timeZone, json: asJson }: Changes,
): Promise<void> {
  const known = await findContact(db, address);
  if (known === null) {
    return fail({
      message: `There is no contact ${printable(address)}.`,
      next: "They are one once they have written, or: answerable customers import FILE",
    });
  }
  const wrong = notKnownToIntl(
    language === AUTO ? undefined : language,
    timeZone === AUTO ? undefined : timeZone,
  );
  if (wrong !== null) return fail({ message: wrong });
  const set = {
    ...(language === undefined ? {} : { language: language === AUTO ? null : language }),
    ...(timeZone === undefined ? {} : { timeZone: timeZone === AUTO ? null : timeZone }),
  };
  if (Object.keys(set).length > 0) {
    await setContact(db, known.id, set, { actor: "cli", clock: { kind: "database" } });
  }
  const { id: _id, ...shown } = { ...known, ...set };
  if (asJson) return void process.stdout.write(`${json(shown)}\n`);
  const lines = [
    ["contact", `${shown.name} <${shown.address}>`.trim()],
    ["customer", shown.customer ?? "(none)"],
    ["language", says(shown.language, shown.learntLanguage)],
    ["time zone", says(shown.timeZone, shown.learntTimeZone)],
  ];
  process.stdout.write(
    `${lines.map(([label, value]) => `${label!.padEnd(14)}${printable(value!)}`).join("\n")}\n`,
  );
}

function says(set: string | null, learnt: string | null): string {
  return set ?? (learnt === null ? "(their company's, or the desk's)" : `${learnt} (learnt)`);
}

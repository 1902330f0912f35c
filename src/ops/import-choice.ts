import type { Instant } from "../values/instant.ts";

/** A mail on the server, as it is listed. */
export interface MailThere {
  readonly uid: number;
  readonly size: number;
  readonly internalDate: Instant | null;
}

/** A row there is for a UID already. */
export interface RowThere {
  readonly id: string;
  readonly disposition: string | null;
}

export interface ImportWish {
  /** Mails that came at this moment or later. */
  readonly since: Instant;
  /** UIDs from here on are the desk's anyway. */
  readonly startUid: number;
  /** So many of them, the newest, are acknowledged as if they had come today. */
  readonly mostAcknowledgements: number;
}

export interface ImportChoice {
  /** To be taken in, in UID order. `rowId`: it has a row that says that it was there before the start. */
  readonly mails: readonly (MailThere & { readonly rowId: string | null; readonly acknowledge: boolean })[];
  /** In the ledger already, whatever became of them. */
  readonly known: number;
  /** From before `since`, or without a date. */
  readonly older: number;
}

/** Which of the mails that were there before the desk began are taken in. A mail the ledger has dealt with never is. */
export function chooseImport(
  there: readonly MailThere[],
  rows: ReadonlyMap<number, RowThere>,
  { since, startUid, mostAcknowledgements }: ImportWish,
): ImportChoice {
  const recent = there.filter(({ internalDate }) => internalDate !== null && internalDate >= since);
  const isOpen = ({ uid }: MailThere): boolean => {
    const row = rows.get(uid);
    return row === undefined ? uid < startUid : row.disposition === "before-start";
  };
  const wanted = recent.filter(isOpen);
  const newest = wanted.toSorted((a, b) => b.internalDate! - a.internalDate! || b.uid - a.uid);
  const acknowledged = new Set(newest.slice(0, mostAcknowledgements).map(({ uid }) => uid));
  return {
    mails: wanted
      .toSorted((a, b) => a.uid - b.uid)
      .map((mail) => ({
        ...mail,
        rowId: rows.get(mail.uid)?.id ?? null,
        acknowledge: acknowledged.has(mail.uid),
      })),
    known: recent.length - wanted.length,
    older: there.length - recent.length,
  };
}

import type { Instant } from "../values/instant.ts";

/** What is kept of a mail of an archive: who wrote it, when, and what it hangs on. */
export interface ArchivedMail {
  readonly at: Instant;
  readonly messageId: string | null;
  /** In-Reply-To and References, as many as reading a header lets through. */
  readonly parents: readonly string[];
  readonly by: "customer" | "desk";
}

export interface Archive {
  /** False: a mail with this Message-ID is there already (the copy in Sent and the one that came back). */
  add(mail: ArchivedMail): boolean;
  readonly size: number;
  /** The conversations, each in order of time, the one that began first first. */
  threads(): readonly (readonly ArchivedMail[])[];
}

/**
 * Gathers mails into conversations by Message-ID, In-Reply-To and References (RFC 5322 §3.6.4), in whatever order they
 * come. Two mails that name the same parent belong together though the parent itself is not there. Subjects join nothing.
 */
export function openArchive(): Archive {
  const mails: ArchivedMail[] = [];
  const known = new Set<string>();
  const groupOf = new Map<string, number>();
  const above: number[] = [];

  function top(group: number): number {
    let at = group;
    while (above[at] !== at) {
      above[at] = above[above[at]!]!;
      at = above[at]!;
    }
    return at;
  }

  return {
    add(mail) {
      const { messageId } = mail;
      if (messageId !== null && known.has(messageId)) return false;
      if (messageId !== null) known.add(messageId);
      const own = mails.length;
      mails.push({ ...mail, parents: [] });
      above.push(own);
      for (const id of messageId === null ? mail.parents : [messageId, ...mail.parents]) {
        const other = groupOf.get(id);
        if (other === undefined) groupOf.set(id, own);
        else above[top(own)] = top(other);
      }
      return true;
    },
    get size() {
      return mails.length;
    },
    threads() {
      const groups = Map.groupBy(mails.keys(), top);
      return [...groups.values()]
        .map((members) => members.map((n) => mails[n]!).toSorted((a, b) => a.at - b.at))
        .toSorted((a, b) => a[0]!.at - b[0]!.at);
    },
  };
}

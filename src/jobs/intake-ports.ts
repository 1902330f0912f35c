import type { Instant } from "../values/instant.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { DueRow } from "./ports.ts";

/** A mail as the server lists it. */
export interface ListedMail {
  readonly uid: number;
  /** As the server says; some lie, so nothing but the order of fetching depends on it. */
  readonly size: number;
  readonly internalDate: Instant | null;
}

/**
 * A folder of mail somewhere, opened: IMAP today. Mails are numbered upwards, and the numbers hold as long as
 * `uidvalidity` stays the same.
 *
 * Every method throws `Unavailable` when the connection is gone: silence is never "no mail". What the server refuses for
 * good or for now is a `MailRefused`, and the connection goes on.
 */
export interface MailSource {
  readonly uidvalidity: number;
  readonly uidNext: number;
  /** CONDSTORE's highest mod-sequence (RFC 7162) as a decimal; null: not offered. */
  readonly highestModseq: string | null;
  /** Mails with at least this UID, in UID order, at most `limit`. */
  list(fromUid: number, limit: number): Promise<readonly ListedMail[]>;
  /** The msg-ids of these mails, without their bodies; null: it has none. */
  msgIds(uids: readonly number[]): Promise<ReadonlyMap<number, string | null>>;
  /**
   * Mails in any order, each cut at `most` bytes; a UID that the server no longer has is left out.
   *
   * @throws MailRefused when the server gives none or not all of them
   */
  fetch(
    uids: readonly number[],
    most: number,
  ): AsyncIterable<{ readonly uid: number; readonly bytes: Uint8Array }>;
  /** `length` bytes from `start`, fewer at the end of the mail, none after it; null: the mail is no longer there. */
  piece(uid: number, start: number, length: number): Promise<Uint8Array | null>;
  /** The server has told of more mail since this was last asked. */
  hasNews(): boolean;
  /** UIDs that the server told are expunged since this was last asked (RFC 7162 §3.2.10); those it did not tell are not in it. */
  expunged(): readonly number[];
  /** What the settings want done with mails whose bytes are committed. A UID that is gone is no error. */
  tidy(uids: readonly number[]): Promise<void>;
}

/** The server answered, and the answer was no. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

/** A watched folder as stored. */
export interface FolderState {
  readonly id: string;
  readonly path: string;
  readonly uidvalidity: number | null;
  readonly uidNext: number;
  readonly highestModseq: string | null;
  /** UIDs below are looked at one by one (`keepUids`): the folder was renumbered, or holds what is to be imported. */
  readonly judgeBelow: number;
  /** Of those, the mails that came from here on are taken in: the desk's start, or the date to import from. */
  readonly since: Instant;
  /** What is there at the first connection: left alone, taken in, or looked at one by one. */
  readonly begins: "at-present" | "with-all" | "judging";
}

/** A UID that has its row and not yet its bytes. */
export interface PendingMail {
  readonly id: string;
  readonly uid: number;
  readonly size: number;
  /** How often fetching it has failed. */
  readonly attempts: number;
  /** How many pieces of it are stored. */
  readonly pieces: number;
}

export interface KeptMail {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly msgId: string | null;
}

export interface KeepPorts {
  readonly checkpoint: Checkpoint;
  folder(): Promise<FolderState>;
  /** A new or changed UIDVALIDITY: the cursor starts at `startUid`; mails below `judgeBelow` are judged one by one. */
  begin(
    uidvalidity: number,
    cursor: { readonly startUid: number; readonly judgeBelow: number },
  ): Promise<void>;
  /** One transaction: a row for each UID, and the cursor behind the last. */
  keepUids(uidvalidity: number, mails: readonly ListedMail[]): Promise<void>;
  /** As `keepUids`, for mails below `judgeBelow`: what is known by msg-id, date and size, or is too old, is done at once. */
  judgeUids(
    uidvalidity: number,
    mails: readonly ListedMail[],
    msgIds: ReadonlyMap<number, string | null>,
  ): Promise<void>;
  /** Rows without bytes: small ones first, in UID order; those that failed before come last. */
  pending(uidvalidity: number, limit: number): Promise<readonly PendingMail[]>;
  /** One transaction: bytes and state of these mails. Returns the rows to publish. */
  keepBytes(mails: readonly KeptMail[]): Promise<readonly DueRow[]>;
  /** A piece of a large mail; the mail itself waits until `keepPieces`. */
  keepPiece(id: string, n: number, bytes: Uint8Array): Promise<void>;
  /** All pieces of the mail are there. Returns the row to publish. */
  keepPieces(id: string): Promise<readonly DueRow[]>;
  /** The server no longer has them: expunged before they could be read. */
  vanished(ids: readonly string[]): Promise<void>;
  vanishedUids(uidvalidity: number, uids: readonly number[]): Promise<void>;
  /** The connection broke while these were fetched. */
  failed(ids: readonly string[], because: string): Promise<void>;
  /** The server does not give this mail: it waits aside, and is asked for again on a schedule. */
  setAside(id: string, because: string): Promise<void>;
  /** Mails with committed bytes that are still to be flagged or moved. */
  untidied(
    uidvalidity: number,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly uid: number }[]>;
  tidied(ids: readonly string[]): Promise<void>;
  synced(highestModseq: string | null): Promise<void>;
  publish(rows: readonly DueRow[]): Promise<void>;
}

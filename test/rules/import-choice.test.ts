import { describe, expect, test } from "vitest";
import { chooseImport, type RowThere } from "../../src/ops/import-choice.ts";
import { instant } from "../../src/values/instant.ts";

const there = (uid: number, day: string | null) => ({
  uid,
  size: 100,
  internalDate: day === null ? null : instant(`${day}T12:00:00Z`),
});
const row = (disposition: string | null): RowThere => ({ id: "a-row", disposition });
const wish = { since: instant("2026-10-01T12:00:00Z"), startUid: 10, mostAcknowledgements: 0 };

describe("what is imported", () => {
  test.each([
    ["a mail from before the start", 5, "2026-11-01", undefined, "taken"],
    ["a mail from the very moment", 5, "2026-10-01", undefined, "taken"],
    ["a mail from before that moment", 5, "2026-09-30", undefined, "older"],
    ["a mail without a date", 5, null, undefined, "older"],
    ["the first UID that is the desk's anyway", 10, "2026-11-01", undefined, "known"],
    ["the last UID that is not", 9, "2026-11-01", undefined, "taken"],
    ["a mail that is being fetched", 5, "2026-11-01", row(null), "known"],
    ["a mail that was imported before", 5, "2026-11-01", row("opened-ticket"), "known"],
    ["a mail that was left as older than the desk", 15, "2026-11-01", row("before-start"), "taken"],
  ])("%s", (_name, uid, day, known, expected) => {
    const rows = new Map(known === undefined ? [] : [[uid, known]]);
    const { mails, known: dealtWith, older } = chooseImport([there(uid, day)], rows, wish);
    expect({ taken: mails.length, known: dealtWith, older }).toEqual({
      ...{ taken: 0, known: 0, older: 0 },
      [expected]: 1,
    });
  });

  test("the newest are acknowledged, and of one moment the later UID", () => {
    const mails = [
      there(1, "2026-11-03"),
      there(2, "2026-11-01"),
      there(3, "2026-11-03"),
      there(4, "2026-11-02"),
    ];
    const chosen = chooseImport(mails, new Map(), { ...wish, mostAcknowledgements: 1 });
    expect(chosen.mails.map(({ uid, acknowledge }) => [uid, acknowledge])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, false],
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareFolder, type LedgerRow, unaccountedIn } from "../../src/ops/reconcile.ts";
import { instant, MINUTE, plus } from "../../src/values/instant.ts";

const NOW = instant("2026-12-03T10:00Z");
const seen = (uid: number): LedgerRow => ({ uid, waits: true });
const done = (uid: number): LedgerRow => ({ uid, waits: false });
const FOLDER = { startUid: 10, uidNext: 20 };

describe("comparing a folder with the ledger", () => {
  test.each<[string, readonly number[], readonly LedgerRow[], Partial<ReturnType<typeof compareFolder>>]>([
    ["nothing anywhere", [], [], { missing: [], gone: [], behind: 0, onServer: 0 }],
    ["every mail has its row", [10, 19], [done(10), done(19)], { missing: [], onServer: 2 }],
    ["what was there before the start counts for nothing", [1, 9], [], { missing: [], onServer: 0 }],
    ["the first UID from the start on has no row", [10], [], { missing: [10] }],
    ["the last UID that the cursor passed has no row", [19], [], { missing: [19], behind: 0 }],
    ["the next UID is for intake to see", [20, 21], [], { missing: [], behind: 2, onServer: 2 }],
    ["one that intake took in meanwhile is not behind", [20], [seen(20)], { missing: [], behind: 0 }],
    ["missing ones come in the order of their UIDs", [17, 12, 15], [], { missing: [12, 15, 17] }],
    ["a server that names a UID twice names it once", [12, 12], [], { missing: [12], onServer: 1 }],
    ["a row that waits for bytes whose mail is gone", [], [seen(11)], { gone: [11] }],
    ["a row that waits for bytes whose mail is there", [11], [seen(11)], { gone: [] }],
    ["a mail that was kept may go: people delete", [], [done(11), done(12)], { gone: [] }],
  ])("%s", (_name, uids, rows, expected) => {
    expect(compareFolder(FOLDER, uids, rows)).toMatchObject(expected);
  });

  test("after the missing ones have rows, nothing is missing, whatever the server and the ledger hold", () => {
    const uid = fc.integer({ min: 1, max: 30 });
    const row = fc.record({
      uid,
      waits: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(uid), fc.uniqueArray(row, { selector: (one) => one.uid }), (uids, rows) => {
        const { missing, gone } = compareFolder(FOLDER, uids, rows);
        const repaired = [...rows.filter((one) => !gone.includes(one.uid)), ...missing.map(seen)];
        expect(compareFolder(FOLDER, uids, repaired)).toMatchObject({ missing: [], gone: [] });
      }),
    );
  });
});

test.each([
  ["intake reads: what is behind is about to be taken in", plus(NOW, -MINUTE), 0, 7, 0],
  ["exactly five minutes ago counts as reading", plus(NOW, -5 * MINUTE), 0, 7, 0],
  ["intake stands still: what is behind is accounted for by nobody", plus(NOW, -5 * MINUTE - 1), 0, 7, 7],
  ["a folder that was never read", null, 0, 3, 3],
  ["a mail without a row that could not be repaired counts in any case", plus(NOW, -MINUTE), 2, 7, 2],
])("%s", (_name, lastSyncAt, left, behind, expected) => {
  expect(unaccountedIn({ lastSyncAt }, left, behind, NOW)).toBe(expected);
});

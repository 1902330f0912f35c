import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newThreadRoot, replyThreadIndex, threadRoot } from "../../src/mail/thread-index.ts";
import { DAY, instant, plus } from "../../src/values/instant.ts";

const UUID = "0198c0de-1234-7abc-8def-0123456789ab";
const BEGAN = instant("2026-12-03T10:00:00Z");
const bytes = (index: string): Buffer => Buffer.from(index, "base64");

describe("Thread-Index", () => {
  test("a header block is 22 bytes: a 1, five bytes of the time, sixteen of the name", () => {
    const root = bytes(newThreadRoot(UUID, BEGAN));
    expect(root.length).toBe(22);
    expect(root[0]).toBe(1);
    expect(root.subarray(6).toString("hex")).toBe(UUID.replaceAll("-", ""));
    const steps = (116_444_736_000_000_000n + BigInt(BEGAN) * 10_000n) >> 16n;
    expect(BigInt(`0x${root.subarray(0, 6).toString("hex")}`)).toBe(steps);
  });

  test("each reply adds 5 bytes, whose time grows with time", () => {
    const root = newThreadRoot(UUID, BEGAN);
    const [hour, day] = [
      replyThreadIndex(root, plus(BEGAN, DAY / 24), 1),
      replyThreadIndex(root, plus(BEGAN, DAY), 2),
    ];
    expect(bytes(hour).length).toBe(27);
    expect(bytes(hour).subarray(0, 22)).toEqual(bytes(root));
    expect(bytes(day).readUInt32BE(22)).toBeGreaterThan(bytes(hour).readUInt32BE(22));
    expect(bytes(day).readUInt32BE(22) * 2 ** 18).toBeCloseTo(DAY * 10_000, -7);
  });

  test("after 1.7 years the difference is kept less exactly, and the first bit says so", () => {
    const late = bytes(replyThreadIndex(newThreadRoot(UUID, BEGAN), plus(BEGAN, 700 * DAY), 1));
    expect(late[22]! & 0x80).toBe(0x80);
    expect((late.readUInt32BE(22) & 0x7fffffff) * 2 ** 23).toBeCloseTo(700 * DAY * 10_000, -8);
  });

  test("a reply that seems older than its beginning counts as the beginning", () => {
    expect(bytes(replyThreadIndex(newThreadRoot(UUID, BEGAN), plus(BEGAN, -DAY), 1)).readUInt32BE(22)).toBe(
      0,
    );
  });

  test.each([
    ["nothing", undefined],
    ["words", "not an index"],
    ["an index cut short", "AdcWl3nb"],
    ["a block that does not begin with 1", Buffer.alloc(22, 7).toString("base64")],
    ["an index with half a reply", Buffer.concat([Buffer.alloc(22, 1), Buffer.alloc(3)]).toString("base64")],
    ["a megabyte", "A".repeat(1_000_000)],
  ])("%s is no conversation", (_name, field) => expect(threadRoot(field)).toBeNull());

  test("the root of any reply is the root, also folded", () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        fc.nat(100),
        (uuid, later, n) => {
          const root = newThreadRoot(uuid, BEGAN);
          const index = replyThreadIndex(root, plus(BEGAN, later), n);
          return threadRoot(`${index.slice(0, 10)}\r\n ${index.slice(10)}`) === root;
        },
      ),
    );
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { progress } from "../../src/adapters/cli/progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function told(isTTY: boolean) {
  const lines: string[] = [];
  return { lines, isTTY, write: (text: string) => lines.push(text) };
}

describe("how far a long work is", () => {
  test("on a terminal one line once a second, which is taken away at the end", () => {
    const out = told(true);
    {
      using bar = progress("tickets", out);
      bar.tick(500);
      vi.advanceTimersByTime(1000);
      bar.tick(500);
      vi.advanceTimersByTime(1000);
    }
    expect(out.lines).toEqual([
      "\r\u001b[K500 tickets, 500/s ",
      "\r\u001b[K1000 tickets, 500/s ",
      "\r\u001b[K",
    ]);
  });

  test("elsewhere a line every ten seconds", () => {
    const out = told(false);
    {
      using bar = progress("tickets", out);
      bar.tick(200);
      vi.advanceTimersByTime(25_000);
    }
    expect(out.lines).toEqual(["200 tickets, 20/s\n", "200 tickets, 10/s\n"]);
  });

  test("what counts nothing tells for how long it runs", () => {
    const out = told(true);
    using _bar = progress("adding up tickets", out);
    vi.advanceTimersByTime(3000);
    expect(out.lines.at(-1)).toBe("\r\u001b[Kadding up tickets, 3 s ");
  });

  test("what is done sooner says nothing, and no timer is left", () => {
    const out = told(true);
    {
      using bar = progress("tickets", out);
      bar.tick();
    }
    vi.advanceTimersByTime(60_000);
    expect(out.lines).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

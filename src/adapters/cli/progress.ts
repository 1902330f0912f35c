/**
 * How far a long work is, on one line of standard error: a count once a second, nothing where nobody looks (no terminal)
 * or the work is done sooner.
 *
 * @param what  what is counted, e.g. `tickets`
 */
export function progress(what: string): Disposable & { tick(by?: number): void } {
  const begun = Date.now();
  let [done, told] = [0, begun];
  const isSeen = process.stderr.isTTY === true;
  return {
    tick(by = 1) {
      done += by;
      if (!isSeen || Date.now() - told < 1000) return;
      told = Date.now();
      const perSecond = Math.round((done * 1000) / (told - begun));
      process.stderr.write(`\r${done} ${what}, ${perSecond}/s `);
    },
    [Symbol.dispose]() {
      if (told !== begun) process.stderr.write("\r\u001b[K");
    },
  };
}

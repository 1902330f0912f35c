/** Where it is told: standard error, or what a test reads. */
export interface Told {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const ON_A_TERMINAL_MS = 1000;
const ELSEWHERE_MS = 10_000;

/**
 * How far a long work is: on a terminal one line that is written anew once a second, elsewhere (a log of cron) a line every ten. Work
 * that is done sooner says nothing. What counts nothing, such as one large query, tells for how long it runs.
 *
 * @param what  what is counted or done, e.g. `tickets`
 */
export function progress(
  what: string,
  told: Told = process.stderr,
): Disposable & { tick(by?: number): void } {
  const isSeen = told.isTTY === true;
  let [seconds, done, isShown] = [0, 0, false];
  const each = isSeen ? ON_A_TERMINAL_MS : ELSEWHERE_MS;
  const timer = setInterval(() => {
    seconds += each / 1000;
    isShown = true;
    const words = done === 0 ? `${what}, ${seconds} s` : `${done} ${what}, ${Math.round(done / seconds)}/s`;
    told.write(isSeen ? `\r\u001b[K${words} ` : `${words}\n`);
  }, each);
  timer.unref();
  return {
    tick(by = 1) {
      done += by;
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      if (isShown && isSeen) told.write("\r\u001b[K");
    },
  };
}

import { type Logger, pino } from "pino";

export type Log = Pick<Logger, "info" | "warn" | "error" | "debug" | "child">;

/**
 * Lines of JSON on standard output, or readable ones on a terminal. Callers give ids, codes and counts; addresses,
 * subjects, bodies and secrets are never fields, and URLs with passwords are redacted should one slip in.
 */
export function openLog(level: string, toTerminal = process.stdout.isTTY === true): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorWithoutSecrets },
  };
  return toTerminal ? pino(options, readable()) : pino(options);
}

/**
 * The error that a log line or a row may show. A failed query's own message repeats its parameters, which are people's
 * words; the database's answer behind it does not.
 */
export function tellable(error: unknown): Error {
  const known = error instanceof Error ? error : new Error(String(error));
  const isQuery = "query" in known && "params" in known;
  return isQuery ? (known.cause instanceof Error ? known.cause : new Error("a query failed")) : known;
}

function errorWithoutSecrets(error: unknown): { type: string; message: string; stack?: string } {
  const known = tellable(error);
  const message = withoutSecrets(known.message);
  const stack = known.stack === undefined ? {} : { stack: withoutSecrets(known.stack) };
  return { type: known.name, message, ...stack };
}

/** Passwords in URLs and addresses of people do not belong into a log line. */
export function withoutSecrets(text: string): string {
  return text
    .slice(0, 4000)
    .replaceAll(/:\/\/[^\s/@]{1,200}@/g, "://…@")
    .replaceAll(/[\w.+-]{1,80}@[\w-]{1,80}\.[\w.-]{1,80}/g, "<address>");
}

function readable(): { write(line: string): void } {
  return {
    write(line) {
      const { time, level, pid: _pid, msg, err, ...fields } = JSON.parse(line);
      const word = { 30: "", 40: "WARNING ", 50: "ERROR " }[level as number] ?? "";
      const rest = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
      process.stdout.write(
        `${String(time).slice(11, 19)} ${word}${msg ?? ""} ${rest.join(" ")}${err ? ` ${err.message}` : ""}\n`,
      );
    },
  };
}

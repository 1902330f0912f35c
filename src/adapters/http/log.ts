import type { Logger } from "pino";

/** As much of a log as the server needs. */
export type Log = Pick<Logger, "info" | "warn" | "error" | "debug">;

import type { Refusal, SubmitOutcome } from "../../outbound/delivery.ts";

/** What nodemailer tells of a failure. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly message?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly recipient?: string;
  readonly rejectedErrors?: unknown;
}

/** Reply codes of RFC 4954 §6: no or not enough authentication. */
const SIGN_IN: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** No session, or it broke before the message began. */
export function notSent(error: unknown): SubmitOutcome {
  const { responseCode } = error as SmtpError;
  const because = describe(error);
  return {
    kind: "not-sent",
    because: SIGN_IN.has(responseCode ?? 0) ? `sign-in refused: ${because}` : because,
  };
}

/** A session that broke: only after the final dot may the server have the mail. */
export function brokenAt(streamEnded: boolean, because: string): SubmitOutcome {
  return streamEnded ? { kind: "unsure", because } : { kind: "not-sent", because };
}

/** What the server refused, or how the session broke. */
export function failureOf(error: SmtpError, streamEnded: boolean): SubmitOutcome {
  if (error.code === "EMESSAGE" && error.command === "MAIL FROM" && error.responseCode === undefined) {
    return { kind: "refused", code: 552, reply: `552 5.3.4 ${error.message}`, refused: [] };
  }
  if (error.responseCode === undefined || error.command === "CONN") {
    return brokenAt(streamEnded, describe(error));
  }
  // The mail is not at fault: settings are, and once they are right it can still go.
  if (SIGN_IN.has(error.responseCode)) return brokenAt(false, `sign-in refused: ${describe(error)}`);
  const refused = refusals(error.rejectedErrors);
  return { kind: "refused", code: worst(error.responseCode, refused), reply: describe(error), refused };
}

export function refusals(errors: unknown): readonly Refusal[] {
  if (!Array.isArray(errors)) return [];
  return errors.map((error: SmtpError) => ({
    address: error.recipient ?? "",
    code: error.responseCode ?? 451,
    reply: describe(error),
  }));
}

/** With every recipient refused, one that may yet be accepted makes the whole mail worth trying again. */
export function worst(code: number, refused: readonly Refusal[]): number {
  return refused.some((refusal) => refusal.code < 500) ? 451 : code;
}

/** The server's reply on one line, bounded. */
export function describe(error: unknown): string {
  const { response, message, code } = error as SmtpError;
  return (response ?? `${code ?? "error"}: ${message ?? error}`).replaceAll(/\s+/g, " ").slice(0, 300);
}

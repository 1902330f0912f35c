const PATIENCE_MS = 10_000;

export type Posted =
  | { readonly kind: "taken" }
  /** `status` null: there was no answer. The reason holds neither address nor secret. */
  | { readonly kind: "refused"; readonly because: string; readonly status: number | null };

/**
 * POSTs JSON to an address of the operator's. A redirect is followed to no place: the address in the settings is where it
 * belongs, and nowhere else. The answer's body is not read. Never throws.
 */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { ...headers, "content-type": "application/json", "user-agent": "answerable" },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    return { kind: "refused", because: reasonOf(error), status: null };
  }
  const { status } = response;
  await response.body?.cancel().catch(() => {});
  if (response.ok) return { kind: "taken" };
  const redirect = status >= 300 && status < 400 ? ", a redirect: give the final address" : "";
  return { kind: "refused", because: `answered ${status}${redirect}`, status };
}

/** The cause by its code: the message may repeat the address with its secret. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === "TimeoutError") return `no answer within ${PATIENCE_MS / 1000} s`;
  return typeof cause?.code === "string" ? cause.code : "cannot be reached";
}

import { explainRefusal } from "../../ops/refusal-cause.ts";
import { connect } from "../postgres/connect.ts";
import { desk } from "../postgres/schema.ts";
import { type Account, accountsOf } from "../smtp/accounts.ts";
import { openSubmitter } from "../smtp/submit.ts";
import { StartError } from "../system/start-error.ts";
import type { RoleContext } from "./context.ts";

type Asked = Pick<RoleContext, "databaseUrl" | "mailboxes" | "smtp" | "sending" | "mailCa" | "log">;

/**
 * Signs in once to each submission server, and sends nothing. In shadow a refusal is a mistake in the settings: an error,
 * said at once. A desk that is live starts without waiting for it and is only warned: a server that is busy or away must
 * not keep mail from being taken in, and what is to leave waits its turn.
 *
 * @returns when the servers of a desk in shadow have let us in
 * @throws StartError with what the server said and what to do
 */
export async function trySubmission(context: Asked): Promise<void> {
  const live = await isLive(context);
  for (const account of accountsOf(context)) {
    const refused = refusal(context, account);
    if (live) void refused.then((error) => error && context.log.warn(error.message));
    else {
      const error = await refused;
      if (error !== null) throw error;
    }
  }
}

async function refusal({ mailCa }: Asked, { server, budget }: Account): Promise<StartError | null> {
  await using submitter = openSubmitter(server, { max: 1, ...(mailCa ? { ca: mailCa } : {}) });
  const refused = await submitter.greet();
  if (refused === null) return null;
  const cause = explainRefusal("smtp", refused, "MAILBOX");
  const where = "of" in budget.addresses ? `smtp of ${budget.addresses.of.join(", ")}` : "SMTP_URL";
  const next =
    cause === null ? `Check host, port, user and password in ${where}.` : `${cause.cause}. ${cause.next}`;
  return new StartError(`mail cannot be submitted to ${server.host}:${server.port} (${refused})`, next);
}

async function isLive({ databaseUrl }: Asked): Promise<boolean> {
  await using connection = connect(databaseUrl, 1);
  const [row] = await connection.db.select({ shadow: desk.shadow }).from(desk).limit(1);
  return row?.shadow === false;
}

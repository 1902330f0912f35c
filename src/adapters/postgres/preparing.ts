import type { Sql, TransactionSql } from "postgres";

/** Longer statements are lists of values, each of another length: they are not met again. */
const LONGEST = 4_000;

/**
 * The same client, for statements whose texts are built anew each time: it prepares them once a connection. Otherwise
 * postgres.js asks the server to describe every statement before it runs it, which is a second round trip, and the server
 * parses and plans each anew: three times the processor time of a mail.
 */
export function preparing<Client extends Sql | TransactionSql>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (name === "unsafe")
        return (text: string, values: never[] = [], options: object = {}) =>
          target.unsafe(text, values, { ...options, prepare: text.length <= LONGEST });
      if (name === "begin" || name === "savepoint") return withPreparing(own as Within);
      return own;
    },
  });
}

type Work = (tx: TransactionSql) => unknown;
type Within = (first: string | Work, second?: Work) => unknown;

function withPreparing(within: Within): Within {
  const wrapped =
    (work: Work): Work =>
    (tx) =>
      work(preparing(tx));
  return (first, second) => {
    if (typeof first !== "string") return within(wrapped(first));
    return second === undefined ? within(first) : within(first, wrapped(second));
  };
}

import { SMTPServer } from "smtp-server";

export interface SinkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** The world outside, which takes mail or refuses it as a test wants. */
export interface Sink {
  readonly port: number;
  readonly received: readonly SinkMail[];
  /** Refuses this recipient from now on, e.g. with `550`, "5.1.1 no such user"; null takes it again. */
  refuse(address: string, reply: { readonly code: number; readonly text: string } | null): void;
  /** The first mail to this address, also one that came before; rejects after `ms`. */
  awaitMail(to: string, ms?: number): Promise<SinkMail>;
  stop(): Promise<void>;
}

/** @param auth  it wants a user and a password, and takes any */
export async function startSink({ auth = false } = {}): Promise<Sink> {
  const received: SinkMail[] = [];
  const refused = new Map<string, { code: number; text: string }>();
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disabledCommands: auth ? ["STARTTLS"] : ["AUTH", "STARTTLS"],
    onAuth: ({ username = "" }, _session, done) => done(null, { user: username }),
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const reply = refused.get(address);
      done(reply === undefined ? null : Object.assign(new Error(reply.text), { responseCode: reply.code }));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        received.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts) });
        done();
        for (const wake of waiting) wake();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as { port: number }).port,
    received,
    refuse: (address, reply) => void (reply === null ? refused.delete(address) : refused.set(address, reply)),
    awaitMail(to, ms = 20_000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = received.find((mail) => mail.to.includes(to));
          if (found === undefined) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(found);
        };
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no mail to ${to} within ${ms} ms; there are ${received.length} to others`));
        }, ms);
        waiting.add(look);
        look();
      });
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

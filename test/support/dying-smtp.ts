import { createServer, type Socket } from "node:net";

/** Where a server dies under a mail, in the order in which one gets there. */
export const DEATHS = [
  "before-greeting",
  "after-mail",
  "after-rcpt",
  "at-data",
  "mid-data",
  "after-dot",
  "half-reply",
  "after-reply",
] as const;
export type Death = (typeof DEATHS)[number];

/** What a server does with one try of one mail. Refusals are reply codes. */
export interface Plan {
  readonly die?: Death | undefined;
  /** Goes silent there instead of dying. */
  readonly silent?: boolean;
  /** For `mid-data`: after so many bytes of the message. */
  readonly bytes?: number;
  readonly refuse?: { readonly at: "mail" | "rcpt" | "data" | "dot"; readonly code: number } | undefined;
  /** Which recipients `rcpt` refuses; all where left out. */
  readonly refuseOnly?: (recipient: string) => boolean;
}

/** A mail that the server has taken: from here on it is in the world, whatever the client heard. */
export interface Taken {
  readonly to: readonly string[];
  readonly bytes: Buffer;
}

export interface DyingServer extends AsyncDisposable {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** What happened how often. */
  readonly met: ReadonlyMap<string, number>;
  readonly mostConnections: () => number;
  /** Every connection breaks at once, as when the machine goes or the client dies. */
  cut(): void;
}

/** One SMTP session's words (RFC 5321), by hand, so that it can end between any two bytes. */
class Session {
  #buffer: Buffer = Buffer.alloc(0);
  #inData = false;
  #from = "";
  #to: string[] = [];
  #plan: Plan = {};
  #deaf = false;
  readonly #socket: Socket;
  readonly #server: Script;

  constructor(socket: Socket, server: Script) {
    this.#socket = socket;
    this.#server = server;
    socket.on("error", () => {});
    socket.on("data", (chunk) => this.#take(chunk));
    if (server.diesAtGreeting()) this.#die("before-greeting");
    else this.#say("220 dying.example ESMTP");
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`);
  }

  #die(death: Death): void {
    this.#server.meet(death);
    if (!this.#plan.silent) return void this.#socket.destroy();
    this.#deaf = true;
    this.#socket.pause();
  }

  #take(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    while (!this.#socket.destroyed && !this.#deaf) {
      if (this.#inData) {
        if (!this.#takeData()) return;
        continue;
      }
      const end = this.#buffer.indexOf("\r\n");
      if (end < 0) return;
      const line = this.#buffer.subarray(0, end).toString();
      this.#buffer = this.#buffer.subarray(end + 2);
      this.#command(line);
    }
  }

  #command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") return this.#say(`250-dying.example${this.#server.offers()}\r\n250 8BITMIME`);
    if (verb === "MAIL") return this.#mail(/<(.*?)>/.exec(line)![1]!);
    if (verb === "RCPT") return this.#rcpt(/<(.*?)>/.exec(line)![1]!);
    if (verb === "DATA") return this.#beginData();
    if (verb === "RSET" || verb === "NOOP") return this.#say("250 ok");
    this.#say("221 bye");
    this.#socket.end();
  }

  #mail(from: string): void {
    this.#from = from;
    this.#to = [];
    this.#plan = this.#server.plan(from);
    if (this.#plan.die === "after-mail") return this.#die("after-mail");
    this.#reply("mail", "250 sender ok");
  }

  #rcpt(to: string): void {
    if (this.#plan.die === "after-rcpt") return this.#die("after-rcpt");
    const refused = this.#plan.refuse?.at === "rcpt" && (this.#plan.refuseOnly?.(to) ?? true);
    if (refused) this.#server.meet(`${this.#plan.refuse!.code} at rcpt`);
    else this.#to.push(to);
    this.#say(refused ? `${this.#plan.refuse!.code} no mail for ${to}` : "250 recipient ok");
  }

  #beginData(): void {
    if (this.#to.length === 0) return this.#say("503 no recipients");
    if (this.#plan.die === "at-data") return this.#die("at-data");
    if (this.#plan.refuse?.at !== "data") this.#inData = true;
    this.#reply("data", "354 go on");
  }

  /** False: there is more to come. */
  #takeData(): boolean {
    if (this.#plan.die === "mid-data" && this.#buffer.length > (this.#plan.bytes ?? 0)) {
      this.#die("mid-data");
      return false;
    }
    const end = this.#buffer.indexOf("\r\n.\r\n");
    if (end === -1) return false;
    const raw = this.#buffer.subarray(0, end + 2).toString("latin1");
    this.#buffer = this.#buffer.subarray(end + 5);
    this.#inData = false;
    this.#end(Buffer.from(raw.replaceAll(/^\.\./gm, "."), "latin1"));
    return true;
  }

  #end(bytes: Buffer): void {
    const { die, refuse } = this.#plan;
    if (refuse?.at === "dot") return this.#reply("dot", "");
    this.#server.take({ to: this.#to, bytes });
    if (die === "after-dot") return this.#die("after-dot");
    if (die === "half-reply") {
      this.#server.meet("half-reply");
      this.#socket.end("25");
      return;
    }
    this.#say("250 2.0.0 taken");
    if (die === "after-reply") {
      this.#server.meet("after-reply");
      this.#socket.end();
    }
  }

  #reply(at: "mail" | "data" | "dot", good: string): void {
    const { refuse } = this.#plan;
    if (refuse?.at === at) this.#server.meet(`${refuse.code} at ${at}`);
    this.#say(refuse?.at === at ? `${refuse.code} refused at ${at}` : good);
  }
}

interface Script {
  plan(from: string): Plan;
  diesAtGreeting(): boolean;
  offers(): string;
  meet(what: string): void;
  take(mail: Taken): void;
}

export interface Behaviour {
  /** Of the nth try of the mail with this reverse-path, from 1. */
  readonly plan: (reversePath: string, nth: number) => Plan;
  readonly diesAtGreeting?: () => boolean;
  /** Lines of EHLO's reply beside `8BITMIME`, each beginning `\r\n250-`. */
  readonly offers?: () => string;
}

/** A submission server that dies, refuses and lies as told, and remembers what it has truly taken. */
export async function startDyingServer(behaviour: Behaviour): Promise<DyingServer> {
  const taken: Taken[] = [];
  const met = new Map<string, number>();
  const tries = new Map<string, number>();
  const sockets = new Set<Socket>();
  let most = 0;
  const script: Script = {
    plan(from) {
      const nth = (tries.get(from) ?? 0) + 1;
      tries.set(from, nth);
      return behaviour.plan(from, nth);
    },
    diesAtGreeting: () => behaviour.diesAtGreeting?.() ?? false,
    offers: () => behaviour.offers?.() ?? "\r\n250-PIPELINING",
    meet: (what) => void met.set(what, (met.get(what) ?? 0) + 1),
    take: (mail) => void taken.push(mail),
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.on("close", () => sockets.delete(socket));
    new Session(socket, script);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    taken,
    met,
    mostConnections: () => most,
    cut,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

import { asc, isNotNull, sql } from "drizzle-orm";
import { plainMint } from "../../src/adapters/postgres/desk-jobs.ts";
import { dueRows } from "../../src/adapters/postgres/due.ts";
import * as outbound from "../../src/adapters/postgres/outbound.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { transact } from "../../src/adapters/postgres/transact.ts";
import { submissionOf } from "../../src/adapters/smtp/submission.ts";
import { openSubmitter, type Submitter } from "../../src/adapters/smtp/submit.ts";
import type { CheckpointName } from "../../src/jobs/checkpoints.ts";
import { withGate } from "../../src/jobs/gate.ts";
import type { DueRow } from "../../src/jobs/ports.ts";
import { type SendPorts, sendMail } from "../../src/jobs/send-mail.ts";
import { compose } from "../../src/mail/compose.ts";
import { type Instant, instant, MINUTE, plus } from "../../src/values/instant.ts";
import type { TestDatabase } from "./database.ts";
import { DEATHS, type DyingServer, type Plan } from "./dying-smtp.ts";
import { seeded } from "./mutate-mail.ts";

export type Purpose = "answer" | "acknowledgement" | "notice";

const START = instant("2026-12-03T10:00:00Z");
const FOREVER = new Promise<never>(() => {});
const GATE = { promises: async () => FOREVER, mint: plainMint };

/** A number from 0 to 1 that depends on nothing but what it is asked for. */
export function chance(seed: number, ...about: readonly (string | number)[]): number {
  let hash = seed >>> 0;
  for (const char of about.join("/")) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return seeded(hash)();
}

/** What the server does with a try: half of the first ones go well, later ones ever more often, so that a run has an end. */
export function badWeather(seed: number): (reversePath: string, nth: number) => Plan {
  return (from, nth) => {
    if (chance(seed, from, nth, "fine") < Math.min(0.9, 0.35 + nth / 20)) return {};
    const pick = chance(seed, from, nth, "pick");
    if (pick < 0.65) return { die: DEATHS[1 + Math.floor((pick / 0.65) * (DEATHS.length - 1))] };
    const at = (["mail", "rcpt", "data", "dot"] as const)[Math.floor(chance(seed, from, nth, "at") * 4)]!;
    const code = chance(seed, from, nth, "code") < 0.7 ? [421, 450, 451, 452][nth % 4]! : 550;
    // One recipient of several only, every other time.
    const some = chance(seed, from, nth, "some") < 0.5;
    return {
      refuse: { at, code },
      ...(some ? { refuseOnly: (to: string) => to.startsWith("first") } : {}),
    };
  };
}

/** Writes `count` mails of all purposes, due now, some with three recipients. */
export async function writeMails({ db }: TestDatabase, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const numbers = Array.from({ length: Math.min(500, count - from) }, (_, i) => from + i);
    await db.insert(rows.outboundMail).values(await Promise.all(numbers.map(mailRow)));
  }
}

async function mailRow(n: number) {
  const purpose: Purpose = n % 2 === 0 ? "answer" : n % 4 === 1 ? "acknowledgement" : "notice";
  const names = n % 5 === 0 ? ["first", "second", "third"] : ["first"];
  const addresses = names.map((name) => `${name}.${n}@customer.example`);
  const from = `mail.${n}@desk.example`;
  const draft = {
    from: { name: "Desk", address: from },
    replyTo: null,
    to: addresses.map((address) => ({ name: "", address })),
    subject: `Mail ${n}`,
    date: START,
    msgId: `<${n}@desk.example>`,
    inReplyTo: null,
    references: [],
    // One in a hundred is so large that it is read in pieces.
    text: `${".\n..\nWords of a mail, in several lines.\n".repeat(n % 100 === 8 ? 40_000 : 1 + (n % 7))}`,
    html: null,
    automatic: purpose === "answer" ? null : ("auto-generated" as const),
  };
  return {
    id: idOf(n),
    audience: "customer" as const,
    purpose,
    priority: purpose === "answer" ? 1 : 4,
    msgId: draft.msgId,
    reversePath: from,
    recipients: addresses.map((address) => ({ address, state: "waiting" as const, reply: "" })),
    subject: draft.subject,
    text: draft.text,
    bytes: await compose(draft),
    state: "ready" as const,
    because: "test",
    createdAt: START,
    dueAt: START,
  };
}

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** A process that sends: while it lives its ports work, from its death on none of them ever returns. */
class Node {
  dead = false;
  readonly submitter: Submitter;
  readonly died: Promise<void>;
  #end!: () => void;

  constructor(port: number) {
    const server = { host: "127.0.0.1", port, tls: "never", user: null, password: null } as const;
    this.submitter = openSubmitter(server, { max: 4, limits: { connect: 10_000, total: 30_000 } });
    this.died = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  die(): void {
    this.dead = true;
    this.#end();
  }

  async alive<T>(work: () => Promise<T>): Promise<T> {
    if (this.dead) return FOREVER;
    const value = await work();
    return this.dead ? FOREVER : value;
  }
}

export interface Run {
  readonly database: TestDatabase;
  readonly server: DyingServer;
  readonly seed: number;
  /** Of 1: how often a process dies at a checkpoint, and how often it stalls there for longer than its claim. */
  readonly deaths: number;
  readonly stalls: number;
}

/** A send whose process stopped for longer than its claim, and goes on afterwards as if nothing had been. */
interface Stalled {
  readonly node: Node;
  readonly until: Instant;
  readonly wake: () => void;
  readonly done: Promise<unknown>;
}

export interface Told {
  rounds: number;
  deaths: Map<string, number>;
  stalls: number;
}

/**
 * Two nodes send what is due until nothing is, with a clock that is set to the next due rows whenever there is no work.
 * A node dies at a checkpoint with all it was doing; another takes its place.
 */
export async function sendAll({ database, server, seed, deaths, stalls }: Run): Promise<Told> {
  const { db } = database;
  const told: Told = { rounds: 0, deaths: new Map(), stalls: 0 };
  const stalled: Stalled[] = [];
  let now = START;
  let nodes = [new Node(server.port), new Node(server.port)] as const;

  function portsOf(node: Node, row: DueRow, aside: (until: Instant) => Promise<void>): SendPorts {
    const clock = { kind: "set", now: () => now } as const;
    const at = (what: string, name: string): number => chance(seed, what, row.id, row.generation, name);
    return {
      mint: plainMint,
      jitter: () => chance(seed, row.id, row.generation),
      publish: async () => {},
      promises: async () => FOREVER,
      claimOutbound: (ref) =>
        node.alive(() =>
          db.transaction((tx) =>
            outbound.claimOutbound(tx, ref, { owner: "node", now, account: () => null }),
          ),
        ),
      markStreaming: (work) =>
        node.alive(async () => {
          if (!(await outbound.markStreaming(db, work))) throw new Error("overtaken");
        }),
      submit: (work, beforeStream) =>
        node.alive(async () =>
          node.submitter.submit(
            await submissionOf(work, work.bytes ?? (await outbound.largeMail(db, work.id)), null),
            beforeStream,
          ),
        ),
      transact: (work) => node.alive(() => transact(db, clock, (tx) => work(withGate(GATE, tx)))),
      checkpoint: (name: CheckpointName) =>
        node.alive(async () => {
          if (at("death", name) < deaths) {
            told.deaths.set(name, (told.deaths.get(name) ?? 0) + 1);
            node.die();
          } else if (at("stall", name) < stalls) await aside(plus(now, 5 * MINUTE));
        }),
    };
  }

  async function send(node: Node, row: DueRow): Promise<void> {
    let goAside!: () => void;
    const setAside = new Promise<void>((resolve) => {
      goAside = resolve;
    });
    const done = sendMail(
      portsOf(node, row, (until) => {
        told.stalls++;
        return new Promise((wake) => {
          stalled.push({ node, until, wake, done });
          goAside();
        });
      }),
      row,
    ).catch((error: Error) => {
      if (!/overtaken/.test(error.message)) throw error;
    });
    await Promise.race([done, node.died, setAside]);
  }

  async function wakeStalled(all: boolean): Promise<void> {
    const awake = stalled.filter(({ until }) => all || until <= now);
    for (const one of awake) stalled.splice(stalled.indexOf(one), 1);
    for (const { wake } of awake) wake();
    await Promise.all(awake.map(({ node, done }) => Promise.race([done, node.died])));
  }

  for (;;) {
    const found = (await dueRows(db, now, 200)).filter(({ queue }) => queue === "replies");
    if (found.length === 0) {
      const next = await nextDue(database);
      if (next === null && stalled.length === 0) break;
      if (next === null) await wakeStalled(true);
      else now = next;
      continue;
    }
    told.rounds++;
    await wakeStalled(false);
    const queues = nodes.map((node, nth) => ({
      node,
      rows: found.filter(
        (row) =>
          chance(seed, row.id, row.generation, "node") < 0.1 ||
          Math.floor(chance(seed, row.id, row.generation, "which") * 2) === nth,
      ),
    }));
    await Promise.all(
      queues.flatMap(({ node, rows: mine }) => Array.from({ length: 4 }, () => worker(node, mine, send))),
    );
    if (nodes.some(({ dead }) => dead)) {
      server.cut();
      nodes = [reborn(nodes[0]), reborn(nodes[1])];
    }
  }
  await Promise.all(nodes.map(({ submitter }) => submitter[Symbol.asyncDispose]()));
  return told;

  function reborn(node: Node): Node {
    return node.dead ? new Node(server.port) : node;
  }
}

async function worker(
  node: Node,
  rows: DueRow[],
  send: (node: Node, row: DueRow) => Promise<void>,
): Promise<void> {
  for (let row = rows.shift(); row !== undefined && !node.dead; row = rows.shift()) await send(node, row);
}

/** When some work is due again: not at the very next row but a few rows on, so that the two nodes have something to share. */
async function nextDue({ db }: TestDatabase): Promise<Instant | null> {
  const next = await db
    .select({ dueAt: rows.outboundMail.dueAt })
    .from(rows.outboundMail)
    .where(isNotNull(rows.outboundMail.dueAt))
    .orderBy(asc(rows.outboundMail.dueAt), sql`id`)
    .limit(40);
  return next.at(-1)?.dueAt ?? null;
}

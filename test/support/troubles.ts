import { setTimeout as wait } from "node:timers/promises";
import { HOUR, MINUTE } from "../../src/values/instant.ts";
import type { Storm } from "./storm.ts";

/** Something that happens to a desk under load, and how it is made good; what it takes is waited for. */
export interface Trouble {
  readonly name: string;
  happen(storm: Storm, chance: () => number): Promise<void>;
}

/** How long a trouble lasts where nothing tells when it has done its worst. */
const A_WHILE_MS = 1500;

const kill = (name: string, which: 0 | 1): Trouble => ({
  name,
  async happen({ nodes }, chance) {
    await nodes[which].kill();
    await wait(A_WHILE_MS * chance());
    await nodes[which].start();
  },
});

/** All of it, in the order in which CI meets it once. */
export const TROUBLES: readonly Trouble[] = [
  kill("the first node is killed, whatever leases it holds", 0),
  { name: "Redis is emptied", happen: ({ emptyRedis }) => emptyRedis() },
  {
    name: "Dovecot is killed in the middle of what it does",
    async happen({ servers }) {
      await servers.imap.kill();
      await servers.imap.start();
    },
  },
  {
    name: "Postfix stops, refuses for a while and comes back",
    async happen({ servers }, chance) {
      await servers.smtp.stop();
      await wait(A_WHILE_MS * chance());
      await servers.smtp.start();
    },
  },
  { name: "PostgreSQL is killed and recovers", happen: async ({ killPostgres }) => killPostgres() },
  { name: "Redis is killed and comes back empty", happen: async ({ killRedis }) => killRedis() },
  {
    name: "the network to the mailbox is cut and healed",
    async happen({ imap }, chance) {
      imap.cut();
      await wait(A_WHILE_MS * chance());
      imap.heal();
    },
  },
  {
    name: "the network to the submission server is cut and healed",
    async happen({ smtp }, chance) {
      smtp.cut();
      await wait(A_WHILE_MS * chance());
      smtp.heal();
    },
  },
  {
    name: "the submission server falls silent in the middle and is found again",
    async happen({ smtp }, chance) {
      smtp.silence();
      await wait(A_WHILE_MS * chance());
      smtp.heal();
    },
  },
  {
    name: "the mailbox falls silent in the middle and is found again",
    async happen({ imap }, chance) {
      imap.silence();
      await wait(A_WHILE_MS * chance());
      imap.heal();
    },
  },
  { name: "the clock is set forward", happen: async ({ step }) => step(2 * HOUR) },
  { name: "the clock is set back", happen: async ({ step }) => step(-5 * MINUTE) },
  kill("the second node is killed", 1),
];

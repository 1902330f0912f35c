import type { Command } from "../../commands/parse.ts";
import type { KnownFile } from "../../escalation/files.ts";
import type { EscalationRecords } from "../../escalation/records.ts";
import type { Instant } from "../../values/instant.ts";
import type { Incident } from "../incident/incident.ts";
import type { MessageFile } from "../letters/carried-files.ts";
import type { Promises, Team } from "../promises/promises.ts";
import type { AgentRow, CustomerRow, MessageRow } from "../rows.ts";
import type { TicketState, WhoIs } from "../state.ts";
import type { Roster } from "../team/roster.ts";
import type { Listed } from "../team/work-list.ts";

/** A ticket as `#find` lists it. */
export interface FoundTicket {
  readonly number: number;
  readonly subject: string;
  readonly status: string;
  readonly severity: string;
  readonly customer: string;
}

/** A message whose sender nobody vouched for, with the start of what it says. */
export type HeldMessage = Pick<
  MessageRow,
  "id" | "ticketId" | "legId" | "msgId" | "authorAddress" | "authorName" | "subject" | "visibleText"
>;

/** What commands may ask about beyond their own ticket, loaded before they are carried out. */
export interface World {
  /** Who answers now; left out where a mail has no commands. */
  readonly roster?: Roster | null;
  readonly agents: readonly AgentRow[];
  readonly teams: readonly Team[];
  /** Tickets that a command names, locked like the mail's own; by number. */
  readonly tickets: ReadonlyMap<number, { readonly state: TicketState; readonly promises: Promises }>;
  /** Customers that the words of `#customer` may mean. */
  readonly customers: readonly CustomerRow[];
  readonly found: readonly FoundTicket[];
  /** The agent's work list, where they ask for it. */
  readonly workList?: Listed | null;
  /** The message that `#move` means; null: the notice shows none, or more than one is to be moved. */
  readonly moving?: Moving | null;
  /** Published incidents that commands name, or the ticket has to do with. */
  readonly incidents?: readonly Incident[];
  /** What customers of an incident have not been told yet, and by which act it was said; left out: nothing asks for it. */
  readonly waitingNews?: readonly WaitingNews[];
  /** All that is held on the ticket, however old, the oldest first; left out: no command asks for it. */
  readonly held?: {
    readonly customer: readonly HeldMessage[];
    readonly upstream: readonly HeldMessage[];
  };
  /** The files of the conversation; none where a mail has no commands. */
  readonly files: readonly KnownFile[];
  /** Null: no command asks for it. */
  readonly escalating?: Escalating | null;
}

/** A word of an incident to the customer of one ticket that waits to be told, locked. */
export interface WaitingNews {
  readonly id: string;
  readonly order: string;
}

/** What the decision where a ticket goes is made from, beside the ticket. */
export interface Escalating {
  readonly records: EscalationRecords;
  /** Of the version in force now: partners, profile and delivery are today's, whatever the ticket was promised. */
  readonly terms: Promises;
}

/** A message that may go to another ticket, and what a ticket of its own would need. */
export interface Moving {
  readonly message: MessageRow;
  /** Its writer. */
  readonly who: WhoIs;
  readonly files: readonly MessageFile[];
  /** The files of the conversation it goes to; none where it brings none. */
  readonly filesThere: readonly KnownFile[];
  /** For a ticket of its own; null: it goes to one there is. */
  readonly fresh: { readonly number: number; readonly promises: Promises } | null;
}

/** Who answers, as a command sees it. */
export function rosterOf(world: World, settings: Promises): Roster {
  return world.roster ?? { agents: [], settings };
}

/** What must be loaded for commands. */
export interface Needs {
  readonly tickets: readonly number[];
  readonly customer: string | null;
  readonly find: string | null;
  readonly list: boolean;
  /** Where a message is to go; null: nowhere, or to several places at once. */
  readonly move: string | null;
  /** What is held on the ticket. */
  readonly held: boolean;
  /** What is written down for escalating the ticket. */
  readonly escalation: boolean;
}

/** The notice that a mail replies to. */
export interface RepliedTo {
  readonly text: string;
  readonly at: Instant;
  /** The message it shows; null: it is a receipt, or about none. */
  readonly messageId?: string | null;
}

const MOST_TICKETS = 10;
const ESCALATING: ReadonlySet<string> = new Set(["diagnosis", "unable", "override", "escalate", "attach"]);

/** Reads from commands what the world has to be asked about. Bounded: a mail of 500 commands asks no more than one of ten. */
export function needsOf(commands: readonly Command[]): Needs {
  const argumentOf = (name: Command["name"]): string | null => {
    const text = commands.find((command) => command.name === name)?.argument.trim();
    return text === undefined || text === "" ? null : text.slice(0, 200);
  };
  const numbers = commands
    .filter(({ name }) => name === "merge" || name === "unmerge" || name === "move")
    .flatMap(({ argument }) => ticketNumber(argument.split(/\s/)[0]!) ?? []);
  return {
    tickets: [...new Set(numbers)].slice(0, MOST_TICKETS),
    customer: argumentOf("customer"),
    find: argumentOf("find"),
    list: commands.some(({ name }) => name === "list"),
    move: commands.filter(({ name }) => name === "move").length === 1 ? argumentOf("move") : null,
    held: commands.some(({ name }) => name === "allow"),
    escalation: commands.some(({ name }) => ESCALATING.has(name)),
  };
}

/** Whether a message is to get a ticket of its own. */
export function wantsNew(argument: string): boolean {
  return /^(?:new|novo)$/i.test(argument.trim());
}

/** `1002` of `#1002`, `1002` or `[#1002]`; null where it is no ticket's number. */
export function ticketNumber(text: string): number | null {
  const digits = /^\[?#?(\d{1,12})\]?$/.exec(text.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}

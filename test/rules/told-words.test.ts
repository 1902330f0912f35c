import { expect, test } from "vitest";
import type { AgentMail } from "../../src/tickets/agents/agent-deal.ts";
import type { HandoffRow } from "../../src/tickets/handoff-rows.ts";
import type { Incident } from "../../src/tickets/incident/incident.ts";
import { aboutOne, whyNotTold } from "../../src/tickets/incident/told-words.ts";
import { lead, OPENED, opened, promisesOf } from "../support/ticket-state.ts";

const promises = promisesOf();
const found: Incident = {
  ...{ code: "MO1234567", firstSeenAt: OPENED, closedAt: null, round: 1, told: new Set(), tickets: [] },
};
const on = (customer: string, number = 1001, requester = "carla@fabrikam.example") => [
  { customer, number, requester },
];

test.each([
  ["a name by itself", "As at Fabrikam, it is over.", on("Fabrikam"), "names one customer to all: Fabrikam"],
  ["at the very end", "It is over at Fabrikam", on("Fabrikam"), "names one customer"],
  ["with a possessive", "Fabrikam's routers are fine.", on("Fabrikam"), "names one customer"],
  [
    "of several words",
    "At Adventure Works, Ltd. it is over.",
    on("Adventure Works, Ltd."),
    "names one customer",
  ],
  ["within a longer word", "Fabrikamation", on("Fabrikam"), null],
  ["within a longer word with accents", "éFabrikam and Fabrikamé", on("Fabrikam"), null],
  [
    "first within a longer word, then by itself",
    "Fabrikams and Fabrikam.",
    on("Fabrikam"),
    "names one customer",
  ],
  ["a word that a company is called by, written as a word", "We tell you the next news.", on("Next"), null],
  ["a name that the desk bears", "Contoso Cloud Support looks into it.", on("Contoso"), null],
  ["a name too short to mean anything", "It is up.", on("It"), null],
  ["a requester whose company nobody knows", "As Eva wrote", on("eva@x.example", 1, "eva@x.example"), null],
  ["their address", "As EVA@x.example, wrote", on("eva@x.example", 1, "eva@x.example"), "an address"],
  ["a number", "See #1001.", on("Fabrikam"), "names one customer's ticket to all: #1001"],
  ["a longer number", "See #10011.", on("Fabrikam"), null],
  ["exactly as many characters as may be", "x".repeat(4000), on("Fabrikam"), null],
  ["one more", "x".repeat(4001), on("Fabrikam"), "4001 characters, and up to 4000"],
])("words for all customers: %s", (_name, words, tickets, why) => {
  const because = aboutOne(words, tickets, promises.desk);
  if (why === null) expect(because).toBeNull();
  else expect(because).toContain(why);
});

test.each([
  [
    "upstream's number",
    "Their number is 2612010050001234.",
    "shows upstream's number to customers: 2612010050001234",
  ],
  ["the incident's own number, which they gave us too", "MO1234567 goes on.", null],
  ["a number too short to mean anything", "In 1234 cases it helps.", null],
  ["a signature that was not cut", "Kind regards,\n\n– Ben", "leave your signature out"],
  ["their name within a sentence", "Ben Nevis is not down.", null],
])("an agent's words: %s", (_name, words, why) => {
  const numbers = ["2612010050001234", "MO1234567", "1234"];
  const state = { ...opened(promises), handoffs: [{ numbers } as unknown as HandoffRow] };
  const world = { agents: [lead], teams: [], customers: [], found: [], tickets: new Map() };
  const mail = { agent: lead, world, notice: null } as unknown as AgentMail;
  const because = whyNotTold(words, { mail, state, promises }, found);
  if (why === null) expect(because).toBeNull();
  else expect(because).toContain(why);
});

import { settleTargets } from "../../src/tickets/clock/settle-targets.ts";
import { writeDown } from "../../src/tickets/ledger.ts";
import { plusAddress } from "../../src/tickets/letters/write-mail.ts";
import { compilePromises } from "../../src/tickets/promises/compile-promises.ts";
import type { Promises } from "../../src/tickets/promises/promises.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { instant } from "../../src/values/instant.ts";
import { publishedExample } from "./policy.ts";

export const OPENED = instant("2026-12-02T09:30:00Z");
let ids = 0;
export const mint = {
  id: () => `id${++ids}`,
  token: () => "a".repeat(20),
  hashToken: () => new Uint8Array(),
  replyAddress: plusAddress,
};
const BEN = { id: "ben", name: "Ben", address: "ben@contoso.example", role: "lead", hours: null } as const;
export const lead = { ...BEN, undoSeconds: 0, receipts: "always" } as const;

/** The example policy, with `slipMail` as a desk may set it. */
export function promisesOf(slipMail: Promises["slipMail"] = "ask"): Promises {
  return { ...compilePromises(publishedExample()), slipMail };
}

/** A ticket of a customer in São Paulo who writes Brazilian Portuguese; nobody has answered. */
export function opened(promises: Promises): TicketState {
  const events = writeDown("t", [], OPENED, [
    {
      at: OPENED,
      type: "created",
      actor: "customer",
      because: "",
      data: { by: "customer", plan: "standard", severity: "B" },
    },
  ]);
  const place = { ticketId: "t", before: [], told: [], promises, mint, now: OPENED };
  const requester = { id: "c", customerId: "f", address: "carla@fabrikam.example", name: "Carla" };
  return {
    ticket: {
      id: "t",
      number: 1001,
      customerId: "f",
      requesterId: "c",
      subject: "Fatura",
      status: "new",
      kind: null,
      service: null,
      severity: "B",
      plan: "standard",
      policyVersion: promises.version,
      assigneeId: null,
      team: null,
      language: "pt-BR",
      mergedInto: null,
      waitingUntil: null,
      openedAt: OPENED,
      resolvedAt: null,
      closedAt: null,
      lastMessageAt: OPENED,
    },
    requester: { ...requester, language: null, createdAt: OPENED },
    customer: { id: "f", name: "Fabrikam", plan: null, language: null, timeZone: "America/Sao_Paulo" },
    assignee: null,
    legs: [{ id: "l", ticketId: "t", kind: "customer", openedAt: OPENED }],
    participants: [],
    messages: [],
    upstream: [],
    handoffs: [],
    events,
    targets: settleTargets({ ...place, events }),
    rungsTold: [],
    answers: [],
  };
}

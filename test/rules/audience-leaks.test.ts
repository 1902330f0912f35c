import fc from "fast-check";
import { expect, test } from "vitest";
import { readMail } from "../../src/mail/read-mail.ts";
import type { Reading } from "../../src/mail/reading.ts";
import { agentMail } from "../../src/tickets/agents/agent-mail.ts";
import type { Incident } from "../../src/tickets/incident/incident.ts";
import { writeNotices } from "../../src/tickets/letters/notices.ts";
import { plusAddress } from "../../src/tickets/letters/write-mail.ts";
import type { MessageRow, ParticipantRow } from "../../src/tickets/rows.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { CLIENTS } from "../support/agents-clients.ts";
import { ANA, BEN, CARLA, DESK } from "../support/day-by-mail.ts";
import { plainMail } from "../support/plain-mail.ts";
import { lead, OPENED, opened, promisesOf } from "../support/ticket-state.ts";

const DAN = "dan@northwind.example";
const EVA = "eva@fabrikam.example";
const promises = promisesOf();
const ana = { ...lead, id: "ana", name: "Ana Sousa", address: ANA };
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Ids and tokens that can be told apart. */
function counting() {
  let n = 0;
  return {
    id: () => `id${++n}`,
    token: () =>
      `tok${(++n).toString(32).padStart(17, "a")}`.replaceAll(
        /[^a-z2-7]/g,
        (one) => ALPHABET[Number(one) + 3]!,
      ),
    hashToken: () => new Uint8Array(),
    replyAddress: plusAddress,
  };
}

/** An incident that another customer hangs on. */
const published: Incident = {
  ...{ code: "MO1234567", firstSeenAt: OPENED, closedAt: null, round: 1, told: new Set() },
  tickets: [
    {
      ...{
        id: "o",
        tellId: "o",
        number: 1002,
        subject: "Calls drop",
        status: "new",
        severity: "B",
        language: "en",
      },
      ...{
        practice: false,
        merged: false,
        whose: "p",
        customer: "Proseware",
        requester: "rui@proseware.example",
      },
      ...{ state: "linked", by: "agent", at: OPENED },
    },
  ],
};

type Said = "customer" | "note" | "held" | "answer";

function message(kind: Said, n: number): MessageRow {
  const text = `${kind.toUpperCase()}-${n} is a line that is long enough to tell.\nAnd ${kind.toUpperCase()}-${n} goes on here, for a while.`;
  const who = { customer: CARLA, note: BEN, held: DAN, answer: BEN }[kind];
  const isOurs = kind === "note" || kind === "answer";
  return {
    id: `m${n}`,
    ticketId: "t",
    legId: "l",
    direction: kind === "note" ? "note" : kind === "answer" ? "out" : "in",
    author: isOurs ? "agent" : "customer",
    authorName: "",
    authorAddress: who,
    agentId: isOurs ? "ben" : null,
    inboundId: null,
    outboundId: null,
    msgId: `<${n}@x>`,
    subject: "x",
    visibleText: text,
    fullText: text,
    unverified: kind === "held",
    at: OPENED,
  };
}

const person = (address: string, role: ParticipantRow["role"], held: boolean): ParticipantRow => ({
  legId: "l",
  address,
  name: "",
  role,
  held,
  addedAt: OPENED,
});

const conversations = fc.record({
  said: fc.array(fc.constantFrom<Said>("customer", "note", "held", "answer"), { maxLength: 8 }),
  about: fc.constantFrom<Said>("customer", "held"),
  head: fc.constantFrom(
    "",
    "",
    "#note\n",
    "#resolve\n",
    "#cc +eva@fabrikam.example\n",
    "#allow\n",
    "#dryrun\n",
    "#incident MO1234567 tell\n",
  ),
  client: fc.constantFrom(...Object.keys(CLIENTS)),
  /** How many columns a client breaks lines at; 0: not. */
  width: fc.constantFrom(0, 0, 40, 72),
  cc: fc.subarray([CARLA, EVA, DAN, BEN]),
});

function wrapped(text: string, width: number): string {
  if (width === 0) return text;
  return text
    .split("\n")
    .map((line) => line.replaceAll(new RegExp(`(.{1,${width}})(?: |$)`, "g"), "$1\n").trimEnd())
    .join("\n");
}

test("whatever an agent quotes, nothing of notes, notices, held people or colleagues is in the answer", () => {
  let answered = 0;
  let told = 0;
  fc.assert(
    fc.property(conversations, ({ said, about, head, client, width, cc }) => {
      const mint = counting();
      const shown = message(about, 100);
      const messages = [...said.map(message), shown];
      const participants = [
        person(CARLA, "requester", false),
        person(EVA, "copied", false),
        person(DAN, "copied", true),
      ];
      const state: TicketState = { ...opened(promises), participants, messages };
      const requester = { name: "", address: shown.authorAddress };
      const facts = { ticket: state.ticket, legId: "l", customer: "Fabrikam", requester, message: shown };
      const rest = {
        attachments: [],
        history: messages,
        targets: state.targets,
        assignee: null,
        because: "x",
      };
      const shownTo = writeNotices(
        { event: "customer-wrote", ...facts, ...rest },
        [{ agent: ana, at: OPENED }],
        promises,
        mint,
        OPENED,
      );
      const notice = shownTo.mails![0]!;
      const own = { addresses: [DESK], messageIdDomain: "answerable.contoso.example" };
      const raw = plainMail(
        {
          From: ANA,
          To: notice.draft.replyTo!.address,
          Cc: [BEN, ...cc].join(", "),
          Subject: "Re: x",
          "Message-ID": "<a@x>",
        },
        CLIENTS[client]!(`${head}ANA says this and nothing else.`, wrapped(notice.text, width)),
      );
      const reading = readMail(Buffer.from(raw), { provider: "generic", authservId: null }, own);
      const mail = {
        inboundId: "i",
        receivedAt: OPENED,
        reading: reading as Reading & { kind: "message" },
        who: { agent: ana, contact: null, customer: null },
        because: "x",
        agent: ana,
        notice: { text: notice.text, at: OPENED },
        world: {
          agents: [ana],
          teams: [],
          customers: [],
          found: [],
          files: [],
          tickets: new Map(),
          incidents: [published],
        },
        content: () => new Uint8Array(),
      };
      const decision = agentMail({ mail, state, promises, mint, now: OPENED });
      for (const { detail } of decision.escalations ?? []) {
        told += 1;
        const { message } = (detail as { update: { message?: string } }).update;
        expect(message ?? "").toMatch(/^(?:ANA says this and nothing else\.)?$/);
      }
      for (const { audience, recipients, draft } of decision.mails ?? []) {
        if (audience !== "customer") continue;
        answered += 1;
        const whole = `${draft.subject}\n${draft.text}\n${draft.html ?? ""}\n${JSON.stringify([draft.from, draft.replyTo, draft.to, draft.cc])}`;
        expect(/NOTE-|HELD-|ANSWER-\d/.exec(whole)?.[0]).toBeUndefined();
        for (const hidden of [ANA, BEN, notice.draft.replyTo!.address]) expect(whole).not.toContain(hidden);
        const isAllowed = head === "#allow\n";
        expect(recipients.map(({ address }) => address).filter((one) => one === DAN && !isAllowed)).toEqual(
          [],
        );
        for (const line of ["Assignee", "service time", "Resolve:", "mailto:"])
          expect(whole).not.toContain(line);
      }
    }),
    { numRuns: Number(process.env["LEAK_RUNS"] ?? 1500), seed: Number(process.env["LEAK_SEED"] ?? 7) },
  );
  expect(answered).toBeGreaterThan(200);
  expect(told).toBeGreaterThan(50);
}, 60_000);

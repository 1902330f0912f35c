import { randomUUIDv7 } from "node:crypto";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { HOUR, type Instant, MINUTE, plus } from "../../src/values/instant.ts";

/** Markup in every place a stranger can fill in. */
export const HOSTILE = `<img src=x onerror="document.title='owned'"><script>alert(1)</script>&amp;`;

export interface SeededDesk {
  /** A ticket with all there is: messages, notes, files, mails, events, promises. */
  readonly full: number;
  /** A ticket whose every text is hostile. */
  readonly hostile: number;
  readonly fullId: string;
  readonly attachmentId: string;
  readonly hostileAttachmentId: string;
  readonly inboundId: string;
  readonly messageId: string;
  readonly aliceId: string;
}

type Insert<T extends { $inferInsert: object }> = T["$inferInsert"];

/** A desk in the middle of a working day: tickets late, soon due, calm and waiting; mails on every way; work of each kind. */
export async function seedDesk(db: Db, now: Instant): Promise<SeededDesk> {
  const people = await seedPeople(db, now);
  const folder = await seedMailbox(db, now);
  const numbers = await seedTickets(db, now, people);
  const full = await seedFullTicket(db, now, people, folder);
  const hostile = await seedHostileTicket(db, now, people);
  await seedTroubledWork(db, now, folder, numbers[0]!.id);
  return { full: 1001, hostile: 1002, aliceId: people.alice, ...full, ...hostile };
}

interface People {
  readonly alice: string;
  readonly bruno: string;
  readonly customers: readonly { readonly customer: string; readonly contact: string }[];
}

async function seedPeople(db: Db, now: Instant): Promise<People> {
  const [alice, bruno] = [randomUUIDv7(), randomUUIDv7()];
  await db.insert(schema.desk).values({
    id: randomUUIDv7(),
    shadow: false,
    shadowBecause: "",
    endpoints: "test",
    identityKey: new Uint8Array(16),
    createdAt: now,
  });
  await db.insert(schema.policyVersions).values({
    version: "2026-11-01",
    hash: "test",
    document: { desk: { timeZone: "Europe/Lisbon" } },
    publishedAt: now,
    inForceFrom: now,
  });
  await db.insert(schema.agents).values([
    { id: alice, name: "Alice Moreira", address: "alice@contoso.example" },
    { id: bruno, name: "Bruno Dias", address: "bruno@contoso.example", role: "lead" },
  ]);
  const names = [
    ["Northwind Traders", "Ana Lopes", "ana@northwind.example"],
    ["Fabrikam, Lda.", "João Çelik", "joao@fabrikam.example"],
    ["Tailspin Toys", "Mia Wong", "mia@tailspin.example"],
  ] as const;
  const customers = [];
  for (const [name, person, address] of names) {
    const [customer, contact] = [randomUUIDv7(), randomUUIDv7()];
    await db.insert(schema.customers).values({ id: customer, name, plan: "standard", createdAt: now });
    await db
      .insert(schema.contacts)
      .values({ id: contact, customerId: customer, name: person, address, createdAt: now });
    customers.push({ customer, contact });
  }
  return { alice, bruno, customers };
}

async function seedMailbox(db: Db, now: Instant): Promise<string> {
  const [mailbox, inbox] = [randomUUIDv7(), randomUUIDv7()];
  await db.insert(schema.mailboxes).values({
    id: mailbox,
    account: "support@contoso.example at imap.contoso.example",
    name: "support",
    address: "support@contoso.example",
    provider: "generic",
    createdAt: now,
  });
  await db.insert(schema.folders).values([
    {
      id: inbox,
      mailboxId: mailbox,
      path: "INBOX",
      role: "inbox",
      uidvalidity: 17,
      uidNext: 4211,
      lastSyncAt: plus(now, -20_000),
      claimedBy: "node-1",
    },
    {
      id: randomUUIDv7(),
      mailboxId: mailbox,
      path: "Junk",
      role: "junk",
      uidvalidity: 18,
      uidNext: 90,
      lastSyncAt: plus(now, -40 * MINUTE),
      lastError: "connection refused",
      lastErrorAt: plus(now, -MINUTE),
    },
  ]);
  return inbox;
}

const SUBJECTS: readonly (readonly [
  subject: string,
  minutes: number | null,
  severity: "A" | "B" | "C",
  status: Insert<typeof schema.tickets>["status"],
])[] = [
  ["Shared mailbox lost after migration", -25, "B", "new"],
  ["Cannot sign in to Azure portal, MFA loop", 40, "A", "in-progress"],
  ["Invoice for November shows two subscriptions", 130, "C", "new"],
  ["Dynamics 365 flow stopped triggering", 200, "B", "in-progress"],
  ["Add five licences for the Porto office", 55, "C", "new"],
  ["Teams calls drop after ten minutes", 26 * 60, "B", "in-progress"],
  ["Reset of a global admin account", null, "B", "waiting"],
  ["Fatura em duplicado – correção do NIF", 400, "C", "new"],
];

async function seedTickets(db: Db, now: Instant, people: People) {
  const made: { id: string; number: number }[] = [];
  for (const [n, [subject, minutes, severity, status]] of SUBJECTS.entries()) {
    const { customer, contact } = people.customers[n % people.customers.length]!;
    const assigneeId = n % 3 === 0 ? null : n % 3 === 1 ? people.alice : people.bruno;
    const ticket = ticketRow(now, 1010 + n, {
      customerId: customer,
      requesterId: contact,
      subject,
      severity,
      status,
      assigneeId,
    });
    await db.insert(schema.tickets).values(ticket);
    await db.insert(schema.targets).values(targetRow(now, ticket.id, minutes));
    made.push({ id: ticket.id, number: ticket.number });
  }
  return made;
}

/** A ticket opened three hours ago; the parts that matter to a test are given. */
export function ticketRow(
  now: Instant,
  number: number,
  given: Partial<Insert<typeof schema.tickets>> & { requesterId: string; subject: string },
): Insert<typeof schema.tickets> {
  return {
    id: randomUUIDv7(),
    number,
    status: "new",
    kind: "technical",
    service: "microsoft365",
    severity: "B",
    plan: "standard",
    policyVersion: "2026-11-01",
    language: "en",
    openedAt: plus(now, -3 * HOUR),
    lastMessageAt: plus(now, -(number % 50) * MINUTE),
    ...given,
  };
}

/** @param minutes  until it is due, below 0: late; null: paused */
export function targetRow(
  now: Instant,
  ticketId: string,
  minutes: number | null,
): Insert<typeof schema.targets> {
  const promisedAt = minutes === null ? null : plus(now, minutes * MINUTE);
  return {
    id: randomUUIDv7(),
    ticketId,
    kind: "first-response",
    instance: 0,
    state: minutes === null ? "paused" : minutes < 0 ? "late" : "running",
    goalMs: 4 * HOUR,
    goalVersion: 1,
    calendar: "office",
    elapsedMs: minutes === null ? HOUR : Math.max(0, 4 * HOUR - minutes * MINUTE),
    startedAt: plus(now, -3 * HOUR),
    promisedAt,
    breachAt: promisedAt,
    breachedAt: minutes !== null && minutes < 0 ? promisedAt : null,
    dueAt: minutes !== null && minutes > 0 ? promisedAt : null,
  };
}

async function seedFullTicket(db: Db, now: Instant, people: People, folderId: string) {
  const { customer, contact } = people.customers[0]!;
  const ticket = ticketRow(now, 1001, {
    customerId: customer,
    requesterId: contact,
    subject: "Mail to one supplier bounces since Monday",
    severity: "A",
    status: "in-progress",
    assigneeId: people.alice,
  });
  await db.insert(schema.tickets).values(ticket);
  const leg = randomUUIDv7();
  await db
    .insert(schema.legs)
    .values({ id: leg, ticketId: ticket.id, kind: "customer", openedAt: ticket.openedAt });
  const [inboundId, messageId, replyId, noteId, outboundId, attachmentId] = Array.from({ length: 6 }, () =>
    randomUUIDv7(),
  ) as [string, string, string, string, string, string];
  await db.insert(schema.inboundMail).values([
    {
      id: inboundId,
      folderId,
      uidvalidity: 17,
      uid: 4200,
      seenAt: ticket.openedAt,
      storedAt: ticket.openedAt,
      receivedAt: ticket.openedAt,
      state: "done",
      disposition: "opened-ticket",
      because: "matched no ticket",
      ticketId: ticket.id,
    },
    {
      id: randomUUIDv7(),
      folderId,
      uidvalidity: 17,
      uid: 4201,
      seenAt: plus(now, -100 * MINUTE),
      state: "done",
      disposition: "command",
      because: "#mine #severity A",
      ticketId: ticket.id,
    },
  ]);
  const message = (
    id: string,
    at: Instant,
    rest: Partial<Insert<typeof schema.messages>>,
  ): Insert<typeof schema.messages> => ({
    id,
    ticketId: ticket.id,
    legId: leg,
    direction: "in",
    author: "customer",
    authorName: "Ana Lopes",
    authorAddress: "ana@northwind.example",
    subject: ticket.subject,
    visibleText: "",
    fullText: "",
    at,
    ...rest,
  });
  await db.insert(schema.messages).values([
    message(messageId, ticket.openedAt, {
      inboundId,
      visibleText:
        "Good morning,\n\nsince Monday every mail to our supplier comes back with 550 5.7.1.\nAll others go through.\n\nAna",
      fullText:
        "Good morning,\n\nsince Monday every mail to our supplier comes back with 550 5.7.1.\nAll others go through.\n\nAna\n-- \nNorthwind Traders, Porto",
    }),
    message(noteId, plus(now, -95 * MINUTE), {
      direction: "note",
      author: "agent",
      agentId: people.alice,
      authorName: "Alice Moreira",
      authorAddress: "alice@contoso.example",
      visibleText: "Their SPF record lost our include on Sunday.",
      fullText: "Their SPF record lost our include on Sunday.",
    }),
    message(replyId, plus(now, -80 * MINUTE), {
      direction: "out",
      author: "agent",
      agentId: people.alice,
      authorName: "Alice Moreira",
      authorAddress: "alice@contoso.example",
      outboundId,
      visibleText:
        "Hello Ana,\n\nyour SPF record lost an include. Please add it back; I have attached the line.",
      fullText:
        "Hello Ana,\n\nyour SPF record lost an include. Please add it back; I have attached the line.",
    }),
  ]);
  await db.insert(schema.attachments).values({
    id: attachmentId,
    messageId,
    mail: inboundId,
    part: "2",
    filename: "relatório – devolução.txt",
    contentType: "text/html",
    size: 2311,
    sha256: "0",
    inline: false,
  });
  await db.insert(schema.outboundMail).values([
    mailRow(now, {
      id: outboundId,
      ticketId: ticket.id,
      messageId: replyId,
      state: "accepted",
      because: "250 2.0.0 accepted",
      purpose: "answer",
      createdAt: plus(now, -80 * MINUTE),
      acceptedAt: plus(now, -79 * MINUTE),
    }),
    mailRow(now, {
      ticketId: ticket.id,
      state: "accepted",
      because: "250 2.0.0 accepted",
      purpose: "acknowledgement",
      createdAt: plus(ticket.openedAt, 400),
      acceptedAt: plus(ticket.openedAt, 900),
      text: "We have your mail. You will have an answer by Tue 13:00.",
    }),
    mailRow(now, {
      ticketId: ticket.id,
      state: "deferred",
      because: "450 4.2.1 mailbox busy",
      purpose: "notice",
      audience: "agents",
      createdAt: plus(now, -5 * MINUTE),
      dueAt: plus(now, 4 * MINUTE),
      attempts: 1,
      lastError: "450 4.2.1 mailbox busy",
    }),
  ]);
  const event = (
    seq: number,
    at: Instant,
    type: string,
    actor: Insert<typeof schema.events>["actor"],
    because: string,
    data: Insert<typeof schema.events>["data"] = {},
    agentId: string | null = null,
  ) => ({ ticketId: ticket.id, seq, at, recordedAt: at, type, actor, because, data, agentId });
  await db
    .insert(schema.events)
    .values([
      event(1, ticket.openedAt, "created", "customer", "a mail that matched no ticket", { by: "customer" }),
      event(2, plus(now, -100 * MINUTE), "severity", "agent", "#severity A", { to: "A" }, people.alice),
      event(3, plus(now, -80 * MINUTE), "agent_reply", "agent", "answered the customer", {}, people.alice),
      event(4, plus(now, -79 * MINUTE), "reply_accepted", "desk", "250 2.0.0 accepted"),
    ]);
  await db.insert(schema.targets).values([
    {
      ...targetRow(now, ticket.id, 0),
      state: "met",
      endedAt: plus(now, -80 * MINUTE),
      promisedAt: null,
      breachAt: null,
      elapsedMs: 100 * MINUTE,
      dueAt: null,
    },
    { ...targetRow(now, ticket.id, 95), kind: "update", goalMs: 2 * HOUR, elapsedMs: 25 * MINUTE },
  ]);
  await db.insert(schema.escalations).values({
    id: randomUUIDv7(),
    ticketId: ticket.id,
    kind: "rung",
    rung: "75 %",
    to: "lead",
    state: "told",
    because: "75 % of the first answer's time was used",
    createdAt: plus(now, -90 * MINUTE),
  });
  return { fullId: ticket.id, attachmentId, inboundId, messageId };
}

/** A mail out; the parts that matter to a test are given. */
export function mailRow(
  now: Instant,
  given: Partial<Insert<typeof schema.outboundMail>>,
): Insert<typeof schema.outboundMail> {
  const id = given.id ?? randomUUIDv7();
  return {
    id,
    audience: "customer",
    purpose: "answer",
    priority: 1,
    msgId: `<${id}@contoso.example>`,
    reversePath: "support@contoso.example",
    recipients: [{ address: "ana@northwind.example", state: "waiting", reply: "" }],
    subject: "Re: Mail to one supplier bounces since Monday [#1001]",
    text: "Hello",
    bytes: new Uint8Array([1]),
    state: "ready",
    because: "ready",
    createdAt: now,
    ...given,
  };
}

async function seedHostileTicket(db: Db, now: Instant, people: People) {
  const [customerId, contactId, legId, messageId, hostileAttachmentId] = Array.from({ length: 5 }, () =>
    randomUUIDv7(),
  ) as [string, string, string, string, string];
  await db.insert(schema.customers).values({ id: customerId, name: HOSTILE, createdAt: now });
  await db.insert(schema.contacts).values({
    id: contactId,
    customerId,
    address: `"${HOSTILE}"@evil.example`,
    name: HOSTILE,
    createdAt: now,
  });
  const ticket = ticketRow(now, 1002, {
    customerId,
    requesterId: contactId,
    subject: `${HOSTILE}\u202Etxt.exe`,
    assigneeId: people.bruno,
  });
  await db.insert(schema.tickets).values(ticket);
  await db.insert(schema.targets).values(targetRow(now, ticket.id, 15));
  await db.insert(schema.legs).values({ id: legId, ticketId: ticket.id, kind: "customer", openedAt: now });
  await db.insert(schema.messages).values({
    id: messageId,
    ticketId: ticket.id,
    legId,
    direction: "in",
    author: "customer",
    authorName: HOSTILE,
    authorAddress: HOSTILE,
    subject: HOSTILE,
    visibleText: HOSTILE,
    fullText: `${HOSTILE}\n> quoted`,
    unverified: true,
    at: now,
  });
  await db.insert(schema.attachments).values({
    id: hostileAttachmentId,
    messageId,
    mail: messageId,
    part: "2",
    filename: `${HOSTILE}.html`,
    contentType: `text/html"><script>`,
    size: 12,
    sha256: "0",
    inline: false,
  });
  await db.insert(schema.events).values({
    ticketId: ticket.id,
    seq: 1,
    at: now,
    recordedAt: now,
    type: HOSTILE,
    actor: "customer",
    because: HOSTILE,
    data: { to: HOSTILE },
  });
  await db.insert(schema.outboundMail).values(
    mailRow(now, {
      ticketId: ticket.id,
      subject: HOSTILE,
      text: HOSTILE,
      because: HOSTILE,
      purpose: HOSTILE,
      recipients: [{ address: HOSTILE, state: "failed", reply: HOSTILE }],
      state: "failed",
      lastError: HOSTILE,
    }),
  );
  return { hostileAttachmentId };
}

async function seedTroubledWork(db: Db, now: Instant, folderId: string, ticketId: string): Promise<void> {
  await db.insert(schema.inboundMail).values([
    {
      id: randomUUIDv7(),
      folderId,
      uidvalidity: 17,
      uid: 4208,
      seenAt: plus(now, -HOUR),
      state: "aside",
      size: 48_000_000,
      because: "unreadable: too-slow",
    },
    {
      id: randomUUIDv7(),
      folderId,
      uidvalidity: 17,
      uid: 4209,
      seenAt: plus(now, -5 * MINUTE),
      storedAt: plus(now, -5 * MINUTE),
      state: "stored",
      dueAt: plus(now, -4 * MINUTE),
    },
    {
      id: randomUUIDv7(),
      folderId,
      uidvalidity: 17,
      uid: 4210,
      seenAt: now,
      storedAt: now,
      state: "stored",
      dueAt: now,
      attempts: 4,
      lastError: "ECONNREFUSED",
    },
  ]);
  await db.insert(schema.outboundMail).values(
    mailRow(now, {
      ticketId,
      state: "bounced",
      because: "550 5.1.1 no such user",
      createdAt: plus(now, -2 * HOUR),
      attempts: 1,
    }),
  );
  await db.insert(schema.outboundMail).values(
    mailRow(now, {
      ticketId,
      state: "submitting",
      because: "claimed",
      claimedBy: "node-2",
      leaseUntil: plus(now, -2 * MINUTE),
      dueAt: plus(now, -2 * MINUTE),
      createdAt: plus(now, -6 * MINUTE),
    }),
  );
}

import type { FastifyInstance } from "fastify";
import { openPromiseBook } from "../postgres/promise-book.ts";
import { addAttachments, addSafeHtml } from "./attachments.ts";
import { mountBullBoard } from "./bull-board.ts";
import { addExplain } from "./explain.ts";
import { addIncidents } from "./incidents.ts";
import type { OperationsOptions } from "./operations-options.ts";
import { addOutgoing } from "./outgoing.ts";
import { addPage, type PageDeps, sendPage } from "./page.ts";
import { showCustomer } from "./pages/customer.ts";
import { showDesk } from "./pages/desk.ts";
import { showEscalations } from "./pages/escalations.ts";
import { showMailboxes } from "./pages/mailboxes.ts";
import { showPacket } from "./pages/packet.ts";
import { showPeople } from "./pages/people.ts";
import { showQueues } from "./pages/queues.ts";
import { showReports } from "./pages/reports.ts";
import { showToSort } from "./pages/to-sort.ts";
import { addPeopleImport } from "./people-import.ts";
import { addPolicies } from "./policies.ts";
import { addQuarantine } from "./quarantine.ts";
import type { openRedisView } from "./redis-view.ts";
import { addSandbox } from "./sandbox.ts";
import { requireSession, type SessionCookie } from "./session.ts";
import { addAccount } from "./sign-in.ts";
import { addTicket } from "./ticket.ts";

/** Everything behind the login. */
export async function addPrivate(
  scope: FastifyInstance,
  { db, settings, ...options }: OperationsOptions,
  deps: PageDeps,
  cookie: SessionCookie,
  redis: ReturnType<typeof openRedisView>,
): Promise<void> {
  requireSession(scope, db, cookie);
  const book = openPromiseBook(db);
  addPage(scope, deps, "/", (context) => showDesk(db, book, context));
  addTicket(scope, deps, book, options.safeHtml !== undefined);
  addPage(scope, deps, "/queues", (context) => showQueues(db, redis, options.relayLastRun ?? null, context));
  addPage(scope, deps, "/mailboxes", async (context) =>
    showMailboxes(db, (await options.expiringSecrets?.()) ?? [], context),
  );
  addPage(scope, deps, "/people", (context) => showPeople(db, context));
  addPage(scope, deps, "/people/customers/:id", (context) => showCustomer(db, context));
  await addPeopleImport(scope, deps);
  addPage(scope, deps, "/escalations", (context) => showEscalations(db, book, context));
  addIncidents(scope, deps);
  addPage(scope, deps, "/tickets/:number/packet/:id", (context) => showPacket(db, book, context));
  addPage(scope, deps, "/to-sort", (context) => showToSort(db, book, context));
  // Not live: its figures are of months, and adding them up again for each who looks would cost more than it tells.
  scope.get("/reports", (request, reply) =>
    sendPage(request, reply, deps, (context) => showReports(db, book, context)),
  );
  addOutgoing(scope, deps);
  addQuarantine(scope, deps, options.rawMail ?? (async () => null));
  addAccount(scope, deps, cookie);
  addAttachments(scope, db, options.attachmentBytes ?? (async () => null));
  if (options.safeHtml !== undefined) addSafeHtml(scope, db, options.safeHtml);
  addPolicies(scope, deps, db, book);
  await addExplain(scope, deps, db, options.mailReader);
  if (settings.sandbox !== null) addSandbox(scope, deps, settings.sandbox);
  await mountBullBoard(scope, redis);
}

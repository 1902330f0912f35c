import type { FastifyInstance } from "fastify";
import { promisedOtherwise } from "../../tickets/clock/promised-otherwise.ts";
import { clockEvents } from "../../tickets/ledger.ts";
import { compilePromises } from "../../tickets/promises/compile-promises.ts";
import { acrossVersions, versionsOf } from "../../tickets/promises/versions.ts";
import type { Instant } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { openTickets } from "../postgres/open-tickets.ts";
import { versionShown } from "../postgres/ops-queries-policy.ts";
import { listVersions, policyInForce } from "../postgres/policy-versions.ts";
import { type PageDeps, type Show, sendPage } from "./page.ts";
import { showPolicies } from "./pages/policies.ts";
import { type OtherwisePromised, showPolicyDiff, type TicketsUnder } from "./pages/policy-diff.ts";
import { showPolicyVersion } from "./pages/policy-version.ts";
import { type Book, readVersion } from "./promises-shown.ts";

/** As many open tickets are folded for a comparison; `answerable policy diff` looks through all. */
const MOST_TICKETS = 1000;

/** Policy: what is promised, since when, what changes, and how it reads. Not live: a version never changes. */
export function addPolicies(app: FastifyInstance, deps: PageDeps, db: Db, book: Book): void {
  const page = (url: string, show: Show): void => {
    app.get(url, (request, reply) => sendPage(request, reply, deps, show));
  };
  page("/policies", async (context) => {
    const versions = await listVersions(db);
    return showPolicies(
      versions,
      versions.length === 0 ? null : await policyInForce(db, context.now),
      context,
    );
  });
  page("/policies/diff", async (context) => {
    const [versions, from, to] = await Promise.all([
      listVersions(db),
      versionShown(db, context.query.get("from") ?? ""),
      versionShown(db, context.query.get("to") ?? ""),
    ]);
    const under =
      from?.kept && to?.kept
        ? await ticketsUnder(
            db,
            book,
            compilePromises(to.kept.published, to.kept.templates).clock,
            context.now,
          )
        : null;
    return showPolicyDiff({ versions, from, to, under }, context);
  });
  page("/policies/:version", async (context) => {
    const shown = await versionShown(db, context.params["version"] ?? "");
    if (shown === null) return null;
    const inForce = await policyInForce(db, context.now);
    return showPolicyVersion(shown, inForce, context);
  });
}

/** Which open tickets would have been promised otherwise; those whose own version cannot be read are only counted. */
async function ticketsUnder(
  db: Db,
  book: Book,
  other: Parameters<typeof promisedOtherwise>[2],
  now: Instant,
): Promise<TicketsUnder> {
  const found: OtherwisePromised[] = [];
  let looked = 0;
  let unreadable = 0;
  for await (const { ticket, events } of openTickets(db)) {
    if (looked === MOST_TICKETS) return { found, looked, unreadable, isAll: false };
    looked += 1;
    const read = await Promise.all(versionsOf(ticket, events).map((version) => readVersion(book, version)));
    const books = read.filter((each) => each !== null);
    if (books.length < read.length) {
      unreadable += 1;
      continue;
    }
    const moved = promisedOtherwise(clockEvents(events), acrossVersions(books).clock, other, now);
    if (moved.length > 0) found.push({ ticket, moved });
  }
  return { found, looked, unreadable, isAll: true };
}

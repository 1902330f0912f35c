import { createHash } from "node:crypto";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { DAY, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, CARLA, DESK } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { PARTNERS, TENANT } from "../support/handoffs.ts";
import { mailWithFiles, type SentFile } from "../support/mail-with-files.ts";

/** More with `FILE_RUNS=300`. */
const RUNS = Number(process.env["FILE_RUNS"] ?? 9);

const FORM = `#kind technical
#service microsoft365
#diagnosis
health check: 10:05 UTC, no incident for this service
steps tried: restarted the connector -> same error
finding: calls drop after 30 seconds in every client
reason: defect
impact: nobody in sales can call since this morning
error: call failed with code 0x80070005`;

const numbers = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
const step = fc.oneof(
  fc.record({
    does: fc.constantFrom("customer" as const, "stranger" as const, "another case" as const),
    files: fc.nat(3),
  }),
  fc.record({
    does: fc.constantFrom(
      "attach" as const,
      "attach" as const,
      "wants" as const,
      "wants, looked" as const,
      "looked" as const,
    ),
    numbers,
    /** Which of the mails they have got they answer: 0 the newest. */
    answers: fc.constantFrom(0, 0, 1, 2, 4),
  }),
  fc.record({ does: fc.constantFrom("escalate" as const, "escalate" as const), files: fc.nat(1) }),
  fc.record({
    does: fc.constantFrom(
      "note" as const,
      "allow" as const,
      "merge" as const,
      "move" as const,
      "handback" as const,
    ),
    files: fc.nat(1),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Everybody's files have a content of their own, so that what left is known by it, whatever it is called. */
class Play {
  readonly #desk: DeskInPostgres;
  #n = 0;
  #seen = 0;
  readonly #named = new Map<string, string>();
  readonly #reviewed = new Set<string>();
  readonly #wanted = new Set<string>();
  left = 0;
  stayed = 0;

  constructor(desk: DeskInPostgres) {
    this.#desk = desk;
  }

  #files(count: number): readonly SentFile[] {
    return Array.from({ length: count }, () => {
      const content = `secret ${++this.#n} of somebody`;
      this.#named.set(createHash("sha256").update(content).digest("hex").slice(0, 8), content);
      return { name: this.#n % 3 === 0 ? `${CARLA}.txt` : `log ${this.#n % 2}.txt`, content };
    });
  }

  async begin(): Promise<void> {
    await this.#write(CARLA, DESK, "Calls drop", this.#files(2), null, "Every call drops.");
  }

  async take(one: Step): Promise<unknown> {
    this.#desk.pass(2 * MINUTE);
    const heard = await this.#heard("customer");
    switch (one.does) {
      case "customer":
        return this.#write(
          CARLA,
          replyToOf(heard[0]!),
          "Re: calls",
          this.#files(one.files),
          null,
          "Look at these.",
        );
      case "stranger": {
        const lead = { "In-Reply-To": heard[0]!.msgId };
        return this.#write(
          "eve@elsewhere.example",
          DESK,
          "Re: calls",
          this.#files(one.files),
          null,
          "Mine too.",
          lead,
        );
      }
      case "another case":
        return this.#write(CARLA, DESK, "Another thing", this.#files(one.files), null, "Something else.");
      case "note":
        return this.#answer("#note\nkept here", this.#files(one.files));
      case "allow":
        return this.#answer("#allow", []);
      case "merge":
        return this.#answer(`#merge ${1000 + ((await this.#tickets()) - (one.files + 1))}`, []);
      case "move":
        return this.#answer("#move new", []);
      case "handback":
        return this.#answer("#handback we look ourselves", []);
      case "escalate": {
        const own = this.#files(one.files);
        for (const { content } of own) this.#reviewed.add(content);
        const done = await this.#answer(`${FORM}\n#escalate`, own);
        if (!done) for (const { content } of own) this.#reviewed.delete(content);
        return;
      }
      default:
        return this.#marks(one.does, one.numbers, one.answers);
    }
  }

  /** What somebody looked through is what the mail they answered showed by these numbers, read from that mail alone. */
  async #marks(
    does: "attach" | "wants" | "wants, looked" | "looked",
    given: readonly number[],
    answers: number,
  ) {
    const notices = await this.#heard("agents");
    const notice = notices[Math.min(answers, notices.length - 1)]!;
    const meant = given.flatMap((number) => {
      const hash = new RegExp(`^(?:- )?${number}: .*, ([0-9a-f]{8})(?: - |$)`, "m").exec(notice.text)?.[1];
      return hash === undefined ? [] : [this.#named.get(hash)!];
    });
    const words =
      does === "attach"
        ? `#attach ${given.join(" ")}`
        : `#diagnosis\n${does === "looked" ? "" : `attachments: ${given.join(", ")}\n`}${does === "wants" ? "" : "reviewed: yes"}`;
    const done = await this.#answer(words, [], notice);
    if (!done) return;
    if (does === "attach") for (const content of meant) this.#reviewed.add(content);
    if (does.startsWith("wants")) for (const content of meant) this.#wanted.add(content);
    if (does.endsWith("looked")) for (const content of this.#wanted) this.#reviewed.add(content);
  }

  /** An agent's mail; whether it was carried out. */
  async #answer(text: string, files: readonly SentFile[], to?: OutboundMail): Promise<boolean> {
    const notice = to ?? (await this.#heard("agents"))[0]!;
    const proof = { "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${ANA}` };
    await this.#write(ANA, replyToOf(notice), `Re: ${notice.subject}`, files, proof, text);
    return !(await this.#heard("agents"))[0]!.text.includes("Nothing was sent and nothing has changed");
  }

  async #write(
    from: string,
    to: string,
    subject: string,
    files: readonly SentFile[],
    proof: Readonly<Record<string, string>> | null,
    text: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const fields = {
      From: from,
      To: to,
      Subject: subject,
      "Message-ID": `<r${++this.#n}@x>`,
      ...proof,
      ...more,
    };
    await this.#desk.receive(mailWithFiles(fields, text, files));
    await this.#desk.climb();
    await this.#desk.send();
    await this.#look();
  }

  /** Everything that left for somebody else, or was got ready to be filed, since the last look. */
  async #look(): Promise<void> {
    const all = await this.#desk.mails();
    for (const mail of all.slice(this.#seen)) {
      const isOut = mail.audience === "upstream" || mail.because === "to be filed in a portal";
      if (!isOut) continue;
      const { attachments } = await simpleParser(Buffer.from(mail.bytes));
      const gone = attachments.map(({ content }) => content.toString());
      this.left += gone.length;
      this.stayed += this.#named.size - gone.length;
      expect(gone.filter((content) => !this.#reviewed.has(content))).toEqual([]);
      expect(attachments.map(({ filename }) => filename ?? "").filter((name) => name.includes("@"))).toEqual(
        [],
      );
    }
    this.#seen = all.length;
  }

  async #heard(audience: "customer" | "agents"): Promise<readonly OutboundMail[]> {
    const to = audience === "agents" ? ANA : CARLA;
    const all = await this.#desk.mails();
    return all
      .filter((mail) => mail.audience === audience && mail.recipients[0]?.address === to)
      .toReversed();
  }

  async #tickets(): Promise<number> {
    return (await this.#desk.database.db.select().from(rows.tickets)).length;
  }
}

async function opened(): Promise<DeskInPostgres> {
  const desk = await deskInPostgres(undefined, undefined, {}, { partners: PARTNERS });
  const { db } = desk.database;
  const customerId = newId();
  const access = { access: "granted" as const, accessUntil: plus(desk.now(), 90 * DAY) };
  await db
    .insert(rows.customers)
    .values({ id: customerId, name: "Fabrikam", tenantId: TENANT, ...access, createdAt: desk.now() });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "fabrikam.example", customerId, verifiedAt: desk.now() });
  const model = { model: "indirect_reseller" as const, provider: "provider", validFrom: "2026-01-01" };
  await db.insert(rows.partnerModels).values({ id: newId(), customerId, ...model });
  return desk;
}

test(`no file that nobody looked through ever leaves, over ${RUNS} random conversations`, async () => {
  const seen = { left: 0, stayed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
      await using desk = await opened();
      const play = new Play(desk);
      await play.begin();
      for (const one of steps) await play.take(one);
      await play.take({ does: "escalate", files: 0 });
      seen.left += play.left;
      seen.stayed += play.stayed;
    }),
    { numRuns: RUNS, ...(RUNS === 9 ? { seed: 1684682153 } : {}), endOnFailure: true },
  );
  // They were about something: files left, and more stayed.
  expect(seen.left).toBeGreaterThan(RUNS / 4);
  expect(seen.stayed).toBeGreaterThan(RUNS);
}, 600_000);

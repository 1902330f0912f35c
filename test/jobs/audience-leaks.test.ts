import { asc, eq, gt } from "drizzle-orm";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { CLIENTS } from "../support/agents-clients.ts";
import { ANA, BEN, CARLA, DESK } from "../support/day-by-mail.ts";
import {
  type DeskInPostgres,
  deskInPostgres,
  type OutboundMail,
  replyToOf,
} from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

const FAR = "far@another-office.example";
const AGENTS = [ANA, BEN, FAR];
const EVA = "eva@fabrikam.example";
const DAN = "dan@northwind.example";
const NORA = "nora@northwind.example";
const FRITZ = "fritz@elsewhere.example";
const OUTSIDE = [CARLA, EVA, DAN, NORA, FRITZ];
const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

type Step =
  | {
      readonly does: "opens" | "writes";
      readonly who: string;
      readonly by: "token" | "msg-id" | "tag";
      readonly cc: readonly string[];
      readonly pick: number;
    }
  | {
      readonly does: "answers";
      readonly who: string;
      readonly head: string;
      readonly client: string;
      readonly cc: readonly string[];
      readonly pick: number;
    };

const pick = fc.nat(1000);
const cc = fc.subarray([EVA, DAN, FRITZ, ANA, FAR], { maxLength: 2 });
const outside = fc.record({
  does: fc.constantFrom("opens" as const, "writes" as const, "writes" as const),
  who: fc.constantFrom(...OUTSIDE),
  by: fc.constantFrom("token" as const, "msg-id" as const, "tag" as const),
  cc,
  pick,
});
const inside = fc.record({
  does: fc.constant("answers" as const),
  who: fc.constantFrom(...AGENTS),
  head: fc.constantFrom(
    "",
    "",
    "",
    "#note\n",
    "#note\n",
    "#allow\n",
    "#move new\n",
    "#merge 1001\n",
    "#move 1001\n",
    "#mine\n",
    "#dryrun\n",
    "#cc +eva@fabrikam.example\n",
    "#history\n",
    "#undo\n",
    "#send\n",
    "#reslove\n",
  ),
  client: fc.constantFrom(...Object.keys(CLIENTS)),
  cc: fc.subarray([CARLA, DAN, FRITZ, BEN], { maxLength: 1 }),
  pick,
});
const conversation: fc.Arbitrary<readonly Step[]> = fc.array(fc.oneof(outside, inside, inside), {
  minLength: 4,
  maxLength: 10,
});

/** One desk for all conversations: what leaks from one into another would show, too. */
class Watch {
  readonly #desk: DeskInPostgres;
  #last = "00000000-0000-0000-0000-000000000000";
  #n = 0;
  readonly toAgents: OutboundMail[] = [];
  readonly toCustomers: OutboundMail[] = [];
  readonly #secrets = new Set<string>();
  /** Tickets on which an agent let somebody join by word. */
  readonly #open = new Set<string>();

  constructor(desk: DeskInPostgres) {
    this.#desk = desk;
  }

  async play(step: Step): Promise<void> {
    this.#n += 1;
    this.#desk.pass(61_000);
    await this.#desk.receive(this.#mailOf(step));
    await this.#look(step);
  }

  #mailOf(step: Step): string {
    const id = `<m${this.#n}@x>`;
    if (step.does === "answers") {
      const mine = this.toAgents.filter(({ recipients }) => recipients[0]!.address === step.who);
      const notice = mine.at(-1 - (step.pick % Math.max(1, Math.min(6, mine.length))));
      const marker = step.head.includes("#note") ? `NOTE-${this.#n}-secret` : `ANSWER-${this.#n}`;
      if (step.head.startsWith("#allow") && notice?.ticketId) this.#open.add(notice.ticketId);
      if (step.head.startsWith("#cc") && notice?.ticketId) this.#open.add(notice.ticketId);
      const text = step.head.startsWith("#move") ? step.head : `${step.head}${marker} is what I say.`;
      return plainMail(
        {
          "Authentication-Results": `mx.contoso.example; auth=pass smtp.auth=${step.who}`,
          From: step.who,
          To: notice ? replyToOf(notice) : DESK,
          ...(step.cc.length > 0 ? { Cc: step.cc.join(", ") } : {}),
          Subject: `Re: ${notice?.subject ?? "hello"}`,
          "Message-ID": id,
          ...(notice ? { "In-Reply-To": notice.msgId } : {}),
        },
        CLIENTS[step.client]!(text, notice?.text ?? ""),
      );
    }
    const heard = this.toCustomers.at(-1 - (step.pick % Math.max(1, Math.min(12, this.toCustomers.length))));
    const continues = step.does === "writes" && heard !== undefined;
    const company = domainOf(step.who).split(".")[0]!;
    return plainMail(
      {
        From: step.who,
        To: continues && step.by === "token" ? replyToOf(heard) : DESK,
        ...(step.cc.length > 0 ? { Cc: step.cc.join(", ") } : {}),
        Subject: continues ? `Re: ${heard.subject}` : `Case ${this.#n} of ${company}`,
        "Message-ID": id,
        ...(continues && step.by === "msg-id" ? { "In-Reply-To": heard.msgId } : {}),
      },
      `TEXT-${company}-${this.#n} is what troubles us, said ${step.who}.`,
    );
  }

  /** Everything the step made the desk write. */
  async #look(step: Step): Promise<void> {
    const { db } = this.#desk.database;
    const written = await db
      .select()
      .from(rows.outboundMail)
      .where(gt(rows.outboundMail.id, this.#last))
      .orderBy(asc(rows.outboundMail.id));
    for (const mail of written) {
      this.#last = mail.id;
      if (mail.audience === "agents") {
        this.#secrets.add(/\+([a-z2-7]{20})@/.exec(replyToOf(mail))?.[1] ?? "none");
        this.toAgents.push(mail);
        expect(mail.recipients.map(({ address }) => address).filter((one) => !AGENTS.includes(one))).toEqual(
          [],
        );
      } else {
        if (mail.purpose !== "confirmation") this.toCustomers.push(mail);
        await this.#check(mail, step);
      }
    }
  }

  async #check(mail: OutboundMail, step: Step): Promise<void> {
    const { db } = this.#desk.database;
    const said = JSON.stringify({ step, to: mail.recipients.map(({ address }) => address), text: mail.text });
    const [requester] = await db
      .select({ address: rows.contacts.address })
      .from(rows.tickets)
      .innerJoin(rows.contacts, eq(rows.contacts.id, rows.tickets.requesterId))
      .where(eq(rows.tickets.id, mail.ticketId!));
    const home = domainOf(requester!.address);
    const strangers = mail.recipients.filter(({ address }) => domainOf(address) !== home);
    if (!this.#open.has(mail.ticketId!)) expect(strangers, said).toEqual([]);
    const agents = AGENTS.filter((one) => one !== requester!.address);
    expect(
      mail.recipients.filter(({ address }) => agents.includes(address)),
      said,
    ).toEqual([]);
    const parsed = await simpleParser(Buffer.from(mail.bytes));
    const headers = parsed.headerLines.map(({ line }) => line).join("\n");
    const whole = `${headers}\n${parsed.text ?? ""}\n${parsed.html || ""}`;
    for (const agent of AGENTS) expect(whole.includes(agent), `${agent}: ${said}`).toBe(false);
    for (const secret of this.#secrets) if (whole.includes(secret)) expect.fail(`an agents' token: ${said}`);
    expect(/NOTE-\d+-secret|Assignee:|Promise:|is held: its sender/.test(whole), said).toBe(false);
    const company = home.split(".")[0]!;
    const others = [...whole.matchAll(/TEXT-([a-z]+)-\d+/g)].filter(([, from]) => from !== company);
    expect(
      others.map(([text]) => text),
      said,
    ).toEqual([]);
    for (const person of OUTSIDE.filter((one) => domainOf(one) !== home)) {
      const isRecipient = mail.recipients.some(({ address }) => address === person);
      if (!isRecipient) expect(whole.includes(person), `${person}: ${said}`).toBe(false);
    }
  }
}

test("no mail to a customer holds a note, an agent's address or token, a line of a notice, or anything of somebody else", async () => {
  await using desk = await deskInPostgres(DESK, "2026-12-03T10:00:00Z", {
    perAddressPerHour: 100_000,
    perAddressPerDay: 100_000,
    perSystemPerDay: 100_000,
    perTicketPerDay: 100_000,
    perDeskPerHour: 1_000_000,
  });
  const { db } = desk.database;
  await db.insert(rows.agents).values({ id: newId(), name: "Far Away", address: FAR });
  for (const [name, domain] of [
    ["Fabrikam", "fabrikam.example"],
    ["Northwind", "northwind.example"],
  ] as const) {
    const customerId = newId();
    await db.insert(rows.customers).values({ id: customerId, name, createdAt: desk.now() });
    await db.insert(rows.customerDomains).values({ domain, customerId, verifiedAt: desk.now() });
  }
  const watch = new Watch(desk);
  await watch.play({ does: "opens", who: CARLA, by: "tag", cc: [], pick: 0 });
  await fc.assert(
    fc.asyncProperty(conversation, async (steps) => {
      for (const step of steps) await watch.play(step);
    }),
    // Every conversation goes on in the desk that the ones before left: shrinking would play them in another one.
    {
      numRuns: Number(process.env["LEAK_CONVERSATIONS"] ?? 25),
      seed: Number(process.env["LEAK_SEED"] ?? 7),
      endOnFailure: true,
    },
  );
  const answers = watch.toCustomers.filter(({ purpose }) => purpose === "answer");
  expect(answers.length).toBeGreaterThan(8);
}, 600_000);

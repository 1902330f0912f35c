import fc from "fast-check";
import { expect, test } from "vitest";
import type { MailDraft } from "../../src/tickets/decision.ts";
import { compilePromises } from "../../src/tickets/promises/compile-promises.ts";
import { DAY, HOUR, MINUTE } from "../../src/values/instant.ts";
import { handoffDetail, JO, NOC, PARTNERS, PIA, packet } from "../support/handoffs.ts";
import { publishedExample } from "../support/policy.ts";
import { ticketInMemory } from "../support/ticket-in-memory.ts";
import { lead, OPENED } from "../support/ticket-state.ts";

/** All of issue F's 10,000 with `LEAK_RUNS=10000`. */
const RUNS = Number(process.env["LEAK_RUNS"] ?? 400);

const published = publishedExample();
const promises = compilePromises({ ...published, desk: { ...published.desk, partners: PARTNERS } });
const ANA = {
  ...lead,
  id: "ana",
  name: "Ana",
  address: "ana@contoso.example",
  role: "agent",
  undoSeconds: 0,
} as const;
const CARLA = "carla@fabrikam.example";

type Who =
  | "customer"
  | "agent-to-customer"
  | "agent-upstream"
  | "upstream"
  | "stranger"
  | "time"
  | "hand-on"
  | "note";
interface Step {
  readonly who: Who;
  /** What an agent's client or hand adds. */
  readonly quotes:
    | "nothing"
    | "the notice"
    | "the other side"
    | "an address"
    | "their number"
    | "other words";
  readonly which: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom<Who>(
    ...([
      "customer",
      "agent-to-customer",
      "agent-upstream",
      "upstream",
      "upstream",
      "stranger",
      "time",
      "hand-on",
      "note",
    ] as const),
  ),
  quotes: fc.constantFrom<Step["quotes"]>(
    ...([
      "nothing",
      "nothing",
      "the notice",
      "the other side",
      "an address",
      "their number",
      "other words",
    ] as const),
  ),
  which: fc.nat(5),
});

/** Everything a mail shows its reader: header and text; HTML is made of the text. */
function shown({ draft, subject, text }: MailDraft): string {
  const people = [draft.from, draft.replyTo, ...draft.to, ...(draft.cc ?? [])].map(
    (one) => `${one?.name} <${one?.address}>`,
  );
  const files = (draft.attachments ?? []).map(({ filename }) => filename);
  return [
    ...people,
    subject,
    draft.inReplyTo ?? "",
    ...draft.references,
    draft.msgId,
    text,
    draft.html ?? "",
    ...files,
  ].join("\n");
}

/** Plays a conversation; every secret word says whose it is: `S…` upstream's, `K…` the customer's, `N…` a note's. */
function play(steps: readonly Step[]) {
  const ticket = ticketInMemory(promises, ANA, [lead]);
  let n = 0;
  const word = (side: string, of = ""): string => `The word of ${side}${of} is ${side}${of}-${++n}-secret.`;
  const said = { upstream: [] as string[], customer: [] as string[], note: [] as string[] };
  const numbers: string[] = [];
  const files = { upstream: [] as string[], customer: [] as string[] };

  const notices = (upstream: boolean): MailDraft | null => {
    const legs = new Set(
      ticket
        .state()
        .legs.filter(({ kind }) => (kind === "upstream") === upstream)
        .map(({ id }) => id),
    );
    return (
      ticket.out.findLast(
        ({ audience, legId, purpose }) =>
          audience === "agents" && purpose === "notice" && legs.has(legId ?? ""),
      ) ?? null
    );
  };
  const added = ({ quotes }: Step, upstream: boolean): string => {
    const notice = notices(upstream)?.text ?? "";
    const other = upstream ? said.customer : said.upstream;
    switch (quotes) {
      case "nothing":
        return "";
      case "the notice":
        return `\n\n${notice
          .split("\n")
          .map((line) => `> ${line}`)
          .join("\n")}`;
      case "the other side":
        return upstream ? `\n\nThe account is ${CARLA}.` : `\n\n> ${other.at(-1) ?? ""}`;
      case "an address":
        return upstream ? `\n\nAsk <${CARLA.toUpperCase()}> or me, ${ANA.address}.` : "\n\nRegards";
      case "their number":
        return upstream ? "" : `\n\nIt is ${numbers.at(-1) ?? "nothing"}, I think.`;
      case "other words":
        return "\n\nWe go on tomorrow.";
    }
  };

  for (const one of steps) {
    ticket.pass(MINUTE);
    const state = ticket.state();
    const legs = state.legs.filter(({ kind }) => kind === "upstream");
    const leg = legs[one.which % Math.max(1, legs.length)];
    const partner = state.handoffs.find(({ legId }) => legId === leg?.id)?.to;
    switch (one.who) {
      case "customer": {
        said.customer.push(word("K"));
        files.customer.push(`K-file-${++n}.txt`);
        ticket.customerWrites({ from: CARLA, text: said.customer.at(-1)!, files: [files.customer.at(-1)!] });
        break;
      }
      case "upstream": {
        if (leg === undefined) break;
        const number =
          partner === "provider" ? `TW${String(10_000_000 + ++n)}` : `ND-${String(100_000 + ++n)}`;
        numbers.push(number);
        said.upstream.push(word("S", leg.id));
        files.upstream.push(`S-file-${n}.txt`);
        const from = partner === "provider" ? PIA : JO;
        const text = `${said.upstream.at(-1)!}\nOur number is ${number}.`;
        ticket.upstreamWrites(
          leg.id,
          { from, text, files: [files.upstream.at(-1)!] },
          `Re: [#1001] ${number}`,
        );
        break;
      }
      case "stranger": {
        if (leg === undefined) break;
        said.upstream.push(word("S", leg.id));
        ticket.upstreamWrites(
          leg.id,
          { from: "eve@evil.example", text: said.upstream.at(-1)!, proved: false },
          "Re: it",
        );
        break;
      }
      case "agent-to-customer":
        ticket.agentWrites(
          { from: ANA.address, text: `We look into it.${added(one, false)}` },
          notices(false),
        );
        break;
      case "agent-upstream":
        if (notices(true) !== null)
          ticket.agentWrites({ from: ANA.address, text: `Any news?${added(one, true)}` }, notices(true));
        break;
      case "note":
        said.note.push(word("N"));
        ticket.agentWrites(
          { from: ANA.address, text: `#note\n\n${said.note.at(-1)!}` },
          notices(one.which % 2 === 0),
        );
        break;
      case "time":
        ticket.pass(one.which * 5 * HOUR);
        ticket.wake();
        break;
      case "hand-on": {
        if (state.handoffs.length > 1) break;
        const to = one.which % 2 === 0 ? "night-desk" : "provider";
        const fields = [
          { id: "f", label: "Seen by", value: `${CARLA} and <${ANA.address}>: ${lead.address}` },
        ];
        const detail = handoffDetail(to, ANA.id, OPENED, {
          packet: packet({ fields, title: `Drops for ${CARLA}` }),
        });
        const none = {
          vehicle: null,
          legId: null,
          sentAt: null,
          expectedAt: null,
          answeredAt: null,
          endedAt: null,
        };
        ticket.handOn({
          ...none,
          id: `h${++n}`,
          state: "ready",
          to,
          detail,
          because: "",
          createdAt: state.ticket.openedAt,
          reminders: 0,
          dueAt: state.ticket.openedAt,
          generation: 1,
          numbers: [],
        });
        ticket.wake();
        break;
      }
    }
  }
  ticket.pass(2 * DAY);
  ticket.wake();
  return { ticket, said, numbers, files };
}

/** The first thing of `secrets` that a mail shows; "": none. */
const leaked = (mail: MailDraft, secrets: readonly string[]): string => {
  const all = shown(mail).toLowerCase();
  return secrets.find((secret) => secret !== "" && all.includes(secret.toLowerCase())) ?? "";
};

test(`nothing of one side reaches the other over ${RUNS} random conversations`, () => {
  const seen = { customer: 0, upstream: 0, held: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
      const { ticket, said, numbers, files } = play([
        { who: "hand-on", quotes: "nothing", which: 0 },
        ...steps,
      ]);
      const { out } = ticket;
      const of = (audience: string): readonly MailDraft[] => out.filter((mail) => mail.audience === audience);
      const minted = (mails: readonly MailDraft[]): string[] =>
        mails.flatMap(({ msgId, draft }) => [
          msgId,
          ...(/\+([a-z2-7]{20})@/.exec(draft.replyTo?.address ?? "")?.slice(1) ?? []),
        ]);
      const theirs = [
        JO,
        NOC,
        PIA,
        "eve@evil.example",
        "nightdesk",
        ...said.upstream,
        ...numbers,
        ...files.upstream,
      ];
      const ours = [CARLA, ANA.address, lead.address, ...said.customer, ...files.customer, ...said.note];
      for (const mail of of("customer")) {
        seen.customer++;
        const secrets = [
          ...theirs,
          ...said.note,
          ANA.address,
          lead.address,
          ...minted(of("upstream")),
          ...minted(of("agents")),
        ];
        expect(leaked(mail, secrets)).toBe("");
        expect(mail.recipients.map(({ address }) => address)).toEqual([CARLA]);
      }
      for (const mail of of("upstream")) {
        seen.upstream++;
        const elsewhere = said.upstream.filter((text) => !text.includes(`S${mail.legId}-`));
        expect(
          leaked(mail, [...ours, ...elsewhere, ...minted(of("customer")), ...minted(of("agents"))]),
        ).toBe("");
        expect(mail.recipients.every(({ address }) => [JO, NOC, PIA].includes(address))).toBe(true);
      }
      for (const mail of of("agents"))
        expect(mail.recipients.every(({ address }) => address.endsWith("@contoso.example"))).toBe(true);
      seen.held += ticket
        .state()
        .events.filter(({ type }) => type === "answer_held" || type === "agent_mail_held").length;
    }),
    { numRuns: RUNS, ...(RUNS === 400 ? { seed: 7 } : {}) },
  );
  // The conversations were about something: mails went both ways, and what would have leaked was held.
  expect(Math.min(seen.customer, seen.upstream, seen.held)).toBeGreaterThan(RUNS / 4);
}, 120_000);

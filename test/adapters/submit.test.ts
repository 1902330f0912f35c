import { describe, expect, test } from "vitest";
import { openSubmitter } from "../../src/adapters/smtp/submit.ts";
import { DEATHS, type DyingServer, type Plan, startDyingServer } from "../support/dying-smtp.ts";

const server = (port: number) =>
  ({ host: "127.0.0.1", port, tls: "never", user: null, password: null }) as const;
const patient = { connect: 20_000, total: 40_000 };
const small = Buffer.from("Subject: small\r\n\r\n.\r\nWords.\r\n");

/** What the client says of a mail, given what its server does. */
async function submitTo(
  plan: Plan | ((nth: number) => Plan),
  mail: Partial<Parameters<ReturnType<typeof openSubmitter>["submit"]>[0]> = {},
  offers = "\r\n250-PIPELINING\r\n250-SIZE 1000000",
  limits = patient,
) {
  await using smtp = await startDyingServer({
    plan: (_from, nth) => (typeof plan === "function" ? plan(nth) : plan),
    offers: () => offers,
  });
  await using submitter = openSubmitter(server(smtp.port), { limits });
  let begun = 0;
  const outcome = await submitter.submit(
    { reversePath: "desk@contoso.example", recipients: ["a@x.example"], bytes: small, ...mail },
    async () => void begun++,
  );
  return { outcome, begun, taken: smtp.taken };
}

describe("what is known of a mail when its server goes", () => {
  const ENDS = { "after-dot": "unsure", "half-reply": "unsure", "after-reply": "accepted" } as const;

  test.each(DEATHS.filter((death) => death !== "before-greeting" && death !== "mid-data"))(
    "it dies %s",
    async (die) => {
      const { outcome, begun } = await submitTo({ die });
      const expected = die in ENDS ? ENDS[die as keyof typeof ENDS] : "not-sent";
      expect([outcome.kind, begun]).toEqual([expected, expected === "not-sent" ? 0 : 1]);
    },
  );

  test.each(["after-mail", "after-rcpt", "at-data"] as const)(
    "it falls silent %s: given up in time, it has nothing",
    async (die) => {
      const began = performance.now();
      expect((await submitTo({ die, silent: true }, {}, "", { ...patient, total: 500 })).outcome.kind).toBe(
        "not-sent",
      );
      expect(performance.now() - began).toBeGreaterThan(495);
    },
  );

  test("it takes the whole mail and falls silent: nobody knows", async () => {
    const { outcome } = await submitTo({ die: "mid-data", silent: true }, {}, "", {
      ...patient,
      total: 3_000,
    });
    expect(outcome.kind).toBe("unsure");
  });

  test("it says nothing at all: no session, in time", async () => {
    await using smtp = await startDyingServer({ plan: () => ({}), diesAtGreeting: () => true });
    await using submitter = openSubmitter(server(smtp.port), { limits: patient });
    expect(await submitter.greet()).toContain("closed");
    const mail = { reversePath: "d@x.example", recipients: ["a@x.example"], bytes: small };
    expect((await submitter.submit(mail, async () => {})).kind).toBe("not-sent");
  });

  // Some megabytes lie in the sockets' own buffers: what is handed over there may arrive, as far as we know.
  const big = Buffer.from(`Subject: big\r\n\r\n${`${"x".repeat(998)}\r\n`.repeat(12_000)}`);
  test.each([1, 1_000, 65_535, 65_536, 1_000_000])(
    "it dies after %i bytes of twelve million: it cannot have the mail, so it is simply tried again",
    async (bytes) => {
      const { outcome, begun } = await submitTo({ die: "mid-data", bytes }, { bytes: big }, "\r\n250-SIZE");
      expect([outcome.kind, begun]).toEqual(["not-sent", 1]);
    },
  );

  test("it dies with all of them but no dot: nobody knows", async () => {
    const { outcome } = await submitTo(
      { die: "mid-data", bytes: big.length },
      { bytes: big },
      "\r\n250-SIZE",
    );
    expect(outcome.kind).toBe("unsure");
  });

  test("it takes a mail in the middle of it, and goes on talking: that is no acceptance", async () => {
    const refusal = { refuse: { at: "data", code: 250 } } as const;
    const { outcome } = await submitTo(refusal, { bytes: big }, "\r\n250-SIZE");
    expect(outcome.kind).not.toBe("accepted");
  });

  test("the row cannot be marked: not a byte leaves", async () => {
    await using smtp = await startDyingServer({ plan: () => ({}) });
    await using submitter = openSubmitter(server(smtp.port), { limits: patient });
    const mail = { reversePath: "d@x.example", recipients: ["a@x.example"], bytes: small };
    const outcome = await submitter.submit(mail, () => Promise.reject(new Error("overtaken")));
    expect([outcome.kind, smtp.taken]).toEqual(["not-sent", []]);
  });
});

describe("what a server refuses", () => {
  test.each<[string, Plan["refuse"], string]>([
    ["the sender, for now", { at: "mail", code: 451 }, "refused 451"],
    ["the sender, for good", { at: "mail", code: 553 }, "refused 553"],
    ["everybody, for now", { at: "rcpt", code: 450 }, "refused 451"],
    ["everybody, for good", { at: "rcpt", code: 550 }, "refused 550"],
    ["DATA", { at: "data", code: 554 }, "refused 554"],
    ["the message, after all of it", { at: "dot", code: 552 }, "refused 552"],
    ["us, since we did not sign in: the mail is not at fault", { at: "mail", code: 530 }, "not-sent"],
  ])("%s", async (_name, refuse, expected) => {
    const { outcome } = await submitTo({ refuse });
    expect(outcome.kind === "refused" ? `refused ${outcome.code}` : outcome.kind).toBe(expected);
  });

  test("one of three recipients: the others have it, and who was refused is told by address", async () => {
    const recipients = ["a@x.example", "b@x.example", "c@x.example"];
    const { outcome, taken } = await submitTo(
      { refuse: { at: "rcpt", code: 550 }, refuseOnly: (to) => to.startsWith("b") },
      { recipients },
    );
    expect(outcome).toMatchObject({ kind: "accepted", refused: [{ address: "b@x.example", code: 550 }] });
    expect(taken.map(({ to }) => to)).toEqual([["a@x.example", "c@x.example"]]);
  });

  test("a mail larger than it takes: refused for good, and not a byte leaves", async () => {
    const { outcome, begun } = await submitTo({}, {}, "\r\n250-SIZE 20");
    expect([outcome, begun]).toEqual([
      { kind: "refused", code: 552, reply: expect.stringContaining("20"), refused: [] },
      0,
    ]);
  });
});

describe("addresses of other letters", () => {
  const recipients = ["jörg@x.example", "ana@münchen.example", "no address", "b@x.example"];

  test("a domain goes as IDNA; a local part needs SMTPUTF8 and fails alone where there is none", async () => {
    const { outcome, taken } = await submitTo({}, { recipients });
    expect(taken[0]!.to).toEqual(["ana@xn--mnchen-3ya.example", "b@x.example"]);
    expect(
      outcome.kind === "accepted" && outcome.refused.map(({ address, code }) => [address, code]),
    ).toEqual([
      ["jörg@x.example", 553],
      ["no address", 553],
    ]);
  });

  test("with SMTPUTF8 it goes, and the domain of a refused one is told as the desk writes it", async () => {
    const { outcome, taken } = await submitTo(
      { refuse: { at: "rcpt", code: 550 }, refuseOnly: (to) => to.startsWith("ana") },
      { recipients: recipients.slice(0, 2) },
      "\r\n250-SMTPUTF8",
    );
    expect(taken[0]!.to).toEqual(["jörg@x.example"]);
    expect(outcome.kind === "accepted" && outcome.refused.map(({ address }) => address)).toEqual([
      "ana@münchen.example",
    ]);
  });

  test("nobody left to send to: refused, and the server is not asked", async () => {
    const { outcome, taken } = await submitTo({}, { recipients: ["jörg@x.example"] });
    expect([outcome.kind === "refused" && outcome.code, taken]).toEqual([553, []]);
  });
});

describe("connections are used again", () => {
  const mail = { reversePath: "d@x.example", recipients: ["a@x.example"], bytes: small };
  const later = async () => {};

  async function pooled(work: (server: DyingServer, submit: () => Promise<string>) => Promise<void>) {
    let nth = 0;
    await using smtp = await startDyingServer({
      plan: () => (nth++ === 1 ? { refuse: { at: "mail", code: 421 } } : {}),
    });
    await using submitter = openSubmitter(server(smtp.port), {
      max: 2,
      limits: patient,
    });
    await work(smtp, async () => (await submitter.submit(mail, later)).kind);
  }

  test("one that ended while it waited is replaced without counting as a try", () =>
    pooled(async (smtp, submit) => {
      expect(await submit()).toBe("accepted");
      smtp.cut();
      expect(await submit()).not.toBe("not-sent");
    }));

  test("one that is told to go (421) before its mail is replaced, too", () =>
    pooled(async (smtp, submit) => {
      expect([await submit(), await submit()]).toEqual(["accepted", "accepted"]);
      expect(smtp.met.get("421 at mail")).toBe(1);
    }));

  test("never more than allowed, however many mails", async () => {
    await using smtp = await startDyingServer({ plan: () => ({}) });
    await using submitter = openSubmitter(server(smtp.port), {
      max: 2,
      limits: patient,
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => submitter.submit(mail, later)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["accepted"]));
    expect(smtp.mostConnections()).toBe(2);
  });
});

import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../src/values/instant.ts";
import { intakeDesk } from "../support/intake-desk.ts";
import { plainMail } from "../support/plain-mail.ts";
import { type ScriptedMail, startScriptedImap, type Trick } from "../support/scripted-imap.ts";
import { until } from "../support/until.ts";

const MB = 1024 * 1024;

const mail = (uid: number, text = `Words ${uid}.`, date?: string): ScriptedMail => ({
  uid,
  raw: Buffer.from(
    plainMail(
      { From: "carla@fabrikam.example", Subject: `Mail ${uid}`, "Message-ID": `<${uid}@f.example>` },
      text,
    ),
  ),
  ...(date === undefined ? {} : { date }),
});
const large = (uid: number, bytes: number): ScriptedMail => ({
  uid,
  raw: Buffer.concat([mail(uid).raw, Buffer.from(randomBytes(bytes / 2).toString("hex"))]),
});
const mails = (...uids: number[]): ScriptedMail[] => uids.map((uid) => mail(uid));
const states = (rows: readonly { uid: number; state: string }[]) =>
  rows.map(({ uid, state }) => [uid, state]);
const fetchesBodyOf = (uid: number, line: string): boolean => {
  const [, set] = /^UID FETCH (\S+) .*BODY\.PEEK\[\]/.exec(line) ?? [];
  return (
    set?.split(",").some((range) => {
      const [from, to = from] = range.split(":").map(Number);
      return uid >= from! && uid <= to!;
    }) === true
  );
};
/** Lets a trick work on commands that fit, `times` times. */
const tricks = (trick: Trick, fits: (line: string) => boolean, times = Number.POSITIVE_INFINITY) => {
  let left = times;
  return (line: string): Trick | null => (fits(line) && left-- > 0 ? trick : null);
};

test("a mail that the server refuses is set aside with the reason and asked for again later; the others are stored", async () => {
  await using server = await startScriptedImap(mails(1, 2, 3));
  // As servers do: whatever is asked for together with it is refused too.
  const refused = (line: string) => fetchesBodyOf(2, line);
  server.trick = tricks({ kind: "no", text: "[SERVERBUG] Internal error" }, refused);
  await using desk = await intakeDesk(server.port, { pollMs: 100 });
  await desk.start();
  const [one, aside, three] = await desk.rows();
  expect([one!.state, three!.state]).toEqual(["stored", "stored"]);
  expect(aside).toMatchObject({ state: "aside", disposition: "quarantined", dueAt: null });
  expect(aside!.because).toContain("Internal error");
  server.trick = () => null;
  const asked = server.commands.filter(refused).length;
  server.mails.push(mail(4));
  await desk.awaitRows((rows) => rows[3]?.state === "stored", "the next mail is stored");
  expect(server.commands.filter(refused).length, "not before its time").toBe(asked);
  desk.forward(2 * MINUTE);
  const rows = await desk.awaitRows((all) => all[1]?.state === "stored", "it is fetched after all");
  expect(rows[1]).toMatchObject({ disposition: null, because: null });
  expect(await desk.raw(rows[1]!)).toEqual(server.mails[1]!.raw);
});

test("a mail that breaks the connection three times is set aside, and those behind it are stored", async () => {
  await using server = await startScriptedImap(mails(1, 2, 3));
  server.trick = tricks({ kind: "close" }, (line) => fetchesBodyOf(1, line));
  await using desk = await intakeDesk(server.port);
  void desk.start().catch(() => {});
  const rows = await desk.awaitRows((all) => all[0]?.state === "aside", "the poison is aside");
  expect(states(rows)).toEqual([
    [1, "aside"],
    [2, "stored"],
    [3, "stored"],
  ]);
  expect(rows[0]!.because).toContain("the connection broke 3 times");
});

test("a connection that breaks in the middle of an answer loses nothing and calls nothing deleted", async () => {
  await using server = await startScriptedImap(mails(1, 2, 3, 4));
  server.trick = tricks({ kind: "close-after", mails: 2 }, (line) => fetchesBodyOf(3, line), 1);
  await using desk = await intakeDesk(server.port);
  await desk.start();
  const rows = await desk.rows();
  expect(rows.map(({ state, disposition }) => [state, disposition])).toEqual(
    rows.map(() => ["stored", null]),
  );
  for (const [n, row] of rows.entries()) expect(await desk.raw(row)).toEqual(server.mails[n]!.raw);
  expect(server.connections).toBe(2);
});

test("a mail that is expunged between its listing and its fetching has vanished, and the others are stored", async () => {
  await using server = await startScriptedImap(mails(1, 2, 3));
  server.trick = (line) => {
    if (/^UID FETCH 1:3 .*BODY/.test(line)) server.mails.splice(1, 1);
    return null;
  };
  await using desk = await intakeDesk(server.port);
  await desk.start();
  expect((await desk.rows()).map(({ uid, state, disposition }) => [uid, state, disposition])).toEqual([
    [1, "stored", null],
    [2, "done", "vanished"],
    [3, "stored", null],
  ]);
});

test("a server that offers IDLE and never tells of mail is asked, and the mail is found", async () => {
  await using server = await startScriptedImap();
  await using desk = await intakeDesk(server.port, { pollMs: 100 });
  await desk.start();
  server.mails.push(mail(1));
  await desk.awaitRows((rows) => rows[0]?.state === "stored", "the mail nobody told of");
});

test("a server that tells of mail is heard without waiting for the poll", async () => {
  await using server = await startScriptedImap();
  await using desk = await intakeDesk(server.port);
  await desk.start();
  await until(async () => server.commands.includes("IDLE"), "the desk listens");
  server.mails.push(mail(1));
  server.tell();
  await desk.awaitRows((rows) => rows[0]?.state === "stored", "the mail");
});

test("a half-open connection is noticed, said, and made anew", async () => {
  await using server = await startScriptedImap(mails(1));
  await using desk = await intakeDesk(server.port, { pollMs: 100, silenceMs: 300 });
  await desk.start();
  let dead = true;
  server.trick = () => (dead ? { kind: "nothing" } : null);
  await until(async () => (await desk.folder()).lastError !== null, "the silence is written down");
  dead = false;
  server.mails.push(mail(2));
  await desk.awaitRows((rows) => rows[1]?.state === "stored", "the mail after the silence");
  await until(async () => (await desk.folder()).lastError === null, "all is well again");
});

test("a server that answers drop by drop is waited for", async () => {
  await using server = await startScriptedImap(mails(1, 2, 3));
  const slow = { kind: "slowly", pauseMs: 40, bytes: 16 } as const;
  server.trick = tricks(slow, (line) => fetchesBodyOf(1, line));
  await using desk = await intakeDesk(server.port, { silenceMs: 1500 });
  await desk.start();
  expect(states(await desk.rows())).toEqual([
    [1, "stored"],
    [2, "stored"],
    [3, "stored"],
  ]);
  expect(server.connections).toBe(1);
});

describe("large mails", () => {
  test("come in pieces, go on where the connection broke, and are whole in the end", async () => {
    await using server = await startScriptedImap([large(1, 4 * MB)]);
    server.trick = tricks({ kind: "close" }, (line) => line.includes(`<${2 * MB}.`), 1);
    await using desk = await intakeDesk(server.port);
    await desk.start();
    const [row] = await desk.rows();
    expect(row).toMatchObject({ state: "stored", msgId: "<1@f.example>", pieces: 5 });
    expect((await desk.raw(row!)).equals(server.mails[0]!.raw)).toBe(true);
    const starts = server.commands.flatMap((line) => /BODY\.PEEK\[\]<(\d+)\./.exec(line)?.[1] ?? []);
    expect(starts.map((start) => Number(start) / MB)).toEqual([0, 1, 2, 2, 3, 4]);
  });

  test("let mails that come meanwhile go first", async () => {
    await using server = await startScriptedImap([large(1, 4 * MB)]);
    await using desk = await intakeDesk(server.port);
    server.trick = (line) => {
      // The server tells of it within its next answer, as any server may (RFC 3501 §7).
      if (line.includes(`<${MB}.`) && server.mails.length === 1) {
        server.mails.push(mail(2));
        server.tellAll();
      }
      return null;
    };
    await desk.start();
    const order = server.commands.filter((line) => fetchesBodyOf(2, line) || line.includes(`<${4 * MB}.`));
    expect(order.map((line) => /^UID FETCH (\d)/.exec(line)![1])).toEqual(["2", "1"]);
    expect(states(await desk.rows())).toEqual([
      [1, "stored"],
      [2, "stored"],
    ]);
  });

  test("of which the server says that they are small come whole too", async () => {
    const lied = { ...large(1, 3 * MB), saidSize: 100 };
    await using server = await startScriptedImap([lied, mail(2)]);
    await using desk = await intakeDesk(server.port);
    await desk.start();
    const rows = await desk.rows();
    expect(rows.map(({ state }) => state)).toEqual(["stored", "stored"]);
    expect((await desk.raw(rows[0]!)).equals(lied.raw)).toBe(true);
  });

  test("whose length is a whole number of pieces end where they end", async () => {
    const exact = { uid: 1, raw: Buffer.concat([mail(1).raw, Buffer.alloc(3 * MB)]).subarray(0, 3 * MB) };
    await using server = await startScriptedImap([exact]);
    await using desk = await intakeDesk(server.port);
    await desk.start();
    const [row] = await desk.rows();
    expect((await desk.raw(row!)).equals(exact.raw)).toBe(true);
  });
});

describe("a folder that the server has renumbered", () => {
  test("is matched by header, date and size; only what is new is fetched, and what was old stays old", async () => {
    await using server = await startScriptedImap([mail(1, "old", "01-Dec-2026 09:00:00 +0000")]);
    await using desk = await intakeDesk(server.port, { withExisting: false, pollMs: 100 });
    await desk.start();
    const today = "03-Dec-2026 10:30:00 +0000";
    desk.forward(HOUR);
    server.mails.push(mail(2, "two", today), mail(3, "three", today));
    await desk.awaitRows((rows) => rows.length === 2 && rows[1]!.state === "stored", "two mails are stored");
    await desk.stop();
    // The same three and three more, two of which say they are mail 3: one as long as it, one of its time.
    server.uidvalidity = 2;
    const forged = { ...mail(3, "thr33", "03-Dec-2026 10:45:00 +0000"), uid: 14 };
    const longer = { ...mail(3, "a longer three", today), uid: 16 };
    server.mails.splice(
      0,
      3,
      ...[1, 2, 3].map((n) => ({ ...server.mails[n - 1]!, uid: n + 10 })),
      forged,
      mail(15, "fifteen", today),
      longer,
    );
    const before = server.commands.length;
    await desk.start();
    const rows = (await desk.rows()).filter(({ uidvalidity }) => uidvalidity === 2);
    expect(rows.map(({ uid, state, disposition }) => [uid, state, disposition])).toEqual([
      [11, "done", "before-start"],
      [12, "done", "duplicate"],
      [13, "done", "duplicate"],
      [14, "stored", null],
      [15, "stored", null],
      [16, "stored", null],
    ]);
    const bodies = server.commands.slice(before).filter((line) => line.includes("BODY.PEEK[]"));
    expect(bodies.map((line) => line.split(" ")[2])).toEqual(["14:16"]);
  });

  test("before a mail could be fetched goes on under the new number", async () => {
    await using server = await startScriptedImap(mails(1));
    server.trick = tricks({ kind: "no", text: "not now" }, (line) => fetchesBodyOf(1, line));
    await using desk = await intakeDesk(server.port);
    await desk.start();
    await desk.stop();
    server.trick = () => null;
    server.uidvalidity = 2;
    server.mails.splice(0, 1, { ...mail(1, undefined, "03-Dec-2026 10:30:00 +0000"), uid: 7 });
    desk.forward(HOUR);
    await desk.start();
    expect((await desk.rows()).map(({ uid, state, disposition }) => [uid, state, disposition])).toEqual([
      [1, "done", "vanished"],
      [7, "stored", null],
    ]);
  });
});

test("mail from a stated day on is imported at the first connection, without acknowledgement", async () => {
  const days = ["28-Nov-2026", "30-Nov-2026", "01-Dec-2026"];
  await using server = await startScriptedImap(
    days.map((day, n) => mail(n + 1, day, `${day} 12:00:00 +0000`)),
  );
  const importSince = Date.parse("2026-11-30T00:00:00Z") as never;
  await using desk = await intakeDesk(server.port, { withExisting: false, over: { importSince } });
  await desk.start();
  const rows = await desk.rows();
  expect(rows.map(({ state, disposition, acknowledge }) => [state, disposition, acknowledge])).toEqual([
    ["done", "before-start", true],
    ["stored", null, false],
    ["stored", null, false],
  ]);
  expect(rows[1]!.receivedAt, "their clocks begin now").toEqual(rows[1]!.seenAt);
});

test("a thousand mails come in a few transactions, and a large one among them comes last", async () => {
  const small = Array.from({ length: 1000 }, (_, n) => mail(n + 1 + (n >= 3 ? 1 : 0)));
  const all = [...small.slice(0, 3), large(4, 3 * MB), ...small.slice(3)];
  await using server = await startScriptedImap(all);
  await using desk = await intakeDesk(server.port);
  await desk.start();
  const rows = await desk.rows();
  expect(rows.filter(({ state }) => state === "stored")).toHaveLength(1001);
  const bodies = server.commands.filter((line) => line.includes("BODY.PEEK[]"));
  expect(bodies.length).toBeLessThan(20);
  expect(bodies.at(-1)).toMatch(/^UID FETCH 4 /);
});

import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import {
  openParsePool,
  type ParsePool,
  type ParsePoolOptions,
} from "../../src/adapters/system/parse-pool.ts";
import { Unavailable } from "../../src/values/trouble.ts";

const RECEIVER = { provider: "generic", authservId: null } as const;
const mail = (text: string): Buffer => Buffer.from(`From: a@b.example\r\nSubject: ${text}\r\n\r\n${text}`);
/** Costs more than any clock or heap of these tests allows, but ends. */
const heavy = (): Buffer =>
  Buffer.from(`From: a@b.example\r\nContent-Type: text/html\r\n\r\n${"<ul><li>x <b>y".repeat(280_000)}`);

/** A thread starts with 12 MB, and dies of `large` with 20. */
const HEAP_MB = 16;
const large = (): Buffer => {
  const lines = Array.from({ length: 400_000 }, (_, index) => `${index}`.padEnd(62, "words that count "));
  return Buffer.from(`From: a@b.example\r\n\r\n${lines.join("\r\n")}`);
};

let pool: ParsePool;
const open = (options: Partial<ParsePoolOptions> = {}): ParsePool => {
  pool = openParsePool({ size: 2, ...options });
  return pool;
};
afterEach(() => pool.close());

describe("the parse pool", () => {
  test("reads mails in threads, each answer for its own mail", async () => {
    const { read } = bound(open());
    const readings = await Promise.all(
      Array.from({ length: 200 }, (_, index) => read(mail(`mail ${index}`))),
    );
    expect(readings.map((reading) => reading.kind === "message" && reading.message.subject)).toEqual(
      Array.from({ length: 200 }, (_, index) => `mail ${index}`),
    );
  });

  test("leaves the caller's bytes as they were", async () => {
    const bytes = mail("kept");
    await open().read(bytes, RECEIVER);
    expect(bytes.toString()).toContain("Subject: kept");
  });

  test("reads bytes in shared memory", async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(100));
    shared.set(mail("shared"));
    expect(await open().read(shared, RECEIVER)).toMatchObject({ message: { subject: "shared" } });
  });

  test("ends a mail that takes too long, and reads the next one", async () => {
    const { read } = bound(open({ size: 1, timeoutMs: 5 }));
    expect(await read(heavy())).toMatchObject({ kind: "unreadable", because: "too-slow" });
    await pool.close();
    const patient = bound(open({ size: 1 }));
    expect(await patient.read(mail("next"))).toMatchObject({ kind: "message" });
  });

  test("answers for the mail its thread died of, and reads the next one", async () => {
    const { read } = bound(open({ size: 1, heapMb: HEAP_MB, timeoutMs: 60_000 }));
    const [died, next] = await Promise.all([read(large()), read(mail("next"))]);
    expect(died).toMatchObject({ kind: "unreadable", because: "parser-died" });
    expect(next).toMatchObject({ kind: "message", message: { subject: "next" } });
  });

  test("a machine that sleeps in the middle of a mail makes no mail slow", () => {
    const script = `
      import { spawn } from "node:child_process";
      import { openParsePool } from "./src/adapters/system/parse-pool.ts";
      const pool = openParsePool({ size: 1, timeoutMs: 1000 });
      const receiver = { provider: "generic", authservId: null };
      await pool.read(Buffer.from("From: a@b.example\\r\\n\\r\\nx"), receiver);
      const html = "<ul><li>x <b>y".repeat(20_000);
      spawn("sh", ["-c", "sleep 2; kill -CONT " + process.pid]);
      const read = pool.read(Buffer.from("From: a@b.example\\r\\nContent-Type: text/html\\r\\n\\r\\n" + html), receiver);
      process.kill(process.pid, "SIGSTOP");
      const { kind, because } = await read;
      console.log(kind, because);
      process.exit();`;
    const args = ["--input-type=module", "-e", script];
    const out = execFileSync(process.execPath, args, { encoding: "utf8", timeout: 30_000 });
    expect(out.trim()).toBe("message undefined");
  });

  test("refuses more than may wait", async () => {
    const { read } = bound(open({ size: 1, mostWaiting: 2 }));
    const waiting = [read(mail("1")), read(mail("2"))];
    await expect(read(mail("3"))).rejects.toThrow(Unavailable);
    expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(["message", "message"]);
  });

  test("an idle pool holds no process open", () => {
    const script = `
      import { openParsePool } from "./src/adapters/system/parse-pool.ts";
      const pool = openParsePool({ size: 1 });
      const mail = Buffer.from("From: a@b.example\\r\\n\\r\\nx");
      console.log((await pool.read(mail, { provider: "generic", authservId: null })).kind);`;
    const args = ["--input-type=module", "-e", script];
    const out = execFileSync(process.execPath, args, { encoding: "utf8", timeout: 20_000 });
    expect(out.trim()).toBe("message");
  });

  test("refuses work once closed", async () => {
    await open().close();
    await expect(pool.read(mail("late"), RECEIVER)).rejects.toThrow(Unavailable);
  });
});

function bound(opened: ParsePool): { read: (bytes: Uint8Array) => ReturnType<ParsePool["read"]> } {
  return { read: (bytes) => opened.read(bytes, RECEIVER) };
}

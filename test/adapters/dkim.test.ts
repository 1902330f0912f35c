import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, test } from "vitest";
import { type Content, piecesOf } from "../../src/adapters/smtp/content.ts";
import type { DkimKey } from "../../src/adapters/smtp/dkim.ts";
import { dkimRecordProblem } from "../../src/adapters/smtp/dkim-record.ts";
import { submissionOf } from "../../src/adapters/smtp/submission.ts";
import { readSettings } from "../../src/adapters/system/settings.ts";
import { compose } from "../../src/mail/compose.ts";
import { instant } from "../../src/values/instant.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const RECORDS: Readonly<Record<string, string>> = {
  "rsa._domainkey.contoso.example": `v=DKIM1; k=rsa; p=${rsa.publicKey.export({ format: "der", type: "spki" }).toString("base64")}`,
  "ed._domainkey.contoso.example": `v=DKIM1; k=ed25519; p=${ed25519.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64")}`,
};
const KEYS = {
  rsa: { domain: "contoso.example", selector: "rsa", key: rsa.privateKey },
  ed25519: { domain: "contoso.example", selector: "ed", key: ed25519.privateKey },
} as const;

async function sent(content: Content, key: DkimKey | null, repeats = 0): Promise<Buffer> {
  const work = { reversePath: "support@contoso.example", recipients: [], repeats };
  const { bytes } = await submissionOf(work, content, key);
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(bytes).read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function verdict(mail: Buffer): Promise<readonly (string | undefined)[]> {
  const resolver = async (name: string) => {
    const record = RECORDS[name];
    if (record === undefined) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    return [[record]];
  };
  const { results } = await dkimVerify(mail, { resolver } as never);
  return results.map(({ status }: { status: { result?: string } }) => status.result);
}

const mail = (text = "Words.\r\n\r\n\r\n") =>
  compose({
    from: { name: "Zoë", address: "support@contoso.example" },
    replyTo: { name: "", address: "support+t@contoso.example" },
    to: [{ name: "Carla", address: "carla@fabrikam.example" }],
    subject: "Ligações caem ".repeat(20),
    date: instant("2026-12-03T10:00:00Z"),
    msgId: "<1@contoso.example>",
    inReplyTo: "<0@fabrikam.example>",
    references: Array.from({ length: 12 }, (_, i) => `<${i}.${"r".repeat(60)}@fabrikam.example>`),
    text,
    html: `<p>${text}</p>`,
    automatic: "auto-replied",
  });

describe("what leaves is signed", () => {
  test.each(["rsa", "ed25519"] as const)(
    "%s: another implementation finds the signature good",
    async (kind) => {
      expect(await verdict(await sent(await mail(), KEYS[kind]))).toEqual(["pass"]);
    },
  );

  test.each<[string, string]>([
    ["a body of nothing", "Subject: x\r\nFrom: a@contoso.example\r\n\r\n"],
    ["a body without a last line end", "Subject: x\r\nFrom: a@contoso.example\r\n\r\nwords"],
    ["a body that ends in empty lines", "Subject: x\r\nFrom: a@contoso.example\r\n\r\nwords\r\n\r\n\r\n"],
    [
      "a body with dots and blanks",
      "Subject: x\r\nFrom: a@contoso.example\r\n\r\n.\r\n ..\r\n\r\n\t\r\nx  \r\n",
    ],
  ])("%s", async (_name, text) => {
    expect(await verdict(await sent(Buffer.from(text), KEYS.rsa))).toEqual(["pass"]);
  });

  test("however the bytes are cut into pieces, the signature is the same", async () => {
    const bytes = Buffer.from(await mail(`${"line\r\n".repeat(400)}\r\n\r\n`));
    const whole = await sent(bytes, KEYS.rsa);
    const header = bytes.indexOf("\r\n\r\n") + 4;
    for (const cut of [1, 2, 3, 7, 1000]) {
      const read = async function* () {
        yield bytes.subarray(0, header + 1);
        for (let at = header + 1; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut);
      };
      expect(await sent({ size: bytes.length, read }, KEYS.rsa)).toEqual(whole);
    }
  });

  test("the mark of a repeat stands above the signature and does not break it", async () => {
    const marked = await sent(await mail(), KEYS.rsa, 1);
    expect(marked.toString("latin1")).toMatch(/^X-Answerable-Repeat: .*\r\nDKIM-Signature: /);
    expect(await verdict(marked)).toEqual(["pass"]);
  });

  test.each<[string, (mail: string) => string]>([
    ["a word of the body is changed", (text) => text.replace("Words", "Wards")],
    ["the subject is changed", (text) => text.replace(/Subject: /, "Subject: X")],
    ["a second From is put on top", (text) => `From: eve@evil.example\r\n${text}`],
  ])("%s: the signature fails", async (_name, change) => {
    const changed = change((await sent(await mail(), KEYS.rsa)).toString("latin1"));
    expect(await verdict(Buffer.from(changed, "latin1"))).not.toEqual(["pass"]);
  });

  test("without a key the stored bytes leave as they are", async () => {
    const bytes = await mail();
    expect(await sent(bytes, null)).toEqual(Buffer.from(bytes));
  });
});

describe("what DNS says of a key", () => {
  const lookUp = async (name: string) => {
    const record = RECORDS[name];
    if (record === undefined) throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
    // Long records come in parts.
    return [["v=spf1 -all"], [record.slice(0, 100), record.slice(100)]];
  };

  test.each(["rsa", "ed25519"] as const)("%s: the public half is there", async (kind) => {
    expect(await dkimRecordProblem(KEYS[kind], lookUp)).toBeNull();
  });

  test("it is not there, or another is: what to publish is told", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    expect(await dkimRecordProblem({ ...KEYS.rsa, key: other }, lookUp)).toMatch(
      /has another key: publish TXT rsa\._/,
    );
    const missing = await dkimRecordProblem({ ...KEYS.ed25519, selector: "new" }, lookUp);
    expect(missing).toContain(
      `is not in DNS: publish TXT new._domainkey.contoso.example: ${RECORDS["ed._domainkey.contoso.example"]}`,
    );
  });

  test("DNS is away: nothing is said about the key", async () => {
    const away = () => Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" }));
    expect(await dkimRecordProblem(KEYS.rsa, away)).toContain("cannot be looked up now (ETIMEOUT)");
  });
});

describe("a key that cannot sign is told at the start, and nothing of it", () => {
  const folder = mkdtempSync(join(tmpdir(), "answerable-dkim-"));
  const small = generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey;
  const pem = (name: string, text: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const good = pem("good.pem", rsa.privateKey.export({ format: "pem", type: "pkcs8" }));

  test.each<[string, Record<string, string>, RegExp | null]>([
    ["a good one", { DKIM_KEY_FILE: good, DKIM_SELECTOR: "s" }, null],
    ["no selector", { DKIM_KEY_FILE: good }, /DKIM_SELECTOR: missing/],
    ["no key", { DKIM_SELECTOR: "s" }, /DKIM_KEY_FILE: missing/],
    ["no such file", { DKIM_KEY_FILE: "/no/such", DKIM_SELECTOR: "s" }, /DKIM_KEY_FILE: no such file/],
    [
      "no key in it",
      { DKIM_KEY_FILE: pem("bad", "secret words"), DKIM_SELECTOR: "s" },
      /expected a PEM file/,
    ],
    [
      "too small a key",
      { DKIM_KEY_FILE: pem("512", small.export({ format: "pem", type: "pkcs8" })), DKIM_SELECTOR: "s" },
      /holds a key of type rsa 512/,
    ],
  ])("%s", (_name, env, expected) => {
    const read = readSettings({ ...env, DESK_ADDRESS: "support@contoso.example" });
    if (expected === null) {
      expect(read.kind === "settings" && read.settings.sending.dkim?.domain).toBe("contoso.example");
      expect(JSON.stringify(read)).not.toContain("PRIVATE");
      return;
    }
    const problems = read.kind === "refused" ? read.problems.join("\n") : "";
    expect(problems).toMatch(expected);
    expect(problems).not.toContain("secret words");
  });
});

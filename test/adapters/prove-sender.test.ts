import { generateKeyPairSync } from "node:crypto";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { createTransport } from "nodemailer";
import { describe, expect, test } from "vitest";
import { openSenderProof, type Resolve } from "../../src/adapters/dns/prove-sender.ts";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = keys.publicKey.export({ type: "spki", format: "der" }).toString("base64");

/** A zone held in memory; a name it does not have is not there. */
function zone(records: Record<string, string>): Resolve {
  return async (name, rrtype) => {
    const record = records[name];
    if (rrtype !== "TXT" || record === undefined)
      throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
    return [[record]];
  };
}

const KEY = `v=DKIM1; k=rsa; p=${publicKey}`;
const records = {
  "s1._domainkey.contoso.example": KEY,
  "s1._domainkey.mail.contoso.example": KEY,
  "s1._domainkey.evil.example": KEY,
};

async function signed(domainName: string, from = "Ana <ana@contoso.example>"): Promise<Buffer> {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    dkim: { domainName, keySelector: "s1", privateKey },
  });
  const sent = await transport.sendMail({
    from,
    to: "support@desk.example",
    subject: "Resolve",
    text: "#resolve\n",
  });
  return sent.message as Buffer;
}

const edit = (mail: Buffer, from: string, to: string): Buffer => {
  expect(mail.includes(from)).toBe(true);
  return Buffer.from(mail.toString("latin1").replace(from, to), "latin1");
};

describe("our own proof of the sender", () => {
  const prove = openSenderProof({ resolver: zone(records) });

  test("a signature of the From domain is proof", async () => {
    const found = await prove(await signed("contoso.example"), "ana@contoso.example");
    expect(found.proved).toEqual({ address: "ana@contoso.example", method: "dkim", authservId: null });
  });

  test("so is one of the same organization", async () => {
    expect((await prove(await signed("mail.contoso.example"), "ana@contoso.example")).proved?.method).toBe(
      "dkim",
    );
  });

  test("with a DMARC policy it is told as DMARC", async () => {
    const withPolicy = openSenderProof({
      resolver: zone({ ...records, "_dmarc.contoso.example": "v=DMARC1; p=reject" }),
    });
    expect((await withPolicy(await signed("contoso.example"), "ana@contoso.example")).proved?.method).toBe(
      "dmarc",
    );
  });

  test("a policy that wants the exact domain is obeyed", async () => {
    const strict = openSenderProof({
      resolver: zone({ ...records, "_dmarc.contoso.example": "v=DMARC1; p=reject; adkim=s" }),
    });
    expect((await strict(await signed("mail.contoso.example"), "ana@contoso.example")).proved).toBeNull();
  });

  test.each([
    ["a changed body", (mail: Buffer) => edit(mail, "#resolve", "#resolvE")],
    ["a changed subject", (mail: Buffer) => edit(mail, "Subject: Resolve", "Subject: Close it")],
    ["a changed sender of the same domain", (mail: Buffer) => edit(mail, "ana@contoso", "bob@contoso")],
    [
      "a second From above",
      (mail: Buffer) => Buffer.concat([Buffer.from("From: eve@contoso.example\r\n"), mail]),
    ],
    [
      "a From appended to the header",
      (mail: Buffer) => edit(mail, "\r\n\r\n", "\r\nFrom : eve@contoso.example\r\n\r\n"),
    ],
  ])("%s is no proof", async (_name, tamper) => {
    const mail = tamper(await signed("contoso.example"));
    expect((await prove(mail, "ana@contoso.example")).proved).toBeNull();
    expect((await prove(mail, "bob@contoso.example")).proved).toBeNull();
  });

  test("a signature of a stranger is no proof", async () => {
    expect((await prove(await signed("evil.example"), "ana@contoso.example")).proved).toBeNull();
  });

  test("a signature is no proof for an address the mail is not from", async () => {
    const mail = await signed("evil.example", "Eve <eve@evil.example>");
    expect((await prove(mail, "ana@contoso.example")).proved).toBeNull();
    expect((await prove(mail, "eve@evil.example")).proved?.address).toBe("eve@evil.example");
  });

  test("a body longer than what was signed is no proof", async () => {
    const head = "From: Ana <ana@contoso.example>\r\nSubject: Resolve\r\n\r\n";
    const signedLength = "Hello\r\n".length;
    const signatures = async (maxBodyLength: number) => {
      const keyOf = { signingDomain: "contoso.example", selector: "s1", privateKey, maxBodyLength };
      return (await dkimSign(`${head}Hello\r\n`, { ...keyOf, signatureData: [keyOf] })).signatures;
    };
    const whole = Buffer.from(`${await signatures(signedLength)}${head}Hello\r\n`);
    expect((await prove(whole, "ana@contoso.example")).proved?.method).toBe("dkim");
    const longer = Buffer.from(`${await signatures(signedLength)}${head}Hello\r\n#resolve\r\n`);
    expect((await prove(longer, "ana@contoso.example")).proved).toBeNull();
  });
});

describe("bounds", () => {
  test("a resolver that never answers ends in time, without proof", async () => {
    const prove = openSenderProof({ resolver: () => new Promise(() => {}), timeoutMs: 50 });
    expect(await prove(await signed("contoso.example"), "ana@contoso.example")).toEqual({
      proved: null,
      because: "no proof within 50 ms",
    });
  });

  test("a mail that is too large is not looked at", async () => {
    let asked = 0;
    const resolver: Resolve = async () => {
      asked += 1;
      return [];
    };
    const mail = await signed("contoso.example");
    const prove = openSenderProof({ resolver, maxBytes: mail.length - 1 });
    expect((await prove(mail, "ana@contoso.example")).because).toContain("larger than");
    expect(asked).toBe(0);
  });

  test("a hundred signatures cost no lookup", async () => {
    let asked = 0;
    const resolver: Resolve = async () => {
      asked += 1;
      return [];
    };
    const one = "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=x; h=from; bh=AAAA; b=AAAA\r\n";
    const mail = Buffer.from(`${one.repeat(100)}From: ana@contoso.example\r\n\r\nHello\r\n`);
    const found = await openSenderProof({ resolver })(mail, "ana@contoso.example");
    expect([found.because, asked]).toEqual(["100 signatures", 0]);
  });

  test.each(["", "\r\n", "From: \r\n\r\n", "\0\0\0"])("%j proves nothing", async (text) => {
    const prove = openSenderProof({ resolver: zone({}) });
    expect((await prove(Buffer.from(text), "ana@contoso.example")).proved).toBeNull();
  });
});

import { describe, expect, test } from "vitest";
import { areAligned } from "../../src/mail/authentication/alignment.ts";
import { readAuthentication } from "../../src/mail/authentication.ts";
import { handMade } from "../support/hand-made-message.ts";

const PASS = "dkim=pass header.d=contoso.example; dmarc=pass header.from=contoso.example";
const FROM = "From: Ana <ana@contoso.example>";
const generic = { provider: "generic", authservId: "mx.desk.example" } as const;

describe("a generic receiver", () => {
  test.each([
    [
      "its field above all hops",
      `Authentication-Results: mx.desk.example; ${PASS}\nReceived: from a by mx.desk.example\n${FROM}`,
      "dmarc",
    ],
    [
      "its field below its own hop",
      `Received: from a by mx.desk.example\nAuthentication-Results: mx.desk.example; ${PASS}\n${FROM}`,
      "dmarc",
    ],
    [
      "dkim alone, of the same organization",
      `Authentication-Results: mx.desk.example; dkim=pass header.d=mail.contoso.example\n${FROM}`,
      "dkim",
    ],
    [
      "spf alone, of the same domain",
      `Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=ana@contoso.example\n${FROM}`,
      "spf",
    ],
  ])("believes %s", (_name, header, method) =>
    expect(readAuthentication(handMade(header), generic).proved?.method).toBe(method),
  );

  test.each([
    ["another authserv-id", `Authentication-Results: other.example; ${PASS}\n${FROM}`],
    [
      "a forged field below its own",
      `Authentication-Results: mx.desk.example; dkim=none\nReceived: from a by mx.desk.example\nAuthentication-Results: mx.desk.example; ${PASS}\nReceived: from b by evil.example\nReceived: from c by evil.example\n${FROM}`,
    ],
    [
      "a field below a stranger's hop",
      `Received: from a by mx.desk.example\nReceived: from b by evil.example\nAuthentication-Results: mx.desk.example; ${PASS}\n${FROM}`,
    ],
    [
      "a domain that is not aligned",
      `Authentication-Results: mx.desk.example; dkim=pass header.d=evil.example\n${FROM}`,
    ],
    [
      "a dmarc failure beside an aligned dkim",
      `Authentication-Results: mx.desk.example; dkim=pass header.d=contoso.example; dmarc=fail header.from=contoso.example\n${FROM}`,
    ],
    ["two From fields", `Authentication-Results: mx.desk.example; ${PASS}\n${FROM}\nFrom: eve@evil.example`],
    [
      "results in a comment",
      `Authentication-Results: mx.desk.example; none (dmarc=pass header.from=contoso.example)\n${FROM}`,
    ],
    [
      "what Microsoft 365 would write within an organization",
      `Received: from A.prod.outlook.com by B.prod.outlook.com\nX-MS-Exchange-Organization-AuthAs: Internal\n${FROM}`,
    ],
    ["ARC", `ARC-Authentication-Results: i=1; mx.desk.example; ${PASS}\n${FROM}`],
  ])("does not believe %s", (_name, header) =>
    expect(readAuthentication(handMade(header), generic).proved).toBeNull(),
  );
});

describe("Microsoft 365", () => {
  const receiver = { provider: "microsoft365", authservId: null } as const;
  const inside =
    "Received: from A.eurprd01.prod.outlook.com (2603:10a6::1) by B.eurprd01.prod.outlook.com (2603:10a6::2) with HTTPS";
  test("mail within the organization is proved by Exchange's own field", () =>
    expect(
      readAuthentication(
        handMade(`${inside}\n${FROM}\nX-MS-Exchange-Organization-AuthAs: Internal`),
        receiver,
      ).proved?.method,
    ).toBe("internal"));
  test("but not when it came in through the edge", () =>
    expect(
      readAuthentication(
        handMade(
          `${inside}\nReceived: from evil.example by DB5.mail.protection.outlook.com with SMTP\n${FROM}\nX-MS-Exchange-Organization-AuthAs: Internal`,
        ),
        receiver,
      ).proved,
    ).toBeNull());
  test("its field has no authserv-id and stands above its own hop", () =>
    expect(
      readAuthentication(
        handMade(
          `${inside}\nAuthentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=contoso.example; ${PASS};compauth=pass reason=100\nReceived: from mx.contoso.example (1.2.3.4) by DB5.mail.protection.outlook.com with SMTP\n${FROM}`,
        ),
        receiver,
      ).proved?.method,
    ).toBe("dmarc"));
  test("one below them is the sender's", () =>
    expect(
      readAuthentication(handMade(`${inside}\nAuthentication-Results: ${PASS}\n${FROM}`), receiver).proved,
    ).toBeNull());
});

describe("alignment", () => {
  test.each([
    ["the same domain", "contoso.example", "contoso.example", true],
    ["a host of the organization", "mail.contoso.co.uk", "contoso.co.uk", true],
    ["two customers of a hosting service", "ana.github.io", "eve.github.io", false],
    ["two tenants of Microsoft", "good.onmicrosoft.com", "evil.onmicrosoft.com", false],
    ["a tenant and its mail host", "contoso.onmicrosoft.com", "mail.contoso.onmicrosoft.com", true],
    ["two organizations of a country", "contoso.co.uk", "evil.co.uk", false],
    ["an internationalized name in both writings", "müller.example", "xn--mller-kva.example", true],
    ["nothing", "", "", false],
    ["an address in brackets", "[192.0.2.1]", "[192.0.2.1]", false],
  ])("%s", (_name, one, other, aligned) => expect(areAligned(one, other)).toBe(aligned));
});

describe("the sandbox", () => {
  const receiver = { provider: "sandbox", authservId: "sandbox.example" } as const;
  const signedIn = (address: string) =>
    handMade(`Authentication-Results: sandbox.example; auth=pass smtp.auth=${address}\n${FROM}`);
  test("proves the address that signed in", () =>
    expect(readAuthentication(signedIn("ana@contoso.example"), receiver).proved).toEqual({
      address: "ana@contoso.example",
      method: "auth",
      authservId: "sandbox.example",
    }));
  test("and no other of the same domain", () =>
    expect(readAuthentication(signedIn("bob@contoso.example"), receiver).proved).toBeNull());
});

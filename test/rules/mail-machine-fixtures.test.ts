import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { readAuthentication } from "../../src/mail/authentication.ts";
import { readDeliveryReport } from "../../src/mail/delivery-report.ts";
import { classifyOrigin } from "../../src/mail/origin.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import type { Receiver } from "../../src/mail/reading.ts";

const OWN = { addresses: ["support@desk.example"], messageIdDomain: "id.desk.example" };
const GENERIC: Receiver = { provider: "generic", authservId: null };

interface Expected {
  readonly receiver?: Receiver;
  readonly origin?: object;
  readonly deliveryReport?: object | null;
  readonly authentication?: object;
}

const fixtures = globSync("test/fixtures/mail/{origin,report,authentication}/*.eml").map(
  (path) => [`${basename(dirname(path))}/${basename(path, ".eml")}`, path] as const,
);

describe("what machines write, mail by mail", () => {
  test.each(fixtures)("%s", (_name, path) => {
    const expected = JSON.parse(readFileSync(path.replace(/eml$/, "json"), "utf8")) as Expected;
    const parsed = parseMessage(readFileSync(path));
    if (parsed.kind === "unreadable") throw new Error(parsed.detail);
    const found = {
      origin: classifyOrigin(parsed.message, OWN),
      deliveryReport: readDeliveryReport(parsed.message),
      authentication: readAuthentication(parsed.message, expected.receiver ?? GENERIC),
    };
    const { receiver: _receiver, ...wanted } = expected;
    expect(found).toMatchObject(wanted);
  });
});

import { describe, expect, test } from "vitest";
import {
  type Arrival,
  abilitiesOf,
  abilityAdvice,
  mayUsePlus,
  readAbilities,
  type Trips,
} from "../../src/ops/mailbox-abilities.ts";

const ARRIVED: Arrival = {
  folder: "inbox",
  messageId: "<test.x@answerable.contoso.example>",
  from: "support@contoso.example",
  returnPath: "support@contoso.example",
  provedBy: "dmarc",
  provedByUs: true,
  authservId: "mx.contoso.example",
};
const TRIPS: Trips = {
  address: "support@contoso.example",
  provider: "generic",
  messageId: "<test.x@answerable.contoso.example>",
  reversePath: "support+abc@contoso.example",
  plain: ARRIVED,
  plus: ARRIVED,
  returned: { ...ARRIVED, returnPath: "Support+abc@contoso.example" },
  sentCopy: false,
  idle: true,
};
const WELL = {
  ...{ works: true, plusAddressing: true, returnPathKept: true, fromKept: true, messageIdKept: true },
  ...{ sentCopyByServer: false, idle: true, proof: "authserv-id" },
  ...{ authservIdSeen: "mx.contoso.example", landsIn: "inbox" },
};
const plain = (over: Partial<Arrival>): Partial<Trips> => ({ plain: { ...ARRIVED, ...over } });

describe("what round trips show of a mailbox", () => {
  test.each<[string, Partial<Trips>, object]>([
    ["all is kept", {}, WELL],
    ["a plus-address that does not arrive", { plus: null }, { plusAddressing: false }],
    ["a reverse-path that was not taken", { returned: null }, { returnPathKept: false }],
    ["a reverse-path replaced by the account's", { returned: ARRIVED }, { returnPathKept: false }],
    ["a server that writes its own From", plain({ from: "smtp-user@contoso.example" }), { fromKept: false }],
    ["a From in capitals is the same", plain({ from: "SUPPORT@contoso.example" }), {}],
    ["a server that writes its own Message-ID", plain({ messageId: "<1@relay>" }), { messageIdKept: false }],
    [
      "a Message-ID in capitals is another",
      plain({ messageId: ARRIVED.messageId!.toUpperCase() }),
      { messageIdKept: false },
    ],
    ["a copy in Sent", { sentCopy: true }, { sentCopyByServer: true }],
    ["a stamp of a provider", { provider: "microsoft365" }, { proof: "provider-stamp" }],
    ["no stamp, a signature that holds", plain({ provedBy: null }), { proof: "own-check" }],
    [
      "nothing at all",
      plain({ provedBy: null, provedByUs: false, authservId: null }),
      { proof: "none", authservIdSeen: null },
    ],
    ["its own mail is junk there", plain({ folder: "junk" }), { landsIn: "junk" }],
    [
      "nothing comes back, so nothing is known",
      { plain: null, plus: null, returned: null },
      {
        ...{
          works: false,
          plusAddressing: false,
          returnPathKept: false,
          fromKept: false,
          messageIdKept: false,
        },
        ...{ proof: "none", authservIdSeen: null, landsIn: null },
      },
    ],
  ])("%s", (_name, over, differs) => {
    expect(abilitiesOf({ ...TRIPS, ...over })).toEqual({ ...WELL, ...differs });
  });

  test.each<[string, unknown, boolean]>([
    ["never measured", {}, true],
    ["measured, and they arrive", WELL, true],
    ["measured, and they do not arrive", { ...WELL, plusAddressing: false }, false],
    [
      "nothing came back: the test says nothing about them",
      { ...WELL, works: false, plusAddressing: false },
      true,
    ],
    ["measured by an older version", { works: true, plusAddressing: false, idle: true }, false],
    ["something else is kept there", null, true],
  ])("plus-addresses are used unless shown not to work: %s", (_name, stored, may) => {
    expect(mayUsePlus(stored)).toBe(may);
  });

  test("advice is given for what is missing, and none where all is well", () => {
    const advice = (over: Partial<Trips>, authservId: string | null = "mx.contoso.example") =>
      abilityAdvice(abilitiesOf({ ...TRIPS, ...over }), authservId).join("\n");
    expect(advice({})).toBe("");
    expect(advice({ plus: null })).toContain("Reply-To is the plain address");
    expect(advice({ plus: null, ...plain({ messageId: null }) })).toContain("open new tickets");
    expect(advice(plain({ provedBy: null, provedByUs: false }), null)).toContain("mx.contoso.example writes");
    expect(advice(plain({ provedBy: null, provedByUs: false }))).not.toContain("mx.contoso.example writes");
    expect(advice({ plain: null })).toMatch(/^A mail to the desk did not come back/);
  });

  test("what is kept reads back, what an older version kept does not", () => {
    const found = abilitiesOf(TRIPS);
    expect(readAbilities({ ...found, measuredAt: "2026-11-24T10:00:00Z" })).toEqual(found);
    expect(readAbilities({ works: true })).toBeNull();
    expect(readAbilities(null)).toBeNull();
  });
});

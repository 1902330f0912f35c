import { expect, test } from "vitest";
import { bareSubject } from "../../src/tickets/arrival/bare-subject.ts";

test.each([
  ["Re: [#1011] Calls drop", "Calls drop"],
  ["AW: Re: [#1011] RES: Calls drop", "Calls drop"],
  ["[#1011] Re: [#1011]Calls  drop", "Calls drop"],
  ["Odp: Antw: 回复: Calls drop", "Calls drop"],
  ["Re[2]: Calls drop", "Calls drop"],
  ["Fwd: Calls drop", "Fwd: Calls drop"],
  ["Invoice: [4711] is wrong", "Invoice: [4711] is wrong"],
  ["Re: [#1011]", ""],
  ["", ""],
])("%s is %s", (subject, bare) => {
  expect(bareSubject(subject)).toBe(bare);
});

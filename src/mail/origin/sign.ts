import type { Message } from "../message.ts";
import type { Origin } from "../reading.ts";

/**
 * How much a sign says. `proof`: nothing but a machine writes this. `strong`: a machine, unless the mail also shows a
 * person's mail client. `weak`: only together with another sign of another group.
 */
export type Strength = "proof" | "strong" | "weak";

export type MachineKind = Extract<
  Origin["kind"],
  "auto-replied" | "auto-generated" | "list" | "challenge" | "delivery-report"
>;

export interface Sign {
  readonly kind: MachineKind;
  readonly strength: Strength;
  /** Two weak signs of one group are one: they tend to come from the same program. */
  readonly group: string;
  readonly because: string;
}

/** A header field that gives a machine away. `value` is matched against the decoded, trimmed, lower-cased value. */
export interface HeaderSign {
  readonly name: string;
  readonly value: RegExp;
  readonly kind: MachineKind;
  readonly strength: Strength;
  /** The RFC or vendor that says so. */
  readonly source: string;
}

/** All values of a field, lower-cased, at most 20 of 1,000 characters. */
export function fieldValues(message: Message, name: string): readonly string[] {
  return (message.headers.get(name) ?? [])
    .slice(0, 20)
    .map((value) => value.slice(0, 1000).trim().toLowerCase());
}

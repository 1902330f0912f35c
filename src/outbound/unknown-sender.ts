import type { Published } from "../policy/published.ts";
import { type ComposedText, composeText } from "./compose-text.ts";
import type { TemplateSets } from "./templates/template-set.ts";

/** What somebody is told who belongs to no customer. Nothing of their mail is in it: it may go to somebody else. */
export type ToUnknownSender =
  | { readonly kind: "refused"; readonly language: string }
  | { readonly kind: "asked"; readonly number: string; readonly language: string };

export function unknownSender(
  published: Published,
  told: ToUnknownSender,
  templates: TemplateSets,
): ComposedText {
  const { desk } = published.policy;
  const values = { desk: desk.name, policyUrl: desk.policyUrl ?? "", contact: anotherWay(published) };
  return told.kind === "refused"
    ? composeText("unknown-sender-refused", told.language, values, templates)
    : composeText("unknown-sender-asked", told.language, { ...values, number: told.number }, templates);
}

/** How else to reach the desk; its own address is where they just wrote. */
function anotherWay({ policy }: Published): string {
  const ways = (policy.contact ?? []).flatMap((way) => {
    if ("phone" in way) return [way.phone];
    if ("web" in way) return [way.web];
    return way.email.toLowerCase() === policy.desk.address.toLowerCase() ? [] : [way.email];
  });
  return ways[0] ?? "";
}

import { composeText } from "../../outbound/compose-text.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import type { Published } from "../../policy/published.ts";
import { pickText } from "../../policy/text.ts";
import { mailto, numbered, toldLinks } from "./say-links.ts";
import type { Wording } from "./wording.ts";

/** What customers ask of us, and we of them: a manager, a price. */
export function asksWording(
  published: Published,
  templates: TemplateSets,
): Pick<Wording, "managerAsked" | "managerTold" | "priceOffer"> {
  const { desk, severities } = published.policy;
  const ours = desk.languages[0] ?? "en";
  return {
    managerAsked: ({ number, subject, customer, severity, assignee, message, replyAddress }) =>
      composeText(
        "manager-asked",
        ours,
        {
          number: numbered(number),
          desk: desk.name,
          subject,
          customer,
          severity,
          severityName: pickText(severities[severity].name, ours),
          assignee: assignee ?? "",
          message,
          links: toldLinks(replyAddress, number),
        },
        templates,
      ),
    managerTold: ({ number, language }) =>
      composeText("manager-told", language, { number: numbered(number), desk: desk.name }, templates),
    priceOffer: ({ number, language, price, what, replyAddress }) => {
      const [accept, refuse] = ANSWERS[language] ?? ANSWERS[language.split("-")[0]!] ?? ANSWERS["en"]!;
      return composeText(
        "price-offer",
        language,
        {
          number: numbered(number),
          desk: desk.name,
          price,
          what,
          accept,
          refuse,
          acceptHref: mailto(replyAddress, accept, number),
          refuseHref: mailto(replyAddress, refuse, number),
        },
        templates,
      );
    },
  };
}

/** What a customer is asked to write on the first line, as `readPriceAnswer` reads it. */
export const ANSWERS: Readonly<Record<string, readonly [accept: string, refuse: string]>> = {
  en: ["I accept the price", "I do not accept the price"],
  pt: ["Aceito o preço", "Não aceito o preço"],
  es: ["Acepto el precio", "No acepto el precio"],
  de: ["Ich bin mit dem Preis einverstanden", "Ich bin mit dem Preis nicht einverstanden"],
  fr: ["J’accepte le prix", "Je n’accepte pas le prix"],
};

import { isFreeMail } from "../../conversation/free-mail.ts";
import type { PartnerTerms } from "../../escalation/issuer.ts";
import { parseServiceDuration } from "../../policy/duration.ts";
import { calendarOf, type Published } from "../../policy/published.ts";
import { DAY, HOUR } from "../../values/instant.ts";
import type { HandoffTerms, UpstreamTerms } from "./promises.ts";

/** The partners of desk.yaml, by name: who they are, from where they write, and what is agreed with them. */
export function partnersOf(published: Published): Readonly<Record<string, PartnerTerms>> {
  return Object.fromEntries(
    Object.entries(published.desk.partners).map(([id, partner]) => {
      const { kind, name = id, address, hours, response, language } = partner;
      // Versions published before these were there do not have them.
      const { senders = [], caseNumbers = [] } = partner;
      const own = address.toLowerCase();
      const domain = own.slice(own.lastIndexOf("@") + 1);
      const terms: PartnerTerms = {
        kind,
        name,
        address: own,
        senders: [
          own,
          ...(isFreeMail(domain) ? [] : [domain]),
          ...senders.map((sender) => sender.toLowerCase()),
        ],
        hours: hours ?? null,
        responseMs: response === undefined ? null : serviceMs(published, response, hours),
        caseNumbers: { accepted: caseNumbers, learnt: caseNumbers },
        language: language ?? null,
      };
      return [id, terms];
    }),
  );
}

export function handoffTerms(published: Published): HandoffTerms {
  const { remindEvery = "4h", reminders = 3, tellCustomer } = published.desk.upstream;
  return {
    remindEveryMs: serviceMs(published, remindEvery, undefined),
    reminders,
    tellCustomer: tellCustomer ?? { handedOn: true, name: false, caseNumber: false },
  };
}

export function upstreamTerms({ desk }: Published): UpstreamTerms {
  const { upstream } = desk;
  return {
    model: upstream.model,
    provider: upstream.provider ?? null,
    resellerDirectFile: upstream.resellerDirectFile,
    vehicles: upstream.vehicles ?? null,
    minimumVehicle: upstream.minimumVehicle ?? {},
    // Versions published before these were there do not have them.
    ownTenants: upstream.ownTenants ?? [],
    ask: upstream.ask ?? "agent",
  };
}

/** A day is that of the hours it is counted in; 24 hours where they declare none. */
function serviceMs(published: Published, text: string, hours: string | undefined): number {
  const { days, ms } = parseServiceDuration(text);
  const dayMs =
    (hours === undefined ? null : calendarOf(published, hours)?.dayMs) ?? (hours ? DAY : 8 * HOUR);
  return days * dayMs + ms;
}

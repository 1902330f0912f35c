import { composeText } from "../../outbound/compose-text.ts";
import { promiseWords } from "../../outbound/promise-words.ts";
import { sayWhen } from "../../outbound/say-when.ts";
import { closedMail, statusMail, urgentMail } from "../../outbound/self-service.ts";
import type { TemplateSets } from "../../outbound/templates/template-set.ts";
import type { Published } from "../../policy/published.ts";
import { pickText } from "../../policy/text.ts";
import { mailto, numbered } from "./say-links.ts";
import type { CustomerSaid, CustomerSaidFacts, SelfServiceWording } from "./wording-self-service.ts";

const SCORES = [
  ["5", "😀"],
  ["4", "🙂"],
  ["3", "😐"],
  ["2", "🙁"],
  ["1", "😠"],
] as const;

const scores = (replyAddress: string, number: number) =>
  SCORES.map(([score, sign]) => ({ label: `${score} ${sign}`, href: mailto(replyAddress, score, number) }));

/** The texts around a customer's word: what they get, and what agents hear of it. */
export function selfServiceWording(published: Published, templates: TemplateSets): SelfServiceWording {
  const { desk } = published.policy;
  const zone = (timeZone: string | null): string => timeZone ?? desk.timeZone;
  return {
    status: ({ cases, number, timeZone, ...facts }) =>
      statusMail(published, {
        ...facts,
        timeZone: zone(timeZone),
        number: number === null ? null : numbered(number),
        cases: cases.map((one) => ({ ...one, number: numbered(one.number) })),
        templates,
      }),
    scoreAsked: ({ number, language, replyAddress }) =>
      composeText(
        "score-asked",
        language,
        { number: numbered(number), desk: desk.name, scores: scores(replyAddress, number) },
        templates,
      ),
    resolved: ({ number, language, timeZone, closesAt, replyAddress }) =>
      composeText(
        "resolved",
        language,
        {
          number: numbered(number),
          desk: desk.name,
          closesAt: sayWhen(closesAt, zone(timeZone), promiseWords(language)),
          subject: "",
          asks: replyAddress !== null,
          scores: replyAddress === null ? [] : scores(replyAddress, number),
        },
        templates,
      ),
    closedByCustomer: ({ number, timeZone, ...facts }) =>
      closedMail(published, {
        ...facts,
        text: "closed-by-customer",
        number: numbered(number),
        timeZone: zone(timeZone),
        templates,
      }),
    closed: ({ number, timeZone, ...facts }) =>
      closedMail(published, {
        ...facts,
        text: "closed",
        number: numbered(number),
        timeZone: zone(timeZone),
        templates,
      }),
    urgent: ({ number, timeZone, ...facts }) =>
      urgentMail(published, { ...facts, number: numbered(number), timeZone: zone(timeZone), templates }),
    customerSaid: (facts) => customerSaid(published, facts, templates),
  };
}

const SAID: { readonly [K in CustomerSaid["kind"]]: (said: CustomerSaid & { readonly kind: K }) => string } =
  {
    urgent: ({ why }) => why,
    closed: () => "",
    rated: ({ comment }) => comment,
  };

function customerSaid(published: Published, facts: CustomerSaidFacts, templates: TemplateSets) {
  const { desk, severities } = published.policy;
  const { said, number, severity, promise, replyAddress } = facts;
  const ours = desk.languages[0] ?? "en";
  const link = (label: string, body: string) => ({ label, href: mailto(replyAddress, body, number) });
  return composeText(
    "agent-customer-said",
    ours,
    {
      number: numbered(number),
      desk: desk.name,
      subject: facts.subject,
      customer: facts.customer,
      sender: facts.sender,
      urgent: said.kind === "urgent",
      closed: said.kind === "closed",
      rated: said.kind === "rated" ? String(said.score) : "",
      said: SAID[said.kind](said as never),
      unheard: facts.unheard ?? "",
      raised: said.kind === "urgent" && said.raised,
      severity,
      severityName: pickText(severities[severity].name, ours),
      promise: promise === null ? "" : sayWhen(promise.dueAt, desk.timeZone, promiseWords(ours)),
      assignee: facts.assignee ?? "",
      links:
        said.kind === "urgent"
          ? [
              link("Take it", "#mine"),
              said.raised ? link("Severity B", "#severity B") : link("Severity A", "#severity A"),
            ]
          : [said.kind === "rated" && said.isOpen ? link("Take it", "#mine") : link("Reopen", "#reopen")],
    },
    templates,
  );
}

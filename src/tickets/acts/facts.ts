import type { Severity } from "../../sla/event.ts";
import { byDoer, refused, type SharedAct } from "./act.ts";
import { lookedAt } from "./sorted.ts";

const KINDS: Readonly<Record<string, "commercial" | "technical">> = {
  commercial: "commercial",
  comercial: "commercial",
  billing: "commercial",
  technical: "technical",
  técnico: "technical",
  tecnico: "technical",
};

/** `#kind commercial`: what kind of issue it is. */
export const kind: SharedAct = (argument, context) => {
  const is = KINDS[argument.trim().toLowerCase()];
  if (is === undefined) return refused("#kind takes commercial or technical");
  return {
    kind: "done",
    ticket: { kind: is },
    events: [{ ...byDoer(context, "kind"), type: "sorted", data: { kind: is } }],
    decision: lookedAt(context, { kind: is }),
    line: `it is a ${is} issue`,
  };
};

/** `#severity A`: the promise follows from now on. The parser lets A, B and C through only. */
export const severity: SharedAct = (argument, context) => {
  const to = argument.toUpperCase() as Severity;
  return {
    kind: "done",
    ticket: { severity: to },
    events: [{ ...byDoer(context, "severity"), type: "severity", data: { to } }],
    decision: lookedAt(context, { severity: to }),
    line: `severity ${to}`,
  };
};

/** `#service azure`: by the id of a service in the policy, or by the start of one that means only it. */
export const service: SharedAct = (argument, context) => {
  const wanted = argument.trim().toLowerCase();
  const { services } = context.promises;
  const exact = services.find((id) => id.toLowerCase() === wanted);
  const near = wanted === "" ? [] : services.filter((id) => id.toLowerCase().startsWith(wanted));
  const is = exact ?? (near.length === 1 ? near[0] : undefined);
  if (is === undefined) return refused(`#service takes one of ${services.join(", ")}`);
  return {
    kind: "done",
    ticket: { service: is },
    events: [{ ...byDoer(context, "service"), type: "sorted", data: { service: is } }],
    decision: lookedAt(context, { service: is }),
    line: `it is about ${is}`,
  };
};

/** `#customer fabrikam`: whose ticket it is. The plan goes with the customer; the promise is counted by it from now on. */
export const customer: SharedAct = (argument, context) => {
  const { mail, state, promises } = context;
  const wanted = argument.trim();
  const { customers } = mail.world;
  if (wanted === "") return refused("#customer takes a name or a domain: #customer fabrikam.example");
  if (customers.length > 1) {
    return refused(
      `#customer ${wanted} may be ${customers
        .map(({ name }) => name)
        .slice(0, 10)
        .join(", ")}; write the whole name`,
    );
  }
  const is = customers[0];
  if (is === undefined) return refused(`#customer ${wanted}: there is no such customer`);
  const plan = is.plan ?? promises.defaults.plan;
  const moved = plan !== state.ticket.plan;
  return {
    kind: "done",
    ticket: { customerId: is.id, plan },
    events: [
      { ...byDoer(context, "customer"), type: "customer", data: { customer: is.id } },
      ...(moved ? [{ ...byDoer(context, "customer"), type: "plan", data: { to: plan } }] : []),
    ],
    decision:
      state.requester.customerId === null
        ? { belongs: [{ contactId: state.requester.id, customerId: is.id }] }
        : {},
    line: `it is ${is.name}'s${moved ? `, on the plan ${plan}` : ""}`,
  };
};

import { serviceTimeBetween } from "../service-hours/arithmetic.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import { compiledHours } from "./compiled.ts";
import { calendarOf, type Published } from "./published.ts";

/** A cloud instance of the profile and the hours in which a partner must be there for its tenants. */
export interface CloudInstance {
  readonly id: string;
  readonly name: string;
  readonly partner_hours: string;
}

export interface CloudCustomer {
  readonly name: string;
  readonly cloud: string;
  /** Null: the policy's first. */
  readonly plan: string | null;
}

/** A customer whose cloud asks for support at every hour, and whose plan promises less. */
export interface LesserHours {
  readonly customer: string;
  readonly cloud: string;
  readonly plan: string;
  /** Severities whose promise does not run round the clock, or that are promised nothing. */
  readonly severities: readonly string[];
}

/** How the profile says that a partner must be there at every hour of the year. */
const EVERY_HOUR = /^24x(?:365|7)$/;

/**
 * Customers in a cloud instance that requires support round the clock, whose plan promises a first response in lesser
 * hours at severity A. Less severe work may wait for the morning: what must be there at every hour is somebody to turn to.
 */
export function lesserHours(
  published: Published,
  instances: readonly CloudInstance[],
  customers: readonly CloudCustomer[],
  at: Instant,
): readonly LesserHours[] {
  const strict = new Map(
    instances
      .filter(({ partner_hours }) => EVERY_HOUR.test(partner_hours))
      .map((instance) => [instance.id, instance]),
  );
  const [first = ""] = Object.keys(published.policy.plans);
  return customers.flatMap(({ name, cloud, plan: own }) => {
    const instance = strict.get(cloud);
    const plan = own ?? published.desk.defaults.plan ?? first;
    const targets = published.policy.plans[plan]?.targets.A;
    if (
      instance === undefined ||
      (targets?.firstResponse !== undefined && isAlways(published, targets.hours, at))
    )
      return [];
    return [{ customer: name, cloud: instance.name, plan, severities: ["A"] }];
  });
}

/** Open every minute of the coming year, whatever the hours are called. */
function isAlways(published: Published, name: string, at: Instant): boolean {
  const hours = calendarOf(published, name) === null ? null : compiledHours(published, name);
  return hours !== null && serviceTimeBetween(hours, at, plus(at, 365 * DAY)) === 365 * DAY;
}

import { z } from "zod";
import type { Instant } from "../values/instant.ts";
import type { Answer } from "./answer.ts";
import type { Issuer } from "./issuer.ts";

/** What leaves the desk with an issue. One issue that cannot be split; the contact is ours, never the customer's. */
export interface Packet {
  /** Our ticket's number, for their subject line. */
  readonly number: number;
  readonly title: string;
  readonly kind: "commercial" | "technical";
  /** A service of the profile, by id. */
  readonly service: string;
  readonly severity: "A" | "B" | "C";
  readonly customer: {
    readonly name: string;
    readonly tenantId: string | null;
    /** A cloud instance of the profile, by id. */
    readonly cloud: string;
    readonly subscriptionId: string | null;
  };
  readonly contact: {
    readonly name: string;
    /** The desk's own address. */
    readonly address: string;
    readonly timeZone: string;
    readonly language: string;
  };
  /** Everything else that was filled in, in the order in which it is read: what they ask for, and what we say. */
  readonly fields: readonly { readonly id: string; readonly label: string; readonly value: string }[];
}

/** Where a handoff goes. */
export type Route =
  /** A partner of desk.yaml, or a publisher: written to. */
  | {
      readonly by: "mail";
      readonly to: string;
      readonly name: string;
      readonly address: string;
      /** In which language they are written to; left out: the desk's first. */
      readonly language?: string | undefined;
    }
  /** The vendor's portal: an agent files it with the prepared text and reports the number. */
  | {
      readonly by: "portal";
      readonly name: string;
      readonly link: string;
      readonly checklist: readonly string[];
    };

/** What an escalation row of kind `handoff` holds in its `detail`: all that carrying it out needs. */
export interface HandoffDetail {
  readonly packet: Packet;
  readonly route: Route;
  readonly decision: Pick<
    Answer,
    | "target"
    | "vehicle"
    | "row"
    | "because"
    | "expected_response"
    | "expected_response_source"
    | "partner_pays"
  >;
  /** Within how much time they answer, of which hours (a name of the policy's); null: nothing is published. */
  readonly expectedMs: number | null;
  readonly expectedHours: string | null;
  /** Who asked for it. */
  readonly agentId: string;
  readonly decidedAt: Instant;
  /** The entitlement a unit of which was taken. */
  readonly entitlementId: string | null;
  /** Whose mails and case numbers belong to it. */
  readonly issuer: Issuer;
  /** Ids of the ticket's attachments that somebody has looked through for personal data; no other leaves. */
  readonly attachments?: readonly string[] | undefined;
}

const text = z.string();
const strings = z.array(z.string()).readonly();

/** Reads the detail of a row; throws where it is none, which only an edited database can bring about. */
export const handoffDetail: z.ZodType<HandoffDetail> = z.object({
  packet: z.object({
    number: z.number(),
    title: text,
    kind: z.enum(["commercial", "technical"]),
    service: text,
    severity: z.enum(["A", "B", "C"]),
    customer: z.object({
      name: text,
      tenantId: text.nullable(),
      cloud: text,
      subscriptionId: text.nullable(),
    }),
    contact: z.object({ name: text, address: text, timeZone: text, language: text }),
    fields: z.array(z.object({ id: text, label: text, value: text })).readonly(),
  }),
  route: z.discriminatedUnion("by", [
    z.object({ by: z.literal("mail"), to: text, name: text, address: text, language: text.optional() }),
    z.object({ by: z.literal("portal"), name: text, link: text, checklist: strings }),
  ]),
  decision: z.object({
    target: text.nullable(),
    vehicle: text.nullable(),
    row: text,
    because: text,
    expected_response: text.nullable(),
    expected_response_source: z.object({ source: text, date: text }).nullable(),
    partner_pays: z.number().nullable(),
  }),
  expectedMs: z.number().nullable(),
  expectedHours: text.nullable(),
  agentId: text,
  decidedAt: z.number().transform((at) => at as Instant),
  entitlementId: text.nullable(),
  issuer: z.object({
    id: text,
    senders: strings,
    caseNumbers: z.object({ accepted: strings, learnt: strings }),
  }),
  attachments: strings.optional(),
});

/**
 * What responders write, by language. All lower-case, straight apostrophes, single spaces; matched as parts of the text.
 *
 * `automatic`: names of an automatic answer, as they begin a subject. `absent`: names of an absence, the same place.
 * The rest is looked for in the body: `states` it is automatic, `away` says so, `later` promises an answer or a return,
 * `instead` names whom to ask, `received` thanks for or confirms the mail.
 */
export interface ResponderWords {
  readonly automatic: readonly string[];
  readonly absent: readonly string[];
  readonly states: readonly string[];
  readonly away: readonly string[];
  readonly later: readonly string[];
  readonly instead: readonly string[];
  readonly received: readonly string[];
}

export type BodySign = "states" | "away" | "later" | "instead" | "received";
export const BODY_SIGNS: readonly BodySign[] = ["states", "away", "later", "instead", "received"];

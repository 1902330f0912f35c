import type { Weighed } from "./standing.ts";

/**
 * Which conversation upstream's numbers lead to, for a sender who speaks there. A number may stand on several tickets: filed once for
 * two customers, given twice, or only quoted. What else the mail holds decides then, in this order: our own tag, what stands in
 * the subject, the ticket most of the numbers stand on, and whether anybody there still waits for an answer.
 *
 * @param sure  leads to conversations with upstream that would join the mail by themselves, the newest number first
 * @returns one lead of each ticket that is left: more than one where nothing decides
 */
export function numbered(sure: readonly Weighed[]): readonly Weighed[] {
  const numbers = sure.filter(({ lead }) => lead.by === "case-number");
  const tagged = new Set(sure.flatMap((one) => (one.lead.by === "tag" ? [one.standing.number] : [])));
  const steps: readonly ((left: readonly Weighed[]) => readonly Weighed[])[] = [
    (left) => left.filter(({ standing }) => tagged.has(standing.number)),
    (left) => left.filter(({ lead }) => lead.inSubject === true),
    mostNamed,
    (left) => left.filter(({ lead, standing }) => standing.awaits?.has(lead.legId) === true),
  ];
  const left = steps.reduce<readonly Weighed[]>((before, narrow) => {
    const after = narrow(before);
    return after.length > 0 ? after : before;
  }, numbers);
  return [...Map.groupBy(left, ({ standing }) => standing.number).values()].map((leads) => leads[0]!);
}

function mostNamed(left: readonly Weighed[]): readonly Weighed[] {
  const named = Map.groupBy(left, ({ standing }) => standing.number);
  const count = ({ standing }: Weighed): number =>
    new Set(named.get(standing.number)!.map(({ lead }) => lead.agreed)).size;
  const most = Math.max(...left.map(count));
  return left.filter((one) => count(one) === most);
}

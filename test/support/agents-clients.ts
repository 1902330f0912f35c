import { DESK } from "./day-by-mail.ts";
import { quoted } from "./plain-mail.ts";

/** How clients of agents quote the notice that they answer; the last two cut badly on purpose. */
export const CLIENTS: Readonly<Record<string, (answer: string, notice: string) => string>> = {
  gmail: (answer, notice) =>
    `${answer}\n\nOn Thu, 3 Dec 2026 at 10:00, Contoso <${DESK}> wrote:\n\n${quoted(notice)}`,
  apple: (answer, notice) =>
    `${answer}\n\n> On 3 Dec 2026, at 10:00, Contoso <${DESK}> wrote:\n> \n${quoted(notice)}`,
  thunderbird: (answer, notice) => `On 12/3/26 10:00, Contoso wrote:\n${quoted(notice)}\n\n${answer}`,
  outlook: (answer, notice) =>
    `${answer}\n\n________________________________\nFrom: Contoso <${DESK}>\nSent: Thursday, 3 December 2026 10:00\nTo: Ana\nSubject: x\n\n${notice}`,
  outlookPt: (answer, notice) =>
    `${answer}\n\nDe: Contoso <${DESK}>\nEnviado: quinta-feira, 3 de dezembro de 2026 10:00\nPara: Ana\nAssunto: x\n\n${notice}`,
  original: (answer, notice) =>
    `${answer}\n\n-----Original Message-----\nFrom: Contoso <${DESK}>\n\n${notice}`,
  inline: (answer, notice) =>
    `${quoted(notice.split("\n").slice(0, 4).join("\n"))}\n${answer}\n${quoted(notice)}`,
  bare: (answer, notice) => `${answer}\n\n${notice}`,
  oneLine: (answer, notice) => `${answer}\n${notice.split("\n").find((line) => line.length > 20) ?? ""}`,
};

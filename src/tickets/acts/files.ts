import { fileLine, MAIL_LIMIT, numbered } from "../../escalation/files.ts";
import { filesInWords, noticeFiles } from "../letters/notice-files.ts";
import { type Act, refused } from "./act.ts";

/**
 * `#files`: the files of the conversation come with the receipt; `#files 2 3`: these, by the numbers that notices and `#attach` show.
 * For who was given a ticket later, and for what was too large for a notice.
 */
export const files: Act = (argument, { mail }) => {
  const listed = numbered(mail.world.files);
  if (listed.length === 0) return refused("#files: there are no files in this conversation");
  const numbers = argument.split(/[\s,;]+/).filter((word) => word !== "");
  const wrong = numbers.find((word) => !/^#?\d{1,3}$/.test(word) || !listed[indexOf(word)]);
  if (wrong !== undefined)
    return refused(
      `#files: read "${wrong.slice(0, 40)}", expected numbers from 1 to ${listed.length}, or nothing for all`,
    );
  const wanted = numbers.length === 0 ? listed : [...new Set(numbers.map(indexOf))].map((n) => listed[n]!);
  const chosen = noticeFiles(wanted, false, MAIL_LIMIT);
  const { staying } = filesInWords(chosen);
  return {
    kind: "done",
    line: [
      ...(chosen.along.length === 0 ? ["no file can be sent"] : []),
      ...(staying === "" ? [] : [`kept at the desk, on the ticket's page: ${staying}`]),
    ].join("\n"),
    carried: chosen.along.map((file) => ({ ...file, line: fileLine(file, listed.indexOf(file) + 1) })),
  };
};

function indexOf(word: string): number {
  return Number(word.replace("#", "")) - 1;
}

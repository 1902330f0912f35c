import type { SplitReply } from "./reading.ts";

/** What was written apart from quoted lines below it. */
export function splitReply(text: string, _context: { html: string | null; subject: string }): SplitReply {
  const lines = text.split("\n");
  let end = lines.length;
  while (end > 0 && (lines[end - 1]!.startsWith(">") || lines[end - 1]!.trim() === "")) end -= 1;
  const visible = lines.slice(0, end).join("\n");
  const quote = lines.slice(end).join("\n");
  if (visible === "" || quote.trim() === "") return { visible: text, cut: [] };
  return { visible, cut: [{ kind: "quote", text: quote }] };
}

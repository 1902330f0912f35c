/** A plain mail with CRLF line ends; more fields, or other values, win over the usual ones. */
export function plainMail(fields: Readonly<Record<string, string>>, body: string): string {
  const usual = {
    Date: "Tue, 01 Dec 2026 10:00:00 +0000",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
  };
  const header = Object.entries({ ...usual, ...fields }).map(([name, value]) => `${name}: ${value}`);
  return `${header.join("\r\n")}\r\n\r\n${body.replaceAll(/\r?\n/g, "\r\n")}`;
}

/** As mail clients quote what they answer. */
export function quoted(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

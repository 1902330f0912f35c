import { plainMail } from "./plain-mail.ts";

export interface SentFile {
  readonly name: string;
  readonly content: string;
  readonly type?: string;
  /** A picture in the text. */
  readonly inline?: boolean;
}

/** A mail with a text and files, as mail clients put them together. */
export function mailWithFiles(
  fields: Readonly<Record<string, string>>,
  text: string,
  files: readonly SentFile[],
): string {
  const parts = files.map(({ name, content, type = "text/plain", inline = false }, n) => {
    const place = inline ? `inline\r\nContent-ID: <c${n}@x>` : "attachment";
    const encoded = Buffer.from(content).toString("base64").replaceAll(/.{76}/g, "$&\r\n");
    return `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: ${place.replace("\r\n", `; filename="${name}"\r\n`)}${inline ? "" : `; filename="${name}"`}\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n`;
  });
  const body = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n${parts.join("")}--b--\r\n`;
  return plainMail({ ...fields, "Content-Type": 'multipart/mixed; boundary="b"' }, body);
}

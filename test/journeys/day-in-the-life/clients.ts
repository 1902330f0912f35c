import type { Buffer } from "node:buffer";

/** Mail programs, by how the mails they send are built. */
export const CLIENTS = [
  "Outlook",
  "Outlook on the web",
  "Outlook on a phone",
  "Gmail",
  "Apple Mail",
  "Thunderbird",
  "mutt",
] as const;
export type Client = (typeof CLIENTS)[number];

export interface File {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Stands inside the text; the client leaves a mark of it there. */
  readonly inline?: boolean;
}

/** A mail as a person means it; the client makes the bytes of it. */
export interface Meant {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly cc?: string;
  readonly subject: string;
  readonly id: string;
  readonly date: Date;
  readonly text: string;
  readonly signature?: string;
  /** What it answers, quoted as the client does. */
  readonly answers?: {
    readonly messageId: string;
    readonly references: readonly string[];
    readonly from: string;
    readonly text: string;
  };
  /** The text stands between the lines it quotes: the client adds no quote of its own. */
  readonly between?: boolean;
  /** No text/plain part at all, as some programs and people have it. */
  readonly htmlOnly?: boolean;
  readonly files?: readonly File[];
  readonly fields?: Readonly<Record<string, string>>;
}

const SEPARATOR = "________________________________";
const esc = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>\r\n");
const marked = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");

/** How each client builds its text, its HTML (null: it sends none), and what else it writes into the header. */
interface Habit {
  readonly domain: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly reply: string;
  text(mail: Meant): string;
  html: ((mail: Meant) => string) | null;
}

const day = (date: Date): string => date.toISOString().slice(0, 16).replace("T", " ");
const withSignature = ({ text, signature }: Meant): string =>
  signature === undefined ? text : `${text}\n\n-- \n${signature}`;
const below = (mail: Meant, head: string, body: (text: string) => string): string =>
  mail.answers === undefined
    ? withSignature(mail)
    : `${withSignature(mail)}\n\n${head}\n${body(mail.answers.text)}\n`;

const outlookHead = ({ answers, date, subject, to }: Meant): string =>
  `From: ${answers!.from}\nSent: ${day(date)}\nTo: ${to}\nSubject: ${subject}\n`;
const outlookText = (mail: Meant): string =>
  mail.answers === undefined
    ? mail.text
    : `${mail.text}\n\n${SEPARATOR}\n${outlookHead(mail)}\n${mail.answers.text}\n`;
const outlookHtml = (mail: Meant): string => {
  const images = (mail.files ?? []).filter(({ inline }) => inline);
  const shown = images.map(({ filename }) => `<img src="cid:${filename}@day" alt="${filename}">`).join("");
  const words = esc(mail.text).replaceAll(/\[cid:[^\]]+\]/g, () => shown);
  const head =
    mail.answers === undefined
      ? ""
      : `<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">
<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif"><b>From:</b> ${esc(mail.answers.from)}<br><b>Sent:</b> ${day(mail.date)}<br><b>To:</b> ${esc(mail.to)}<br><b>Subject:</b> ${esc(mail.subject)}</font><div>&nbsp;</div></div>
<div>${esc(mail.answers.text)}</div>`;
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body dir="ltr">
<div class="elementToProof">${words}</div>
${head}</body></html>`;
};

const HABITS: { readonly [client in Client]: Habit } = {
  Outlook: {
    domain: "AS8P191MB1234.EURP191.PROD.OUTLOOK.COM",
    fields: { "Content-Language": "en-GB", "X-MS-Has-Attach": "" },
    reply: "RE: ",
    text: outlookText,
    html: outlookHtml,
  },
  "Outlook on the web": {
    domain: "DB9PR05MB7777.eurprd05.prod.outlook.com",
    fields: { "Accept-Language": "pt-PT, en-US", "Content-Language": "pt-PT" },
    reply: "Re: ",
    text: outlookText,
    html: outlookHtml,
  },
  "Outlook on a phone": {
    domain: "DB9PR05MB8888.eurprd05.prod.outlook.com",
    fields: {},
    reply: "Re: ",
    text: (mail) =>
      outlookText({ ...mail, text: `${mail.text}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>` }),
    html: null,
  },
  Gmail: {
    domain: "mail.gmail.com",
    fields: {},
    reply: "Re: ",
    text: (mail) => below(mail, `On ${day(mail.date)} ${mail.answers?.from} wrote:\n`, marked),
    html: (mail) =>
      `<div dir="ltr">${esc(withSignature(mail))}</div>${
        mail.answers === undefined
          ? ""
          : `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On ${day(mail.date)} ${esc(mail.answers.from)} wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">${esc(mail.answers.text)}</blockquote></div>`
      }`,
  },
  "Apple Mail": {
    domain: "contoso-mac.local",
    fields: { "X-Mailer": "Apple Mail (2.3826.300.87)" },
    reply: "Re: ",
    text: (mail) => below(mail, `> On ${day(mail.date)}, ${mail.answers?.from} wrote:\n> `, marked),
    html: null,
  },
  Thunderbird: {
    domain: "thunder.example",
    fields: { "User-Agent": "Mozilla Thunderbird" },
    reply: "Re: ",
    text: (mail) =>
      mail.answers === undefined
        ? withSignature(mail)
        : `${mail.text}\n\nOn ${day(mail.date)}, ${mail.answers.from} wrote:\n${marked(mail.answers.text)}\n\n-- \n${mail.signature ?? ""}`,
    html: null,
  },
  mutt: {
    domain: "ws.example",
    fields: { "User-Agent": "Mutt/2.2.12", "Content-Disposition": "inline" },
    reply: "Re: ",
    text: (mail) => below(mail, `On ${day(mail.date)}, ${mail.answers?.from} wrote:`, marked),
    html: null,
  },
};

/** The mail as this client sends it: RFC 5322 bytes with CRLF. Same mail, same bytes. */
export function built(client: Client, mail: Meant): { readonly raw: string; readonly messageId: string } {
  const habit = HABITS[client];
  const messageId = `<${mail.id}@${habit.domain}>`;
  const { answers } = mail;
  const isReply = answers !== undefined && !/^(?:re|fw|fwd):/i.test(mail.subject);
  const header: Readonly<Record<string, string>> = {
    From: `${mail.from.name} <${mail.from.address}>`,
    To: mail.to,
    ...(mail.cc === undefined ? {} : { Cc: mail.cc }),
    Subject: `${isReply ? habit.reply : ""}${mail.subject}`,
    "Message-ID": messageId,
    Date: mail.date.toUTCString().replace("GMT", "+0000"),
    "MIME-Version": "1.0",
    ...habit.fields,
    ...(answers === undefined
      ? {}
      : {
          "In-Reply-To": answers.messageId,
          References: [...answers.references, answers.messageId].join(" "),
        }),
    ...mail.fields,
  };
  const [type, body] = bodyOf(habit, mail);
  const lines = [...Object.entries(header), ["Content-Type", type]].map(
    ([name, value]) => `${name}: ${value}`,
  );
  const encoded = type.startsWith("multipart/") ? [] : ["Content-Transfer-Encoding: 8bit"];
  return { raw: [...lines, ...encoded, "", body].join("\r\n").replaceAll(/\r?\n/g, "\r\n"), messageId };
}

function bodyOf(habit: Habit, mail: Meant): readonly [type: string, body: string] {
  const { answers, ...alone } = mail;
  const shown: Meant = mail.between || answers === undefined ? alone : mail;
  const text = part("text/plain; charset=utf-8", habit.text(shown));
  const html = habit.html ?? ((given: Meant) => `<html><body>${esc(habit.text(given))}</body></html>`);
  const asHtml = part("text/html; charset=utf-8", html(shown));
  const files = mail.files ?? [];
  const words = mail.htmlOnly
    ? asHtml
    : habit.html === null
      ? text
      : multipart("alternative", `${mail.id}_alt`, [text, asHtml]);
  if (files.length === 0) return [words.type, words.body];
  const kind = files.some(({ inline }) => inline) && habit.html !== null ? "related" : "mixed";
  const whole = multipart(kind, `${mail.id}_mix`, [words, ...files.map(filePart)]);
  return [whole.type, whole.body];
}

interface Part {
  readonly type: string;
  readonly fields: readonly string[];
  readonly body: string;
}

const part = (type: string, body: string): Part => ({
  type,
  fields: ["Content-Transfer-Encoding: 8bit"],
  body,
});

function filePart({ filename, contentType, content, inline }: File): Part {
  const id = inline ? [`Content-ID: <${filename}@day>`] : [];
  const how = `Content-Disposition: ${inline ? "inline" : "attachment"}; filename="${filename}"`;
  const body = content.toString("base64").replaceAll(/.{76}/g, "$&\r\n");
  return {
    type: `${contentType}; name="${filename}"`,
    fields: [how, ...id, "Content-Transfer-Encoding: base64"],
    body,
  };
}

function multipart(kind: string, boundary: string, parts: readonly Part[]): Part {
  const inner = parts.map(({ type, fields, body }) =>
    [`--${boundary}`, `Content-Type: ${type}`, ...fields, "", body].join("\r\n"),
  );
  return {
    type: `multipart/${kind}; boundary="${boundary}"`,
    fields: [],
    body: `${inner.join("\r\n")}\r\n--${boundary}--\r\n`,
  };
}

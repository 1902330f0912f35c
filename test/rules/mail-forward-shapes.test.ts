import { expect, test } from "vitest";
import { readForward } from "../../src/mail/forward.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import type { Forward } from "../../src/mail/reading.ts";

const B = "Hello,\n\nit fails.\n\nAna";

/** Client or trait, subject, text; then the original's address (null: no forward), its subject, what stands above, its text. */
type Shape = readonly [
  shape: string,
  subject: string,
  text: string,
  address: string | null,
  original?: string,
  above?: string,
  body?: string,
];
const SHAPES: readonly Shape[] = [
  [
    "zoho",
    "Fwd: x",
    'take it\n\n============ Forwarded message ============\nFrom: Ana <a@x.example>\nTo: "b"<b@x.example>\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nSubject: s\n============ Forwarded message ============\n\n' +
      B,
    "a@x.example",
    "s",
    "take it",
  ],
  [
    "mutt",
    "Fwd: x",
    "take it\n\n----- Forwarded message from Ana Silva <a@x.example> -----\n\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nFrom: Ana Silva <a@x.example>\nTo: b@x.example\nSubject: s\n\n" +
      B +
      "\n\n----- End forwarded message -----\n",
    "a@x.example",
    "s",
    "take it",
  ],
  [
    "kmail",
    "Fwd: x",
    "take it\n\n----------  Forwarded Message  ----------\n\nSubject: s\nDate: Monday, 5 January 2026, 10:00\nFrom: Ana <a@x.example>\nTo: b@x.example\n\n" +
      B +
      "\n\n-------------------------------------------------------\n",
    "a@x.example",
    "s",
    "take it",
  ],
  [
    "squirrel",
    "[Fwd: x]",
    'take it\n\n---------------------------- Original Message ----------------------------\nSubject: s\nFrom:    "Ana" <a@x.example>\nDate:    Mon, January 5, 2026 10:00 am\nTo:      b@x.example\n--------------------------------------------------------------------------\n\n' +
      B,
    "a@x.example",
    "s",
    "take it",
  ],
  [
    "horde",
    "Fwd: x",
    "----- Weitergeleitete Nachricht von a@x.example -----\n    Datum: Mon, 05 Jan 2026 10:00:00 +0100\n      Von: Ana <a@x.example>\n  Betreff: s\n       An: b@x.example\n\n" +
      B +
      "\n\n----- Ende der weitergeleiteten Nachricht -----",
    "a@x.example",
    "s",
    "",
  ],
  [
    "roundcube",
    "Fwd: x",
    "take\n\n-------- Mensaje original --------\nAsunto: \ts\nFecha: \t05-01-2026 10:00\nDe: \tAna <a@x.example>\nDestinatario: \tb@x.example\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "proton",
    "Fw: x",
    "take\n\n------- Forwarded Message -------\nFrom: Ana <a@x.example>\nDate: On Monday, January 5th, 2026 at 10:00\nSubject: s\nTo: b@x.example <b@x.example>\n\n\n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "take",
  ],
  [
    "spark",
    "Fwd: x",
    "take\n\n---------- Forwarded message ----------\nFrom: Ana <a@x.example>\nDate: 5 Jan 2026, 10:00 +0000\nTo: b@x.example\nSubject: s\n\n> Hello,\n>\n> it fails.\n>\n> Ana\n",
    "a@x.example",
    "s",
    "take",
  ],
  [
    "gmx",
    "Fw: x",
    'take\n\nGesendet: Montag, 05. Januar 2026 um 10:00 Uhr\nVon: "Ana" <a@x.example>\nAn: b@x.example\nBetreff: s\n\n' +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "pl thunder",
    "Fwd: x",
    "-------- Przekazana wiadomość --------\nTemat: \ts\nData: \tMon, 5 Jan 2026 10:00:00 +0100\nNadawca: \tAna <a@x.example>\nAdresat: \tb@x.example\n\n\n" +
      B,
    "a@x.example",
    "s",
    "",
  ],
  [
    "nl apple",
    "Fwd: x",
    "take\n\nBegin doorgestuurd bericht:\n\nVan: Ana <a@x.example>\nOnderwerp: s\nDatum: 5 januari 2026 om 10:00:00 CET\nAan: b@x.example\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "da apple",
    "Fwd: x",
    "Start på videresendt besked:\n\n> Fra: Ana <a@x.example>\n> Emne: s\n> Dato: 5. januar 2026 kl. 10.00.00 CET\n> Til: b@x.example\n> \n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "",
  ],
  [
    "sv apple",
    "Fwd: x",
    "Vidarebefordrat brev:\n\n> Från: Ana <a@x.example>\n> Ämne: s\n> Datum: 5 januari 2026 10:00:00 CET\n> Till: b@x.example\n> \n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "",
  ],
  [
    "fi apple",
    "Fwd: x",
    "Välitetty viesti alkaa:\n\n> Lähettäjä: Ana <a@x.example>\n> Aihe: s\n> Päivämäärä: 5. tammikuuta 2026 klo 10.00.00\n> Vastaanottaja: b@x.example\n> \n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "",
  ],
  [
    "zh apple",
    "Fwd: x",
    "开始转发的邮件：\n\n> 发件人: Ana <a@x.example>\n> 主题: s\n> 日期: 2026年1月5日 GMT+8 10:00:00\n> 收件人: b@x.example\n> \n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "",
  ],
  [
    "ru apple",
    "Fwd: x",
    "Начало переадресованного сообщения:\n\n> От: Ana <a@x.example>\n> Тема: s\n> Дата: 5 января 2026 г. в 10:00:00 GMT+3\n> Кому: b@x.example\n> \n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "",
  ],
  [
    "qp subject empty from name",
    "FW: x",
    `From: a@x.example\nSent: Monday, January 5, 2026 10:00 AM\nTo: b@x.example\nSubject: s\n\n${B}`,
    "a@x.example",
    "s",
    "",
  ],
  [
    "importance attachments",
    "FW: x",
    "take\n\nFrom: Ana <a@x.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: b@x.example\nSubject: s\nImportance: High\nAttachments: a.pdf\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "long folded subject",
    "FW: x",
    "take\n\nFrom: Ana <a@x.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: b@x.example;\n c@x.example; d@x.example\nCc: e@x.example\nSubject: s\n continued\n\n" +
      B,
    "a@x.example",
    "s continued",
    "take",
  ],
  [
    "no blank after block",
    "FW: x",
    `From: Ana <a@x.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: b@x.example\nSubject: s\n${B}`,
    "a@x.example",
    "s",
    "",
  ],
  [
    "with signature above",
    "FW: x",
    "Please take.\n\nThanks,\nBo\n\n-- \nBo Li\nAcme\n\nFrom: Ana <a@x.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: b@x.example\nSubject: s\n\n" +
      B,
    "a@x.example",
    "s",
    "Please take.\n\nThanks,\nBo",
  ],
  [
    "fwd of reply chain",
    "FW: x",
    "take\n\nFrom: Ana <a@x.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: b@x.example\nSubject: RE: s\n\n" +
      B +
      "\n\nFrom: C <c@x.example>\nSent: x\nTo: y\nSubject: s\n\nold",
    "a@x.example",
    "RE: s",
    "take",
    `${B}\n\nFrom: C <c@x.example>\nSent: x\nTo: y\nSubject: s\n\nold`,
  ],
  ["re: with plain", "Re: x", "Hello\n\nthanks", null],
  ["re gmail", "Re: x", "Hello\n\nOn Mon, Jan 5, 2026 at 10:00 AM Ana <a@x.example> wrote:\n> x", null],
  [
    "aw block",
    "AW: x",
    "Hello\n\n-----Ursprüngliche Nachricht-----\nVon: Ana <a@x.example>\nGesendet: x\nAn: b\nBetreff: x\n\nb",
    null,
  ],
  [
    "sv block",
    "SV: x",
    "Hej\n\nFrån: Ana <a@x.example>\nSkickat: den 5 januari 2026 10:00\nTill: b\nÄmne: x\n\nb",
    null,
  ],
  ["fwd no content", "Fwd: x", "please look at the attached file", null],
  [
    "hu",
    "Továbbítás: x",
    "Kérem.\n\n---------- Továbbított üzenet ----------\nFeladó: Ana <a@x.example>\nDátum: 2026. jan. 5. 10:00\nTárgy: s\nCímzett: b@x.example\n\n" +
      B,
    "a@x.example",
    "s",
    "Kérem.",
  ],
  [
    "tr",
    "İlt: x",
    "---------- Yönlendirilen mesaj ----------\nGönderen: Ana <a@x.example>\nTarih: 5 Oca 2026\nKonu: s\nAlıcı: b@x.example\n\n" +
      B,
    "a@x.example",
    "s",
    "",
  ],
  [
    "ko",
    "전달: x",
    "---------- 전달된 메시지 ----------\n보낸사람: Ana <a@x.example>\n날짜: 2026년 1월 5일\n제목: s\n받는사람: b@x.example\n\n" +
      B,
    "a@x.example",
    "s",
    "",
  ],
  [
    "el",
    "Πρθ: x",
    "---------- Προωθημένο μήνυμα ----------\nΑπό: Ana <a@x.example>\nΗμερομηνία: 5 Ιαν 2026\nΘέμα: s\nΠρος: b@x.example\n\n" +
      B,
    "a@x.example",
    "s",
    "",
  ],
  [
    "quoted whole",
    "Fwd: x",
    "take\n\n> From: Ana <a@x.example>\n> Sent: Monday, January 5, 2026 10:00 AM\n> To: b@x.example\n> Subject: s\n> \n> Hello,\n> \n> it fails.\n> \n> Ana",
    "a@x.example",
    "s",
    "take",
  ],
  [
    "blank lines between",
    "FW: x",
    "take\n\nFrom: Ana <a@x.example>\n\nSent: Monday, January 5, 2026 10:00 AM\n\nTo: b@x.example\n\nSubject: s\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "value next line",
    "FW: x",
    "take\n\nFrom:\nAna <a@x.example>\nSent:\nMonday, January 5, 2026 10:00 AM\nTo:\nb@x.example\nSubject:\ns\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "gmail mobile bold",
    "Fwd: x",
    "---------- Forwarded message ---------\nFrom: *Ana* <a@x.example>\nDate: Mon, Jan 5, 2026, 10:00 AM\nSubject: s\nTo: Bo <b@x.example>\n\n\n" +
      B,
    "a@x.example",
    "s",
    "",
  ],
  [
    "no address outlook internal",
    "FW: x",
    `From: Ana Silva\nSent: Monday, January 5, 2026 10:00 AM\nTo: Bo\nSubject: s\n\n${B}`,
    "",
    "s",
    "",
  ],
  [
    "mobile ios outlook",
    "Fw: x",
    "take\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Ana <a@x.example>\nSent: Monday, January 5, 2026 10:00:00 AM\nTo: Bo <b@x.example>\nSubject: s\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "xiaomi",
    "Fwd: x",
    "take\n\n---------- 转发邮件 ----------\n发件人：Ana <a@x.example>\n日期：2026年1月5日 10:00\n收件人：b@x.example\n主题：s\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "aol",
    "Fwd: x",
    "take\n\n-----Original Message-----\nFrom: Ana <a@x.example>\nTo: b <b@x.example>\nSent: Mon, Jan 5, 2026 10:00 am\nSubject: s\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
  [
    "separator without subject prefix & In body reply",
    "x",
    `---- Forwarded message ----\nFrom: Ana <a@x.example>\nDate: Mon\nSubject: s\nTo: b\n\n${B}`,
    "a@x.example",
    "s",
    "",
  ],
  [
    "naver",
    "FW: x",
    '-----Original Message-----\nFrom: "Ana" <a@x.example>\nTo: <b@x.example>;\nCc:\nSent: 2026-01-05 (월) 10:00:00 (GMT+09:00)\nSubject: s\n\n' +
      B,
    "a@x.example",
    "s",
    "",
  ],
  [
    "unknown sep",
    "Fwd: x",
    "take\n\n------ Mesazhi i përcjellë ------\nFrom: Ana <a@x.example>\nDate: Mon\nSubject: s\nTo: b\n\n" +
      B,
    "a@x.example",
    "s",
    "take",
  ],
];

function forwardOf(subject: string, text: string): Forward | null {
  const parsed = parseMessage(Buffer.from("Subject: x\r\n\r\nx"));
  if (parsed.kind !== "message") throw new Error("unreadable");
  return readForward({ ...parsed.message, subject, text });
}

test.each(SHAPES.map((shape) => [shape[0], shape] as const))(
  "a forward, or none, is known in the shape: %s",
  (_name, [, subject, text, address, title, above, body]) => {
    const found = forwardOf(subject, text);
    if (address === null) {
      expect(found).toBeNull();
      return;
    }
    expect(found).toMatchObject({ from: { address }, subject: title, above, text: body ?? B });
    expect(found!.to).not.toEqual([]);
    expect(found!.confidence).toBeGreaterThanOrEqual(0.5);
  },
);

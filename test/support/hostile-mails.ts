/** Mails made to cost much: name and bytes. Each is a few megabytes at most, as a sender could really submit. */
const head = (type: string): string =>
  `From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`;
const html = (body: string): string => head("text/html; charset=utf-8") + body;
const plain = (body: string): string => head("text/plain; charset=utf-8") + body;

function nestedMultiparts(depth: number): string {
  let opening = "";
  for (let i = 0; i < depth; i++)
    opening += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
  return `From: a@b.example\r\n${opening}\r\nhello`;
}

function nestedMails(depth: number): string {
  return `From: a@b.example\r\n${"Content-Type: message/rfc822\r\n\r\n".repeat(depth)}\r\nhello`;
}

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join("");

export const HOSTILE: readonly (readonly [name: string, mail: string])[] = [
  ["160,000 nested div", html(`${"<div>".repeat(160_000)}x`)],
  ["320,000 unclosed b", html(`${"<b>".repeat(320_000)}x`)],
  ["100,000 nested tables", html("<table><tr><td>".repeat(100_000))],
  ["100,000 nested lists", html("<ul><li>x".repeat(100_000))],
  ["100,000 nested blockquotes", html("<blockquote>x".repeat(100_000))],
  ["200,000 nested hidden divs", html('<div style="display:none">x'.repeat(100_000))],
  ["half a million less-than signs", html("<".repeat(500_000))],
  ["200,000 unclosed attributes", html('<a href="'.repeat(200_000))],
  ["an element of 300,000 attributes", html(`<p ${"a=1 ".repeat(300_000)}>x`)],
  ["200,000 unclosed comments", html("<!-- x ".repeat(200_000))],
  ["200,000 unclosed scripts", html("<svg><math><template>".repeat(60_000))],
  ["a megabyte of white space in a tag", html(`<a ${" ".repeat(1_000_000)} b ${" ".repeat(1_000_000)}=x>y`)],
  ["a megabyte of ampersands", html("&".repeat(1_000_000))],
  ["a style attribute of a megabyte", html(`<p style="${"color:red;".repeat(100_000)}">x`)],
  ["20,000 nested multiparts", nestedMultiparts(20_000)],
  ["20,000 nested mails", nestedMails(20_000)],
  [
    "a multipart of 10,000 parts",
    `${head("multipart/mixed; boundary=x")}${many(10_000, (i) => `--x\r\nContent-Type: text/plain; name=f${i}.txt\r\n\r\nhi\r\n`)}`,
  ],
  ["a multipart of 500,000 delimiters", head("multipart/mixed; boundary=x") + "--x\r\n".repeat(500_000)],
  [
    "a boundary of dashes in a body of dashes",
    head(`multipart/mixed; boundary="${"-".repeat(70)}"`) + "-".repeat(2_000_000),
  ],
  ["a million recipients", `From: a@b.example\r\nTo: ${many(1_000_000, (i) => `u${i}@d.example,`)}\r\n\r\nx`],
  [
    "100,000 recipients over folded lines",
    `From: a@b.example\r\nTo: x@y.example${many(100_000, (i) => `,\r\n u${i}@d.example`)}\r\n\r\nx`,
  ],
  [
    "an address of open brackets",
    `From: ${"<".repeat(200_000)}\r\nTo: ${"(".repeat(200_000)}\r\nCc: ${'"'.repeat(200_001)}\r\n\r\nx`,
  ],
  ["addresses of half-open comments", `From: a@b.example\r\nTo: ${"(a(b)".repeat(40_000)}\r\n\r\nx`],
  [
    "addresses without separators",
    `From: a@b.example\r\nTo: ${"a ".repeat(100_000)}\r\nCc: ${"a@b ".repeat(50_000)}\r\n\r\nx`,
  ],
  ["torn names", `From: a@b.example\r\nTo: ${"Doe, ".repeat(50_000)}x@y.example\r\n\r\nx`],
  ["groups in groups", `From: a@b.example\r\nTo: ${"g:".repeat(100_000)};\r\n\r\nx`],
  ["50,000 encoded-words", `From: a@b.example\r\nSubject: ${"=?utf-8?q?x?= ".repeat(18_000)}\r\n\r\nx`],
  ["encoded-words that never end", `From: a@b.example\r\nSubject: ${"=?utf-8?q?".repeat(25_000)}\r\n\r\nx`],
  ["a field of 200,000 folds", `From: a@b.example\r\nSubject: x\r\n${" y\r\n".repeat(200_000)}\r\nx`],
  ["100,000 header fields", `From: a@b.example\r\n${many(100_000, (i) => `X-${i}: y\r\n`)}\r\nx`],
  ["a header of lines that are none", `From: a@b.example\r\n${"no field\r\n".repeat(200_000)}\r\nx`],
  [
    "a Content-Type of 20,000 parameters",
    `From: a@b.example\r\nContent-Type: text/plain${many(20_000, (i) => `; p*${i}=x`)}\r\n\r\nx`,
  ],
  [
    "a Content-Type without sense",
    `From: a@b.example\r\nContent-Type: text/plain;${"; ".repeat(100_000)}${"a b ".repeat(20_000)}\r\n\r\nx`,
  ],
  [
    "10,000 msg-ids",
    `From: a@b.example\r\nReferences: ${many(10_000, (i) => `<${i}@b.example> `)}${"<".repeat(100_000)}\r\n\r\nx`,
  ],
  [
    "a file name of 100,000 characters",
    `${head("multipart/mixed; boundary=x")}--x\r\nContent-Disposition: attachment; filename="${"../".repeat(30_000)}a.txt"\r\n\r\nx`,
  ],
  ["320,000 short lines", plain("x\r\n".repeat(320_000))],
  ["a line of three megabytes", plain("x".repeat(3_000_000))],
  ["a quote line of a megabyte", plain(`> ${"word ".repeat(200_000)}`)],
  ["a line of a million quote marks", plain(">".repeat(1_000_000))],
  ["On, 50,000 times", plain("On ".repeat(50_000))],
  ["On and a line end, 50,000 times", plain("On \r\n".repeat(50_000))],
  ["300,000 line ends", plain("\r\n".repeat(300_000))],
  ["dashes", plain("-".repeat(1_000_000))],
  ["underscores and blanks", plain("_ ".repeat(500_000))],
  ["From: lines", plain("From: a\r\n".repeat(100_000))],
  ["signature separators", plain("-- \r\n".repeat(200_000))],
  ["100,000 wrote: lines", plain("On 1 Jan 2026, A <a@b.example> wrote:\r\n".repeat(50_000))],
  ["flowed lines without end", head("text/plain; format=flowed; delsp=yes") + "> x \r\n".repeat(300_000)],
  ["uuencode that never ends", plain("begin 644 x\r\n".repeat(50_000))],
  [
    "soft breaks only",
    `${head("text/plain")}`.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n") +
      "= \r\n".repeat(400_000),
  ],
  [
    "equals signs and blanks",
    `${head("text/plain")}`.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n") +
      `=${" ".repeat(2000)}`.repeat(1_000),
  ],
  [
    "a delivery report of 50,000 recipients",
    `${head("multipart/report; report-type=delivery-status; boundary=x")}--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n${many(50_000, (i) => `Final-Recipient: rfc822; u${i}@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n`)}`,
  ],
  [
    "Authentication-Results of comments",
    `Authentication-Results: mx.b.example; ${"(".repeat(100_000)}\r\nFrom: a@b.example\r\n\r\nx`,
  ],
  [
    "Received lines without end",
    `${"Received: from a by b; Tue, 24 Nov 2026 12:00:00 +0000\r\n".repeat(50_000)}From: a@b.example\r\n\r\nx`,
  ],
];

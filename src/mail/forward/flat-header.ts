/** Yahoo's plain text runs separator and header block into one line, without a blank before the labels. */
const OPENS =
  /^[ \t]{0,20}(-{3,20} ?[^-\n]{3,60} ?-{3,20})[ \t]+(?=(?:From|De|Von|Da|Van|Från|Fra|Od)\s?:)/gm;
const LABELS = [
  /(?:To|Para|An|À|A|Aan|Till|Til|Do)\s?:/g,
  /(?:Cc|CC)\s?:/g,
  /(?:Sent|Enviado|Enviada|Gesendet|Envoyé|Inviato|Verzonden|Skickat|Sendt|Wysłano)\s?:/g,
  /(?:Subject|Asunto|Assunto|Betreff|Objet|Oggetto|Onderwerp|Ämne|Emne|Temat)\s?:/g,
] as const;
const LONGEST = 3_000;
const MOST = 3;

/** The text with such lines broken into a separator and one line a label; the same text where there is none. Linear. */
export function unflattenHeaders(text: string): string {
  let out = "";
  let done = 0;
  let count = 0;
  for (const found of text.matchAll(OPENS)) {
    if (count++ >= MOST) break;
    const start = found.index + found[0].length;
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LONGEST) continue;
    out += `${text.slice(done, found.index)}${found[1]}\n${broken(text.slice(start, end))}`;
    done = end;
  }
  return out + text.slice(done);
}

/** The labels in their order, each searched behind the one before; a label that is missing is passed over. */
function broken(line: string): string {
  const cuts: number[] = [];
  let from = 5;
  for (const label of LABELS) {
    label.lastIndex = from;
    const found = label.exec(line);
    if (found === null) continue;
    cuts.push(found.index);
    from = label.lastIndex;
  }
  const starts = [0, ...cuts];
  return starts.map((start, at) => line.slice(start, starts[at + 1]).trim()).join("\n");
}

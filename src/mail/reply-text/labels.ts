/** What a line such as `Von: …` names, in the header block that a client writes over a mail it quotes or passes on. */
export type Label = "sender" | "date" | "to" | "cc" | "bcc" | "subject" | "reply-to" | "other" | "raw";

/** Words by label, in the languages of the clients; Outlook, Apple Mail, Thunderbird and Gmail often differ. */
const WORDS: Readonly<Record<Label, string>> = {
  sender: `from|de|von|da|van|od|från|fra|lähettäjä|lähettäjältä|keneltä|от|от кого|отправитель|від|від кого|відправник|từ
    |người gửi|gửi từ|差出人|送信者|送信元|差出し人|发件人|發件人|寄件者|寄件人|发送人|发信人|发自|kimden|gönderen|feladó|de la|expeditor
    |expéditeur|mittente|nadawca|odesílatel|odosielateľ|από|αποστολέας|보낸 사람|보낸사람|보낸이|발신|발신자|발신인|šalje|pošiljatelj|absender
    |remitente|remetente|saatja|kellelt|nuo|dari|จาก|מאת|من|avsender|avsändare|afsender|afzender`,
  date: `date|sent|sent on|sent at|date sent|data|enviado|enviada|enviado em|enviada em|enviado el|enviado a|data de envio|fecha
    |fecha de envío|datum|gesendet|gesendet am|envoyé|envoyé le|date d'envoi|inviato|inviato il|inviata|data invio|verzonden
    |verzonden op|verstuurd|wysłano|wysłane|wysłany|data wysłania|skickat|skickat den|sendt|dato|sendt den|lähetetty|lähetysaika
    |päivämäärä|päiväys|pvm|odesláno|odoslané|dátum|дата|отправлено|дата отправки|отправлен|надіслано|відправлено|дата відправлення
    |đã gửi|ngày|ngày gửi|gửi|gửi lúc|vào lúc|thời gian|送信日時|日時|日付|送信日|送信時刻|发送时间|发送日期|日期|时间|傳送時間|傳送日期
    |寄件日期|寄件時間|時間|發送時間|發送日期|gönderildi|gönderme tarihi|gönderilme tarihi|tarih|elküldve|küldve|küldés dátuma|trimis|trimis la
    |dată|data trimiterii|στάλθηκε|εστάλη|απεστάλη|ημερομηνία|보낸 날짜|보낸날짜|날짜|보낸 시간|보낸시간|발신일|발송일|poslano|изпратено|saadetud
    |kuupäev|enviat|envoyée|tanggal|terkirim|dikirim|вiдправлено|נשלח|التاريخ|تاريخ`,
  to: `to|para|a|an|à|pour|aan|do|till|til|vastaanottaja|vastaanottajat|kenelle|komu|pre|кому|получатель|до|одержувач|отримувач|đến
    |tới|người nhận|gửi đến|gửi tới|宛先|受信者|送信先|收件人|收件者|收信人|至|kime|alıcı|címzett|címzettek|către|catre|destinatar|destinataire
    |destinatario|destinatário|adresat|empfänger|προς|παραλήπτης|받는 사람|받는사람|받는이|수신|수신자|수신인|prima|za|kellele|kam|per a|kepada
    |mottaker|mottagare|modtager|ontvanger|příjemce|príjemca|ถึง|אל|إلى`,
  cc: `cc|c.c.|kopie|kopie an|copie|copie à|copia|cópia|dw|do wiadomości|kopia|kopia till|kopi|kopi til|kopio|копия|копія|đồng gửi
    |抄送|副本|副本抄送|bilgi|másolatot kap|másolat|másolatot kapnak|κοιν.|κοιν|κοινοποίηση|참조|kopija|สำเนา|cc(s)`,
  bcc: `bcc|cco|cci|ccn|bcc:|udw|bck|skrytá kopie|hemlig kopia|blindkopie|blindkopi|piilokopio|скрытая копия|прихована копія|密送
    |密件副本|gizli|titkos másolat|숨은 참조`,
  subject: `subject|assunto|asunto|betreff|objet|sujet|oggetto|onderwerp|temat|ämne|emne|aihe|předmět|predmet|тема|chủ đề|tiêu đề|件名
    |题名|主题|主旨|主題|标题|konu|tárgy|subiect|θέμα|제목|naslov|zadeva|относно|teema|temats|tēma|tema|assumpte|perihal|subjek|topic
    |เรื่อง|נושא|الموضوع`,
  "reply-to": `reply-to|reply to|responder a|responder para|antwort an|antworten an|répondre à|rispondi a|antwoord aan|antwoord naar
    |odpowiedź do|odpowiedz do|svar till|svara till|svar til|vastausosoite|odpověď na|обратный адрес|ответить|返信先|回复至|回覆|yanıtla
    |válaszcím|răspuns la|απάντηση προς|回复|답장`,
  other: `importance|priority|sensitivity|attachments|attachment|organization|sent by|wichtigkeit|priorität|vertraulichkeit|anlagen|anlage
    |importância|prioridade|anexos|anexo|importancia|prioridad|datos adjuntos|adjuntos|pièces jointes|pièce jointe|importanza|priorità
    |allegati|allegato|urgentie|prioriteit|bijlagen|bijlage|ważność|priorytet|załączniki|załącznik|prioritet|bilagor|bifogade filer
    |vedhæftede filer|vedlegg|vedheftet|liitteet|tärkeys|důležitost|přílohy|příloha|важность|вложения|вложение|приоритет|важливість
    |вкладення|вкладені файли|tệp đính kèm|đính kèm|重要度|添付ファイル|重要性|附件|önem|ekler|csatolmány|mellékletek|fontosság|importanță
    |atașamente|συνημμένα|중요도|첨부 파일|첨부파일|auto forwarded by|on behalf of|resent-from|resent-to|resent-date|org|organisation`,
  raw: `received|return-path|message-id|mime-version|content-type|content-transfer-encoding|delivered-to|dkim-signature|references
    |in-reply-to|authentication-results|arc-seal|x-mailer|user-agent|x-received|x-originating-ip|received-spf|thread-index|thread-topic
    |x-spam-status|list-id|list-unsubscribe|envelope-to|x-original-to|return path|message id|content-language|user agent`,
};

const LABELS: ReadonlyMap<string, Label> = new Map(
  (Object.entries(WORDS) as [Label, string][]).flatMap(([label, words]) =>
    words.split("|").map((word) => [word.trim(), label] as const),
  ),
);

/** The longest label, with room for bold markers and the space that French and CJK clients put before the colon. */
const LONGEST = 40;

/** A line that stands in a header block: `*Von:* Ana <ana@x>`, `件名： …`, `À : …`. */
export interface LabelLine {
  readonly label: Label;
  readonly value: string;
}

/** Reads one line as a labelled line of a header block; null where its first words are no known label. */
export function readLabel(line: string): LabelLine | null {
  const colon = colonOf(line);
  if (colon <= 0) return null;
  const bare = line.slice(0, colon).replace(/^[\s*_|•·–-]+|[\s*_|]+$/g, "");
  const key = (isPlain(bare) ? bare : bare.replace(/[\s\u3000]+/g, " ").normalize("NFC")).toLowerCase();
  const label = LABELS.get(key) ?? LABELS.get(key.replaceAll(" ", ""));
  if (label === undefined) return key.startsWith("x-") ? { label: "raw", value: "" } : null;
  return { label, value: trimMarks(line.slice(colon + 1)) };
}

/** Most lines are none: they are told by walking to the first colon only. */
function colonOf(line: string): number {
  const end = Math.min(line.length, LONGEST);
  for (let at = 0; at < end; at++) if (line[at] === ":" || line[at] === "：") return at;
  return -1;
}

const isPlain = (key: string): boolean => /^[a-zA-Z-]+$/.test(key);

/** A value without the bold and table marks that text made from HTML leaves around it. */
function trimMarks(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && /[\s*_|]/.test(value[from]!)) from++;
  while (to > from && /[\s*|]/.test(value[to - 1]!)) to--;
  return value.slice(from, to);
}

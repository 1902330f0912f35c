/** A way mail systems name a recipient in their text; group 1 holds the address. */
export interface RecipientLine {
  readonly name: string;
  /** Mail systems known to write so. */
  readonly reporters: string;
  readonly pattern: RegExp;
  readonly takesAll?: true;
  /** The sentence may be broken over two lines. */
  readonly spansLines?: true;
}

const ADDR = String.raw`[^\s<>()[\]",;:@]{1,64}@[^\s<>()[\]",;@]{1,253}`;

/** Surest first; the first kind that names anybody is believed alone. */
export const RECIPIENT_LINES: readonly RecipientLine[] = [
  {
    name: "labelled",
    reporters: "Oracle Messaging Server, IMail, MDaemon, SurfControl, au, MailMarshal, Exim pipes",
    pattern: new RegExp(
      String.raw`^[\s*>-]{0,12}(?:recipient(?: address| e-?mail)?|failed (?:recipient|address)(?:es|s|\(s\))?|original recipient|intended recipient|final recipient|(?:not )?addressed to|undeliverable to|unknown user|invalid user|user mailbox exceeds allowed size|delivery failed \d{1,4} attempts|could not be delivered to|unable to deliver (?:message )?to|failed to deliver to|delivery to|delivery failed to|message to|empfänger(?:adresse)?|destinataire|destinatario|destinatário|odbiorca|получатель|收件人|宛先|受信者)\s?(?:address)?\s?[:：]?\s{0,8}["'<]{0,2}(${ADDR})`,
      "i",
    ),
  },
  {
    name: "beginning a line",
    reporters:
      "qmail, Postfix, Exim, Exchange, Gmail, Courier, Domino, OpenSMTPD, Yahoo, GMX, sendmail, and most others",
    pattern: new RegExp(
      String.raw`^[\s>*•"'<·-]{0,16}(?:[^<>@]{1,80}<)?(?:mailto:|smtp:)?(${ADDR})>?["']?\s{0,4}(?:$|[:：([;,<]| on |- |\.\.\.|is |was |does |has |user |invalid |\d{3} |#)`,
      "i",
    ),
  },
  {
    name: "told to the server",
    reporters: "sendmail, InterScan, mFILTER, au",
    pattern: new RegExp(String.raw`rcpt to:\s?<?(${ADDR})`, "i"),
  },
  {
    name: "in the server's answer",
    reporters: "sendmail 5, docomo, IIS",
    pattern: new RegExp(String.raw`(?:^|\s|<<<\s?|")[45][0-5]\d[\s-].{0,120}?(${ADDR})`),
  },
  {
    name: "in a sentence",
    reporters: "Gmail, Communigate Pro, McAfee, X6, dma, Chinese providers",
    pattern: new RegExp(
      String.raw`(?:deliver(?:ed|y|ing)?|sent|send|recipient|address|user|mailbox|message|mail|reach|to|for|an|à|a|para|do|aan|till|til|до|для|到|给)[^@]{0,80}?["'<([（“「\s](${ADDR})`,
      "i",
    ),
    takesAll: true,
    spansLines: true,
  },
  {
    name: "anywhere",
    reporters: "the rest",
    pattern: new RegExp(`(${ADDR}.*)`),
    takesAll: true,
  },
];

/** Lines that name others than the recipient. */
export const SKIPPED_LINES =
  /^[\s*>-]{0,12}(?:from|sender|reply-to|return-path|envelope-from|errors-to|mail from|message-?id|message id|reporting-mta|received(?:-from-mta)?|x-[a-z-]{1,40}|generating server|in-reply-to|references|content-|von|de|da|subject|betreff|objet|oggetto|asunto|assunto)\s?[:：]|mail from:/i;

/** Where the returned mail begins. Tested against trimmed lines. */
export const RETURNED_BEGINS: readonly RegExp[] = [
  // Exim, qmail, Gmail, sendmail, Domino, mFILTER, Biglobe, GMX and others, between dashes
  /^[-=_*#]{2,40}\s{0,4}(?:this is a copy|below this line|(?:the )?(?:header|text|copy|first|rest)?\s?(?:of )?(?:the |your |a )?(?:original|unsent|returned|undelivered|rejected|failed|non-delivered|bounced) (?:message|mail|e-?mail|information)|message (?:header|text|body|content|follows)|header of|body of|copy of|the body|the header|start of|returned|start returned|original-message|your message|ursprüngliche nachricht|kopie der|message d'origine|mensaje original|mensagem original|messaggio originale|исходное|元の|原始)/i,
  /^(?:original message(?: headers?| follows| header follows)?|unsent message|message headers?(?: follow| follows)?|original headers|undelivered message|returned message)\s?[.:]?$/i,
  /^(?:below (?:is|this line is|are) (?:a copy|the)|(?:a )?copy of (?:the|your)|here is a copy of|the (?:first \d{1,6} (?:lines|bytes|characters) of (?:the|your)|header of the original|headers of the original|original message (?:follows|is attached|header)|text of your message|message headers? (?:follow|is|are))|original (?:mail|message) (?:as )?follows|message contents follow|body of (?:the )?message follows)/i,
  /^(?:ursprüngliche nachrichtenkopfzeilen|ursprüngliche nachricht|en-têtes de message d'origine|encabezados de mensaje originales|cabeçalhos d[ae] mensagem origina|intestazioni (?:del )?messaggio original|oorspronkelijke berichtkoppen|oryginalne nagłówki|ursprungliga meddelandehuvuden|originale? meddelelses|исходные заголовки|元のメッセージ|原始邮件|邮件原文)/i,
  /^(?:return-path: ?<|received: from |received: by |received: \(qmail )/i,
];

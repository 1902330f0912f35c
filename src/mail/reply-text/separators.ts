/** `original`: over a quoted mail; `forwarded`: over one that is passed on; `end`: below it; `reply-above`: a desk's own marker. */
export type Separator = "original" | "forwarded" | "end" | "reply-above";

/** The words between the dashes, by language. */
const PHRASES: Readonly<Record<Separator, string>> = {
  original: `original message|original appointment|original email|mensagem original|mensaje original|ursprüngliche nachricht
    |originalnachricht|original nachricht|original-nachricht|ursprüngliche e-mail|ursprüngliche mail|message d'origine|message original
    |message initial|courriel original|e-mail d'origine|mail original|messaggio originale|messaggio originario|oorspronkelijk bericht
    |origineel bericht|oorspronkelijke e-mail|oryginalna wiadomość|wiadomość oryginalna|wiadomość pierwotna|oryginał
    |ursprungligt meddelande|originalmeddelande|ursprungligt e-postmeddelande|oprindelig meddelelse|oprindelig besked
    |original meddelelse|opprinnelig melding|original melding|opprinnelig meddelelse|alkuperäinen viesti|původní zpráva
    |původní e-mail|pôvodná správa|исходное сообщение|исходное письмо|оригинальное сообщение|первоначальное сообщение
    |оригинал сообщения|вихідне повідомлення|оригінальне повідомлення|початкове повідомлення|вихідний лист|tin nhắn gốc|thư gốc
    |tin gốc|thư nguyên bản|thông điệp gốc|元のメッセージ|オリジナルメッセージ|元のメール|原始邮件|原始郵件|邮件原件|原始信件|原邮件|原文
    |özgün ileti|orijinal mesaj|orijinal ileti|asıl ileti|eredeti üzenet|eredeti levél|mesaj original|mesajul original|mesaj inițial
    |αρχικό μήνυμα|πρωτότυπο μήνυμα|원본 메시지|원본 메일|원본메시지|izvorna poruka|izvirno sporočilo|originalna poruka|оригинално съобщение
    |missatge original|algne kiri|pesan asli|reply message|originele bericht|ursprungliga meddelandet|urspr. nachricht`,
  forwarded: `forwarded message|forwarded mail|forwarded email|forwarded e-mail|begin forwarded message|start of forwarded message
    |forwarded message from|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada
    |a mensagem encaminhada começa|e-mail encaminhado|mensaje reenviado|inicio del mensaje reenviado|mensaje remitido|correo reenviado
    |weitergeleitete nachricht|weitergeleitete e-mail|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail
    |beginn der weitergeleiteten nachricht|weitergeleitete mail|message transféré|début du message transféré|message transmis
    |début du message réexpédié|message réexpédié|courriel transféré|e-mail transféré|mail transféré|message transferé
    |messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|inizio messaggio originale|e-mail inoltrata
    |doorgestuurd bericht|begin doorgestuurd bericht|begin van doorgestuurd bericht|doorgezonden bericht|doorgestuurde e-mail
    |begin van het doorgestuurde bericht|przekazana wiadomość|wiadomość przekazana|przekazywana wiadomość|przesłana wiadomość
    |początek przekazywanej wiadomości|początek przekazanej wiadomości|wiadomość przesłana dalej|treść przekazanej wiadomości
    |vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat mejl|början på vidarebefordrat meddelande
    |påbörja vidarebefordrat meddelande|vidarebefordrat e-postmeddelande|börja vidarebefordrat meddelande|början av vidarebefordrat brev
    |videresendt meddelelse|videresendt besked|videresendt mail|start på videresendt besked|start på videresendt meddelelse
    |påbegyndt videresendt besked|begynd på videresendt besked|videresendt melding|videresendt e-post|start på videresendt melding
    |begynnelse på videresendt melding|videresendt e-postmelding|begynnelsen på videresendt melding|begynnelse på videresendt e-post
    |välitetty viesti|edelleen lähetetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|edelleenlähetetty viesti alkaa
    |alkaa edelleenlähetetty viesti|välitetyn viestin alku|přeposlaná zpráva|začátek přeposlané zprávy|předaná zpráva|přeposlaný e-mail
    |přesměrovaná zpráva|začátek předávané zprávy|preposlaná správa|začiatok preposlanej správy|пересланное сообщение
    |пересылаемое сообщение|перенаправленное сообщение|переадресованное сообщение|начало переадресованного сообщения
    |начало пересланного сообщения|начало пересылаемого сообщения|пересланное письмо|пересылаемое письмо|переслане повідомлення
    |пересланий лист|перенаправлене повідомлення|початок переспрямованого повідомлення|початок пересланого повідомлення
    |початок листа, що пересилається|переадресоване повідомлення|пересилане повідомлення|thư được chuyển tiếp|thư đã chuyển tiếp
    |tin nhắn được chuyển tiếp|tin nhắn đã chuyển tiếp|thư chuyển tiếp|bắt đầu thư được chuyển tiếp|bắt đầu tin nhắn được chuyển tiếp
    |bắt đầu thư đã chuyển tiếp|email được chuyển tiếp|転送されたメッセージ|転送メッセージ|転送メール|転送されたメール|メッセージの転送
    |以下は転送されたメッセージです|以下、転送されたメッセージ|以下、転送メッセージ|转发的邮件|转发邮件|转发邮件信息|转发的消息|转发消息|转发信息|以下是转发的邮件
    |以下为转发的邮件|开始转发的邮件|轉寄郵件|轉寄的郵件|轉寄信件|轉寄的信件|轉發的郵件|轉寄訊息|轉發郵件|以下是轉寄的郵件|開始轉寄郵件|已转发的邮件|已轉寄郵件|以下為轉寄的郵件
    |iletilen mesaj|iletilen ileti|yönlendirilmiş ileti|yönlendirilen mesaj|yönlendirilen ileti|iletilen iletinin başlangıcı
    |iletilmiş mesaj|başlangıç: iletilen mesaj|továbbított üzenet|továbbított levél|továbbított üzenet kezdete|továbbított levél kezdete
    |mesaj redirecționat|mesaj transmis|mesaj transmis mai departe|mesaj retransmis|început mesaj redirecționat
    |începutul mesajului redirecționat|mesaj înaintat|mesaj forwardat|προωθημένο μήνυμα|αρχή προωθημένου μηνύματος|έναρξη προωθημένου μηνύματος
    |전달된 메시지|전달된 메시지의 시작|전달된 메시지 시작|전달된 메일|전달 메시지|전달한 메시지|proslijeđena poruka|započni proslijeđenu poruku|prosljeđena poruka
    |posredovano sporočilo|препратено съобщение|missatge reenviat|edastatud kiri|edasi saadetud kiri|persiunčiama žinutė|pārsūtītā ziņa
    |pesan terusan|pesan yang diteruskan|הודעה שהועברה|رسالة معاد توجيهها|ข้อความที่ส่งต่อ`,
  end: `end of forwarded message|end forwarded message|ende der weitergeleiteten nachricht|fin del mensaje reenviado|fim da mensagem
    |fim da mensagem encaminhada|fim da mensagem reencaminhada|fin du message transféré|fine messaggio inoltrato|einde doorgestuurd bericht
    |koniec przekazywanej wiadomości|конец пересылаемого сообщения|конец пересланного сообщения|кінець пересланого повідомлення
    |einde van doorgestuurd bericht|slut på vidarebefordrat meddelande|转发邮件结束|転送メッセージここまで`,
  "reply-above": `por favor, escriba su respuesta encima de esta línea|escriba su respuesta por encima de esta línea
    |responda arriba de esta línea|por favor, responda por encima de esta línea|por favor, escreva a sua resposta acima desta linha
    |por favor, digite sua resposta acima desta linha|digite sua resposta acima desta linha|bitte geben sie ihre antwort über dieser zeile ein
    |bitte antworten sie über dieser linie|bitte antworten sie oberhalb dieser zeile|bitte über dieser linie antworten
    |veuillez saisir votre réponse au-dessus de cette ligne|merci de répondre au-dessus de cette ligne|si prega di rispondere sopra questa riga
    |scrivi la tua risposta sopra questa riga|typ uw antwoord boven deze regel|plaats uw antwoord boven deze regel|odpowiedz powyżej tej linii
    |svara ovanför denna rad|skriv ditt svar ovanför denna rad|skriv dit svar over denne linje|пожалуйста, введите ответ выше этой строки
    |пишите ответ выше этой строки|この行より上に返信を入力してください|请在此行以上回复|請在此行以上回覆|to reply, type above this line|please type your reply above this line|reply above this line|please reply above this line|write above this line
    |type your response above this line|reply above this line to respond|responda acima desta linha|por favor, responda acima desta linha
    |escreva acima desta linha|responda por encima de esta línea|escriba su respuesta encima de esta línea
    |bitte antworten sie oberhalb dieser linie|antworten sie oberhalb dieser zeile|répondez au-dessus de cette ligne
    |veuillez répondre au-dessus de cette ligne|rispondi sopra questa riga|reageer boven deze regel|please do not write below this line`,
};

const SEPARATORS: ReadonlyMap<string, Separator> = new Map(
  (Object.entries(PHRASES) as [Separator, string][]).flatMap(([kind, phrases]) =>
    phrases.split("|").map((phrase) => [phrase.trim(), kind] as const),
  ),
);

/** Longer lines without a rule are prose, and prose is what most lines are: known at a glance. */
const LONGEST_BARE = Math.max(...[...SEPARATORS.keys()].map(({ length }) => length)) + 12;
const RULE = /[-‐‑‒–—―_=*#~]{2}/;

/** Words that stand in ordinary prose too: they need dashes or the like around them. */
const NEEDS_RULE: ReadonlySet<Separator> = new Set(["original", "end"]);
const LONGEST = 160;
/** Lotus Notes: "----- Forwarded by Ana/Contoso on 01/02/2026 10:00 AM -----", and the same in other languages. */
const FORWARDED_BY =
  /^(?:forwarded by|weitergeleitet (?:von|durch)|transféré par|réexpédié par|inoltrato da|encaminhado por|reenviado por|doorgestuurd door|przekazane przez|vidarebefordrat av|videresendt a[fv]|edelleenlähettänyt|přeposlal|переслано|переслал)\s.*\d/u;
/** Mutt, Horde: "----- Forwarded message from Ana <ana@x> -----". */
const FORWARDED_FROM =
  /^(?:forwarded message from|weitergeleitete nachricht von|message transféré de|mensaje reenviado de|mensagem encaminhada de|messaggio inoltrato da|doorgestuurd bericht van|пересланное сообщение от)\s\S/u;

/** The Bat! says it in a sentence without dashes: "This is a forwarded message". */
const SAYS_IT_IS =
  /^(?:this is a forwarded message|это пересылаемое сообщение|dies ist eine weitergeleitete nachricht|це переслане повідомлення|to jest przekazana wiadomość)$/u;

/** What a separator line stands for; null for any other line. Dashes, underscores, stars, quotes and colons around it do not matter. */
export function readSeparator(line: string): Separator | null {
  if (line.length > LONGEST || (line.length > LONGEST_BARE && !RULE.test(line))) return null;
  const bare = line.replace(/^[\s\-‐‑‒–—―_=*#~>+|.:：<"“«【]+|[\s\-‐‑‒–—―_=*#~<>+|.:："”»】]+$/g, "");
  if (bare.length < 2) return null;
  const phrase = bare.replaceAll("’", "'").replace(/\s+/g, " ").normalize("NFC").toLowerCase();
  const ruled = RULE.test(line.replace(bare, ""));
  if (ruled && (FORWARDED_BY.test(phrase) || FORWARDED_FROM.test(phrase))) return "forwarded";
  const kind = SEPARATORS.get(phrase);
  if (kind === undefined) return SAYS_IT_IS.test(phrase) ? "forwarded" : null;
  if (ruled || !NEEDS_RULE.has(kind))
    return kind === "forwarded" && !ruled && !/[:：]\s*$/.test(line) ? null : kind;
  return null;
}

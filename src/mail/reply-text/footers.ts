/** Lines that a client, a scanner or a mailing list put there, not the writer. Each test reads one short line. */
const LONGEST = 200;

/** How the line begins that a mobile client writes under a mail, by language. */
const CLIENT_OPENS =
  `sent from my|sent from mail for|sent from outlook|sent from yahoo|sent from proton|sent from samsung|sent from a |sent from an
  |sent from the|sent from workspace|sent from gmail|sent from mailbird|sent from spark|sent from nine|sent from aol|sent from myMail|sent from blackberry|sent from iphone|sent from ipad|sent from android
  |sent from mobile|sent from tutanota|sent from windows|sent from surface|sent from bluemail|get outlook for|download outlook for|get bluemail for|sent with proton|sent with aquamail
  |sent with blackberry|sent with spark|sent with shift|sent with mailspring|sent with k-9|sent via the samsung|sent via blackberry|sent via my|typed on my|via my blackberry|composed on my
  |get the outlook app|typos courtesy of|sent using|sent via superhuman|sent on the go|sent from the all-new
  |enviado do meu|enviado da minha|enviado de meu|enviado a partir do|enviado a partir d|enviado pelo meu|enviado pelo outlook|enviado pelo samsung|enviado pelo yahoo|enviado do outlook|enviado do email para
  |enviado do mail para|enviado do e-mail para|enviado do iphone|enviado do ipad|enviado do correio para|enviado via iphone|obter o outlook|obtenha o outlook|baixe o outlook|baixar o outlook|obtém o outlook
  |enviado desde|enviado de mi|obtener outlook|descargar outlook|descarga outlook|obtén outlook|enviado con proton|enviado con aquamail|enviado por mi|enviado con el correo|enviado del mail para|enviado a través de
  |von meinem|von unterwegs gesendet|gesendet von|gesendet mit|gesendet aus|gesendet über|holen sie sich outlook|outlook für|diese nachricht wurde von meinem|diese e-mail wurde von meinem|gesendet vom|von outlook mobile gesendet|laden sie outlook
  |envoyé de mon|envoyé depuis|envoyé à partir d|envoyé avec|envoyé de |envoyé d'|envoyé d’|envoyé par mon|envoyé via|télécharger outlook|obtenir outlook|obtenez outlook|téléchargez outlook|provenance : courrier|provenance : mail
  |inviato da|inviato dal|inviato con|inviato tramite|scarica outlook|ottieni outlook|inviata da
  |verstuurd vanaf|verzonden vanaf|verzonden met|verstuurd met|verzonden vanuit|verstuurd vanuit|download outlook|outlook voor|verzonden via|haal outlook|verstuurd via
  |wysłane z|wysłano z|wysłane przy użyciu|wysłane przez|pobierz program outlook|pobierz aplikację outlook|pobierz outlook|uzyskaj aplikację outlook|uzyskaj program outlook|wysłano przy użyciu
  |skickat från|skickades från|skickat med|hämta outlook|skaffa outlook|skickat via|sändes från
  |sendt fra|sendt med|sendt via|hent outlook|få outlook|skaff deg outlook|last ned outlook
  |lähetetty|hanki outlook|lataa outlook|hae outlook|lähetin iphonesta
  |odesláno z|odesláno ze|odesláno pomocí|odesláno přes|získat outlook|získejte outlook|stáhnout outlook|stáhněte si outlook|odoslané z|odoslané zo|získajte outlook|získať outlook|poslané z|posláno z
  |отправлено с|отправлено со|отправлено из|отправлено через|отправлено от|послано с|скачать outlook|получить outlook|загрузить outlook|скачайте outlook|получите outlook
  |надіслано з|надіслано із|надіслано зі|відправлено з|відправлено із|отримати outlook|отримайте outlook|завантажити outlook|завантажте outlook|установити outlook
  |đã gửi từ|được gửi từ|gửi từ|tải outlook|tải xuống outlook|nhận outlook|lấy outlook|gửi bằng
  |发自|發自|发送自|發送自|傳送自|从我的|從我的|来自我的|來自我的|获取 outlook|獲取 outlook|下载 outlook|下載 outlook|取得 outlook|取得適用於|获取适用于|下载适用于|下載適用於|寄自|由 outlook|使用 outlook
  |나의 |내 iphone|내 ipad|내 galaxy|trimis de pe|trimis din|obțineți outlook|descărcați outlook|obține outlook|στάλθηκε από|εστάλη από|λήψη του outlook|αποκτήστε το outlook|κατεβάστε το outlook
  |az iphone-om|küldve a|küldve az|az outlook beszerzése|iphone'umdan|ipad'imden|outlook'u edinin|outlook for ios'u|outlook for android'i|poslano s|poslano sa|изпратено от|изтеглете outlook`
    .split("|")
    .map((opening) => opening.trim().toLowerCase())
    .filter((opening) => opening !== "");
/** In these languages the verb stands at the end. */
const CLIENT_CLOSES =
  /(?:から送信|より送信|から送信されました|を入手(?:する)?|をダウンロード|에서 보냄|에서 보냈습니다|에서 전송됨|에서 발송됨|다운로드|받기|gesendet|gönderildi|edinin|küldve|beszerzése|送信)[.。]?(?:\s*<https?:\S*>)?$/iu;
const DEVICE =
  /iphon|ipad|android|outlook|galaxy|samsung|huawei|xiaomi|redmi|blackberry|smartphone|mobil|handy|telefon|phone|tablet|windows|yahoo|mail|gmail|htc|sony|nokia|lg|proton|app|aqua|mac|apple|spark|携帯|スマート|手机|手機|휴대|ios|device|verizon|t-mobile|at&t|o2|orange|vodafone|superhuman|shift|word|go\b|мобил|телефон|почт|пошт|смартфон|điện thoại|zimbra|thunderbird/iu;
const OUTLOOK_LINK = /aka\.ms\/(?:o0ukef|aab9ysg|ghei36|weboutlook)/i;

/** "Sent from my iPhone", "Outlook für iOS beziehen" and their like: the whole line is the client's. */
export function isClientFooter(line: string): boolean {
  if (line.length > LONGEST) return false;
  if (OUTLOOK_LINK.test(line)) return true;
  const bare = line
    .replace(/^[\s>*_\-–—~|[(]+|[\s*_~|\])]+$/gu, "")
    .normalize("NFC")
    .toLowerCase();
  if (bare === "" || bare.length > 120 || !DEVICE.test(bare)) return false;
  const words = bare.replace(/<?https?:\S*/g, "").trim();
  return (
    words.length < 90 &&
    !words.includes("?") &&
    (CLIENT_OPENS.some((opening) => bare.startsWith(opening)) || CLIENT_CLOSES.test(words))
  );
}

const SCANNER =
  /(?:virus|malware|spam)[ -]?(?:free|scan|check)|checked (?:for viruses|by avg|by avast)|scanned by|(?:scanned|checked).{0,40}virus|avast|avg\.com|auf viren (?:geprüft|überprüft|untersucht)|virenfrei|sans virus|garanti sans|vérifi\S+ .{0,40}virus|(?:libre|livre|isento) de v[ií]rus|(?:analizado|verificad[oa]|comprobad\S+|analisad[oa]|verificado).{0,60}(?:virus|vírus|avast|antivirus)|privo di virus|controllat\S+ .{0,40}(?:virus|avast)|virusvrij|op virussen|wolna od wirusów|wirusów|virusfri|viruksia|virus\S* .{0,40}(?:avast|prověřen)|неt вирус|без вирусов|проверено на .{0,40}вирус|вірус|không có vi-?rút|ウイルス(?:チェック|スキャン|に感染)|没有病毒|無病毒|防病毒|mimecast|mailscanner|messagelabs|kaspersky|eset |sophos|symantec email/iu;
const SCANNER_LINE =
  /^[\s>*_|[]*(?:<https?:[^<>\s]{1,200}>\s*)?(?:virus-free|this (?:e-?mail|message)|diese |cet? |este |esta |el software|questa |dit |deze |ta wiadomość|niniejsza|denna |denne |tento |tato |tämä |это |данное |цей |email này|本メール|此邮件|此電子郵件|scanned|avast|virenfrei|sans virus|garanti|libre de|livre de|privo di|virusvrij|wolna od|virusfri|без вирус|mail scanned|the (?:e-?mail|message|information)|---)/iu;

/** What a virus scanner adds: "This email has been checked for viruses by …", "Virus-free. www.…". */
export const isScannerFooter = (line: string): boolean =>
  line.length < 400 && SCANNER_LINE.test(line) && SCANNER.test(line);

const LIST =
  /mailing list$|mailing list\s*[-:]|mailman|listinfo|lists?\.[a-z0-9.-]+\/|-unsubscribe@|unsubscribe|desinscrever|darse de baja|se désabonner|désinscri|abmelden|abbestellen|cancelar (?:a )?(?:subscrição|inscrição|suscripción)|disiscri|uitschrijven|wypisać|avregistrera|отписаться|відписатися|退订|退訂|配信停止|google ?groups|groups\.google|you received this message because|you are receiving this|sie erhalten diese nachricht, weil|recebeu esta mensagem porque|has recibido este mensaje porque|recibió este mensaje porque|vous recevez ce message|hai ricevuto questo messaggio|to post to this group|to view this discussion|visit this group|archives?:\s*https?:|yahoo! groups/iu;

/** A line under a mailing list's rule, or one that tells how to leave the list. */
export const isListFooter = (line: string): boolean => line.length < 400 && LIST.test(line);

/** How a paragraph of legal small print begins, and what it speaks of, by language. Both must be there. */
const DISCLAIMERS: readonly (readonly [opens: RegExp, speaksOf: RegExp])[] = [
  // English
  [
    /^(?:this (?:e-?mail|message|communication|transmission|electronic|information)|the (?:information|contents?|e-?mail|message)|confidential|disclaimer|important notice|notice|legal notice|privileged|please (?:consider|think|note that this)|think before|before printing|if you (?:have received|are not)|any (?:views|opinions)|e-?mail disclaimer|privacy notice|consider the environment|save (?:paper|a tree))/iu,
    /confidential|intended|privileged|disclos|unauthori[sz]ed|solely|in error|virus|environment|not necessarily|legally/giu,
  ],
  // Portuguese
  [
    /^(?:est[ae] (?:mensagem|e-?mail|correio|comunicação|transmissão)|as? informaç|o conteúdo|aviso|confidencia|antes de imprimir|declaração|a presente|pense (?:antes|no)|nota de confidencialidade)/iu,
    /confidencia|destinatári|privilegiad|por (?:engano|erro|lapso)|imprimir|ambiente|autorizad|sigilo|exclusiv/giu,
  ],
  // Spanish
  [
    /^(?:est[ae] (?:mensaje|correo|e-?mail|comunicación)|la (?:información|presente)|el contenido|aviso|confidencialidad|antes de imprimir|advertencia|cláusula|nota de confidencialidad|piense)/iu,
    /confidencial|destinatari|privilegiad|por error|prohibid|medio ambiente|imprimir|exclusiv|autorizad/giu,
  ],
  // German
  [
    /^(?:diese (?:e-?mail|nachricht|mail|information)|der inhalt|die (?:information|in dieser)|vertraulich|haftungsausschluss|wichtiger hinweis|hinweis|disclaimer|bitte (?:denken|prüfen|beachten)|rechtlicher hinweis|denken sie|falls sie (?:nicht|diese)|sollten sie nicht)/iu,
    /vertraulich|empfänger|adressat|irrtümlich|unbefugt|umwelt|ausdruck|drucken|ausschließlich|rechtlich geschützt|nicht gestattet/giu,
  ],
  // French
  [
    /^(?:ce (?:message|courriel|mail|courrier)|cet? e-?mail|les informations|avis|confidentialité|avant d.imprimer|pensez|n.imprimez|avertissement|le (?:présent|contenu)|la présente|si vous n.êtes pas)/iu,
    /confidenti|destinatair|par erreur|interdit|environnement|strictement|imprimer|exclusiv|autoris/giu,
  ],
  // Italian
  [
    /^(?:quest[ao] (?:messaggio|e-?mail|comunicazione|mail)|le informazioni|il (?:presente|contenuto|messaggio)|avviso|riservatezza|nota|prima di stampare|la presente|ai sensi|pensa|informativa)/iu,
    /riservat|confidenzial|destinatari|per errore|vietat|ambiente|privacy|stampare|esclusiv/giu,
  ],
  // Dutch
  [
    /^(?:dit (?:e-?mail)?\s?bericht|deze (?:e-?mail|mail|boodschap)|de informatie|disclaimer|vertrouwelijk|denk aan|de inhoud|aan dit bericht|indien u niet)/iu,
    /vertrouwelijk|geadresseerde|bestemd|abusievelijk|ten onrechte|milieu|onbevoegd|openbaarmaking|ontvanger|uitsluitend/giu,
  ],
  // Polish
  [
    /^(?:ta (?:wiadomość|korespondencja)|niniejsz|informacj|treść|klauzula|uwaga|zanim wydrukujesz|wiadomość|ten e-?mail|jeśli nie)/iu,
    /poufn|adresat|odbiorc|omyłk|pomyłk|błęd|środowisk|zabronion|wyłącznie|wydruk/giu,
  ],
  // Swedish, Danish, Norwegian
  [
    /^(?:dett?[ae] (?:meddelande|e-?post|mail|mejl|meddelelse)|denn[ae]? (?:information|e-?post|e-?mail|meddelelse|melding|mail)|innehållet|indholdet|innholdet|konfidensi|konfidentiel|fortrolig|tänk på|tænk på|tenk på|oplysningerne|opplysningene|informasjonen|dersom du|om du inte är)/iu,
    /konfiden|mottag|sekretess|misstag|miljö|miljø|obehörig|fortrolig|modtager|fejl|feil|mottaker|uvedkommende|udelukkende|endast|kun beregn/giu,
  ],
  // Finnish
  [
    /^(?:tämä[n]? (?:viesti|sähköposti)|viesti|luottamuksel|tietojen|jos et ole|ajattele)/iu,
    /luottamuksel|vastaanottaj|tarkoitettu|erehdyks|vahingossa|salassa|kielletty/giu,
  ],
  // Czech and Slovak
  [
    /^(?:tento (?:e-?mail|dokument)|tato (?:e-?mailová )?(?:zpráva|komunikace)|táto (?:e-?mailová )?správa|obsah|informace|informácie|upozornění|upozornenie|důvěrn|dôvern|pokud nejste)/iu,
    /důvěrn|dôvern|adresát|příjemc|príjemc|omyl|neoprávněn|neoprávnen|výhradně|určen/giu,
  ],
  // Russian, Ukrainian, Bulgarian
  [
    /^(?:эт[оа] (?:сообщение|письмо|электронное)|данн(?:ое|ая)|настоящ|информация|содержание|содержимое|конфиденциально|внимание|если вы не|цей (?:лист|електронний)|це (?:повідомлення|електронне)|дане|інформація|увага|конфіденційно|вміст|якщо ви не|това (?:съобщение|писмо))/iu,
    /конфиденц|адресат|получател|ошиб|запрещ|исключительно|конфіденц|одержувач|отримувач|помил|заборон|виключно|поверител/giu,
  ],
  // Vietnamese
  [
    /^(?:(?:email|thư|e-mail|tin nhắn|thông điệp)(?: điện tử)? này|thông tin|nội dung|lưu ý|thông báo|tuyên bố|nếu quý vị|nếu bạn không)/iu,
    /bảo mật|bí mật|người nhận|nhầm|tuyệt mật|mật|không được phép|nghiêm cấm/giu,
  ],
  // Japanese, Chinese, Korean
  [
    /^[【[（(*]*(?:本メール|このメール|この電子メール|本電子メール|本メッセージ|注意|機密|本邮件|此邮件|本郵件|此郵件|本電子郵件|本电子邮件|此电子邮件|此電子郵件|这封邮件|免责|免責|保密|机密|重要提示|이 메일|본 메일|이 전자|본 전자|이 메시지)/u,
    /機密|秘密|受信者|宛先|誤っ|第三者|破棄|保密|机密|收件人|收件者|误|誤|未经|未經|授权|授權|기밀|수신|잘못|비밀/gu,
  ],
  // Turkish, Hungarian, Romanian, Greek
  [
    /^(?:bu (?:e-?posta|mesaj|ileti)|yasal uyarı|gizlilik|ez az? (?:e-?mail|üzenet|elektronikus)|a jelen|jelen (?:üzenet|e-?mail)|figyelmeztetés|acest (?:mesaj|e-?mail)|informațiile|conținutul|το (?:παρόν|μήνυμα)|οι πληροφορίες|αυτό το)/iu,
    /gizli|alıcı|yanlışlıkla|yetkisiz|bizalmas|címzett|tévedés|kizárólag|confidențial|destinatar|eroare|εμπιστευτικ|παραλήπτη|λάθος|αποκλειστικά/giu,
  ],
];

/** Who a company is, as the law wants it under its mails: register, court, managers, tax number. */
const REGISTRY =
  /registered (?:in|office|company)|company (?:number|no|registration|reg)|vat (?:no|number|reg)|handelsregister|amtsgericht|registergericht|geschäftsführ|\bHR[AB]\s?\d|ust-?id|sitz der gesellschaft|siège social|\bRCS\b|\bSIRET\b|capital (?:de|social)|sede legale|p\.?\s?iva|registro mercantil|\bCIF\b|\bNIPC\b|\bCNPJ\b|matrícula|kvk|btw|\bKRS\b|\bNIP\b|\bREGON\b|org\.?\s?nr|cvr|y-tunnus|\bIČO?\b/iu;
const ENVIRONMENT =
  /^[\s\p{So}\p{P}]*(?:please consider the environment|think (?:before|green)|think of the environment|save paper|bitte denken sie an die umwelt|pense no (?:meio )?ambiente|antes de imprimir|piense en el medio|avant d.imprimer|pensez à l.environnement|prima di stampare|denk aan het milieu|tänk på miljön|tænk på miljøet|tenk på miljøet)/iu;

/** Text of a paragraph that is looked at: small print shows itself early. */
const LOOKED_AT = 700;

/** Whether a paragraph is legal small print: it opens like it, and speaks of it at least twice (once, if it is short). */
export function isDisclaimer(paragraph: string): boolean {
  const text = paragraph
    .slice(0, LOOKED_AT)
    .replace(/^[\s*_>|~\-–—=#"“[(]+/u, "")
    .replace(/\s+/g, " ");
  if (ENVIRONMENT.test(text)) return true;
  if (text.length < 40) return false;
  return DISCLAIMERS.some(([opens, speaksOf]) => {
    if (!opens.test(text)) return false;
    return new Set((text.match(speaksOf) ?? []).map((word) => word.toLowerCase())).size >= 2;
  });
}

/** One line or short paragraph with a company's register entry. */
export const isRegistry = (paragraph: string): boolean => paragraph.length <= 300 && REGISTRY.test(paragraph);

/** A paragraph that may follow small print and belongs to it: more of it, the company's register entry, a link. */
export function continuesDisclaimer(paragraph: string): boolean {
  const text = paragraph.slice(0, LOOKED_AT).trim();
  if (REGISTRY.test(text) || ENVIRONMENT.test(text) || /^<?https?:\/\/\S+>?$|^www\.\S+$/i.test(text))
    return true;
  if (/^(?:p\.?\s?s|n\.?b)\b/iu.test(text)) return false;
  return text.length >= 40 && DISCLAIMERS.some(([, speaksOf]) => (text.match(speaksOf) ?? []).length > 0);
}

/** A heading of its own line over small print. */
export const isDisclaimerHeading = (line: string): boolean =>
  line.length < 60 &&
  /^[\s*_#\-–—=[【]*(?:confidentiality(?: notice)?|confidential|disclaimer|legal notice|e-?mail disclaimer|important notice|aviso (?:legal|de confidencialidade|de confidencialidad|importante)|confidencialidad|confidencialidade|haftungsausschluss|rechtlicher hinweis|vertraulichkeitshinweis|wichtiger hinweis|avis de confidentialité|confidentialité|avertissement|avviso di riservatezza|riservatezza|vertrouwelijk(?:heid)?|klauzula poufności|免责声明|免責聲明|保密声明|注意|機密保持について|конфиденциально|конфіденційно)[\s*_:：\]】\-–—=.]*$/iu.test(
    line,
  );

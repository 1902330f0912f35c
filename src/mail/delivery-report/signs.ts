import type { Message } from "../message.ts";
import { roleOf } from "../origin/senders.ts";

/** How reporters title what they send, in the languages they send it in. */
const SUBJECT =
  /^(?:delivered|relayed|expanded|zugestellt|weitergeleitet \(relayed\)|remis|entregado|entregue|consegnato|bezorgd|levererat|leveret|levert)\s?:|returned (?:mail|message|to sender|e-?mail)|undeliver(?:ed|able)|delivery (?:status|fail|problem|error|report|delay|has failed|notification|unsuccess|incomplete|failure|attempt|not)|failure (?:notice|notification|delivery)|failed (?:mail|delivery|message)|mail delivery|e-?mail delivery|mail (?:system|server) error|mail failure|(?:error|problem|trouble) (?:sending|delivering)|message (?:not delivered|delivery|undeliver|could not|delayed|status|blocked|not sent)|non-?deliver|not delivered|could ?n[o']t (?:be )?deliver|could not send|unable to deliver|bounce|rejected mail|^ndn:|delivery status notification|warning: (?:message|could|e-?mail)|delayed (?:mail|message|delivery)|nonremise|unzustellbar|nicht zugestellt|zustell(?:ung|fehler)|nicht zustellbar|rückläufer|zurückgeschickt|non remis|remise (?:impossible|diff)|échec d|echec d|notification d'échec|no se puede entregar|no se ha podido entregar|no entregad|fallo en la entrega|error de entrega|devuelto|não (?:é possível entregar|entregue|foi entregue)|falha n[oa] (?:entrega|envio)|devolvid|non recapit|mancata consegna|impossibile recapitare|non consegn|onbestelbaar|niet (?:bezorgd|afgeleverd)|kan niet worden bezorgd|niedor[ęe]cz|niedostarcz|zwrot|nie można dostarczyć|går inte att leverera|kan inte levereras|olevererbar|ej levererat|ikke leveret|kan ikke leveres|ikke levert|uleverbar|kunne ikke leveres|toimitta|nedoru[čc]|не удается доставить|недоставлен|не доставлен|не удалось доставить|сообщение не|не вдалося|недоставлен|không (?:gửi|chuyển|thể gửi)|teslim edileme|iletilem|配信不能|(?:전송|전달|배달)되지 못|배달되지 않음|전송 실패|반송|配信に失敗|配信できません|未配達|不達|配信エラー|送信エラー|エラーメール|无法送达|未送达|退信|無法傳遞|未传递|无法传递|投递失败|发送失败|投遞/i;

/** How their text begins. */
const BODY =
  /this is the (?:mail system|qmail|mailer|postfix|mail delivery|e-?mail system|mail delivery agent|mail server)|wasn't able to deliver|was unable to deliver|(?:were|was|are|is) (?:unable|not able) to (?:deliver|send|be delivered)|unable to deliver|could ?n[o']t (?:be )?(?:delivered|deliver|send|sent|reach)|couldn't (?:be )?deliver|cannot be (?:delivered|sent)|can't be delivered|can ?not be delivered|not (?:be )?delivered|wasn't delivered|hasn't been delivered|has not (?:yet )?been delivered|not yet been delivered|did not reach|delivery (?:to|has|of|failed|failure|attempt|status|problem|error|report)|undeliver(?:able|ed)|failed to (?:deliver|send|be delivered)|failure (?:notice|reason)|permanent (?:fatal|delivery|error|failure)|fatal (?:delivery )?errors?|the following (?:address|recipient|message|error|user)|returned (?:mail|message|to (?:you|sender))|was returned|being returned|message (?:was|has been|is) (?:delayed|rejected|blocked|returned|undeliverable)|not been able to deliver|transcript of session|delivery problems|mail delivery|unknown user|user unknown|bounce|rejected (?:by|recipient)|error(?:s)? occurred while|trouble delivering|mailbox (?:is )?(?:full|unavailable|exceeds)|user\(s\) account|may not exist, or you may not have permission|is delayed|has been delayed|will (?:keep|continue) (?:trying|to try)|(?:konnte|kann) (?:leider )?nicht (?:an |zu)?[^.]{0,80}(?:zugestellt|übermittelt|ausgeliefert|gesendet)|(?:konnte|hat) [^.]{0,80}nicht erreich|nicht zugestellt|zustellung|unzustellbar|fehler (?:bei|beim)|n'a pas (?:pu|été|atteint)|n'est pas parvenu|no lleg[óo] a (?:los|el)|não alcançou|niet bereikt|impossible de (?:remettre|distribuer|délivrer)|échec|no se (?:pudo|ha podido|puede) entregar|no se (?:entregó|ha entregado)|no pudo (?:ser )?entreg|no ha podido|não (?:pôde|foi possível|pode) (?:ser )?entreg|não foi entregue|non (?:è stato possibile|può essere|è stata?) (?:recapit|consegn)|impossibile (?:recapitare|consegnare)|kon niet (?:worden )?(?:bezorgd|afgeleverd)|niet (?:worden )?(?:bezorgd|afgeleverd)|nie (?:można|udało|mogła|została)[^.]{0,40}dostarcz|kunde inte levereras|kunne ikke leveres|ei voitu toimittaa|nelze doručit|nemohla být doručena|не (?:удалось|может быть|было|было доставлено)[^.]{0,40}доставл|не (?:удалось|вдалося) (?:доставить|доставити)|недоставлен|配信でき|配送でき|届けられ|送信できませんでした|エラーが発生|無法|无法|退回|未能|配信に失敗|投递失败|传递失败|has been (?:successfully )?(?:delivered|relayed|expanded)|bezorgen van|kunde inte|gick inte att leverera|levering[^.]{0,80}mis?lyk|falha na entrega|falhou|error (?:en|de) la entrega|recapito[^.]{0,60}non riuscito|toimit[^.]{0,60}epäonnistu|doruč[^.]{0,60}nezda|dostarcz[^.]{0,60}nie powiod|kézbesít|nu a (?:fost livrat|putut fi livrat)|livrarea[^.]{0,80}eșuat|η παράδοση|(?:전송|전달|배달)되지 못|전송 실패|반송|배달하지 못|전달하지 못|teslim edileme|không thể (?:gửi|chuyển)/i;

/** Display names reporters go by. */
const NAME =
  /mail(?:er)?[- ]?(?:delivery|daemon)|mail (?:system|administrator|server)|delivery (?:sub)?system|(?:^|\b)postmaster\b|system administrator|mail delivery|mailer-daemon|microsoft outlook|bounce|systemadministrator|administrateur système|delivery (?:agent|service)|mail router|message delivery|mailmarshal|internet mail service/i;

const LOCAL =
  /^(?:post_?master|mailer-?daemon|mail-?daemon|mailmaster|mail-?master|mdaemon|mmdf|daemon|mail-?deamon|mailerdaemon|administrator|admin|system|root|imail(?:srv)?|mail|mailsystem|smtp|mta|mx|pmdf|esmtp|interscan|mailmarshal|surfcontrol|maildelivery|mail-delivery|bounces?|bounce[-+=][^@]{1,200}|noreply|no-reply|donotreply|do-not-reply|mailer|mailadmin|hostmaster|notifications?|microsoftexchange[0-9a-f]{10,40}|dsn|ndr)$/i;

export interface ReportSigns {
  /** The sender is a mail system and nothing else: MAILER-DAEMON, or no sender at all. */
  readonly daemon: boolean;
  /** The sender may be one: postmaster, an administrator, a name like "Mail Delivery System". */
  readonly systemLike: boolean;
  readonly nullReversePath: boolean;
  readonly subject: boolean;
  /** The text says so within its first lines. */
  readonly body: boolean;
  /** The text says so before anything a person would begin with. */
  readonly bodyAtOnce: boolean;
  /** An answer or a forward by a person: `Re:`, `Fwd:`. */
  readonly passedOn: boolean;
}

const PASSED_ON =
  /^(?:re|aw|sv|vs|rv|fwd?|wg|tr|enc|res|odp|antw|i|vb|vl|ynt|ilt|fs|doorst|転送|回复|转发|轉寄|答复)\s?(?:\[\d{1,4}\])?\s?[:：]/i;
const PERSONAL =
  /\b(?:hi|hello|dear|please help|can you|could you|i get|i got|i keep|we get|we got|we keep|my customer|our customer|i'm getting|we are getting|since (?:yesterday|today|this morning))\b/i;

/** What speaks for a mail being a report of a mail system. The text is read only where something else does. */
export function readSigns(message: Message): ReportSigns {
  const raw = message.rawHeaders.find(([name]) => /^from$/i.test(name))?.[1].slice(0, 200) ?? "";
  const address = message.from?.address ?? "";
  const name = message.from?.name ?? "";
  const local = address.slice(0, Math.max(address.lastIndexOf("@"), 0)) || address || raw;
  const title = message.subject.slice(0, 400);
  const daemon = roleOf(address) === "daemon" || /mailer-?daemon/i.test(`${local} ${name}`);
  const systemLike = address === "" || LOCAL.test(local) || NAME.test(name) || NAME.test(raw);
  const nullReversePath = (message.headers.get("return-path") ?? []).some((value) => value.trim() === "<>");
  const subject = SUBJECT.test(title);
  const text = daemon || systemLike || nullReversePath || subject ? readText(message.text) : NO_TEXT;
  return { daemon, systemLike, nullReversePath, subject, ...text, passedOn: PASSED_ON.test(title) };
}

const NO_TEXT = { body: false, bodyAtOnce: false };

function readText(text: string): Pick<ReportSigns, "body" | "bodyAtOnce"> {
  const head = text.slice(0, 3000).replaceAll(/\s+/g, " ").replaceAll(/[’‘`]/g, "'").trim();
  const at = head.search(BODY);
  return { body: at >= 0, bodyAtOnce: at >= 0 && at < 60 && !PERSONAL.test(head.slice(0, at)) };
}

/** Which way a report that names no action speaks of. */
export function kindByWords(subject: string, notice: string): "failed" | "delayed" | "delivered" {
  const head = `${subject.slice(0, 300)}\n${notice.slice(0, 3000)}`.replaceAll(/\s+/g, " ");
  if (DELIVERED.test(head)) return "delivered";
  return DELAYED.test(head) ? "delayed" : "failed";
}

const DELIVERED =
  /\(success\)|\bsuccess(?:fully|ful)? (?:delivered|delivery|relayed)|(?:was|were|has been|have been) (?:successfully )?(?:delivered to (?:the )?(?:following|destination|mailbox)|relayed)|delivery receipt|^delivered:|^relayed:|your message (?:was|has been) (?:successfully )?delivered\b|^zugestellt:|^remis\s?:|^entregado:|^entregue:|\bsuccessful mail delivery/i;
const DELAYED =
  /\(delay\)|delivery (?:is |has been |was |delay|status notification \(delay)|\bdelayed\b|has not yet been|not yet (?:been )?delivered|still (?:trying|being|attempting|in the queue|be tr|retr)|will (?:keep trying|continue (?:to|trying)|be retried|retry|try again)|warning: (?:message|could not send)|this is a warning (?:message )?only|you do not need to resend|no need to (?:resend|retry)|temporary (?:problem|failure) .{0,80}retry|zustellung verzögert|verzögert|retardée?\b|remise différée|retrasad|atrasad|in ritardo|vertraagd|opóźni|försenad|forsinket|viivästy|zpožd|задерж|затрим|遅延|延迟|延遲/i;

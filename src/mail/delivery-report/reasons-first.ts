import { list } from "../list.ts";
import type { Reason } from "./reason.ts";

/** What sounds like a dead address and is none: it is about the sender, it passes, or the mailbox is full. */
export const ONLY_LOOKS_DEAD: readonly Reason[] = [
  {
    name: "sender refused",
    class: "soft",
    status: "5.1.8",
    phrases: list(`
      verification failed for @ (sender | cannot resolve your domain | your domain does not |
      envelope sender | mail from command | mail from domain | domain of sender | invalid sender |
      unknown sender | sender denied | sender rejected | sender not authenticated | bad sender |
      not authorized to send | notauthorized | not allowed to send | sendasdenied | return path |
      invalid return | access denied, bad outbound sender | you can't send |
      not permitted to relay through | envelope blocked | 発信者 | отправитель не | 发件人
    `),
    patterns: [
      /\bsender(?:'s)? (?:e-?mail )?(?:address|domain|host|id)?(?:[^.;]|\.\S){0,80}(?:reject|refus|denied|not (?:found|exist|allowed|accept|verif|valid|resolv)|does ?n[o']t? ?(?:exist|resolve)|unknown|invalid|block|unverified|no mx)/,
      /\b(?:domain|host) of (?:the )?sender\b/,
      /\bsender verif(?:y|ication)\b/,
    ],
  },
  {
    name: "passing trouble with names",
    class: "soft",
    status: "4.4.3",
    phrases: list(`
      host name lookup failure | temporary lookup failure | servfail | temporary failure in name |
      deferred: name server
    `),
    patterns: [
      /host not found,? try again/,
      /\b(?:temporary|temporarily)(?:[^.;]|\.\S){0,40}(?:dns|lookup|resol|name server|failure in name)/,
      /dns (?:error|failure|timeout|server)(?:[^.;]|\.\S){0,40}(?:servfail|timed? ?out|temporar)/,
      /lookup(?:[^.;]|\.\S){0,40}timed out/,
    ],
  },
  {
    name: "passing trouble with the address",
    class: "soft",
    status: "4.2.1",
    phrases: list(`
      unverified address | callout | can't verify recipient | unable to verify recipient |
      could not verify recipient | receiving mail at a rate | receiving mail too quickly |
      too many messages to this recipient | account is temporarily | user unknown temporarily |
      vorübergehend | temporairement | temporalmente | temporariamente | temporaneamente | tijdelijk |
      временно
    `),
    patterns: [
      /\b(?:account|mailbox|user|recipient|address)(?:[^.;]|\.\S){0,60}temporar(?:y|ily)/,
      /temporar(?:y|ily)(?:[^.;]|\.\S){0,40}(?:disabled|suspended|limited|blocked|locked|inactive|unavailable|rejected|deferred|over quota)/,
    ],
  },
  {
    name: "mailbox full",
    class: "soft",
    status: "5.2.2",
    phrases: list(`
      over quota | overquota | quota exceeded | quota full | quota violation | out of quota |
      exceeded the quota | exceeds quota | exceeded storage | exceeded his quota | exceeded its quota |
      exceed the quota | over the allowed quota | over disk quota | over the maximum allowed |
      exceeded the local limit | mailbox full | mailfolder is full | not enough storage | no space left |
      insufficient system storage | not enough disk | not enough space | insufficient disk |
      out of storage | storage limit | storage allocation | disk quota | too much mail data |
      mailbox size limit | mailbox exceeds | maximum mailbox size | exceeds allowed size | would exceed |
      quotaexceeded | outofstorage | mapiexceptionsshutoffquotaexceeded | shutoffquota | storagequota |
      account is over | mailbox is at capacity | mailboxfull | recipient's mailbox is full |
      delivery failed: over quota | postfach ist voll | postfach voll | speicherplatz | boîte pleine |
      boite pleine | boîte aux lettres est pleine | boîte de réception est pleine | buzón lleno |
      buzón está lleno | buzón de correo está lleno | caixa de correio cheia | caixa de entrada cheia |
      caixa cheia | está cheia | casella piena | casella di posta piena | mailbox is vol |
      skrzynka jest pełna | skrzynka pełna | przepełnion | переполнен | превышен | ящик полон |
      переповнен | 容量 | 満杯 | いっぱい | 已满 | 已滿 | 超出 | 空间不足 | posta kutusu dolu | kutusu dolu |
      hộp thư đã đầy | hộp thư đầy
    `),
    patterns: [
      /\b(?:mail ?box|inbox|account|disk|user|recipient|storage|quota|maildir|folder)(?:[^.;]|\.\S){0,50}(?:is |was |are |has been )?(?:full|over ?quota|exceed|exhausted)/,
    ],
  },
];

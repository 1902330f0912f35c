import { list } from "../list.ts";
import type { Reason } from "./reason.ts";

/** What may end: another mail, another day or another server may get through. */
export const PASSING: readonly Reason[] = [
  {
    name: "too large",
    class: "soft",
    status: "5.3.4",
    phrases: list(`
      too large | too big | size limit | maximum size | maximum message size | message size |
      message length exceeds | exceeded maximum inbound message size | zu groß | trop volumineux |
      trop gros | demasiado grande | muito grande | troppo grande | te groot | слишком больш | 過大 | 太大 |
      サイズ
    `),
    patterns: [
      /\b(?:message|mail|e-?mail|size|attachment|data)(?:[^.;]|\.\S){0,60}(?:too (?:large|big|long)|exceed(?:s|ed|ing)?|larger than|over (?:the )?(?:size|maximum)|size limit)/,
    ],
  },
  {
    name: "greylisted",
    class: "soft",
    status: "4.7.1",
    phrases: list(`
      greylist | graylist | grey-list | gray-list | greylisted | try again later | try later |
      retry later | please retry | try again in | come back later | deferred due to |
      temporarily deferred
    `),
    patterns: [],
  },
  {
    name: "rate limited",
    class: "soft",
    status: "4.7.0",
    phrases: list(`
      rate limit | ratelimit | rate-limit | throttl | sending limit | daily limit | hourly limit |
      limit exceeded | exceeded the limit | unusual rate | maximum number of recipients |
      exceeded the maximum | too fast | concurrency limit | excessive
    `),
    patterns: [
      /too many (?:messages|mails|e-?mails|recipients|connections|concurrent|sessions|errors|hops|invalid)/,
    ],
  },
  {
    name: "judged as spam or virus",
    class: "soft",
    status: "5.7.1",
    phrases: list(`
      spam | junk | virus | malware | phish | blacklist | black list | blocklist | block list | blocked |
      blocking | banned | dnsbl | rbl | spamhaus | barracuda | spamcop | sorbs | reputation | listed at |
      listed in @ | content reject | content filter | unsolicited | infected | suspicious | dangerous |
      prohibited attachment | attachment type | bulk | denylist | сообщение похоже | спам | 垃圾
    `),
    patterns: [],
  },
  {
    name: "refused by policy",
    class: "soft",
    status: "5.7.1",
    phrases: list(`
      policy | policies | recipient preferences | dmarc | dkim | spf | not authenticated | authentication | authenticat |
      unauthenticated | reverse dns | ptr record | rdns | not permitted | not authorized | unauthorized |
      permission | restricted | relay access | relaying | unable to relay | prohibited | forbidden |
      transport.rules | approval | moderat | only accepts | accepts mail only | starttls | tls not | tls |
      encrypt | certificate | client host | your ip | verboten
    `),
    patterns: [],
  },
  {
    name: "refused",
    class: "soft",
    status: "5.7.1",
    phrases: list(`
      relay | access denied | access not allowed | refused | rejected | not allowed | not accepted |
      denied | administrator | administrative | not accept | filter | abgelehnt | verweigert | refusé |
      rejeté | rechazad | recusad | rejeitad | rifiutat | geweigerd | odrzucon | отклон | 拒绝 | 拒絕 | 拒否
    `),
    patterns: [],
  },
  {
    name: "could not be reached",
    class: "soft",
    status: "4.4.1",
    phrases: list(`
      timed out | timeout | time out | time-out | connection refused | connection reset |
      connection lost | lost connection | connection dropped | connection closed |
      network is unreachable | no route to host | host unreachable | unreachable | couldn't connect |
      could not connect | cannot connect | can't connect | unable to connect | not responding |
      no answer | did not respond | didn't respond | retry time | retry timeout | retries | expired |
      queue too long | too long | delivery time | giving up | gave up | unable to deliver |
      bad connection | broken pipe | i/o error | service unavailable | service not available |
      server busy | system is too busy | local error | try again | temporary | temporar | loop |
      hop count | system error | internal error | configuration error | out of memory | resources
    `),
    patterns: [],
  },
];

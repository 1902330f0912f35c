import type { Message } from "../message.ts";
import { fieldValues } from "./sign.ts";

const CLIENTS =
  /^(?:microsoft (?:office )?outlook|microsoft outlook express|microsoft windows (?:live )?mail|microsoft-macoutlook|outlook|windows mail|apple mail|iphone mail|ipad mail|mozilla|thunderbird|icedove|seamonkey|betterbird|mutt|neomutt|alpine|pine|roundcube|squirrelmail|horde|internet messaging program|k-?9|kmail|evolution|claws mail|sylpheed|the bat|postbox|emclient|em client|mailbird|mailmate|airmail|spark|canary|fairemail|zimbra \d|sogomail|sogo|rainloop|snappymail|open-xchange mailer|yahoomail|webservice\/|lotus notes|ibm notes|hcl notes|novell groupwise|foxmail|becky|shuriken|qqmail|coremail webmail|netease|gnus|vm |emacs|eudora|incredimail|opera mail|blackberry|samsung|android|aquamail|nine|type app|bluemail|superhuman|missive|front|mailspring|geary|trojita|fastmail)/;

/**
 * A person's mail client named itself, so a machine's mark may come from what lies between: a list, a gateway, a mail
 * merge. No client is named by most webmail, so its absence says nothing.
 */
export function namesMailClient(message: Message): boolean {
  const named = [...fieldValues(message, "x-mailer"), ...fieldValues(message, "user-agent")];
  if (named.some((value) => CLIENTS.test(value))) return true;
  return fieldValues(message, "mime-version").some((value) => value.includes("mail"));
}

const ANSWER = /^(?:re|aw|sv|vs|odp|antw|vá|ynt|回复|回覆|答复)\s*(?:\[\d{1,4}\])?\s*[:：]/i;

/** A subject that says it answers, whether or not the mail names what. */
export function isTitledAnswer(message: Message): boolean {
  return ANSWER.test(message.subject);
}

const LONGEST_QUESTION = 1500;

/**
 * A short text that asks something and leads nowhere: what machines send in masses has links, and asks nothing.
 * `text` is the mail's own text, without what it quotes.
 */
export function asksLikeAPerson(text: string): boolean {
  return text.length < LONGEST_QUESTION && /\p{L}\s?[?？]/u.test(text) && !/https?:|www\./i.test(text);
}

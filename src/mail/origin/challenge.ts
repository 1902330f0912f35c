import type { Message } from "../message.ts";

/** Services that ask an unknown sender to prove to be a person before they deliver. */
const SERVICES =
  /(?:^|[.@])(?:spamarrest\.com|boxbe\.com|bluebottle\.com|mailinblack\.com|bitbounce\.(?:io|com)|choicemail\.com|sendio\.com|spamlion\.com|vanquish\.com|cleanmymailbox\.com|knowspam\.net|mailblocks\.com|0spam\.com|digiportal\.com|totalblock\.com)$/;

const CONFIRM_ADDRESS = /[-+](?:confirm|challenge)(?:[-+][a-z0-9._-]{1,100})?@/;

const SUBJECT =
  /verification required|please confirm your (?:message|e-?mail to)|confirm(?:ation)? (?:required|needed) (?:to|for) (?:your|deliver)|sender (?:verification|authentication|confirmation)|your (?:message|e-?mail) (?:to .{1,80} )?(?:requires|needs|is awaiting|awaits) (?:verification|confirmation|authentication|your confirmation)|authenticate (?:your|yourself)|action required to deliver|demande d'authentification|authentifi(?:ez|cation)|bestätigen sie ihre (?:nachricht|e-mail)|confirme (?:su|o seu|seu) (?:mensaje|e-?mail|correo)|challenge-?response/;

const ASK =
  /(?:confirm|verify|authenticate|prove|respond|reply|click|answer|complete)[^.]{0,160}(?:deliver|inbox|human|real person|not a (?:spammer|robot|machine)|released?|approved? sender|guest ?list|white ?list|one[- ]time|mailbox)|(?:deliver|release)[^.]{0,120}(?:until|unless|once|after) you (?:confirm|verify|authenticate|reply|respond|click)|release (?:your|this|the) (?:message|e-?mail|mail)[^.]{0,120}(?:send|reply|click|visit)|en cliquant[^.]{0,120}authentifi|authentifier[^.]{0,160}(?:message|mail)|(?:nachricht|e-mail)[^.]{0,120}zugestellt[^.]{0,120}bestätig|bestätig[^.]{0,160}zugestellt/;

const HELD =
  /(?:your|this|the) (?:message|e-?mail|mail)[^.]{0,200}(?:held|waiting|pending|not (?:yet )?been delivered|not (?:yet )?delivered|quarantin|on hold|in queue|blocked|undelivered|intercept)|(?:spam|junk)[- ](?:protect|control|filter|block)|protect(?:s|ed|ing)? (?:my|his|her|their|itself|myself|himself|herself)|(?:first|only) (?:time|once)|mailinblack|anti-?spam|unknown sender|(?:not|isn't) (?:yet )?(?:on|in) (?:my|his|her|their|the) (?:list|guest|white|address|allow|approved)/;

/** Sentences nothing but a challenge holds. */
const SAYS_ALL =
  /(?:added to|on) my list of approved senders, please|only from senders i have approved beforehand|verify that you are a real live human/;

/** Why a mail reads as a challenge (prove that you are a person); null where it does not. */
export function findChallenge(message: Message, text: string): string | null {
  const from = message.from?.address.toLowerCase() ?? "";
  const subject = message.subject.slice(0, 400).toLowerCase();
  if (SAYS_ALL.test(text.slice(0, 2500))) return "only approved senders reach the mailbox";
  const service = SERVICES.test(from);
  const forConfirming = CONFIRM_ADDRESS.test(from);
  const titled = SUBJECT.test(subject);
  if (!service && !forConfirming && !titled) return null;
  const head = text.slice(0, 2500);
  const asks = ASK.test(head);
  if (service && (asks || titled)) return "a known challenge-response service asks to confirm";
  if (!asks || /^(?:re|fwd?|aw|wg)\s*:/.test(subject)) return null;
  if (forConfirming) return "asks to confirm, from an address made for confirming";
  return HELD.test(head) ? "a held mail is to be confirmed by its sender" : null;
}

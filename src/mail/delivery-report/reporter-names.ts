import type { Message } from "../message.ts";
import type { Notice } from "./notice.ts";

/** How a reporter is told by its words or fields; only for those who read the report's `because`. */
const REPORTERS: readonly { readonly name: string; readonly says: RegExp }[] = [
  { name: "qmail", says: /this is the qmail|i wasn't able to deliver your message/i },
  { name: "Postfix", says: /this is the (?:mail system at host|postfix program)/i },
  { name: "Exim", says: /created automatically by mail delivery software/i },
  { name: "OpenSMTPD", says: /this is the mailer-daemon, please do not reply/i },
  { name: "Courier", says: /running the courier mail server/i },
  {
    name: "sendmail",
    says: /the following addresses had (?:permanent fatal|transient non-fatal) errors|transcript of session follows/i,
  },
  {
    name: "Gmail",
    says: /delivery to the following recipients? (?:failed|has been)|gmail will retry|the response from the remote server|googlemail/i,
  },
  {
    name: "Exchange",
    says: /delivery has failed to these recipients|generating server|did not reach (?:some or all of the intended|the following) recipient|diagnostic information for administrators/i,
  },
  { name: "Yahoo", says: /we were unable to deliver your message to the following address/i },
  {
    name: "Domino",
    says: /was not delivered to:|not listed in (?:public name|domino directory)|failure reasons/i,
  },
  { name: "MailMarshal", says: /could not be delivered because of/i },
  {
    name: "Oracle Messaging Server",
    says: /this report relates to a message you sent with the following header/i,
  },
  {
    name: "Amazon SES",
    says: /an error occurred while trying to deliver the mail to the following recipients/i,
  },
  {
    name: "au",
    says: /each of the following recipients was rejected by a remote mail server|user\(s\) account/i,
  },
  { name: "IMail", says: /body of message generated response|^unknown user:/im },
];

/** `rfc3464` where the fields were there, with the reporter's name where its words are known. */
export function nameReporter(message: Message, notice: Notice, hasFields: boolean): string {
  const text = notice.lines.slice(0, 60).join("\n").slice(0, 6000);
  const name = REPORTERS.find(({ says }) => says.test(text))?.name;
  const known =
    name ??
    (message.headers.has("x-failed-recipients") ? "X-Failed-Recipients" : "the words of a mail system");
  return hasFields ? `rfc3464${name === undefined ? "" : `, ${name}`}` : known;
}

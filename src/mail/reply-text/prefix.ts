/** What the first prefix of a subject says: `Re: Fwd: x` is a reply, `Fwd: Re: x` a forward. `VS` is a reply in Finnish, a forward in Danish and Norwegian. */
export type Prefix = "reply" | "forward" | "either" | null;

const words = (list: string): ReadonlySet<string> => new Set(list.split("|").map((word) => word.trim()));

const REPLY =
  words(`re|aw|antw|antwort|sv|svar|ref|rép|rep|ré|r|odp|odpowiedź|ynt|yan|vá|val|res|rif|απ|σχετ|atb|回复|回覆|答复
  |答覆|返信|답장|회신|ответ|отв|відп|відповідь|ang|bls|trả lời|rv re|re fw|תגובה|رد`);
const FORWARD =
  words(`fwd|fw|forward|forwarded|enc|encaminhada|encaminhado|rv|reenviado|reenvío|reenvio|renv|wg|wtr|tr|trans|transf
  |i|inoltro|inoltra|inoltrato|doorst|doorgestuurd|doorgestuurde|fs|pd|przekazano|podaj dalej|przekaz|vb|vidarebefordrat|vidarebefordrar
  |videresendt|videresender|videre|vl|lvs|välitetty|předáno|přep|tov|továbbítás|továbbítva|redirecționat|πρθ|προωθ|ilt|i̇lt|yön|iletilen
  |转发|轉寄|轉發|转寄|転送|전달|пересл|переслано|пересылка|пересл.|перенаправлено|перенаправлена|chuyển tiếp|proslijeđeno|prosl|posl
  |ct|trs|הועבר`);
const TAGS = /^(?:\[[^\]]{1,40}\]\s*){1,4}/u;
const BRACKETED = /^\[\s*(?:fwd|fw)\s*[:：]/iu;

/** Reads the first prefix of a subject, past list and ticket tags in square brackets. */
export function readPrefix(subject: string): Prefix {
  const head = subject.trim().slice(0, 200);
  if (BRACKETED.test(head) || /\(fwd\)\s*$/iu.test(subject.slice(-20))) return "forward";
  const bare = head.replace(TAGS, "");
  const colon = bare.search(/[:：]/);
  if (colon < 1 || colon > 24) return null;
  const prefix = bare
    .slice(0, colon)
    .replace(/[\s^]*[[(]?\d*[\])]?\s*$/, "")
    .normalize("NFC")
    .toLowerCase();
  if (prefix === "vs") return "either";
  if (FORWARD.has(prefix)) return "forward";
  return REPLY.has(prefix) ? "reply" : null;
}

/** A subject without any of its prefixes: `Fwd: Re: x` is `x`. */
export function withoutPrefixes(subject: string): string {
  let rest = subject.trim();
  for (let count = 0; count < 10 && readPrefix(rest) !== null && /[:：]/.test(rest); count++) {
    rest = rest.slice(rest.search(/[:：]/) + 1).trim();
  }
  return rest;
}

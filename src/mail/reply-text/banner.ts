/**
 * What a company's gateway puts over mail from outside. All three must be there: how it begins, that it speaks of where
 * the mail comes from, and what it warns of.
 */
const OPENS =
  /^[^\p{L}\d]{0,12}(?:caution|warning|attention|external|notice|alert|ext\b|this (?:e-?mail|message)|you don't often get|some people who received|sie erhalten nicht|no suele recibir|não costuma receber|vous n'obtenez pas|non si ricevono|achtung|vorsicht|warnung|externe|diese e-?mail|cuidado|atenção|atención|precaución|aviso|correo externo|e-?mail externo|mensagem externa|este e-?mail|esta mensagem|este correo|avertissement|courriel externe|ce (?:message|courriel)|attenzione|questa e-?mail|let op|deze e-?mail|uwaga|внимание|obs)/iu;
const FROM_OUTSIDE =
  /outside (?:of )?(?:the |your |our |of )?(?:organi[sz]ation|company|network|institution)|recogni[sz]e the sender|external (?:sender|source|e-?mail)|often get e-?mail from|aka\.ms\/learnaboutsender|(?:nicht (?:häufig|oft)) e-?mail|von (?:außerhalb|extern)|externe[nrm]? (?:absender|e-?mail|quelle)|fora da (?:organização|empresa)|remetente externo|fuera de (?:la|su|nuestra) (?:organización|empresa)|remitente externo|extérieur|expéditeur externe|dall'esterno|mittente esterno|van buiten|externe afzender|spoza organizacji|внешн(?:его|ий) отправител/iu;
const WARNS =
  /click|links?\b|attachment|learn why|be careful|klick|anhäng|anhang|vorsicht|clique|hiperlig|anexo|haga clic|enlace|adjunto|cliquez|liens|pièces|fate clic|cliccare|allegat|klik|bijlage|załącznik|ссылк|вложен/iu;
const LONGEST = 600;

/**
 * Where the banner ends that a gateway put over the text: one paragraph, or a marked word on a line of its own; 0 where
 * there is none. What asks something was written by somebody.
 */
export function bannerEnd(lines: readonly string[]): number {
  let start = 0;
  while (start < lines.length && start < 20 && lines[start]!.trim() === "") start++;
  let end = start;
  while (end < lines.length && end - start < 8 && lines[end]!.trim() !== "") end++;
  const paragraph = lines
    .slice(start, end)
    .join(" ")
    .replaceAll("’", "'")
    .slice(0, LONGEST + 1);
  const alone = /^[\s*[(]{0,4}ext(?:ern(?:al)?)?(?: (?:e-?mail|sender|message))?[\s*\])]{0,4}$/iu.test(
    paragraph,
  );
  const reads = OPENS.test(paragraph) && FROM_OUTSIDE.test(paragraph) && WARNS.test(paragraph);
  if (paragraph.length > LONGEST || paragraph.includes("?") || !(alone || reads)) return 0;
  while (
    end < lines.length &&
    (lines[end]!.trim() === "" || /^[-_=*]{3,80}\s*$/.test(lines[end]!.slice(0, 90)))
  )
    end++;
  return end < lines.length ? end : 0;
}

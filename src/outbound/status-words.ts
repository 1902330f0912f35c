import { fallbacks } from "../policy/text.ts";

/** Where a case stands, as a customer may know it. */
export type CaseState = "received" | "working" | "waits-for-you" | "waits-for-others" | "solved" | "closed";

type Words = { readonly [state in CaseState]: string };

const EN: Words = {
  received: "We have it; nobody has answered yet.",
  working: "We are working on it.",
  "waits-for-you": "We are waiting for an answer from you.",
  "waits-for-others": "We are waiting for somebody we asked for help; it stays with us.",
  solved: "We think that it is solved. If it is not, just answer.",
  closed: "It is closed. If something is left, just answer.",
};

const PT_PT: Words = {
  received: "Recebemo-lo; ainda ninguém respondeu.",
  working: "Estamos a tratar dele.",
  "waits-for-you": "Estamos à espera de uma resposta sua.",
  "waits-for-others": "Estamos à espera de quem nos ajuda; continua connosco.",
  solved: "Consideramo-lo resolvido. Se não estiver, basta responder.",
  closed: "Está fechado. Se faltar alguma coisa, basta responder.",
};

const PT_BR: Words = {
  received: "Nós o recebemos; ninguém respondeu ainda.",
  working: "Estamos cuidando dele.",
  "waits-for-you": "Estamos aguardando uma resposta sua.",
  "waits-for-others": "Estamos aguardando quem nos ajuda; ele continua conosco.",
  solved: "Consideramos que está resolvido. Se não estiver, basta responder.",
  closed: "Está encerrado. Se faltar alguma coisa, basta responder.",
};

const ES: Words = {
  received: "Lo hemos recibido; todavía no ha respondido nadie.",
  working: "Estamos trabajando en él.",
  "waits-for-you": "Esperamos una respuesta suya.",
  "waits-for-others": "Esperamos a quien nos ayuda; sigue en nuestras manos.",
  solved: "Lo consideramos resuelto. Si no lo está, responda sin más.",
  closed: "Está cerrado. Si queda algo pendiente, responda sin más.",
};

const DE: Words = {
  received: "Es ist bei uns; geantwortet hat noch niemand.",
  working: "Wir arbeiten daran.",
  "waits-for-you": "Wir warten auf eine Antwort von Ihnen.",
  "waits-for-others": "Wir warten auf jemanden, den wir um Hilfe gebeten haben; es bleibt bei uns.",
  solved: "Wir halten es für gelöst. Ist es das nicht, antworten Sie einfach.",
  closed: "Es ist geschlossen. Ist noch etwas offen, antworten Sie einfach.",
};

const FR: Words = {
  received: "Nous l'avons reçue ; personne n'a encore répondu.",
  working: "Nous y travaillons.",
  "waits-for-you": "Nous attendons une réponse de votre part.",
  "waits-for-others": "Nous attendons ceux à qui nous avons demandé de l'aide ; elle reste chez nous.",
  solved: "Nous la considérons comme résolue. Sinon, répondez simplement.",
  closed: "Elle est fermée. S'il reste quelque chose, répondez simplement.",
};

const ALL: Readonly<Record<string, Words>> = {
  en: EN,
  "pt-PT": PT_PT,
  "pt-BR": PT_BR,
  es: ES,
  de: DE,
  fr: FR,
};

/** The state in the words of a language, by the chain of fallbacks; English last. */
export function stateInWords(state: CaseState, language: string): string {
  const found = fallbacks(language).find((candidate) => Object.hasOwn(ALL, candidate));
  return ALL[found ?? "en"]![state];
}

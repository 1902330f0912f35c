import { fallbacks } from "../policy/text.ts";

/** The sentences a promise is put into. `when` is ready made: `Tuesday, 24 November, 13:00 Lisbon time`. */
export interface PromiseWords {
  readonly language: string;
  readonly locale: string;
  readonly date: (weekday: string, day: string, month: string) => string;
  readonly when: (date: string, time: string, zone: string) => string;
  readonly zone: (city: string) => string;
  readonly answerBy: (when: string) => string;
  /** An update while somebody works on it. */
  readonly newsBy: (when: string) => string;
  readonly solvedBy: (when: string) => string;
  readonly noTarget: string;
  readonly closedUntil: (when: string) => string;
  readonly holiday: (days: string, count: number, place: string | null) => string;
  readonly neverOpen: string;
  readonly emergency: (severity: string, ways: string) => string;
  /** The same ways where it is known to be critical already. */
  readonly faster: (ways: string) => string;
  readonly call: (phone: string) => string;
  readonly write: (address: string) => string;
  readonly or: string;
}

const EN: PromiseWords = {
  language: "en",
  locale: "en-GB",
  date: (weekday, day, month) => `${weekday}, ${day} ${month}`,
  when: (date, time, zone) => `${date}, ${time} ${zone}`,
  zone: (city) => `${city} time`,
  answerBy: (when) => `You will have an answer from one of us by ${when}.`,
  newsBy: (when) => `You will hear from us by ${when}.`,
  solvedBy: (when) => `It will be solved by ${when}.`,
  noTarget: "One of us will answer as soon as we can.",
  closedUntil: (when) => `We are closed until ${when}`,
  holiday: (days, count, place) =>
    `${days} ${count === 1 ? "is a holiday" : "are holidays"}${place ? ` in ${place}` : ""}`,
  neverOpen: "We are closed",
  emergency: (severity, ways) => `If it is critical (${severity}), do not wait: ${ways}.`,
  faster: (ways) => `If you cannot wait for our mail: ${ways}.`,
  call: (phone) => `call ${phone}`,
  write: (address) => `write to ${address}`,
  or: "or",
};

const PT_PT: PromiseWords = {
  language: "pt-PT",
  locale: "pt-PT",
  date: (weekday, day, month) => `${weekday}, ${day} de ${month}`,
  when: (date, time, zone) => `${date}, ${time}, ${zone}`,
  zone: (city) => (city.startsWith("os ") ? `hora d${city}` : `hora de ${city}`),
  answerBy: (when) => `Terá uma resposta de um de nós até ${when}.`,
  newsBy: (when) => `Terá notícias nossas até ${when}.`,
  solvedBy: (when) => `Ficará resolvido até ${when}.`,
  noTarget: "Um de nós responderá logo que possível.",
  closedUntil: (when) => `Estamos fechados até ${when}`,
  holiday: (days, count, place) =>
    `${days} ${count === 1 ? "é feriado" : "são feriados"}${place ? ` (${place})` : ""}`,
  neverOpen: "Estamos fechados",
  emergency: (severity, ways) => `Se for crítico (${severity}), não espere: ${ways}.`,
  faster: (ways) => `Se não puder esperar pela nossa mensagem: ${ways}.`,
  call: (phone) => `ligue para ${phone}`,
  write: (address) => `escreva para ${address}`,
  or: "ou",
};

const PT_BR: PromiseWords = {
  ...PT_PT,
  language: "pt-BR",
  locale: "pt-BR",
  zone: (city) => (city.startsWith("os ") ? `horário d${city}` : `horário de ${city}`),
  answerBy: (when) => `Você terá uma resposta de um de nós até ${when}.`,
  newsBy: (when) => `Você terá notícias nossas até ${when}.`,
  solvedBy: (when) => `Estará resolvido até ${when}.`,
  noTarget: "Um de nós responderá assim que possível.",
};

const ES: PromiseWords = {
  language: "es",
  locale: "es-ES",
  date: (weekday, day, month) => `${weekday}, ${day} de ${month}`,
  when: (date, time, zone) => `${date}, ${time}, ${zone}`,
  zone: (city) => `hora de ${city}`,
  answerBy: (when) => `Tendrá respuesta de uno de nosotros como muy tarde el ${when}.`,
  newsBy: (when) => `Tendrá noticias nuestras como muy tarde el ${when}.`,
  solvedBy: (when) => `Estará resuelto como muy tarde el ${when}.`,
  noTarget: "Uno de nosotros le responderá en cuanto podamos.",
  closedUntil: (when) => `Estamos cerrados hasta el ${when}`,
  holiday: (days, count, place) =>
    `${days} ${count === 1 ? "es festivo" : "son festivos"}${place ? ` (${place})` : ""}`,
  neverOpen: "Estamos cerrados",
  emergency: (severity, ways) => `Si es crítico (${severity}), no espere: ${ways}.`,
  faster: (ways) => `Si no puede esperar a nuestro correo: ${ways}.`,
  call: (phone) => `llame al ${phone}`,
  write: (address) => `escriba a ${address}`,
  or: "o",
};

const DE: PromiseWords = {
  language: "de",
  locale: "de-DE",
  date: (weekday, day, month) => `${weekday}, ${day}. ${month}`,
  when: (date, time, zone) => `${date}, ${time} Uhr, ${zone}`,
  zone: (city) => `Zeit in ${city}`,
  answerBy: (when) => `Sie haben bis ${when}, eine Antwort von einem von uns.`,
  newsBy: (when) => `Sie hören bis ${when}, von uns.`,
  solvedBy: (when) => `Gelöst ist es bis ${when}.`,
  noTarget: "Einer von uns antwortet, sobald wir können.",
  closedUntil: (when) => `Wir haben geschlossen bis ${when}`,
  holiday: (days, count, place) =>
    `${days} ${count === 1 ? "ist Feiertag" : "sind Feiertage"}${place ? ` (${place})` : ""}`,
  neverOpen: "Wir haben geschlossen",
  emergency: (severity, ways) => `Ist es kritisch (${severity}), warten Sie nicht: ${ways}.`,
  faster: (ways) => `Können Sie nicht auf unsere Mail warten: ${ways}.`,
  call: (phone) => `rufen Sie ${phone} an`,
  write: (address) => `schreiben Sie an ${address}`,
  or: "oder",
};

const FR: PromiseWords = {
  language: "fr",
  locale: "fr-FR",
  date: (weekday, day, month) => `${weekday} ${day} ${month}`,
  when: (date, time, zone) => `${date}, ${time}, ${zone}`,
  zone: (city) => (/^[aeiouyhâéèê]/i.test(city) ? `heure d'${city}` : `heure de ${city}`),
  answerBy: (when) => `Vous aurez une réponse de l'un de nous au plus tard ${when}.`,
  newsBy: (when) => `Vous aurez de nos nouvelles au plus tard ${when}.`,
  solvedBy: (when) => `Ce sera résolu au plus tard ${when}.`,
  noTarget: "L'un de nous vous répondra dès que possible.",
  closedUntil: (when) => `Nous sommes fermés jusqu'à ${when}`,
  holiday: (days, count, place) =>
    `${days} ${count === 1 ? "est férié" : "sont fériés"}${place ? ` (${place})` : ""}`,
  neverOpen: "Nous sommes fermés",
  emergency: (severity, ways) => `Si c'est critique (${severity}), n'attendez pas : ${ways}.`,
  faster: (ways) => `Si vous ne pouvez pas attendre notre message : ${ways}.`,
  call: (phone) => `appelez le ${phone}`,
  write: (address) => `écrivez à ${address}`,
  or: "ou",
};

const ALL: readonly PromiseWords[] = [EN, PT_PT, PT_BR, ES, DE, FR];

/** The sentences for a reader of `language`, by the chain of fallbacks; English last. */
export function promiseWords(language: string): PromiseWords {
  for (const candidate of fallbacks(language)) {
    const words = ALL.find((set) => set.language === candidate);
    if (words) return words;
  }
  return EN;
}

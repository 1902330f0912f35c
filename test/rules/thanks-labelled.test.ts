import { describe, expect, test } from "vitest";
import { isOnlyThanks } from "../../src/conversation/thanks.ts";

/** Written from how people end a case, before looking at what the rule knows. */
const THANKS: Readonly<Record<string, readonly string[]>> = {
  en: [
    "Thank you!",
    "Thanks a million, Ana!",
    "Brilliant, thanks so much for the quick fix.",
    "Many thanks for your help, everything works again.",
    "Hi Ben,\n\nThat did the trick, thank you very much!\n\nKind regards,\nCarla Nunes",
    "Thanks, all sorted now.",
    "Perfect. Thank you both.",
    "Hello team,\n\nThanks for sorting this out so quickly.\n\nBest wishes\nTom",
    "Cheers, much appreciated.",
    "Ok thanks 👍",
    "Great, thanks! Have a lovely weekend.",
  ],
  pt: [
    "Muito obrigado pela ajuda!",
    "Obrigada Ana, já está tudo a funcionar.",
    "Bom dia,\n\nPerfeito, muito obrigada pela rapidez.\n\nCom os melhores cumprimentos,\nRita Melo",
    "Excelente, obrigado pelo apoio. Podem encerrar o ticket.",
    "Obrigadíssimo!",
    "Ótimo, agradeço a vossa ajuda.",
    "Show, valeu demais!",
    "Muito grato pela atenção. Abraço, Paulo",
    "Resolvido, obrigado. Bom fim de semana!",
  ],
  es: [
    "¡Muchas gracias por la ayuda!",
    "Perfecto, muchísimas gracias. Ya funciona todo.",
    "Buenos días,\n\nmuchas gracias por su rápida respuesta.\n\nUn cordial saludo,\nLucía Gómez",
    "Gracias, ya está resuelto.",
    "Mil gracias Ana, un abrazo.",
    "Genial, gracias por todo. Pueden cerrar el caso.",
    "Muy agradecido por la atención. Saludos cordiales",
    "Estupendo, gracias por la gestión.",
  ],
  de: [
    "Vielen lieben Dank!",
    "Danke, hat alles geklappt.",
    "Hallo Frau Sousa,\n\nherzlichen Dank für die schnelle Hilfe, es funktioniert wieder alles.\n\nMit freundlichen Grüßen\nHans Meier",
    "Super, danke Ihnen!",
    "Besten Dank für Ihre Unterstützung. Das Ticket kann geschlossen werden.",
    "Perfekt, vielen Dank für die schnelle Rückmeldung.",
    "Danke euch, schönes Wochenende!",
    "Wunderbar, tausend Dank. LG Petra",
  ],
  fr: [
    "Merci beaucoup pour votre aide !",
    "Parfait, un grand merci à vous.",
    "Bonjour,\n\nMerci beaucoup pour votre réactivité, tout fonctionne.\n\nBien à vous,\nClaire Dubois",
    "Merci Ana, c'est bon pour moi.",
    "Super, merci pour tout. Bonne fin de journée !",
    "Nickel, merci !",
    "Merci infiniment, le problème est résolu.",
    "Très bien, je vous remercie. Cordialement",
  ],
  it: [
    "Grazie mille per l'aiuto!",
    "Perfetto, grazie. Funziona tutto.",
    "Buongiorno,\n\nla ringrazio molto per la rapidità.\n\nCordiali saluti\nPaolo Ricci",
    "Grazie infinite, potete chiudere.",
    "Ottimo, grazie per il supporto. Buona serata!",
    "Vi ringrazio, problema risolto.",
    "Grazie Ana, gentilissima.",
  ],
};

/** Each asks for something, says that something is left, or says that it is not solved, and each begins with thanks. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  en: [
    "Thanks, but it still does not work.",
    "Thank you. One more thing: can Eva have access too",
    "Thanks for your help. Please also remove the old license.",
    "Thank you, it works for me but not for Tom",
    "Thanks! Will this happen again",
    "Great, thanks. When will the invoice be corrected",
    "Thank you, unfortunately the error is back.",
    "Thanks, I will try it tomorrow and let you know.",
    "Thank you for your mail, I am waiting for the call.",
    "Perfect, thanks. And the second mailbox",
    "Thanks, nothing changed.",
    "Thanks in advance",
    "Many thanks for looking into it.",
    "Thanks for the update.",
    "Thank you, we are down again",
    "No thanks",
    "Please close nothing yet, thanks",
    "OK, Tuesday works, thanks",
    "Yes please, thanks",
    "Yes, thank you",
    "Thanks 👎",
    "Thanks. Printer",
    "Thanks\n\nUrgent",
    "Thanks. Nothing works",
    "Hi Ana, thank you. Still Down. Carla",
    "Thanks for closing my ticket without an answer",
    "It works now, but slowly. Thanks",
  ],
  pt: [
    "Obrigado, mas ainda não consigo entrar.",
    "Obrigada. Falta só a conta da Rita",
    "Obrigado, podem ver também a impressora",
    "Muito obrigado, mas o erro voltou.",
    "Obrigado pelo contacto, fico a aguardar.",
    "Agradeço que vejam isto com urgência.",
    "Agradeço resposta",
    "Obrigado, quando fica pronto",
    "Obrigada, a Ana já funciona e eu não",
    "Não funciona, obrigado",
    "Não obrigado",
    "Obrigado pela ajuda, não resolveu.",
    "Boa tarde, agradeço desde já a disponibilidade. Cumprimentos",
    "Sim, obrigada",
  ],
  es: [
    "Gracias, pero sigue igual.",
    "Gracias. Falta la licencia de Pedro",
    "Muchas gracias, quedo a la espera.",
    "Gracias, pueden mirar también el otro equipo",
    "Gracias de antemano",
    "No funciona, gracias",
    "Gracias por la respuesta, no es lo que pedí.",
    "Perfecto, gracias. Y la factura",
    "Gracias, todo bien menos Teams",
  ],
  de: [
    "Danke, aber es geht immer noch nicht.",
    "Vielen Dank, leider besteht das Problem weiterhin.",
    "Danke für die Info, wann ist es erledigt",
    "Vielen Dank im Voraus",
    "Danke, bitte auch bei Petra einrichten.",
    "Danke, funktioniert nicht.",
    "Danke, es geht wieder nicht",
    "Besten Dank, ich warte auf Ihren Anruf.",
    "Nein danke",
    "Danke. Rechnung",
    "Danke!\nBitte Rechnung",
    "Super, danke. Und die Rechnung",
    "Danke, alles gut bis auf Outlook",
  ],
  fr: [
    "Merci, mais cela ne marche toujours pas.",
    "Merci d'avance",
    "Merci de me rappeler.",
    "Merci de faire le nécessaire",
    "Merci, il manque encore un compte.",
    "Merci, pouvez-vous aussi regarder le PC de Luc",
    "Merci pour votre retour, j'attends la suite.",
    "Non merci",
    "Parfait, merci. Et pour la facture",
    "Merci, ça ne fonctionne plus",
    "Merci de votre aide rapide, nous sommes bloqués",
  ],
  it: [
    "Grazie, ma continua a non funzionare.",
    "Grazie in anticipo",
    "Grazie, resta da fare un utente.",
    "Grazie, attendo una risposta.",
    "Grazie. Potete controllare anche Teams",
    "Non funziona, grazie",
    "Grazie, quando sarà pronto",
    "No grazie",
  ],
};

const rows = (set: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(set).flatMap(([language, texts]) => texts.map((text) => [language, text] as const));

describe("only thanks", () => {
  test.each(rows(THANKS))("%s %j", (_language, text) => expect(isOnlyThanks(text)).toBe(true));
});

describe("a question, whatever it begins with", () => {
  test.each(rows(QUESTIONS))("%s %j", (_language, text) => expect(isOnlyThanks(text)).toBe(false));

  test.each(rows(QUESTIONS))("%s %j, signed and greeted", (_language, text) => {
    expect(isOnlyThanks(`Hello Ana,\n\n${text}\n\nBest regards\nCarla Nunes`)).toBe(false);
  });
});

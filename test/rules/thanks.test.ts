import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOnlyThanks } from "../../src/conversation/thanks.ts";

describe("only thanks: the case stays solved", () => {
  test.each([
    "Thanks!",
    "Thank you very much, it works now.",
    "Hi Ana,\n\nperfect, thank you so much!\n\nBest regards\nCarla",
    "Great, thanks for your help. You can close the ticket.",
    "Obrigado!",
    "Olá Ana,\n\nmuito obrigada, já está a funcionar.\n\nCumprimentos,\nCarla",
    "Valeu, deu certo!",
    "Perfeito, obrigado pela ajuda. Podem fechar.",
    "Muchas gracias, ya funciona.",
    "Hola,\n\nperfecto, gracias por su ayuda.\n\nUn saludo\nJuan Pérez",
    "Vielen Dank, jetzt funktioniert es.",
    "Hallo Ana,\n\nsuper, danke für die schnelle Hilfe!\n\nViele Grüße\nHans",
    "Merci beaucoup, ça marche !",
    "Bonjour,\n\nparfait, merci pour votre aide.\n\nCordialement\nJean",
    "Grazie mille, ora funziona.",
    "Buongiorno,\n\ngrazie per l'aiuto, tutto a posto.\n\nCordiali saluti\nPaolo",
  ])("%j", (text) => expect(isOnlyThanks(text)).toBe(true));
});

describe("in doubt it is a question: the case is opened again", () => {
  test.each([
    "",
    "It works now.",
    "Carla",
    "Thanks, but it still drops.",
    "Thanks! Could you also look at the printer",
    "Thank you. How do I undo it?",
    "Thanks, same error on the second machine.",
    "Thanks. It stopped again at 10.",
    "Thank you for nothing.",
    "Obrigado, mas continua igual.",
    "Obrigada. E o outro problema?",
    "Obrigado, falta ainda a fatura.",
    "Gracias, pero no funciona.",
    "Gracias, falta la otra cuenta.",
    "Danke, aber es geht noch nicht.",
    "Danke, bitte auch beim Kollegen.",
    "Merci, mais ça ne marche pas.",
    "Merci, il reste une erreur.",
    "Grazie, ma non funziona.",
    "Grazie, manca ancora un utente.",
    "Please help Ana Ben Carla Dave Eva thanks",
    "Спасибо",
  ])("%j", (text) => expect(isOnlyThanks(text)).toBe(false));

  test("whatever is added in small letters that is not known makes it a mail like any other", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), (word) => {
        fc.pre(!isOnlyThanks(`thanks ${word}`));
        expect(isOnlyThanks(`Thank you, ${word}`)).toBe(false);
      }),
    );
  });

  test("no text makes it throw or slow", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 2000 }),
        (text) => typeof isOnlyThanks(text) === "boolean",
      ),
    );
    expect(isOnlyThanks("thanks ".repeat(200_000))).toBe(false);
  });
});

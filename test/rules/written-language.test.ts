import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writtenLanguage } from "../../src/mail/written-language.ts";

const MAILS: Readonly<Record<string, readonly string[]>> = {
  en: [
    "Since this morning Outlook closes as soon as I open it.",
    "Hi,\n\nwe cannot send invoices from the shared mailbox anymore. It says access denied.\n\nCould you look into it please?",
    "Please add a license for our new colleague, she starts on Monday.",
    "The VPN drops every ten minutes since the update last night and nobody in the warehouse can work.",
    "I was charged twice for the same subscription in October.",
    "How do I share a folder with a guest outside of our company?",
    "Teams calls have no sound on my laptop, it works on the phone.",
    "Our domain expires next week, who takes care of that?",
    "password reset doesn't work for user j.smith, mail never arrives",
    "We would like to move the SharePoint site to the other tenant before the end of the month.",
  ],
  pt: [
    "Bom dia,\n\no Outlook não abre desde hoje de manhã. Podem ajudar?",
    "Não consigo entrar no Teams, diz que a palavra-passe está errada.",
    "Boa tarde, segue em anexo a fatura com o valor errado.",
    "Precisamos de mais duas licenças para os novos colegas que entram na segunda-feira.",
    "A VPN cai de dez em dez minutos desde a atualização de ontem e ninguém no armazém consegue trabalhar.",
    "Fomos cobrados duas vezes pela mesma subscrição em outubro.",
    "Como partilho uma pasta com alguém de fora da empresa?",
    "Você pode verificar por que o e-mail do financeiro não está chegando?",
    "O chamado anterior foi encerrado mas o problema continua igual.",
    "Gostaríamos de migrar o site do SharePoint para o outro inquilino antes do fim do mês.",
  ],
  es: [
    "Buenos días, Outlook no se abre desde esta mañana.",
    "No puedo entrar en Teams, ¿me pueden ayudar?",
    "La factura de octubre tiene un importe que no corresponde.",
    "Necesitamos dos licencias más para los compañeros que empiezan el lunes.",
    "La VPN se cae cada diez minutos desde la actualización de anoche y nadie en el almacén puede trabajar.",
    "Nos han cobrado dos veces la misma suscripción.",
    "¿Cómo comparto una carpeta con alguien de fuera de la empresa?",
    "El correo de contabilidad no está llegando desde ayer.",
    "Quisiéramos mover el sitio de SharePoint antes de fin de mes.",
    "El usuario no recibe el código para iniciar sesión",
  ],
  de: [
    "Guten Morgen, Outlook lässt sich seit heute früh nicht öffnen.",
    "Ich kann mich nicht bei Teams anmelden, das Passwort wird abgelehnt.",
    "Die Rechnung vom Oktober enthält einen falschen Betrag.",
    "Wir brauchen zwei weitere Lizenzen für die neuen Kollegen ab Montag.",
    "Seit dem Update gestern Nacht bricht das VPN alle zehn Minuten ab, im Lager kann niemand arbeiten.",
    "Uns wurde dasselbe Abo zweimal berechnet.",
    "Wie gebe ich einen Ordner für jemanden außerhalb der Firma frei?",
    "Die Mails an die Buchhaltung kommen seit gestern nicht an.",
    "Wir möchten die SharePoint-Seite bis Ende des Monats umziehen.",
    "Der Benutzer bekommt keinen Code zum Anmelden",
  ],
  fr: [
    "Bonjour, Outlook ne s'ouvre plus depuis ce matin.",
    "Je ne peux pas me connecter à Teams, le mot de passe est refusé.",
    "La facture d'octobre comporte un montant erroné.",
    "Il nous faut deux licences de plus pour les nouveaux collègues qui commencent lundi.",
    "Le VPN se coupe toutes les dix minutes depuis la mise à jour d'hier soir et personne à l'entrepôt ne peut travailler.",
    "Le même abonnement nous a été facturé deux fois.",
    "Comment partager un dossier avec quelqu'un en dehors de l'entreprise ?",
    "Les courriels de la comptabilité n'arrivent plus depuis hier.",
    "Nous aimerions déplacer le site SharePoint avant la fin du mois.",
  ],
  it: [
    "Buongiorno, Outlook non si apre da stamattina.",
    "Non riesco ad accedere a Teams, la password viene rifiutata.",
    "La fattura di ottobre riporta un importo sbagliato.",
    "Ci servono altre due licenze per i nuovi colleghi che iniziano lunedì.",
    "La VPN cade ogni dieci minuti dopo l'aggiornamento di ieri sera e nessuno in magazzino può lavorare.",
    "Come condivido una cartella con qualcuno fuori dall'azienda?",
  ],
  other: [
    "Goedemorgen, Outlook opent niet meer sinds vanochtend en niemand kan werken.",
    "Bo día, Outlook non abre dende esta mañá e non podo traballar coa factura.",
    "Bon dia, Outlook no s'obre des d'aquest matí i ningú no pot treballar amb la factura.",
    "God morgen, Outlook åbner ikke siden i morges og ingen kan arbejde.",
    "Dzień dobry, Outlook nie otwiera się od dziś rano i nikt nie może pracować.",
    "今朝からOutlookが開きません。誰も仕事ができません。",
    "Добрый день, Outlook не открывается с сегодняшнего утра, никто не может работать.",
  ],
  none: [
    "OK",
    "Teams Outlook SharePoint OneDrive Exchange Azure Dynamics",
    "Error 0x80070005 at Microsoft.Exchange.Data.Storage.MailboxSession.Open(String mailbox, Int32 flags)",
    "Get-MsolUser -All | Where-Object { $_.isLicensed -eq $true } | Export-Csv users.csv",
    "https://portal.contoso.example/tickets/1001?view=all&language=pt",
    "Fabrikam GmbH\nMusterstraße 1\n12345 Berlin",
    "FYI",
    "4711 / 0815 / +49 30 1234567",
    "see attached / ver anexo / siehe Anhang",
  ],
};

const rows = Object.entries(MAILS).flatMap(([language, texts]) =>
  texts.map((text) => [language, text] as const),
);

describe("the language of a mail", () => {
  test.each(rows)("%s: %j is read right or not at all", (language, text) => {
    const is = language === "other" || language === "none" ? null : language;
    expect([is, null]).toContain(writtenLanguage(text)?.language ?? null);
  });

  test("of the six languages nine in ten are read", () => {
    const known = rows.filter(([language]) => language !== "other" && language !== "none");
    expect(known.filter(([, text]) => writtenLanguage(text) !== null).length / known.length).toBeGreaterThan(
      0.9,
    );
  });

  test("of mails made for triage nine in ten are read, and none wrongly", () => {
    const mails = readFileSync("test/fixtures/triage/mails.jsonl", "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as { readonly body: string; readonly lang: string });
    const read = mails.map(({ body, lang }) => [lang.slice(0, 2), writtenLanguage(body)?.language] as const);
    expect(read.filter(([is, said]) => said !== undefined && said !== is)).toEqual([]);
    expect(read.filter(([is, said]) => said === is).length / read.length).toBeGreaterThan(0.9);
  });

  test.each([
    [
      "half in one, half in another",
      "Bom dia, não consigo entrar no Teams desde ontem.\nGood morning, I cannot sign in to Teams since yesterday.",
    ],
    ["a greeting alone", "Bom dia"],
    ["one word", "status"],
  ])("%s teaches nothing", (_name, text) => expect(writtenLanguage(text)).toBeNull());

  test.each([
    ["of Brazil", "Você pode verificar por que o usuário não consegue trocar a senha?", "pt-BR"],
    ["of Portugal", "O utilizador não consegue mudar a palavra-passe, podem ajudar?", "pt-PT"],
    ["of either", "Não consigo entrar desde ontem e o erro é o mesmo.", null],
  ])("Portuguese %s", (_name, text, variant) =>
    expect(writtenLanguage(text)).toEqual({ language: "pt", variant }),
  );

  test("no text makes it throw or slow", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 3000 }),
        (text) => typeof writtenLanguage(text) === "object",
      ),
    );
    const began = performance.now();
    for (const piece of ["a@", "https:", "está a ", "ã", " the"]) writtenLanguage(piece.repeat(300_000));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

import { describe, expect, test } from "vitest";
import { ownTriageWords } from "../../src/adapters/system/triage-words.ts";
import { propose } from "../../src/triage/propose.ts";

const said = (subject: string, body: string) => propose({ subject, body }, ownTriageWords(), {});

describe("R21 customers who want their subscription changed ask the partner: a commercial request", () => {
  test.each([
    ["fewer seats", "Please reduce our Business Premium licences from 40 to 32 at the next renewal."],
    ["cancelamento", "Gostaríamos de cancelar a assinatura do Visio do utilizador que saiu."],
    ["más licencias", "Necesitamos cinco licencias adicionales de E3 para los nuevos empleados."],
    ["Kündigung", "Wir möchten das Abo für Project zum Monatsende kündigen."],
  ])("%s", (subject, body) => expect(said(subject, body).kind).toBe("commercial"));
});

describe("R22 a suspicion of misuse raises the severity and goes to people; the mail itself does nothing else", () => {
  test.each([
    [
      "strange costs",
      "Somebody has created dozens of virtual machines in our Azure subscription that we do not know, we think we were hacked and they mine crypto.",
    ],
    [
      "conta invadida",
      "A conta do nosso administrador foi invadida e estão a enviar phishing a todos os clientes.",
    ],
    [
      "Konto gehackt",
      "Das Administratorkonto wurde gehackt, es werden Rechnungen mit falscher IBAN an alle Kunden verschickt.",
    ],
  ])("%s", (subject, body) => expect(said(subject, body)).toMatchObject({ severity: "A", urgent: true }));
});

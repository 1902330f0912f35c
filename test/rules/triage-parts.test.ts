import { describe, expect, test } from "vitest";
import { ownTriageWords } from "#src/adapters/system/triage-words.ts";
import { featuresOf } from "#src/triage/features.ts";
import { partsOf } from "#src/triage/parts.ts";
import { propose } from "#src/triage/propose.ts";

const known = ownTriageWords();
const { automatic } = known.taxonomy;

describe("whose words are whose", () => {
  test.each([
    ["Printer dead", "first"],
    ["Re: Printer dead", "reply"],
    ["[#412] AW: Drucker tot", "reply"],
    ["WG: Drucker tot", "forward"],
    ["Accepted: Weekly call", "automatic"],
    ["Aceite: Alinhamento semanal", "automatic"],
    ["Abwesenheitsnotiz: Drucker tot", "automatic"],
    ["RES: Resposta automática: férias", "reply"],
    ["Printer: dead", "first"],
  ] as const)("a subject %j opens as %s", (subject, opens) => {
    expect(partsOf(subject, "x", automatic).opens).toBe(opens);
  });

  test("what is quoted is not the writer's", () => {
    const body = "Works again, you can close it.\n\n> Does Outlook still crash?";
    expect(partsOf("Re: Outlook", body, automatic)).toMatchObject({
      own: "Works again, you can close it.",
      quoted: "> Does Outlook still crash?",
    });
  });

  test("what is passed on is read with its subject, apart from what was written above it", () => {
    const body =
      "What shall we do?\n\n-----Original Message-----\nFrom: Watch <w@x.example>\nSubject: Ransomware found\n\nTwo devices.";
    const parts = partsOf("FW: Alert", body, automatic);
    expect(parts.own).toBe("What shall we do?");
    expect(parts.passedOn).toContain("Ransomware found");
    expect(parts.passedOn).toContain("Two devices.");
  });

  test.each([
    ["a short header", "Von: Brief\nBetreff: Brief 7\nNeues. Abmelden."],
    ["marks", ">> Brief 7\n>> Abmelden."],
    ["bars", "| Brief 7\n| Abmelden."],
    ["stars", "* Brief 7\n* Abmelden."],
    ["words between dashes", "--- von Ana geschickt ---\nBrief 7. Abmelden."],
  ])("under a forward's subject others' words begin behind %s", (_name, below) => {
    const parts = partsOf("WG: Brief 7", `Betrifft uns das?\nGruß Ana\n\n${below}`, automatic);
    expect(parts.own).toContain("Betrifft uns das?");
    expect(parts.own).not.toContain("Abmelden");
    expect(parts.passedOn).toContain("Abmelden");
  });

  test("a list that the writer announces is the writer's", () => {
    const parts = partsOf("FW: order", "Please order these:\n* 3 E3\n* 2 E5", automatic);
    expect(parts.own).toContain("2 E5");
  });

  test("a mail with nothing but a quote is read whole", () => {
    expect(partsOf("Re: x", "> still down", automatic).own).toBe("> still down");
  });

  test("in an answer the subject's words count as another's, in a first mail as the writer's", () => {
    const names = (subject: string) => [
      ...featuresOf(partsOf(subject, "Thanks.", automatic), known.taxonomy).values.keys(),
    ];
    expect(names("Invoice")).toContain("idea invoice");
    expect(names("Re: Invoice")).not.toContain("idea invoice");
    expect(names("Re: Invoice")).toContain("theirs invoice");
  });
});

describe("what a mail asks for is what its writer asks", () => {
  test.each([
    ["Re: OneDrive does not sync", "It syncs again, you can close the ticket. Thank you!", "not_support"],
    ["Accepted: GDAP and contract", "Ana Prado has accepted: GDAP and contract", "not_support"],
    [
      "RV: Novedades de Teams",
      "¿Cuánto cuesta esto para tres personas?\n\n-----Mensaje original-----\nDe: Boletín <b@x.example>\nAsunto: Novedades de Teams\n\nDescubre lo nuevo. Si no desea recibir más correos pulse aquí.",
      "commercial",
    ],
    [
      "AW: Abwesenheitsnotiz",
      "Unser Outlook startet immer noch nicht, bitte melden Sie sich.\n\n> Ich bin bis Montag nicht im Büro.",
      "technical",
    ],
  ])("%j", (subject, body, kind) => {
    expect(propose({ subject, body }, known).kind).toBe(kind);
  });

  test("files that are renamed in a notice passed on are no trifle", () => {
    const body =
      "Stimmt das?\n\n-----Ursprüngliche Nachricht-----\nVon: Wache <w@x.example>\nBetreff: Ransomware gefunden\n\nZwei Geräte.";
    expect(propose({ subject: "WG: Alarm", body }, known).severity).not.toBe("C");
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANA, CARLA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
  await day.opens("Calls drop");
  await day.replies(ANA, "#resolve\n\nPlease restart.");
  await desk.send();
});
afterEach(() => desk[Symbol.asyncDispose]());

const writes = async (text: string, fields: Readonly<Record<string, string>> = {}) =>
  day.writesBack((await desk.mails("answer"))[0]!, text, CARLA, fields);
const noticed = async () => (await desk.mails("notice")).length;

describe("an absence does not open a solved case again", () => {
  test.each([
    [
      "en",
      "Automatic reply: [#1001] Calls drop",
      "I am out of the office until Monday with no access to mail.",
    ],
    ["pt", "Resposta automática: [#1001] Calls drop", "Estou ausente do escritório até segunda-feira."],
    ["es", "Respuesta automática: [#1001] Calls drop", "Estoy fuera de la oficina hasta el lunes."],
    ["de", "Automatische Antwort: [#1001] Calls drop", "Ich bin bis Montag nicht im Büro."],
    ["fr", "Réponse automatique : [#1001] Calls drop", "Je suis absente du bureau jusqu'à lundi."],
    ["it", "Risposta automatica: [#1001] Calls drop", "Sono fuori ufficio fino a lunedì."],
  ])("%s, told by its words alone", async (_language, Subject, text) => {
    const before = await noticed();
    expect((await writes(text, { Subject })).outcome).toBe("automatic");
    expect((await day.ticket(1001)).status).toBe("resolved");
    expect(await noticed()).toBe(before);
  });

  test.each([
    ["as RFC 3834 has it", { "Auto-Submitted": "auto-replied" }],
    [
      "as a mail server of an office marks it",
      { "X-Auto-Response-Suppress": "All", "Auto-Submitted": "auto-generated" },
    ],
    ["as an older program marks it", { "X-Autoreply": "yes", Precedence: "auto_reply" }],
  ])("marked %s, whatever it says", async (_name, fields) => {
    expect((await writes("When will it be done? Can you call me?", fields)).outcome).toBe("automatic");
    expect((await day.ticket(1001)).status).toBe("resolved");
  });
});

test.each(["Obrigada Ana, já está tudo a funcionar.", "Thank you!\n\nCarla", "Vielen lieben Dank!"])(
  "thanks leave it solved: %j",
  async (text) => {
    const before = await noticed();
    await writes(text);
    expect((await day.ticket(1001)).status).toBe("resolved");
    expect(await noticed()).toBe(before);
  },
);

test.each(["Não funciona, obrigado", "Danke. Rechnung", "Yes, thank you", "Thanks. When?"])(
  "in doubt it is opened again: %j",
  async (text) => {
    const before = await noticed();
    await writes(text);
    expect((await day.ticket(1001)).status).toBe("in-progress");
    expect(await noticed()).toBe(before + 1);
  },
);

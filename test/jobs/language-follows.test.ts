import { execFile } from "node:child_process";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { CARLA, DESK, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: DeskInPostgres;
let day: ReturnType<typeof dayByMail>;
beforeEach(async () => {
  desk = await deskInPostgres();
  day = dayByMail(desk);
});
afterEach(() => desk[Symbol.asyncDispose]());

const PT = "Não consigo entrar no Teams desde ontem, o erro é o mesmo.";
const EN = "I cannot sign in since yesterday, could you please look into it?";
const proofOf = (domain: string) => ({
  "Authentication-Results": `mx.contoso.example; dkim=pass header.d=${domain}`,
});
let n = 0;
const opens = async (From: string, text: string, fields: Readonly<Record<string, string>> = {}) => {
  const id = `<lang${++n}@day>`;
  await desk.receive(plainMail({ From, To: DESK, Subject: `Teams ${n}`, "Message-ID": id, ...fields }, text));
  return (await desk.mails("acknowledgement")).at(-1)!;
};
const contact = async (address: string) =>
  (await desk.database.db.select().from(rows.contacts).where(eq(rows.contacts.address, address)))[0]!;

test("the acknowledgement is in the language of the mail, the next one of few words as well", async () => {
  expect((await opens("eva@fabrikam.pt", PT)).text).toContain("Recebemos a sua mensagem");
  expect((await opens("tom@tailspin.example", EN)).text).toContain("We have your message");
  expect((await contact("eva@fabrikam.pt")).learntLanguage).toBe("pt-PT");
  expect((await opens("tom@tailspin.example", "ERR 0x8007")).text).toContain("We have your message");
});

test("of a known contact only a proved mail teaches; the ticket follows its mail all the same", async () => {
  await opens(CARLA, PT);
  const forged = await opens(CARLA, EN);
  expect(forged.text).toContain("We have your message");
  expect((await contact(CARLA)).learntLanguage).toBe("pt-PT");
  await opens(CARLA, EN, proofOf("fabrikam.example"));
  expect((await contact(CARLA)).learntLanguage).toBe("en");
});

test("a ticket goes on in another language after two mails in it, and what was set stays", async () => {
  const acknowledged = await opens(CARLA, PT);
  await day.writesBack(acknowledged, EN, CARLA, proofOf("fabrikam.example"));
  expect((await day.ticket(1001)).language).toBe("pt-PT");
  await day.writesBack(acknowledged, EN, CARLA, proofOf("fabrikam.example"));
  expect((await day.ticket(1001)).language).toBe("en");
  await day.writesBack(acknowledged, "status", CARLA, proofOf("fabrikam.example"));
  expect((await desk.mails("acknowledgement")).at(-1)!.text).toContain("You will have an answer");

  await desk.database.db.update(rows.contacts).set({ language: "pt-BR" });
  await day.writesBack(acknowledged, PT);
  await day.writesBack(acknowledged, PT);
  expect((await day.ticket(1001)).language).toBe("en");
  expect((await opens(CARLA, EN, proofOf("fabrikam.example"))).text).toContain("O número do chamado");
});

test("times are said on the writer's clock where country and offset agree, unless the company's is set", async () => {
  const date = { Date: "Thu, 03 Dec 2026 07:00:00 -0300" };
  expect((await opens("rui@tailspin.com.br", PT, date)).text).toContain("hora de São Paulo");
  expect((await contact("rui@tailspin.com.br")).learntTimeZone).toBe("America/Sao_Paulo");
  const id = newId();
  const { db } = desk.database;
  await db
    .insert(rows.customers)
    .values({ id, name: "Wingtip", timeZone: "America/Manaus", createdAt: desk.now() });
  await db
    .insert(rows.customerDomains)
    .values({ domain: "wingtip.com.br", customerId: id, verifiedAt: desk.now() });
  expect((await opens("ana@wingtip.com.br", PT, date)).text).toContain("Manaus");
  expect((await contact("ana@wingtip.com.br")).learntTimeZone).toBeNull();
});

test("answerable customers contact shows, sets and takes back", async () => {
  await opens(CARLA, PT);
  const cli = (...words: readonly string[]) =>
    new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
      const env = { ...BARE_ENV, DATABASE_URL: desk.database.url, DATA_DIR: "/nowhere" };
      const args = ["workers/answerable.ts", "customers", "contact", ...words];
      execFile(process.execPath, args, { env }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });
  expect((await cli(CARLA)).out).toMatch(/language +pt-PT \(learnt\)/);
  const set = await cli(CARLA, "--language", "en", "--time-zone", "Europe/Madrid", "--json");
  expect(JSON.parse(set.out)).toMatchObject({
    language: "en",
    timeZone: "Europe/Madrid",
    learntLanguage: "pt-PT",
  });
  expect((await desk.database.db.select().from(rows.audit)).at(-1)).toMatchObject({
    action: "contact-changed",
  });
  expect((await cli(CARLA, "--language", "auto")).out).toMatch(/language +pt-PT \(learnt\)/);
  expect(await cli(CARLA, "--time-zone", "Mars/One")).toMatchObject({ code: 1 });
  expect((await cli("nobody@x.example")).err).toContain("There is no contact nobody@x.example");
}, 60_000);

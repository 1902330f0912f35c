import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askFor } from "../../src/adapters/cli/setup-ask.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import { publishFiles } from "../../src/adapters/system/policy-files.ts";
import { loadMailboxes } from "../../src/policy/mailbox-schema.ts";
import { instant } from "../../src/values/instant.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { testDatabase } from "../support/database.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "setup-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The command as a process in an empty folder, with what is typed. */
function answerable(words: readonly string[], typed = "") {
  return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((done) => {
    const args = [resolve("workers/answerable.ts"), ...words];
    const env = { ...BARE_ENV, TZ: "Europe/Lisbon" };
    const child = execFile(process.execPath, args, { env, cwd: dir }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.end(typed);
  });
}

const file = (name: string): string => readFileSync(join(dir, name), "utf8");
const published = () =>
  publishFiles(join(dir, "policy.yaml"), join(dir, "desk.yaml"), instant("2026-12-03T10:00Z")).published;
const TYPED = [
  'Contoso "Cloud": # Support',
  "support@contoso.example",
  "Europe/Lisbon",
  "mon-fri 09:00-13:00 14:00-18:00",
  "PT",
  "",
  "pt-PT, en",
  "Ana Sousa <ana@contoso.example>, rui@contoso.example",
  "",
  "imap.contoso.example:993",
  "smtp.contoso.example:587",
].join("\n");

describe("answerable setup", () => {
  test("asks, and writes files that load, can be published and name the secret only", async () => {
    const { code, out, err } = await answerable(["setup"], `${TYPED}\n`);
    expect({ code, err: err.includes("Which address do customers write to?") }).toEqual({
      code: 0,
      err: true,
    });
    expect(out).toContain("answerable agents add ana@contoso.example");
    const { policy, desk } = published();
    expect(policy.desk).toMatchObject({ name: 'Contoso "Cloud": # Support', languages: ["pt-PT", "en"] });
    expect(desk.teams["support"]).toMatchObject({
      members: ["ana@contoso.example", "rui@contoso.example"],
      lead: "ana@contoso.example",
    });
    expect(loadMailboxes(file("desk.yaml"), "desk.yaml")).toMatchObject({
      mailboxes: [{ imap: { port: 993, tls: "implicit" }, smtp: { port: 587, tls: "starttls" } }],
    });
    expect(file(".env")).toBe("POLICY_FILE=policy.yaml\nDESK_FILE=desk.yaml\nSUPPORT_PASSWORD=\n");
    const checked = await answerable(["policy", "check"]);
    expect(checked).toMatchObject({ code: 0 });
    await using database = await testDatabase();
    const kept = publishFiles(join(dir, "policy.yaml"), join(dir, "desk.yaml"), instant("2026-12-03T10:00Z"));
    expect(await keepVersion(database.db, kept)).toBe("new");
  }, 120_000);

  test("replaces nothing unless told so, and leaves what stands in .env", async () => {
    writeFileSync(join(dir, "policy.yaml"), "mine");
    writeFileSync(join(dir, ".env"), "POLICY_FILE=other.yaml\nSUPPORT_PASSWORD=secret");
    const asked = await answerable(["setup"], `${TYPED}\nno\n`);
    expect(asked).toMatchObject({ code: 1, err: expect.stringContaining("nothing was written") });
    expect(file("policy.yaml")).toBe("mine");
    expect(existsSync(join(dir, "desk.yaml"))).toBe(false);
    expect(await answerable(["setup"], `${TYPED}\nyes\n`)).toMatchObject({ code: 0 });
    expect(published().policy.desk.name).toContain("Contoso");
    expect(file(".env")).toBe("POLICY_FILE=other.yaml\nSUPPORT_PASSWORD=secret\nDESK_FILE=desk.yaml\n");
  }, 120_000);

  test("takes flags or a file of answers and asks nothing; every mistake is named at once and nothing is written", async () => {
    const wrong = await answerable([
      "setup",
      "--yes",
      "--address",
      "support",
      "--zone",
      "Europe/Lisboa",
      "--hours",
      "9 to 5",
    ]);
    expect(wrong.code).toBe(1);
    for (const line of [
      "name: read nothing, expected a name",
      'address: read "support"',
      'timeZone: read "Europe/Lisboa"',
      'hours: read "9 to 5"',
      "agents: read nothing, expected at least one agent",
    ])
      expect(wrong.err).toContain(line);
    expect(existsSync(join(dir, "policy.yaml"))).toBe(false);
    expect(await answerable(["setup", "--answers", "none.yaml"])).toMatchObject({ code: 2 });

    writeFileSync(
      join(dir, "answers.yaml"),
      "name: Fabrikam\naddress: help@fabrikam.example\ntimeZone: Europe/Berlin\nlanguages: [de]\nagents: [{ name: Ana, address: ana@fabrikam.example }]\n",
    );
    const { code, out } = await answerable([
      "setup",
      "--answers",
      "answers.yaml",
      "--country",
      "DE",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ written: ["policy.yaml", "desk.yaml"] });
    expect(published().calendars["office"]).toBeDefined();

    const again = ["setup", "--answers", "answers.yaml", "--overwrite", "--imap", "127.0.0.1:1", "--sign-in"];
    expect(await answerable(again)).toMatchObject({
      code: 1,
      err: expect.stringContaining("SUPPORT_PASSWORD has no value yet"),
    });
    writeFileSync(join(dir, ".env"), "SUPPORT_PASSWORD=secret\n");
    const refused = await answerable(again);
    expect(refused.err).toContain("IMAP connection failed to 127.0.0.1:1");
    expect(refused.err + refused.out).not.toContain("secret");
  }, 120_000);

  test("asks somebody at a terminal again, at once and with what is expected, and takes a pipe as it is", async () => {
    const typed = ["", "Contoso", "support", "support@contoso.example", "Lisbon", "Europe/Lisbon", "9 to 5"];
    typed.push("mon-fri 09:00-17:00", "Portugal", "PT", "", "en", "Ana", "ana@contoso.example", "", "", "");
    const through = async (someone: boolean) => {
      const left = [...typed];
      const told: string[] = [];
      const ask = async (_question: string, fallback?: string) => left.shift() || (fallback ?? "");
      return { said: await askFor({}, { someone, ask, tell: (line) => void told.push(line) }), told };
    };
    const { said, told } = await through(true);
    expect(said).toEqual({
      ...{ name: "Contoso", address: "support@contoso.example", timeZone: "Europe/Lisbon" },
      ...{ hours: "mon-fri 09:00-17:00", country: "PT", languages: ["en"] },
      agents: [{ name: "ana", address: "ana@contoso.example" }],
    });
    expect(told).toHaveLength(6);
    expect(told[0]).toContain("cannot be left out");
    expect(told[2]).toContain("such as Europe/Lisbon");
    expect((await through(false)).told).toEqual([]);
  });

  test("names a secret in .env once, however often it is asked", async () => {
    expect(await answerable(["setup"], `${TYPED}\n`)).toMatchObject({ code: 0 });
    expect(await answerable(["setup"], `${TYPED}\nyes\n`)).toMatchObject({ code: 0 });
    expect(file(".env").match(/SUPPORT_PASSWORD/g)).toHaveLength(1);
  }, 120_000);
});

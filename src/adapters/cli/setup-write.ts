import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDesk, loadPolicy } from "../../policy/load.ts";
import { describeProblem } from "../../policy/problem.ts";
import { describeLacking, publishPolicy } from "../../policy/publish.ts";
import { SetupAnswers, type SetupFiles, settingsFrom } from "../../policy/setup-files.ts";
import { readYaml } from "../../policy/yaml-file.ts";
import { ownProfiles } from "../system/profiles.ts";
import { complain, fail, now, say, sayJson } from "./policy-shared.ts";
import { askFor, languages, openLines, people } from "./setup-ask.ts";
import { trySignIn } from "./setup-sign-in.ts";

export interface SetupOptions {
  readonly answers?: string;
  readonly dir: string;
  readonly yes?: boolean;
  readonly overwrite?: boolean;
  readonly json?: boolean;
  readonly signIn?: boolean;
  readonly [flag: string]: unknown;
}

type Raw = Record<string, unknown>;

/** Those of the vendor's profile that desk.yaml names unless somebody says otherwise. */
function servicesOffered() {
  const services = ownProfiles().get("current")?.profile.services ?? [];
  return services.filter(({ id }) => id !== "other").map(({ id, name }) => ({ id, name }));
}

/** `setup`: writes nothing unless both files would load and could be published. */
export async function setup(options: SetupOptions): Promise<void> {
  const given = fromFlags(options);
  const file = options.answers === undefined ? {} : readAnswers(options.answers);
  if (file === null) return;
  const quiet = options.yes === true || options.answers !== undefined;
  const lines = quiet ? null : openLines();
  try {
    const asked = lines === null ? {} : await askFor({ ...file, ...given }, lines);
    const answers = understood({ ...asked, ...file, ...given });
    if (answers === null) return;
    const files = settingsFrom(answers, servicesOffered());
    if (!wouldLoad(files)) return;
    const there = ["policy.yaml", "desk.yaml"].filter((name) => existsSync(join(options.dir, name)));
    if (there.length > 0 && options.overwrite !== true) {
      const may =
        lines === null ? "" : await lines.ask(`${there.join(" and ")} exist. Replace them (yes/no)?`, "no");
      if (!/^y(es)?$/i.test(may ?? ""))
        return void fail(
          1,
          `${there.join(" and ")} in ${options.dir} would be replaced: nothing was written.`,
          "Next: --overwrite, or another --dir.",
        );
    }
    write(files, options, answers);
    if (options.signIn === true) await trySignIn(answers, join(options.dir, ".env"));
  } finally {
    lines?.close();
  }
}

function fromFlags(options: SetupOptions): Raw {
  const { name, address, zone, hours, country, region, phone, manager } = options;
  const list = options["languages"];
  const agents = options["agent"] as readonly string[] | undefined;
  const mailbox = defined({
    provider: options["provider"],
    imap: options["imap"],
    smtp: options["smtp"],
    user: options["user"],
  });
  return defined({
    ...{ name, address, timeZone: zone, hours, country, region, phone, manager },
    languages: typeof list === "string" ? languages(list) : undefined,
    agents: agents === undefined ? undefined : agents.flatMap(people),
    mailbox: Object.keys(mailbox).length > 0 ? mailbox : undefined,
  });
}

/** Without what nobody said. */
function defined(values: Raw): Raw {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ""),
  );
}

function readAnswers(path: string): Raw | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fail(2, `--answers: ${path} cannot be read (${(error as { code?: string }).code ?? error}).`);
  }
  const file = readYaml(text, path);
  if (!("data" in file)) return fail(1, ...file.map(describeProblem));
  return (file.data ?? {}) as Raw;
}

function understood(raw: Raw): SetupAnswers | null {
  const parsed = SetupAnswers.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const { path, message, input } of parsed.error.issues) {
    const read = input === undefined ? "nothing" : JSON.stringify(input);
    complain(`${path.join(".") || "answers"}: read ${read}, expected ${message}`);
  }
  return fail(
    1,
    "Nothing was written. Next: answer these, by flag or in the file (answerable setup --help).",
  );
}

function wouldLoad({ policy, desk }: SetupFiles): boolean {
  const loaded = loadPolicy(policy, "policy.yaml");
  if (loaded.kind === "refused") return fail(1, ...loaded.problems.map(describeProblem)) !== null;
  const kept = loadDesk(desk, "desk.yaml", loaded.policy);
  if (kept.kind === "refused") return fail(1, ...kept.problems.map(describeProblem)) !== null;
  const facts = { at: now(), tzVersion: process.versions["tz"] ?? "unknown" };
  const done = publishPolicy(loaded.policy, kept.desk, facts);
  return done.kind === "published" || fail(1, ...done.lacking.map(describeLacking)) !== null;
}

function write(files: SetupFiles, { dir, json }: SetupOptions, answers: SetupAnswers): void {
  const [policyFile, deskFile, envFile] = ["policy.yaml", "desk.yaml", ".env"].map((name) => join(dir, name));
  let added: readonly string[];
  try {
    mkdirSync(dir, { recursive: true });
    writeFileSync(policyFile!, files.policy);
    writeFileSync(deskFile!, files.desk, { mode: 0o600 });
    added = addToEnv(envFile!, files.env, dir);
  } catch (error) {
    return void fail(2, `${dir} cannot be written to (${(error as { code?: string }).code ?? error}).`);
  }
  const adding = answers.agents.map(
    ({ name, address }) => `answerable agents add ${address} --name ${JSON.stringify(name)}`,
  );
  if (json === true)
    return sayJson({ written: [policyFile, deskFile], env: { file: envFile, added }, next: adding });
  say(`Written: ${policyFile}, ${deskFile}${added.length > 0 ? `; ${envFile} has ${added.join(", ")} now` : ""}.

Next:
  1. Read policy.yaml through: it is what you promise. answerable policy check --policy ${policyFile} --desk ${deskFile}
  2. ${answers.mailbox ? "Write the mailbox's password into .env" : "Say in .env where mail is: IMAP_URL and SMTP_URL"}, then: npm start
  3. answerable mailbox test ${answers.agents[0]!.address}
  4. ${adding.join("\n     ")}
  5. answerable policy publish, and when all is well: answerable go`);
}

/** Adds what .env does not have; what is there stays as it is. */
function addToEnv(file: string, wanted: SetupFiles["env"], dir: string): readonly string[] {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // A setting without a value is none; a secret's name waits for its value, and stands there once.
  const missing = wanted.filter(
    ([name, value]) => !new RegExp(`^\\s*${name}=${value === "" ? "" : "."}`, "m").test(text),
  );
  if (missing.length === 0) return [];
  const lines = missing.map(
    ([name, value]) => `${name}=${value === "" || dir === "." ? value : join(dir, value)}\n`,
  );
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  if (text === "") writeFileSync(file, lines.join(""), { mode: 0o600 });
  else appendFileSync(file, gap + lines.join(""));
  return missing.map(([name]) => name);
}

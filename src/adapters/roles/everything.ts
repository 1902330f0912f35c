import { type Embedded, startEmbedded } from "../embedded/start.ts";
import { startScreen } from "../embedded/start-screen.ts";
import { createLoginLink } from "../http/operators.ts";
import { connect } from "../postgres/connect.ts";
import { openLog } from "../system/log.ts";
import { readDotEnv, settingsOrStartError } from "../system/settings.ts";
import { startRoles, WORKING_ROLES } from "./all.ts";
import { startOperations } from "./operations.ts";
import { prepare } from "./prepare.ts";
import { operationsPlace } from "./run-operations.ts";

/**
 * Every role in one process, on embedded parts for whatever is not given. Ends in the reverse order: the workers drain
 * before the servers they work on go.
 */
export async function startEverything(): Promise<AsyncDisposable> {
  readDotEnv();
  const given = settingsOrStartError(process.env);
  // The start screen is for reading; the log goes on below it only where somebody asked for it.
  const terminal = process.stdout.isTTY === true;
  const quiet = terminal && process.env["LOG_LEVEL"] === undefined;
  const settings = quiet ? { ...given, logLevel: "warn" as const } : given;
  const embedded = await startEmbedded(settings, { log: openLog(settings.logLevel, terminal) });
  try {
    return await startOn(embedded, terminal);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function startOn(embedded: Embedded, terminal: boolean): Promise<AsyncDisposable> {
  const { settings, sandbox } = embedded;
  const prepared = await prepare(settings, {
    sandbox: sandbox !== null,
    agents: sandbox === null ? [] : agentsOf(embedded),
    logToTerminal: terminal,
  });
  const { context } = prepared;
  const operations = await startOperations(context, { ...operationsPlace(settings), sandbox });
  const roles = await startRoles(WORKING_ROLES, context).catch(async (error) => {
    await operations[Symbol.asyncDispose]();
    throw error;
  });
  const loginUrl = sandbox === null ? null : await loginLink(settings);
  process.stdout.write(`${startScreen(embedded, { operationsUrl: settings.operations.url, loginUrl })}\n`);
  if (prepared.shadowBecause) process.stdout.write(`In shadow, nothing leaves: ${prepared.shadowBecause}\n`);
  for (const note of prepared.notes) process.stdout.write(`${note}\n`);
  return {
    async [Symbol.asyncDispose]() {
      await roles[Symbol.asyncDispose]();
      await operations[Symbol.asyncDispose]();
      await embedded.stop();
    },
  };
}

/** The sandbox's agents answer from the first minute; the last of them leads. */
function agentsOf(embedded: Embedded) {
  const people = embedded.mail?.accounts.filter(({ role }) => role === "agent") ?? [];
  return people.map(({ name, address }, n) => ({
    name,
    address,
    role: n === people.length - 1 && n > 0 ? ("lead" as const) : ("agent" as const),
  }));
}

async function loginLink(settings: Embedded["settings"]): Promise<string> {
  await using connection = connect(settings.databaseUrl, 1);
  const { path } = await createLoginLink(connection.db, "admin");
  return `${settings.operations.url}${path}`;
}

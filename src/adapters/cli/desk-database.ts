import { type Connection, connect } from "../postgres/connect.ts";
import { readDotEnv, settingsOrStartError } from "../system/settings.ts";
import { StartError } from "../system/start-error.ts";

/**
 * The desk's database for a command: `DATABASE_URL`, or the embedded one of the data folder, which must be running
 * (`npm start`): a command never starts servers.
 */
export async function deskDatabase(): Promise<Connection> {
  readDotEnv();
  const settings = settingsOrStartError(process.env);
  const url = settings.databaseUrl ?? (await runningEmbeddedDatabase(settings.dataDir));
  const connection = connect(url, 2);
  try {
    await connection.sql`select 1`;
    return connection;
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    const { code, message } = error as { code?: string; message: string };
    throw new StartError(
      `the database cannot be reached (${code ?? message})`,
      "Check DATABASE_URL and that the server runs.",
    );
  }
}

async function runningEmbeddedDatabase(dataDir: string): Promise<string> {
  const { runningEmbedded } = await import("../embedded/start.ts");
  const running = runningEmbedded(dataDir);
  if (running !== null) return running.DATABASE_URL;
  throw new StartError(
    `no desk is running on ${dataDir}, and DATABASE_URL is not set`,
    "Start it with `npm start`, or set DATABASE_URL.",
  );
}

/** Runs a command on the desk's database; errors are one line and an exit code of 1. */
export async function withDesk(work: (connection: Connection) => Promise<void>): Promise<void> {
  try {
    await using connection = await deskDatabase();
    await work(connection);
  } catch (error) {
    fail(error);
  }
}

export function fail(error: unknown): void {
  const { message, next } = error as { message: string; next?: string };
  process.stderr.write(`${message}${next ? ` ${next}` : ""}\n`);
  process.exitCode = 1;
}

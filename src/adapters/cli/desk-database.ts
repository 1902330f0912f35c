import { type Connection, connect } from "../postgres/connect.ts";
import { StartError } from "../system/start-error.ts";
import { deskSettings } from "./desk-settings.ts";

/** The desk's database: `DATABASE_URL`, or the embedded one of a running `npm start` on the data folder. */
export async function deskDatabase(): Promise<Connection> {
  const { databaseUrl, dataDir } = await deskSettings();
  if (databaseUrl === null) {
    throw new StartError(
      `no desk is running on ${dataDir}, and DATABASE_URL is not set`,
      "Start it with `npm start`, or set DATABASE_URL.",
    );
  }
  const connection = connect(databaseUrl, 2);
  try {
    await connection.sql`select 1`;
    return connection;
  } catch (error) {
    await connection[Symbol.asyncDispose]();
    const { code, message } = error as { code?: string; message: string };
    const next = "Check DATABASE_URL and that the server runs.";
    throw new StartError(`the database cannot be reached (${code ?? message})`, next, { cause: error });
  }
}

/** Runs a command on the desk's database; errors are one line and an exit code of 1. */
export function withDesk(work: (connection: Connection) => Promise<void>): Promise<void> {
  return orFail(async () => {
    await using connection = await deskDatabase();
    await work(connection);
  });
}

/** Runs a command; what it throws is told in one line where we know it, and with its stack where we do not. */
export async function orFail(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StartError || !(error instanceof Error))
      return fail({ message: String((error as Error).message ?? error) });
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exitCode = 1;
  }
}

/** One line on standard error: what is wrong, and what to do. */
export function fail({ message, next }: { readonly message: string; readonly next?: string }): void {
  process.stderr.write(`${message}${next ? ` ${next}` : ""}\n`);
  process.exitCode = 1;
}

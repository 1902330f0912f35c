import { connect } from "../../src/adapters/postgres/connect.ts";

// Ends a connection between two statements, as a restart of PostgreSQL does, and goes on with it.

const { sql, [Symbol.asyncDispose]: close } = connect(process.argv[2]!, 3);
const reserved = await sql.reserve();
const [row] = await reserved`select pg_backend_pid() as pid`;
await sql`select pg_terminate_backend(${row!["pid"]})`;
const said = await reserved`select 1`.then(
  () => "nothing was lost",
  ({ code }: { code?: string }) => code ?? "no code",
);
const again = await Promise.race([
  reserved`select 2`.then(
    () => "nothing was lost",
    ({ code }: { code?: string }) => code ?? "no code",
  ),
  new Promise<string>((resolve) => setTimeout(() => resolve("hangs"), 5000)),
]);
process.stdout.write(`${said} ${again} ${(await sql`select 3 as n`)[0]!["n"]}\n`);
await close();
process.exit(0);

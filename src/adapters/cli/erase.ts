import { withDesk } from "./desk-database.ts";
import type { Register } from "./register.ts";

const EXAMPLES = `
Examples:
  answerable erase someone@fabrikam.example --dry-run   what would be erased, and what stands in the way
  answerable erase someone@fabrikam.example             all content of one person, with raw mail and attachments; for good
  answerable erase --export > erasures.jsonl            keyed hashes of everybody erased: keep it apart from the backups
  answerable erase --replay                             erases them again, after an older backup was restored
  answerable erase --replay --from erasures.jsonl       the same by a list that is newer than the backup

Erased: tickets they opened, what they wrote on those of others, mails on no ticket, and every row with their address. Figures
of past months stay. Not erased: what others wrote about them, the mails in the mailbox itself, and what agents have in
their own mail clients. Open tickets are refused: close them first.
`;

interface Options {
  readonly dryRun?: boolean;
  readonly replay?: boolean;
  readonly export?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

export const eraseCommand: Register = (program) => {
  program
    .command("erase [address]")
    .description("erase all content of one person")
    .option("--dry-run", "only say what")
    .option("--replay", "erase again whom it was done for before")
    .option("--from <file>", "with --replay: the list that --export wrote")
    .option("--export", "print the keyed hashes of everybody erased, a line each")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES)
    .action((address: string | undefined, options: Options) =>
      withDesk(async ({ db }) => {
        const actions = await import("./erase-actions.ts");
        if (options.export) return actions.exportErasures(db);
        if (options.replay) return actions.replay(db, options);
        return actions.erase(db, address, options);
      }),
    );
};

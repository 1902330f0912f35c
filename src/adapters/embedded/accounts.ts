import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../system/start-error.ts";

/** One mailbox of the sandbox with its password, which is the same for IMAP and SMTP. */
export interface Account {
  readonly address: string;
  readonly name: string;
  readonly role: "customer" | "agent" | "desk";
  readonly password: string;
}

export const DESK_ADDRESS = "support@contoso.example";

const PEOPLE = [
  { address: "ana@contoso.example", name: "Ana Sousa", role: "agent" },
  { address: "ben@contoso.example", name: "Ben Carter", role: "agent" },
  { address: "carla@fabrikam.example", name: "Carla Nunes", role: "customer" },
  { address: "dave@tailspin.example", name: "Dave Miller", role: "customer" },
] as const;

/**
 * Everybody of the sandbox. Passwords are made once and kept in `accounts.json`, which only its owner may read, so that a
 * mail client stays connected over restarts.
 */
export function sandboxAccounts(dir: string, deskAddress: string): readonly Account[] {
  const path = join(dir, "accounts.json");
  const kept = readKept(path);
  const desk = { address: deskAddress, name: "Contoso Cloud Support", role: "desk" } as const;
  const people = [desk, ...PEOPLE.filter(({ address }) => address !== deskAddress)];
  const accounts = people.map((person) => ({
    ...person,
    password: kept.get(person.address) ?? newPassword(),
  }));
  const text = `${JSON.stringify(accounts, null, 2)}\n`;
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return accounts;
}

/** The mailbox a mail to this address lands in, whatever follows a plus sign; null: nobody here. */
export function mailboxOf(accounts: readonly Account[], address: string): Account | null {
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at).replace(/\+.*$/s, "");
  const plain = `${local}${address.slice(at)}`.toLowerCase();
  return accounts.find((account) => account.address === plain) ?? null;
}

function readKept(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  try {
    const read = JSON.parse(readFileSync(path, "utf8")) as { address: string; password: string }[];
    return new Map(read.map(({ address, password }) => [String(address), String(password)]));
  } catch (error) {
    throw new StartError(`cannot read ${path}`, "Remove it: new passwords are made for the sandbox.", {
      cause: error,
    });
  }
}

/** 80 bits in letters that are hard to mistake, in groups, because people type it into a mail client. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz023456789";
  const text = [...randomBytes(16)].map((byte) => letters[byte % 32]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

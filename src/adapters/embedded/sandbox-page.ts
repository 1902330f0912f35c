import { open } from "node:fs/promises";
import { basename } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { fromMs } from "../../values/instant.ts";
import type {
  SandboxDraft,
  SandboxMail,
  SandboxPort,
  SandboxSent,
  SandboxSummary,
} from "../http/sandbox-port.ts";
import type { Account } from "./accounts.ts";
import { type ExampleMail, exampleMails } from "./example-mails.ts";
import type { SandboxMailServers } from "./mail.ts";
import { arrival, deliver, type StoredMail, storedMails } from "./maildir.ts";

const SHOWN_AT_MOST = 50;
/** Enough for the text of any mail a person writes; attachments behind it are not shown. */
const READ_AT_MOST = 512_000;
const KEPT_IN_MEMORY = 1000;

/** The sandbox's mailboxes, read where they lie on the disk and written through its SMTP server. */
export function sandboxPage(mail: SandboxMailServers): SandboxPort {
  const examples = exampleMails(mail.accounts.find(({ role }) => role === "desk")!.address);
  const known = new Map<string, SandboxMail>();
  const account = (address: string) =>
    mail.accounts.find((one) => one.address === address && one.role !== "desk");
  const both = async (address: string) => {
    const folders = [
      ["inbox", "INBOX"],
      ["sent", "Sent"],
    ] as const;
    const found = await Promise.all(
      folders.map(async ([folder, name]) =>
        (await storedMails(mail.maildir(address), name)).map((stored) => ({ stored, folder })),
      ),
    );
    return found.flat().sort((a, b) => arrival(b.stored.id) - arrival(a.stored.id));
  };
  const load = async (address: string, entry: { stored: StoredMail; folder: SandboxSummary["folder"] }) => {
    const key = `${address} ${entry.stored.id}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const read = await readStored(entry.stored, entry.folder);
    if (read === null) return null;
    known.set(key, read);
    if (known.size > KEPT_IN_MEMORY) known.delete(known.keys().next().value!);
    return read;
  };
  return {
    accounts: async () => mail.accounts.map(({ address, name, role }) => ({ address, name, role })),
    examples: async () =>
      examples.map(({ id, name, for: by, to, subject, text }) => ({ id, name, for: by, to, subject, text })),
    async list(address) {
      if (account(address) === undefined) return [];
      const newest = (await both(address)).slice(0, SHOWN_AT_MOST);
      const read = await Promise.all(newest.map((entry) => load(address, entry)));
      return read.filter((one) => one !== null).map(summary);
    },
    async read(address, id) {
      if (account(address) === undefined) return null;
      const entry = (await both(address)).find(({ stored }) => stored.id === id);
      return entry === undefined ? null : load(address, entry);
    },
    async send(draft) {
      const from = account(draft.from);
      if (from === undefined) return { kind: "refused", because: `no mailbox ${draft.from} to write from` };
      const example =
        draft.inReplyTo === null ? examples.find(({ subject }) => subject === draft.subject) : undefined;
      return send(mail, from, draft, example);
    },
  };
}

async function send(
  mail: SandboxMailServers,
  from: Account,
  draft: SandboxDraft,
  example: ExampleMail | undefined,
): Promise<SandboxSent> {
  const built = await createTransport({ streamTransport: true, buffer: true, newline: "windows" }).sendMail({
    from: { name: from.name, address: from.address },
    to: draft.to,
    subject: draft.subject,
    text: draft.text,
    ...(draft.inReplyTo === null ? {} : { inReplyTo: draft.inReplyTo }),
    references: [...draft.references],
    attachments: (example?.attachments ?? []).map((one) => ({ ...one })),
    headers: { ...example?.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { host, port, user, password } = mail.smtp(from.address);
  const transport = createTransport({
    host,
    port,
    ignoreTLS: true,
    auth: { user: user!, pass: password! },
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 15_000,
  });
  const raw = built.message as Buffer;
  try {
    await transport.sendMail({ envelope: { from: from.address, to: built.envelope.to }, raw });
  } catch (error) {
    const { response, message } = error as { response?: string; message: string };
    return { kind: "refused", because: response ?? message };
  } finally {
    transport.close();
  }
  await deliver(mail.maildir(from.address), "Sent", [raw], { ids: mail.ids, flags: "S" });
  return { kind: "sent", messageId: built.messageId };
}

/** Null: gone meanwhile. */
async function readStored(stored: StoredMail, folder: SandboxSummary["folder"]): Promise<SandboxMail | null> {
  const bytes = await beginning(stored.path);
  if (bytes === null) return null;
  const parsed = await simpleParser(bytes, { skipImageLinks: true }).catch(() => null);
  const from = parsed?.from?.value[0];
  const replyTo = parsed?.replyTo?.value[0]?.address ?? from?.address ?? "";
  return {
    id: stored.id,
    folder,
    from: parsed?.from?.text ?? "",
    to: addresses(parsed),
    subject: parsed?.subject ?? "",
    at: fromMs(arrival(basename(stored.path))),
    replyTo,
    text: parsed?.text ?? bytes.toString("latin1").slice(0, 20_000),
    messageId: parsed?.messageId ?? null,
    inReplyTo: parsed?.inReplyTo === undefined ? [] : [parsed.inReplyTo],
    references: [parsed?.references ?? []].flat(),
  };
}

async function beginning(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, "r");
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_AT_MOST), 0, READ_AT_MOST, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

function addresses(parsed: ParsedMail | null): string {
  return [parsed?.to ?? []]
    .flat()
    .map(({ text }) => text)
    .join(", ");
}

function summary({ id, from, to, subject, at, folder }: SandboxMail): SandboxSummary {
  return { id, from, to, subject, at, folder };
}

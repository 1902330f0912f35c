import { randomUUID } from "node:crypto";
import type {
  SandboxAccount,
  SandboxDraft,
  SandboxMail,
  SandboxPort,
} from "../../src/adapters/http/sandbox-port.ts";
import { fromMs } from "../../src/values/instant.ts";

const ACCOUNTS: readonly SandboxAccount[] = [
  { address: "support@contoso.example", name: "Contoso Cloud Support", role: "desk" },
  { address: "ana@northwind.example", name: "Ana Lopes", role: "customer" },
  { address: "joao@fabrikam.example", name: "João Çelik", role: "customer" },
  { address: "alice@contoso.example", name: "Alice Moreira", role: "agent" },
  { address: "bruno@contoso.example", name: "Bruno Dias", role: "agent" },
];

export interface SandboxInMemory extends SandboxPort {
  /** Puts a mail into an inbox, as the desk would. */
  deliver(to: string, mail: Partial<SandboxMail>): string;
  readonly sent: readonly SandboxDraft[];
}

/** Mailboxes as arrays, behind the same port as the sandbox's mail server. */
export function sandboxInMemory(): SandboxInMemory {
  const boxes = new Map<string, SandboxMail[]>();
  const sent: SandboxDraft[] = [];
  const keep = (address: string, mail: SandboxMail): void => {
    boxes.set(address, [mail, ...(boxes.get(address) ?? [])]);
  };
  const blank = {
    subject: "",
    text: "",
    messageId: null,
    inReplyTo: [],
    references: [],
    folder: "inbox",
  } as const;
  return {
    sent,
    deliver(to, mail) {
      const id = randomUUID();
      const from = "support@contoso.example";
      keep(to, { ...blank, id, from, to, replyTo: mail.from ?? from, at: fromMs(Date.now()), ...mail });
      return id;
    },
    accounts: async () => ACCOUNTS,
    list: async (address) => boxes.get(address) ?? [],
    read: async (address, id) => boxes.get(address)?.find((mail) => mail.id === id) ?? null,
    async send(draft) {
      if (!draft.to.includes("@")) return { kind: "refused", because: `"${draft.to}" is no address.` };
      const messageId = `<${randomUUID()}@sandbox.example>`;
      const mail = {
        ...blank,
        ...draft,
        id: randomUUID(),
        replyTo: draft.from,
        at: fromMs(Date.now()),
        messageId,
      };
      sent.push(draft);
      keep(draft.from, {
        ...mail,
        inReplyTo: draft.inReplyTo === null ? [] : [draft.inReplyTo],
        folder: "sent",
      });
      return { kind: "sent", messageId };
    },
    examples: async () => [
      {
        id: "mfa",
        name: "MFA loop",
        for: "customer",
        to: "support@contoso.example",
        subject: "Cannot sign in",
        text: "Hello,\n\nI am asked for a code again and again.\n\nAna",
      },
      {
        id: "invoice",
        name: "Invoice",
        for: "customer",
        to: "support@contoso.example",
        subject: "Invoice",
        text: "Two subscriptions on it?",
      },
    ],
  };
}

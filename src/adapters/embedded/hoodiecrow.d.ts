declare module "hoodiecrow-imap" {
  import type { Server } from "node:net";

  export interface HoodiecrowMessage {
    uid: number;
    flags: string[];
    internaldate: string;
    /** One character a byte. */
    raw: string;
  }

  export interface HoodiecrowMailbox {
    readonly path: string;
    messages: HoodiecrowMessage[];
  }

  export interface Hoodiecrow {
    readonly server: Server;
    listen(port: number, host: string, done: () => void): void;
    getMailbox(path: string): HoodiecrowMailbox;
    appendMessage(
      mailbox: string | HoodiecrowMailbox,
      flags: string[],
      internaldate: string,
      raw: Buffer | string,
    ): unknown;
    formatInternalDate(date: Date): string;
    on(event: "notify", listener: () => void): void;
  }

  export default function hoodiecrow(options: {
    plugins: string[];
    users: Record<string, { password: string }>;
    storage: Record<string, unknown>;
  }): Hoodiecrow;
}

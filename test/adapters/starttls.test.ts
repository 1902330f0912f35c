import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { connectImap } from "../../src/adapters/imap/connect.ts";
import { openSubmitter } from "../../src/adapters/smtp/submit.ts";
import type { MailServer } from "../../src/adapters/system/settings-urls.ts";

const PASSWORD = "hunter2";

/** A server on the way that answers each line by `answer`, and remembers all it was told in the clear. */
async function listen(greeting: string, answer: (line: string) => string) {
  let heard = "";
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.write(greeting);
    let rest = "";
    socket.on("data", (data) => {
      heard += data;
      rest += data;
      for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
        socket.write(answer(rest.slice(0, end).trim()));
        rest = rest.slice(end + 1);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const serverAt = (port: number): MailServer => ({
  ...{ host: "127.0.0.1", port, tls: "starttls", user: "support@contoso.example", password: PASSWORD },
});

const imapWithout = (line: string): string => {
  const [tag, command] = line.split(" ");
  if (command?.toUpperCase() === "CAPABILITY")
    return `* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK done\r\n`;
  if (command?.toUpperCase() === "STARTTLS") return `${tag} BAD unknown command\r\n`;
  return `${tag} OK done\r\n`;
};
const smtpWithout = (line: string): string => {
  if (/^EHLO/i.test(line)) return "250-mx\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000\r\n";
  if (/^STARTTLS/i.test(line)) return "502 5.5.1 unknown command\r\n";
  return "235 2.7.0 welcome\r\n";
};

describe("STARTTLS is a must", () => {
  test("IMAP: a server whose STARTTLS was taken out on the way hears no password", async () => {
    await using server = await listen("* OK ready\r\n", imapWithout);
    await expect(connectImap(serverAt(server.port))).rejects.toThrow(/does not offer STARTTLS/);
    expect(server.heard()).not.toMatch(/LOGIN|AUTHENTICATE/i);
    expect(server.heard()).not.toContain(PASSWORD);
  });

  test("IMAP: a greeting that says we are signed in already (PREAUTH) is no way around it", async () => {
    await using server = await listen("* PREAUTH welcome\r\n", imapWithout);
    await expect(connectImap(serverAt(server.port))).rejects.toThrow();
    expect(server.heard()).not.toMatch(/SELECT|EXAMINE|LIST/i);
  });

  test("SMTP: a server whose STARTTLS was taken out on the way hears no password", async () => {
    await using server = await listen("220 mx ready\r\n", smtpWithout);
    await using submitter = openSubmitter(serverAt(server.port));
    expect(await submitter.greet()).toMatch(/STARTTLS|502/);
    expect(server.heard()).not.toMatch(/AUTH/i);
    expect(server.heard()).not.toContain(Buffer.from(PASSWORD).toString("base64"));
  });

  test("the same servers are taken where the settings say that they may be in the clear", async () => {
    await using server = await listen("220 mx ready\r\n", smtpWithout);
    await using submitter = openSubmitter({ ...serverAt(server.port), tls: "never" });
    expect(await submitter.greet()).toBeNull();
  });
});

import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";

export interface WebhookSink extends AsyncDisposable {
  readonly url: string;
  /** What was taken or refused, as sent. */
  readonly received: readonly string[];
  /** The header fields of each. */
  readonly headers: readonly IncomingHttpHeaders[];
  /** Answers this from now on; null: nothing at all. */
  answer(status: number | null, headers?: Readonly<Record<string, string>>): void;
}

/** A chat system's webhook on this machine. */
export async function webhookSink(): Promise<WebhookSink> {
  const received: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let next: { status: number | null; headers: Readonly<Record<string, string>> } = {
    status: 200,
    headers: {},
  };
  const server = createServer(async (request, response) => {
    headers.push(request.headers);
    received.push(await text(request));
    if (next.status !== null) response.writeHead(next.status, next.headers).end("thanks");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hooks/s3cret`,
    received,
    headers,
    answer(status, headers = {}) {
      next = { status, headers };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

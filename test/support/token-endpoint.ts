import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the endpoint does with the next questions. */
export type Mood =
  | { readonly kind: "gives"; readonly livesS?: number; readonly rotates?: boolean }
  | {
      readonly kind: "refuses";
      readonly status?: number;
      readonly error: string;
      readonly description?: string;
    }
  | { readonly kind: "says"; readonly status: number; readonly body: string }
  | { readonly kind: "hangs" };

export interface TokenEndpoint extends AsyncDisposable {
  readonly tokenUrl: string;
  /** For a server that has got a token: 200 with its `email`, or 401. */
  readonly tokenInfoUrl: string;
  /** The forms that were posted, oldest first. */
  readonly asked: URLSearchParams[];
  mood: Mood;
  /** No server accepts a token given until now. */
  revokeAll(): void;
}

/** A token endpoint (RFC 6749) on loopback whose tokens are good for one mailbox. */
export async function startTokenEndpoint(email: string): Promise<TokenEndpoint> {
  const asked: URLSearchParams[] = [];
  const good = new Set<string>();
  let given = 0;
  const endpoint = {
    asked,
    mood: { kind: "gives" } as Mood,
    revokeAll: () => good.clear(),
  };

  function answer(form: URLSearchParams, response: ServerResponse): void {
    const { mood } = endpoint;
    asked.push(form);
    if (mood.kind === "hangs") return;
    if (mood.kind === "says") return void response.writeHead(mood.status).end(mood.body);
    if (mood.kind === "refuses") {
      const { error, description } = mood;
      return json(response, mood.status ?? 400, { error, error_description: description });
    }
    given += 1;
    const token = `token-${given}`;
    good.add(token);
    const more = mood.rotates === true ? { refresh_token: `refresh-${given}` } : {};
    json(response, 200, {
      token_type: "Bearer",
      access_token: token,
      expires_in: mood.livesS ?? 3600,
      ...more,
    });
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (request.method === "POST") return answer(new URLSearchParams(await bodyOf(request)), response);
    const known = good.has(url.searchParams.get("access_token") ?? "");
    json(response, known ? 200 : 401, known ? { email } : { error: "invalid_token" });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(endpoint, {
    tokenUrl: `${origin}/token`,
    tokenInfoUrl: `${origin}/info?access_token=`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request) body += piece;
  return body;
}

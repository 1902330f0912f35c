import type { FastifyInstance, FastifyRequest } from "fastify";

/** The largest mail or text that is taken from a form; what the form adds around it is extra. */
export const MOST_UPLOAD_BYTES = 25 * 1024 * 1024;
const FORM_BYTES = 64 * 1024;
/** What is over the bound is read and dropped up to here, so that the browser gets to hear the answer. */
const MOST_DRAINED_BYTES = 8 * MOST_UPLOAD_BYTES;
const MOST_AT_ONCE = 2;

export type Upload =
  | { readonly kind: "form"; readonly form: FormData }
  | { readonly kind: "refused"; readonly status: 400 | 413 | 503; readonly because: string };

/**
 * Lets the routes of a scope take `multipart/form-data` (RFC 7578). Bytes are held in memory, at most 25 MB of them and
 * of two requests at once; the parts are told apart by Node's own parser of forms.
 */
export function takeUploads(scope: FastifyInstance): void {
  let busy = 0;
  scope.addContentTypeParser("multipart/form-data", async (request: FastifyRequest): Promise<Upload> => {
    const room = busy < MOST_AT_ONCE;
    busy += 1;
    try {
      const bytes = await collect(request, room ? MOST_UPLOAD_BYTES + FORM_BYTES : 0);
      if (!room) return refused(503, "Other mails are being read just now. Try again in a moment.");
      if (bytes === null)
        return refused(413, "This is larger than 25 MB, which is the most that is read here.");
      return await readForm(bytes, request.headers["content-type"] ?? "");
    } finally {
      busy -= 1;
    }
  });
}

/** All of the body, or null once it is larger than `most`. Ends the connection where it is larger beyond all bounds. */
async function collect({ raw }: FastifyRequest, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
    else chunks = [];
    if (size > MOST_DRAINED_BYTES) {
      raw.destroy();
      return null;
    }
  }
  return size > most ? null : Buffer.concat(chunks);
}

async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Upload> {
  try {
    return {
      kind: "form",
      form: await new Response(bytes, { headers: { "content-type": contentType } }).formData(),
    };
  } catch {
    return refused(400, "The form could not be read.");
  }
}

function refused(status: 400 | 413 | 503, because: string): Upload {
  return { kind: "refused", status, because };
}

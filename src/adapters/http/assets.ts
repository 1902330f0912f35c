import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";

const TYPES = { "desk.css": "text/css", "live.js": "text/javascript", "icon.svg": "image/svg+xml" } as const;

export interface Assets {
  readonly css: string;
  readonly script: string;
  readonly icon: string;
}

/** Serves our three static files under names that change with their content, so that a browser keeps them for good. */
export function serveAssets(app: FastifyInstance): Assets {
  const url = (name: keyof typeof TYPES): string => {
    const bytes = readFileSync(join(import.meta.dirname, "static", name));
    const path = `/static/${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}/${name}`;
    app.get(path, async (_request, reply) =>
      reply
        .type(`${TYPES[name]}; charset=utf-8`)
        .header("cache-control", "public, max-age=31536000, immutable")
        .send(bytes),
    );
    return path;
  };
  return { css: url("desk.css"), script: url("live.js"), icon: url("icon.svg") };
}

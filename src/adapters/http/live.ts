import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import type { Log } from "./log.ts";

export interface Fragment {
  readonly title: string;
  readonly html: string;
  readonly etag: string;
}

export interface LiveHub {
  /** Sends what `render` draws to this reply, now unless its etag is `seen`, and again whenever it changes. */
  watch(key: string, seen: string | null, reply: FastifyReply, render: () => Promise<Fragment>): void;
  close(): void;
}

/** A stream ends by itself after this long and the browser asks again: so a closed session sees nothing for long. */
const STREAM_MS = 60_000;
const MOST_STREAMS = 500;
/** A reader that takes nothing off the line is let go rather than kept in memory. */
const MOST_UNREAD_BYTES = 2_000_000;

interface Channel {
  readonly readers: Map<ServerResponse, string | null>;
  readonly render: () => Promise<Fragment>;
  last: Fragment | null;
}

/**
 * Live pages over Server-Sent Events. One page that many watch is drawn once; drawing never takes more than a tenth of
 * the time, whatever it costs, and stops when nobody watches.
 *
 * @param everyMs  between two drawings of a page
 */
export function openLiveHub(log: Log, everyMs = 1000): LiveHub {
  const channels = new Map<string, Channel>();
  let streams = 0;
  let closed = false;

  async function follow(key: string, channel: Channel): Promise<void> {
    while (channel.readers.size > 0 && !closed) {
      const started = performance.now();
      try {
        channel.last = await channel.render();
        for (const reader of channel.readers.keys()) tell(reader, channel);
      } catch (error) {
        log.debug({ err: error }, "a live page could not be drawn");
        for (const reader of channel.readers.keys()) reader.write("event: trouble\ndata: 1\n\n");
      }
      const took = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, Math.max(everyMs, 10 * took)).unref());
    }
    channels.delete(key);
  }

  return {
    watch(key, seen, reply, render) {
      if (streams >= MOST_STREAMS || closed) {
        reply.code(503).header("retry-after", "30").send("Too many live pages are open.");
        return;
      }
      const raw = openStream(reply);
      streams += 1;
      const existing = channels.get(key);
      const channel = existing ?? { readers: new Map(), render, last: null };
      channel.readers.set(raw, seen);
      const end = setTimeout(() => raw.end(), STREAM_MS);
      raw.on("error", () => {});
      raw.on("close", () => {
        streams -= 1;
        clearTimeout(end);
        channel.readers.delete(raw);
      });
      if (existing === undefined) {
        channels.set(key, channel);
        follow(key, channel);
      } else if (channel.last !== null) tell(raw, channel);
    },
    close() {
      closed = true;
      for (const { readers } of channels.values()) for (const reader of readers.keys()) reader.end();
    },
  };
}

function openStream(reply: FastifyReply): ServerResponse {
  const headers = reply.getHeaders();
  reply.hijack();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  reply.raw.write("retry: 500\n\n");
  return reply.raw;
}

function tell(reader: ServerResponse, channel: Channel): void {
  const fragment = channel.last!;
  if (channel.readers.get(reader) === fragment.etag) return;
  channel.readers.set(reader, fragment.etag);
  if (reader.writableLength > MOST_UNREAD_BYTES) {
    reader.destroy();
    return;
  }
  reader.write(`event: main\nid: ${fragment.etag}\ndata: ${JSON.stringify(fragment)}\n\n`);
}

import { parentPort } from "node:worker_threads";
import { readMail } from "../../mail/read-mail.ts";
import type { ParseAnswer, ParseTask } from "./parse-thread.ts";

/** Reads one mail after the other; the pool ends this thread where one takes too long. */
parentPort?.on("message", ({ bytes, receiver, own }: ParseTask) => {
  const answer: ParseAnswer = { kind: "read", reading: readMail(bytes, receiver, own) };
  parentPort?.postMessage(answer);
});

const ready: ParseAnswer = { kind: "ready" };
parentPort?.postMessage(ready);

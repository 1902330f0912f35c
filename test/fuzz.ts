import { parseArgs } from "node:util";
import { attachmentContent } from "../src/mail/attachment-content.ts";
import { describeReading } from "../src/mail/describe.ts";
import { safeHtml } from "../src/mail/html.ts";
import { readMail } from "../src/mail/read-mail.ts";
import { loadFixtures } from "./fixtures/fixture.ts";
import { mutate, seeded } from "./support/mutate-mail.ts";

/**
 * `npm run fuzz -- --count N --seed S`: reads N mails made from the fixtures by random damage, the same for the same seed.
 *
 * A run fails at the first mail that throws, takes over a second, cannot be written as JSON, has a line break or NUL in
 * a header value or file name, keeps a script in its safe HTML, or when memory grows over the run.
 */
const { values } = parseArgs({ options: { count: { type: "string" }, seed: { type: "string" } } });
const count = Number(values.count ?? 2_000);
const seed = Number(values.seed ?? 1);
const MOST_MS = 1_000;
const MOST_GROWTH_MB = 100;
const RECEIVER = { provider: "generic", authservId: "mx.desk.example" } as const;

const problems = (bytes: Buffer): string[] => {
  const reading = readMail(bytes, RECEIVER);
  const text = JSON.stringify(describeReading(reading));
  const found: string[] = text.includes("\\u0000") ? ["NUL in a value"] : [];
  if (/\\ud[89a-f][0-9a-f]{2}/.test(text)) found.push("half a character in a value");
  if (reading.kind === "unreadable") {
    // A fault of ours is caught and told as `malformed`, too: here it must not hide.
    return reading.detail.startsWith("no ") ? found : [...found, `unreadable: ${reading.detail}`];
  }
  const { message } = reading;
  for (const [name, all] of message.headers) {
    if (all.some((value) => /[\r\n\0]/.test(value))) found.push(`line break in ${name}`);
  }
  for (const file of message.attachments) {
    if (/[\r\n\0/\\]/.test(file.filename) || file.filename === "") found.push(`file name ${file.filename}`);
    if (attachmentContent(bytes, file.path)?.length !== file.size) found.push(`content of ${file.path}`);
  }
  if (/<(?:script|iframe|form|style|svg)|\son\w+=|javascript:/i.test(tags(message.html ?? "")))
    found.push("unsafe HTML");
  return found;
};

/** The tags only: text may speak of scripts. */
const tags = (html: string): string => (safeHtml(html, { cid: () => null }).match(/<[^>]*>/g) ?? []).join("");

const fixtures = loadFixtures().map(({ bytes }) => bytes);
const random = seeded(seed);
let slowest = 0;
let baseline = 0;
for (let i = 0; i < count; i++) {
  const bytes = mutate(fixtures, random);
  const start = performance.now();
  let found: string[];
  try {
    found = problems(bytes);
  } catch (error) {
    found = [`thrown: ${error instanceof Error ? error.stack : error}`];
  }
  const ms = performance.now() - start;
  slowest = Math.max(slowest, ms);
  if (ms > MOST_MS) found.push(`took ${Math.round(ms)} ms`);
  if (i === Math.min(1_000, count >> 1)) baseline = memoryMb();
  if (found.length > 0) {
    console.error(`mail ${i} of seed ${seed}: ${found.join("; ")}\n${bytes.toString("base64")}`);
    process.exit(1);
  }
}
const growth = memoryMb() - baseline;
console.log(
  `${count} mails of seed ${seed} read; slowest ${slowest.toFixed(0)} ms; memory ${growth >= 0 ? "+" : ""}${growth} MB`,
);
if (growth > MOST_GROWTH_MB) process.exit(1);

function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1e6);
}
